package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"parley/internal/locale"
)

// An element is one of a page; or a piece of its text, which has no name.
type element struct {
	name   string
	attr   map[string]string
	text   string
	in     *element
	inside []*element
}

// parsePage reads a page of ours, in which every element that is opened is
// closed.
func parsePage(t testing.TB, body string) *element {
	t.Helper()
	page := &element{attr: map[string]string{}}
	at := page
	d := xml.NewDecoder(strings.NewReader(strings.ToValidUTF8(body, "\uFFFD")))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return page
		}
		if err != nil {
			t.Fatalf("not a page: %v: %s", err, body)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attr: map[string]string{}, in: at}
			for _, a := range token.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			at.inside = append(at.inside, e)
			at = e
		case xml.EndElement:
			at = at.in
		case xml.CharData:
			at.inside = append(at.inside, &element{text: string(token), in: at})
		}
	}
}

// find returns the elements within e that fit, in the order of the page.
func (e *element) find(fits func(*element) bool) []*element {
	var all []*element
	for _, i := range e.inside {
		if fits(i) {
			all = append(all, i)
		}
		all = append(all, i.find(fits)...)
	}
	return all
}

// named fits elements of one of the names.
func named(names ...string) func(*element) bool {
	return func(e *element) bool { return slices.Contains(names, e.name) }
}

// ofClass fits elements of a class.
func ofClass(class string) func(*element) bool {
	return func(e *element) bool { return slices.Contains(strings.Fields(e.attr["class"]), class) }
}

// words is what e says to a reader.
func (e *element) words() string {
	var all []string
	for _, i := range append([]*element{e}, e.find(func(i *element) bool { return i.text != "" })...) {
		if above := i.above().name; above != "title" && above != "style" {
			all = append(all, strings.Fields(i.text)...)
		}
	}
	return strings.Join(all, " ")
}

func (e *element) above() *element {
	if e.in == nil {
		return e
	}
	return e.in
}

// inherits returns the attribute of e or of what it stands in.
func (e *element) inherits(attr string) string {
	for ; e != nil; e = e.in {
		if v, ok := e.attr[attr]; ok {
			return v
		}
	}
	return ""
}

// alphabets are those in which the languages are written.
var alphabets = map[string]*unicode.RangeTable{"az": unicode.Latin, "en": unicode.Latin, "hy": unicode.Armenian, "ru": unicode.Cyrillic}

// strange returns the words of a page that are not in the letters of the
// language that they are said to be in. Single letters name opinion groups. What is not to be translated (codes,
// commands, addresses) is in no language, nor is what is being typed.
func (e *element) strange() []string {
	var all []string
	for _, text := range e.find(func(e *element) bool { return e.text != "" }) {
		letters, in := alphabets[text.inherits("lang")], text.above().name
		if letters == nil || text.inherits("translate") == "no" || slices.Contains([]string{"code", "style", "textarea"}, in) {
			continue
		}
		for _, word := range strings.FieldsFunc(text.text, notOfWord) {
			word = strings.ToLower(strings.Trim(word, ".-"))
			if len(word) > 1 && !inLetters(word, letters) && !slices.Contains(ofNoLanguage, word) && !ofFile.MatchString(word) {
				all = append(all, word)
			}
		}
	}
	return all
}

// notOfWord keeps names of files, of programs and of fields whole.
func notOfWord(r rune) bool { return !unicode.IsLetter(r) && r != '.' && r != '_' && r != '-' }

func inLetters(word string, letters *unicode.RangeTable) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !unicode.In(r, letters) })
}

// ofNoLanguage are words that are the same in every language, and names of
// columns; ofFile are names of files.
var (
	ofNoLanguage = []string{"parley", "csv", "json", "utf", "age", "utc", "text", "language", "side", "az", "en", "hy", "ru",
		"html", "pdf", "docx", "markdown"}
	ofFile = regexp.MustCompile(`^[a-z-]+\.(csv|json|zip\.age)$`)
)

var (
	noMessage = regexp.MustCompile(`\[[a-z]+[a-z_]*(\.[a-z_]+)+\]`) // a message that no catalogue has
	unwritten = regexp.MustCompile(`<no value>|&lt;no value|%!|<nil>|&lt;nil`)
)

// faults returns what no page may have: messages without words, words in
// another language than they are said to be in, and a language that the reader
// did not ask for.
func (e *element) faults(body string, l locale.Language) []string {
	all := append(noMessage.FindAllString(body, -1), unwritten.FindAllString(body, -1)...)
	for _, html := range e.find(named("html")) {
		if html.attr["lang"] != string(l) {
			all = append(all, fmt.Sprintf("it is in %q", html.attr["lang"]))
		}
	}
	return append(all, e.strange()...)
}
