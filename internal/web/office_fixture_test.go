package web

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"testing"

	"parley/internal/dialogue"
)

// upload sends a form with a file.
func (f *filled) upload(name string, file []byte) *answer {
	f.c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for field, values := range f.values {
		for _, value := range values {
			if err := w.WriteField(field, value); err != nil {
				f.c.t.Fatal(err)
			}
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(file)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		f.c.t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPost, home+f.action, &body)
	if err != nil {
		f.c.t.Fatal(err)
	}
	request.Header.Set("Content-Type", w.FormDataContentType())
	return f.c.do(request)
}

// officeSite is a site with offices and a forum, and no dialogue.
func officeSite(t testing.TB) *fixtureSite {
	t.Helper()
	s, token := emptySite(t)
	s.setUp(t, token)
	var err error
	if s.Forum, err = s.Node.MakeForum(context.Background(), s.viewer("armenia", dialogue.CoChair), everyLanguage("Forum of rivers")); err != nil {
		t.Fatal(err)
	}
	return s
}

// links returns the one-time links on a page, in its order.
func (a *answer) links() []string {
	a.c.t.Helper()
	var all []string
	for _, m := range inputPattern.FindAllStringSubmatch(a.Body, -1) {
		if at := attributes(m[1]); at["class"] == "secret" {
			all = append(all, at["value"])
		}
	}
	if len(all) == 0 {
		a.c.t.Fatalf("%s shows no link: %s", a.Path, plainWords(a.Body))
	}
	return all
}

// lacks reports what a page's words hold of what only a mistake would put there.
func lacks(page string) []string { return bracketed.FindAllString(plainWords(page), -1) }
