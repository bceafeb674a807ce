package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"strings"
	"time"

	"parley/internal/locale"
	"parley/internal/report"
)

//go:embed templates/*.html
var files embed.FS

// templates holds one template set for each kind of page: the frame, the
// parts, and the body that the file is named for.
var templates = func() map[string]*template.Template {
	all := map[string]*template.Template{}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		switch body := strings.TrimSuffix(path.Base(name), ".html"); body {
		case "frame", "parts", "forms", "work", "signing", "cards", "values", "register_view_parts":
		default:
			all[body] = template.Must(template.ParseFS(files, "templates/frame.html", "templates/parts.html", "templates/forms.html", "templates/work.html", "templates/signing.html", "templates/values.html", "templates/register_view_parts.html", name))
		}
	}
	return all
}()

// errNotFound is the error of a handler whose address leads to nothing.
var errNotFound = errors.New("no such page")

// results serves the pages of one result.
type results struct {
	result *report.Result
	index  map[string]int // of the statements, by identifier
	base   string         // where they are on the site; "" at its root
	dress  func(*page)    // adds what surrounds them on the site
	log    *slog.Logger
}

// newResults returns the pages of a result, which may be nil or hold nothing,
// and must not change any more, under the address base. They answer GET and
// HEAD.
func newResults(result *report.Result, base string, dress func(*page), log *slog.Logger) http.Handler {
	if result == nil {
		result = &report.Result{}
	}
	s := &results{result: result, index: map[string]int{}, base: base, dress: dress, log: log}
	for i, statement := range result.Statements {
		s.index[statement.Statement] = i
	}
	mux := http.NewServeMux()
	home := base
	if base == "" {
		home = "/{$}"
	}
	mux.Handle("GET "+home, s.page(s.home))
	mux.Handle("GET "+base+"/statements/{id}", s.page(s.statement))
	mux.Handle("GET "+base+"/method", s.page(s.method))
	mux.Handle("GET /", s.page(func(*http.Request, visit) (page, error) { return page{}, errNotFound }))
	return s.readOnly(mux)
}

// policy is the Content-Security-Policy of every page without script.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// protect sets the headers that every answer has (SAFETY.md C3).
func protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// readOnly answers every method but GET and HEAD with 405.
func (s *results) readOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			s.explain(w, r, http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// A visit is what a reader chose, and who words the answer.
type visit struct {
	query query
	words worder
}

// page makes a handler of a function that fills in a page. A page may be kept
// by the browser, which asks each time whether it is still the same; but not
// one for somebody who is signed in, and none of a protected dialogue.
func (s *results) page(make func(*http.Request, visit) (page, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q, ok := parseQuery(r.URL.Query(), s.result)
		q.base = s.base
		if !ok {
			s.explain(w, r, http.StatusNotFound)
			return
		}
		g, err := make(r, visit{query: q, words: newWorder(s.result, s.printer(r))})
		if errors.Is(err, errNotFound) {
			s.explain(w, r, http.StatusNotFound)
			return
		}
		s.dress(&g)
		body, err := render(g)
		if err != nil {
			s.log.ErrorContext(r.Context(), "page not made", "route", strings.Replace(r.Pattern, s.base, "", 1), "err", err)
			s.explain(w, r, http.StatusInternalServerError)
			return
		}
		pageHeaders(w, g.Printer)
		if !g.SignedIn && !g.Fleeting {
			w.Header().Set("Cache-Control", "no-cache")
			w.Header().Set("ETag", etag(body))
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	})
}

func (s *results) printer(r *http.Request) *locale.Printer {
	return locale.For(locale.Choose(r.URL.Query().Get("lang"), r.Header.Get("Accept-Language")))
}

func pageHeaders(w http.ResponseWriter, p *locale.Printer) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", string(p.Language()))
	w.Header().Set("Vary", "Accept-Language")
}

func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}

// render executes the template of g's body in g's frame.
func render(g page) ([]byte, error) {
	name, ok := kindOfBody(g.Body)
	if !ok {
		return nil, fmt.Errorf("render: no template for %T", g.Body)
	}
	var out bytes.Buffer
	if err := templates[name].ExecuteTemplate(&out, "frame", g); err != nil {
		return nil, fmt.Errorf("render %s: %w", name, err)
	}
	return bytes.ToValidUTF8(out.Bytes(), []byte("\uFFFD")), nil // what somebody typed may be anything
}

func kindOfBody(body any) (string, bool) {
	switch body := body.(type) {
	case overview:
		return "overview", true
	case list:
		return "list", true
	case single:
		return "statement", true
	case method:
		return "method", true
	case refusal:
		return "fault", true
	case form:
		return body.template(), true
	}
	return "", false
}

// refusal is the body of a page that says why there is no other.
type refusal struct {
	Heading, Text string
	Back          string // address to go on from; "" leads to the result
}

var faults = map[int][2]locale.Key{
	http.StatusNotFound:            {"fault.not_found", "fault.not_found_text"},
	http.StatusMethodNotAllowed:    {"fault.method", "fault.method_text"},
	http.StatusInternalServerError: {"fault.internal", "fault.internal_text"},
}

// explain answers with status, in the reader's language. Such an answer is
// never kept.
func (s *results) explain(w http.ResponseWriter, r *http.Request, status int) {
	p := s.printer(r)
	keys := faults[status]
	q := query{Language: r.URL.Query().Get("lang"), base: s.base}
	if q.Language != "" {
		q.Language = string(p.Language())
	}
	g := newPage(s.result, p, q, "/", p.Text(keys[0]))
	g.Edition, g.Editions = "", nil
	g.Body = refusal{Heading: p.Text(keys[0]), Text: p.Text(keys[1])}
	s.dress(&g)
	body, err := render(g)
	if err != nil {
		s.log.ErrorContext(r.Context(), "explanation not made", "status", status, "err", err)
		body = []byte(p.Text(keys[0]) + "\n")
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	} else {
		pageHeaders(w, p)
	}
	w.WriteHeader(status)
	w.Write(body)
}
