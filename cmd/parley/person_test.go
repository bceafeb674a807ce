package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"parley/internal/locale"
)

// A person has a browser without scripts, reads one language, and finds the
// way by the words of links and buttons.
type person struct {
	*locale.Printer
	t       testing.TB
	browser *http.Client
	home    *string // where the node is now
	phrase  string  // written down
}

func newPerson(t testing.TB, home *string, l locale.Language) *person {
	t.Helper()
	p := &person{Printer: locale.For(l), t: t, home: home}
	p.forget()
	return p
}

// forget loses whatever the browser kept.
func (p *person) forget() {
	jar, err := cookiejar.New(nil)
	must(p.t, err)
	p.browser = &http.Client{Jar: jar}
}

// A sheet is a page as a person sees it.
type sheet struct {
	*element
	p      *person
	status int
	path   string // with the query
	body   string
	header http.Header
}

func (p *person) get(path string) *sheet {
	p.t.Helper()
	request, err := http.NewRequest(http.MethodGet, *p.home+path, nil)
	must(p.t, err)
	return p.ask(request)
}

// ask sends a request, follows where it leads, and looks at the page.
func (p *person) ask(request *http.Request) *sheet {
	p.t.Helper()
	request.Header.Set("Accept-Language", string(p.Language()))
	answer, err := p.browser.Do(request)
	must(p.t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(p.t, err)
	s := &sheet{p: p, status: answer.StatusCode, path: answer.Request.URL.RequestURI(), body: string(body), header: answer.Header}
	if strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		s.element = parsePage(p.t, s.body)
		for _, fault := range s.faults(s.body, p.Language()) {
			p.t.Errorf("%s for a reader of %s: %s", s.path, p.Language(), fault)
		}
	}
	return s
}

// ok ends the test unless the page is what was asked for.
func (s *sheet) ok() *sheet {
	s.p.t.Helper()
	return s.is(http.StatusOK)
}

func (s *sheet) is(status int) *sheet {
	s.p.t.Helper()
	if s.status != status {
		s.p.t.Fatalf("%s: status %d, want %d: %s", s.path, s.status, status, s.plain())
	}
	return s
}

func (s *sheet) plain() string {
	if s.element == nil {
		return s.body
	}
	return s.words()
}

// says fails the test unless the page says a message in the reader's language.
func (s *sheet) says(key locale.Key, pairs ...any) *sheet {
	s.p.t.Helper()
	return s.quotes(s.p.Text(key, pairs...))
}

// counts is says of a message with a number.
func (s *sheet) counts(key locale.Key, n int, pairs ...any) *sheet {
	s.p.t.Helper()
	return s.quotes(s.p.Count(key, n, pairs...))
}

// quotes fails the test unless the page says words as they are.
func (s *sheet) quotes(words ...string) *sheet {
	s.p.t.Helper()
	for _, w := range words {
		if !strings.Contains(s.plain(), w) {
			s.p.t.Errorf("%s (%s) does not say %q: %s", s.path, s.p.Language(), w, s.plain())
		}
	}
	return s
}

// hides fails the test if the page says any of the words.
func (s *sheet) hides(words ...string) *sheet {
	s.p.t.Helper()
	for _, w := range words {
		if strings.Contains(s.plain(), w) {
			s.p.t.Errorf("%s says %q", s.path, w)
		}
	}
	return s
}

// follow goes where a link with these words leads, on this node.
func (s *sheet) follow(words string) *sheet {
	s.p.t.Helper()
	for _, a := range s.find(named("a")) {
		if a.words() == words {
			return s.p.get(strings.TrimPrefix(a.attr["href"], *s.p.home)).ok()
		}
	}
	s.p.t.Fatalf("%s (%s) has no link %q: %s", s.path, s.p.Language(), words, s.plain())
	return nil
}

// to is follow with the words of a message.
func (s *sheet) to(key locale.Key, pairs ...any) *sheet {
	s.p.t.Helper()
	return s.follow(s.p.Text(key, pairs...))
}

// value returns what a field shows.
func (s *sheet) value(id string) string {
	s.p.t.Helper()
	found := s.find(func(e *element) bool { return e.attr["id"] == id })
	switch {
	case len(found) == 0:
		s.p.t.Fatalf("%s has no field %s", s.path, id)
	case found[0].name == "textarea":
		return found[0].words()
	}
	return found[0].attr["value"]
}

// A filling is a form while it is filled in.
type filling struct {
	s      *sheet
	form   *element
	values url.Values
	files  map[string][2]string // field → name of the file, what is in it
}

// press finds the form with a button of these words. It is sent by send.
func (s *sheet) press(words string) *filling {
	s.p.t.Helper()
	return s.pressIn(nil, words)
}

// pressIn is press where several forms have such a button: of that which holds
// a text, or is held together with it in one item of a list.
func (s *sheet) pressIn(holds []string, words string) *filling {
	s.p.t.Helper()
forms:
	for _, form := range s.find(named("form")) {
		for _, button := range form.find(named("button")) {
			if button.words() != words {
				continue
			}
			around := form
			for holds != nil && around.in != nil && around.name != "li" && around.name != "section" {
				around = around.in
			}
			for _, text := range holds {
				if !strings.Contains(around.words(), text) {
					continue forms
				}
			}
			f := &filling{s: s, form: form, values: fieldsOf(form), files: map[string][2]string{}}
			if name := button.attr["name"]; name != "" {
				f.values.Set(name, button.attr["value"])
			}
			return f
		}
	}
	s.p.t.Fatalf("%s (%s) has no button %q %v: %s", s.path, s.p.Language(), words, holds, s.plain())
	return nil
}

// button is press with the words of a message.
func (s *sheet) button(key locale.Key) *filling {
	s.p.t.Helper()
	return s.press(s.p.Text(key))
}

// fieldsOf returns what a form sends when nothing is changed.
func fieldsOf(form *element) url.Values {
	values := url.Values{}
	for _, e := range form.find(named("input", "textarea", "select")) {
		_, checked := e.attr["checked"]
		switch kind := e.attr["type"]; {
		case e.attr["name"] == "" || kind == "file" || (kind == "checkbox" || kind == "radio") && !checked:
		case e.name == "textarea":
			values.Add(e.attr["name"], e.words())
		case e.name == "select":
			values.Add(e.attr["name"], chosenOf(e))
		default:
			values.Add(e.attr["name"], e.attr["value"])
		}
	}
	return values
}

func chosenOf(e *element) (value string) {
	for i, option := range e.find(named("option")) {
		if _, selected := option.attr["selected"]; selected || i == 0 {
			value = option.attr["value"]
		}
	}
	return value
}

// set fills in a field, which must be there.
func (f *filling) set(name string, values ...string) *filling {
	f.s.p.t.Helper()
	if len(f.form.find(func(e *element) bool { return e.attr["name"] == name })) == 0 {
		f.s.p.t.Fatalf("%s: the form has no field %s", f.s.path, name)
	}
	f.values[name] = values
	return f
}

// attach chooses a file.
func (f *filling) attach(name, file string, content []byte) *filling {
	f.s.p.t.Helper()
	f.set(name).files[name] = [2]string{file, string(content)}
	return f
}

func (f *filling) send() *sheet {
	f.s.p.t.Helper()
	kind, body := "application/x-www-form-urlencoded", []byte(f.values.Encode())
	if f.form.attr["enctype"] == "multipart/form-data" {
		kind, body = f.parts()
	}
	request, err := http.NewRequest(http.MethodPost, *f.s.p.home+f.form.attr["action"], bytes.NewReader(body))
	must(f.s.p.t, err)
	request.Header.Set("Content-Type", kind)
	return f.s.p.ask(request)
}

func (f *filling) parts() (kind string, body []byte) {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for name, values := range f.values {
		for _, v := range values {
			must(f.s.p.t, w.WriteField(name, v))
		}
	}
	for name, file := range f.files {
		part, err := w.CreateFormFile(name, file[0])
		must(f.s.p.t, err)
		_, err = io.WriteString(part, file[1])
		must(f.s.p.t, err)
	}
	must(f.s.p.t, w.Close())
	return w.FormDataContentType(), out.Bytes()
}
