package web

import (
	"log/slog"
	"net/http"

	"parley/internal/report"
)

// resultSite serves nothing but the pages of a result, at its root, with what
// they need.
func resultSite(r *report.Result) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /style.css", serveStyle)
	mux.HandleFunc("GET /icon.svg", serveIcon)
	mux.HandleFunc("GET /healthz", serveHealth)
	mux.Handle("/", newResults(r, "", func(*page) {}, slog.New(slog.DiscardHandler)))
	return protect(mux)
}
