package web

import (
	"bytes"
	"io"
	"net/http"
	"time"
)

// home serves "GET /": the result page, or the list that the address asks for.
func (s *results) home(r *http.Request, v visit) (page, error) {
	at := s.layout(v)
	g := newPage(s.result, v.words.Printer, v.query, "/", "")
	if !v.query.lists() {
		g.Home = ""
		g.Body = v.words.newOverview(at)
		return g, nil
	}
	l, ok := v.words.newList(v.query, at)
	if !ok {
		return page{}, errNotFound
	}
	g.Body = l
	return g, nil
}

// layout is where things are on a site.
func (s *results) layout(v visit) layout {
	w, plain := v.words, v.query.plain()
	return layout{
		statement: func(i int) string { return plain.at(statementPath(s.result.Statements[i].Statement)) },
		list: func(q query) string {
			q.Language, q.Edition, q.base = plain.Language, plain.Edition, plain.base
			return q.at("/")
		},
		method: plain.at("/method"),
		limit:  w.perSection(),
		order:  func(section int) []party { return order(w.all, w.kind, plain.Edition, section) },
		filter: func(w worder) *filter { return w.newFilter(plain) },
	}
}

// single is the body of the page of one statement.
type single struct {
	card
	Previous, Next string // addresses of the neighbours, "" at the ends
}

// statement serves "GET /statements/{id}".
func (s *results) statement(r *http.Request, v visit) (page, error) {
	id := r.PathValue("id")
	i, ok := s.index[id]
	if !ok {
		return page{}, errNotFound
	}
	at := s.layout(v)
	in := at.order(i)
	b := single{card: v.words.newCard(i, in)}
	b.Details = v.words.newDetails(i, in)
	if i > 0 {
		b.Previous = at.statement(i - 1)
	}
	if i+1 < len(s.result.Statements) {
		b.Next = at.statement(i + 1)
	}
	title := v.words.Text("statement.number", "Number", id)
	g := newPage(s.result, v.words.Printer, v.query.plain(), statementPath(id), title)
	g.Body = b
	return g, nil
}

// method serves "GET /method".
func (s *results) method(r *http.Request, v visit) (page, error) {
	g := newPage(s.result, v.words.Printer, v.query.plain(), "/method", v.words.Text("method.heading"))
	at := s.layout(v)
	g.Body = v.words.newMethod(at.order(0), at.order(1))
	return g, nil
}

// serveStyle serves the stylesheet: for ever under the address that names its
// version, with a check under any other.
func serveStyle(w http.ResponseWriter, r *http.Request) {
	serveFixed(w, r, "text/css; charset=utf-8", []byte(siteSheet), r.URL.Query().Get("v") == version)
}

func serveIcon(w http.ResponseWriter, r *http.Request) {
	serveFixed(w, r, "image/svg+xml", icon, false)
}

func serveHealth(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(w, "ok\n")
}

func serveFixed(w http.ResponseWriter, r *http.Request, kind string, body []byte, forever bool) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("ETag", etag(body))
	h.Set("Cache-Control", "no-cache")
	if forever {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}
