package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/locale"
	"parley/internal/node"
)

// A visitor is one request: who asks, in which language, and the answer.
type visitor struct {
	site *site
	w    http.ResponseWriter
	r    *http.Request
	pass pass
	who  dialogue.Viewer // nobody when not signed in
	*locale.Printer
	link string // the language as it stands in the address; "" leaves it to the browser
	demo bool   // the page is about votes that a program made: it says so
}

// visitor finds out who asks. A session that has ended is told once, and its
// cookie taken away.
func (s *site) visitor(w http.ResponseWriter, r *http.Request) (*visitor, error) {
	link := r.URL.Query().Get("lang")
	v := &visitor{site: s, w: w, r: r, Printer: locale.For(locale.Choose(link, r.Header.Get("Accept-Language")))}
	if link != "" {
		v.link = string(v.Language())
	}
	v.pass = s.readPass(r)
	if v.pass.Until == 0 {
		return v, nil
	}
	who, err := s.Node.Resume(r.Context(), v.pass.Session)
	if err != nil {
		if fault.KindOf(err) == fault.Refused {
			v.end()
		}
		return v, err
	}
	v.who = who
	if v.pass.old(s.now()) {
		return v, v.renew()
	}
	return v, nil
}

// session returns the visitor's session.
func (v *visitor) session() node.Session { return v.pass.Session }

// at returns an address with the reader's choice of language.
func (v *visitor) at(path string) string { return withLang(path, v.link) }

func withLang(path, lang string) string {
	if lang == "" {
		return path
	}
	path, anchor, _ := strings.Cut(path, "#")
	if anchor != "" {
		anchor = "#" + anchor
	}
	if strings.Contains(path, "?") {
		return path + "&lang=" + lang + anchor
	}
	return path + "?lang=" + lang + anchor
}

// token returns the token that forms of this session carry. Without a session
// it shows only that the form is one of ours.
func (v *visitor) token() string {
	mac := hmac.New(sha256.New, v.site.formKey)
	mac.Write(v.pass.Form)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18])
}

// checkForm refuses a form that another site sent, or that is not of this
// session.
//
// Only co-chairs and moderators send files, and nothing of them is put on disk.
func (v *visitor) checkForm(route Route) error {
	most := route.most
	if !route.longFor(v) {
		most = mostForm
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, most)
	if v.sentElsewhere() {
		return fault.New(fault.Refused, "refusal.form_elsewhere")
	}
	parse := v.r.ParseForm
	if strings.HasPrefix(v.r.Header.Get("Content-Type"), "multipart/form-data") {
		parse = func() error { return v.r.ParseMultipartForm(most) }
	}
	if err := parse(); err != nil {
		if _, long := errors.AsType[*http.MaxBytesError](err); long {
			return fault.New(fault.Invalid, "refusal.form_long")
		}
		return fault.New(fault.Invalid, "refusal.form_broken")
	}
	if !v.ours(v.r.PostFormValue("token"), route.early) {
		return fault.New(fault.Refused, "refusal.form_old")
	}
	return nil
}

// ours reports whether a token is of this session or, where early, of nobody's.
func (v *visitor) ours(token string, early bool) bool {
	nobody := visitor{site: v.site}
	return hmac.Equal([]byte(token), []byte(v.token())) || early && hmac.Equal([]byte(token), []byte(nobody.token()))
}

// sentElsewhere reports whether the browser says that another site sent the form.
// A browser that says nothing, or "null" because our pages send no referrer, is
// believed.
func (v *visitor) sentElsewhere() bool {
	if site := v.r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site != "same-origin" && site != "none"
	}
	origin := v.r.Header.Get("Origin")
	if origin == "" || origin == "null" {
		return false
	}
	from, err := url.Parse(origin)
	return err != nil || from.Host != v.r.Host
}

// field returns what a form sent under a name.
func (v *visitor) field(name string) string { return v.r.PostFormValue(name) }

// dialogueID returns the dialogue that the address names.
func (v *visitor) dialogueID() (dialogue.ID, error) {
	id, ok := dialogue.ParseID[dialogue.ID](v.r.PathValue("dialogue"))
	if !ok {
		return 0, fault.New(fault.NotFound, "refusal.dialogue_unknown")
	}
	return id, nil
}

// statementID returns the statement that a form names.
func (v *visitor) statementID(text string) (dialogue.StatementID, error) {
	id, ok := dialogue.ParseStatementID(text)
	if !ok {
		return 0, fault.New(fault.NotFound, "refusal.statement_unknown")
	}
	return id, nil
}

// redirect sends the browser on after a form, in the reader's language.
func (v *visitor) redirect(path string) error {
	http.Redirect(v.w, v.r, v.at(path), http.StatusSeeOther)
	return nil
}

// participant returns a refusal unless a participant of the dialogue in the
// address asks.
func (v *visitor) participant() error {
	id, err := v.dialogueID()
	if err != nil {
		return err
	}
	if v.who.Participant == 0 || v.who.Dialogue != id {
		return fault.New(fault.NotFound, "refusal.dialogue_unknown")
	}
	return nil
}

// wording words a refusal in the reader's language.
func (v *visitor) wording(f *fault.Fault) string {
	args := make([]any, len(f.Args))
	for i, a := range f.Args {
		args[i] = a
		if text, ok := a.(string); ok && i > 0 && f.Args[i-1] == "Language" {
			args[i] = v.LanguageName(text)
		}
	}
	text := v.Text(locale.Key(f.Key), args...)
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "Line" {
			return v.Text("refusal.at_line", "Line", args[i+1]) + " " + text
		}
	}
	return text
}

func notFound(*visitor) error { return fault.New(fault.NotFound, "refusal.page_unknown") }

// pathOf returns the address of a dialogue's page.
func pathOf(id dialogue.ID, rest string) string {
	return "/dialogues/" + url.PathEscape(dialogue.FormatID(id)) + rest
}
