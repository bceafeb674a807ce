package web

import (
	"bytes"
	"net/http"
	"path"
	"strconv"
	"time"

	"parley/internal/dialogue"
)

// sendKept answers with a page that a browser may keep, as long as it asks each
// time whether it is still the same; but not one for somebody who is signed in.
func (v *visitor) sendKept(g page) error {
	text, err := render(g)
	if err != nil {
		return err
	}
	pageHeaders(v.w, v.Printer)
	v.serveKept(text)
	return nil
}

// serveKept answers with bytes under the same condition.
func (v *visitor) serveKept(body []byte) {
	if v.who == (dialogue.Viewer{}) {
		v.w.Header().Set("Cache-Control", "no-cache")
		v.w.Header().Set("ETag", etag(body))
	}
	http.ServeContent(v.w, v.r, "", time.Time{}, bytes.NewReader(body))
}

// kinds of what is handed out, by the end of its name.
var fileKinds = map[string]string{
	".csv":  "text/csv; charset=utf-8",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".html": "text/html; charset=utf-8",
	".ics":  "text/calendar; charset=utf-8",
	".json": "application/json",
	".md":   "text/markdown; charset=utf-8",
	".pdf":  "application/pdf",
	".txt":  "text/plain; charset=utf-8",
	".xml":  "application/xml",
	".zip":  "application/zip",
}

// download answers with a file for the browser to put on disk. It is never shown
// under the address of the site: a rendering brings its own style along.
func (v *visitor) download(name string, body []byte) {
	h := v.w.Header()
	h.Set("Content-Type", fileKinds[path.Ext(name)])
	h.Set("Content-Disposition", "attachment; filename="+strconv.Quote(name))
	v.serveKept(body)
}
