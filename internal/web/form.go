package web

import (
	"bytes"
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/locale"
)

// A form is the body of a page of the node's: it names its template.
type form interface{ template() string }

// show answers with a page of a body, under a title.
func (v *visitor) show(title string, body form) error {
	return v.showAs(http.StatusOK, title, body)
}

func (v *visitor) showAs(status int, title string, body form) error {
	return v.send(status, v.page(title, body))
}

// send answers with a page.
func (v *visitor) send(status int, g page) error {
	text, err := render(g)
	if err != nil {
		return err
	}
	pageHeaders(v.w, v.Printer)
	v.w.WriteHeader(status)
	if v.r.Method != http.MethodHead {
		_, _ = bytes.NewReader(text).WriteTo(v.w) // a reader who has gone away is no error of ours
	}
	return nil
}

// page makes the frame of a page of the node's.
func (v *visitor) page(title string, body any) page {
	g := page{Printer: v.Printer, Title: title + " – " + v.Text("site.name"), Heading: title,
		Sheet: sheetPath(), Body: body, Token: v.token(), link: v.link, Simulated: v.demo}
	for _, l := range locale.Languages() {
		g.Languages = append(g.Languages, option{l.Name(), withLang(v.here(), string(l)), string(l), l == v.Language()})
	}
	v.dress(&g)
	return g
}

// here is the address of the page, without the choice of language.
func (v *visitor) here() string {
	q := v.r.URL.Query()
	q.Del("lang")
	if v.r.Method == http.MethodPost || len(q) == 0 {
		return v.r.URL.Path
	}
	return v.r.URL.Path + "?" + q.Encode()
}

// dress adds to a page what every page of the node's has: the way out, and
// where the visitor can go.
func (v *visitor) dress(g *page) {
	g.Leave = v.at("/leave")
	g.Site = v.at("/")
	g.Token, g.link = v.token(), v.link
	switch {
	case v.who.Participant != 0:
		g.Nav = append(g.Nav,
			option{Label: v.Text("nav.dialogue"), Href: v.at(pathOf(v.who.Dialogue, ""))},
			option{Label: v.Text("nav.vote"), Href: v.at(pathOf(v.who.Dialogue, "/vote"))},
			option{Label: v.Text("nav.mine"), Href: v.at(pathOf(v.who.Dialogue, "/mine"))})
	case v.who.Role != "":
		g.Nav = append(g.Nav, option{Label: v.Text("nav.office"), Href: v.at("/office")})
		if v.who.Role != dialogue.Steward {
			g.Nav = append(g.Nav, option{Label: v.Text("nav.dialogues"), Href: v.at("/")})
		}
	}
	if link := v.registersLink(); link != nil && len(g.Nav) > 0 {
		g.Nav = append(g.Nav, *link)
	}
	for i := range g.Nav {
		g.Nav[i].Current = g.Nav[i].Href == v.at(v.r.URL.Path)
	}
	g.SignedIn = v.who != (dialogue.Viewer{})
}

// At returns an address with the reader's choice of language.
func (g page) At(path string) string { return withLang(path, g.link) }

// Lang is the reader's choice of language as it stands in the address, for forms
// that are sent by GET; "" leaves it to the browser.
func (g page) Lang() string { return g.link }

// statuses are those that the kinds of fault are answered with.
var statuses = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError,
	fault.Invalid:  http.StatusBadRequest,
	fault.Refused:  http.StatusForbidden,
	fault.NotFound: http.StatusNotFound,
	fault.Conflict: http.StatusConflict,
	fault.TooMany:  http.StatusTooManyRequests,
}

var headings = map[fault.Kind]locale.Key{
	fault.Internal: "fault.internal",
	fault.Invalid:  "fault.invalid",
	fault.Refused:  "fault.refused",
	fault.NotFound: "fault.not_found",
	fault.Conflict: "fault.conflict",
	fault.TooMany:  "fault.too_many",
}

// explain tells the visitor what can be done about an error, and the log what
// nobody else should see.
func (v *visitor) explain(err error) {
	kind := fault.KindOf(err)
	body := refusal{Heading: v.Text(headings[kind]), Text: v.Text("fault.internal_text"), Back: v.at("/")}
	if f := fault.Of(err); f != nil {
		body.Text = v.wording(f)
	} else if v.r.Context().Err() == nil {
		v.site.Log.Error("request failed", "route", v.r.Pattern, "err", err)
	}
	g := v.page(body.Heading, body)
	if v.r.Method == http.MethodPost { // there may be nothing to get at the address
		g.Languages = nil
	}
	text, err := render(g)
	if err != nil {
		v.site.Log.Error("explanation not made", "err", err)
		http.Error(v.w, body.Heading, http.StatusInternalServerError)
		return
	}
	pageHeaders(v.w, v.Printer)
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.WriteHeader(statuses[kind])
	if v.r.Method != http.MethodHead {
		_, _ = v.w.Write(text)
	}
}

// problem returns the wording of a refusal that the visitor can mend on the
// form itself, or the error when it is of another kind.
func (v *visitor) problem(err error) (string, error) {
	switch f := fault.Of(err); {
	case f == nil:
		return "", err
	case f.Kind == fault.Invalid || f.Kind == fault.Conflict || f.Kind == fault.Refused || f.Kind == fault.TooMany:
		return v.wording(f), nil
	case f.Key == "refusal.nothing_opens":
		return v.wording(f), nil
	}
	return "", err
}

// status is that of a form shown again because of err.
func status(err error) int { return statuses[fault.KindOf(err)] }
