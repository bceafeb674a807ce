package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// checkDOCX fails if the file is no archive of well-formed parts, each with
// its own relations and types, and returns the parts.
func checkDOCX(t *testing.T, body []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(f.Name, err)
		}
		parts[f.Name] = string(text)
		wellFormed(t, f.Name, text)
		if !f.Modified.Equal(noDay) {
			t.Errorf("%s is of %v", f.Name, f.Modified)
		}
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("begins with %s", z.File[0].Name)
	}
	return parts
}

// wellFormed reads a part, and of a document that every cell ends with a
// paragraph, as Word demands.
func wellFormed(t *testing.T, name string, text []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(text))
	var open, last []string // the elements we are in; the last one that ended in each
	last = append(last, "")
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			open, last = append(open, e.Name.Local), append(last, "")
		case xml.EndElement:
			if e.Name.Local == "tc" && last[len(last)-1] != "p" {
				t.Fatalf("%s: a cell ends with %q", name, last[len(last)-1])
			}
			open, last = open[:len(open)-1], last[:len(last)-1]
			last[len(last)-1] = e.Name.Local
		}
	}
}

// wordsOf returns the words of a document, without spaces.
func wordsOf(document string) string {
	var b strings.Builder
	d := xml.NewDecoder(strings.NewReader(document))
	inText := false
	for {
		token, err := d.Token()
		if err != nil {
			return solid(b.String())
		}
		switch e := token.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t"
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				b.Write(e)
			}
		}
	}
}

func TestDOCXIsWhole(t *testing.T) {
	for _, language := range sampleLanguages {
		blocks := sampleBlocks(language)
		body, err := renderDOCX(blocks, sampleMeta(language))
		if err != nil {
			t.Fatal(err)
		}
		parts := checkDOCX(t, body)
		document := parts["word/document.xml"]
		if got, want := wordsOf(document), solid(strings.Join(textsOf(blocks), "")); got != want {
			t.Errorf("%s: the words are\n%s\nnot\n%s", language, got, want)
		}
		for _, need := range []string{
			`<w:pStyle w:val="Heading1"/>`, `<w:pStyle w:val="Heading4"/>`, `<w:tblHeader/>`, `<w:pStyle w:val="ListNumber"/>`,
			`<w:numPr>`, `<w:hyperlink r:id="link1">`, `<w:hyperlink w:anchor="place6">`, `w:name="place6"/>`, `<w:rStyle w:val="Alternative"/>`,
			`<w:lang w:val="` + officeLanguage(language) + `"/>`,
		} {
			if !strings.Contains(document, need) {
				t.Errorf("%s: no %s", language, need)
			}
		}
		for part, need := range map[string]string{
			"docProps/core.xml":            "<dc:title>" + sampleMeta(language).Title,
			"word/footer.xml":              "NUMPAGES",
			"word/header.xml":              sampleMeta(language).Title,
			"word/_rels/document.xml.rels": `Target="https://example.org/r-7" TargetMode="External"`,
		} {
			if !strings.Contains(parts[part], need) {
				t.Errorf("%s: %s without %s", language, part, need)
			}
		}
	}
}

// Of hostile words none is lost but white space, what XML cannot hold stands
// as its number, and no link leads where it should not.
func TestDOCXOfHostileText(t *testing.T) {
	for _, text := range hostileTexts {
		blocks := hostileBlocks(text)
		body, err := renderDOCX(blocks, Meta{Title: text, Language: text})
		if err != nil {
			t.Fatal(err)
		}
		parts := checkDOCX(t, body)
		got := wordsOf(parts["word/document.xml"])
		for _, r := range text {
			want := solid(lineBreaks.Replace(string(r)))
			if !printable(r) && want != "" {
				want = codePoint(r)
			}
			if !strings.Contains(got, want) {
				t.Errorf("%q: %q is not there", text, want)
			}
		}
		for _, bad := range []string{"<script", "\u202e", "\u2067", "\x00"} {
			if strings.Contains(parts["word/document.xml"], bad) {
				t.Errorf("%q: the document has %q", text, bad)
			}
		}
	}
}

func TestAddresses(t *testing.T) {
	good := []string{"https://example.org", "http://example.org:8080/a?b=c#d", "https://example.org/a%20b", "mailto:a.b@example.org"}
	bad := []string{"", "javascript:alert(1)", "file:///etc/passwd", "https://", "https://a b", `https://a/"x`, "https://a/<", "data:text/html,x",
		"https://example.org:99999/", "https://example.org/ə", "mailto:", "//example.org", "https://u:p@example.org", "https://example.org\n"}
	for _, link := range append(slices.Clone(good), bad...) {
		if got, want := newTypesetter(nil, Meta{}).leads(link), slices.Contains(good, link); got != want {
			t.Errorf("%q: %t", link, got)
		}
	}
}
