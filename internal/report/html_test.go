package report

import (
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// hostile is what somebody could write in every field.
const hostile = `</p></td><script>alert("x")</script><img src=x onerror='y'>&lt; [a](javascript:b) | **c** ` + "`d` <!-- \\ # \n- e\n> f\n\n# g\n1. h\n| i | j |\n| --- | --- |"

func hostileSources(t *testing.T) Sources {
	s := bridges(t)
	eachText(&s, func(text string) string {
		switch {
		case strings.Contains(text, "["):
			return strings.Replace(text, "]", " <script>k</script>]", 1)
		case text == "https://example.org/survey":
			return `https://example.org/"><script>l</script>`
		}
		return text + hostile
	})
	for i := range s.Issues[0].Perspectives[0].Claims {
		s.Issues[0].Perspectives[0].Claims[i].Sources = append(s.Issues[0].Perspectives[0].Claims[i].Sources,
			dialogue.Source{Work: "m", URL: "javascript:alert(1)"})
	}
	for i := range s.Results[0].Result.Statements {
		s.Results[0].Result.Statements[i].Text += hostile
	}
	s.Results[0].Result.Topic += hostile
	s.Keys[0].Public += hostile
	return s
}

var tag = regexp.MustCompile(`<(/?)([a-zA-Z!?][a-zA-Z0-9]*)`)

// Whatever is written in any field, the page has the elements that this package
// writes, and no others.
func TestNothingWrittenBecomesHTML(t *testing.T) {
	ours := strings.Fields("a body caption div footer h1 h2 h3 h4 h5 head html li main meta p section span strong style table tbody td th thead title tr ul !doctype")
	d := Compose(hostileSources(t))
	for _, name := range []string{"neutral.en.html", "armenia.hy.html", "azerbaijan.az.html"} {
		out, err := Render(d, name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(out)
		for _, found := range tag.FindAllStringSubmatch(text, -1) {
			known := false
			for _, one := range ours {
				known = known || one == found[2]
			}
			if !known {
				t.Errorf("%s holds an element %s", name, found[0])
			}
		}
		if strings.Contains(text, `href="javascript`) || regexp.MustCompile(`<[^>]*\son\w+=`).MatchString(text) {
			t.Errorf("%s holds a script", name)
		}
		balanced(t, name, text)
	}
}

// balanced checks that every element is closed where it was opened.
func balanced(t *testing.T, name, text string) {
	t.Helper()
	_, body, _ := strings.Cut(text, "<body")
	decoder := xml.NewDecoder(strings.NewReader("<body" + strings.TrimSuffix(body, "</html>\n")))
	decoder.Entity = xml.HTMLEntity
	for {
		_, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

func TestPageIsSelfContained(t *testing.T) {
	out, err := Render(Compose(bridges(t)), "neutral.en.html")
	if err != nil {
		t.Fatal(err)
	}
	text := string(out)
	for _, bad := range []string{"<script", "<link", "<img", "src=", "url(", "@import", " style="} {
		if strings.Contains(text, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for _, want := range []string{`<html lang="en">`, "<title>A footbridge for [Azerbaijan: Lower Ford | Armenia: Upper Ford]</title>", `<span lang="az" dir="auto">Balıqlar qorxur.</span>`, `<th scope="row">`, `<th scope="col">`, `<div class="columns of2">`} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not hold %q", want)
		}
	}
	if n := strings.Count(text, "<h1"); n != 1 {
		t.Errorf("the page has %d headings of the first level", n)
	}
}

var outwardLink = regexp.MustCompile(`<a href="https:[^>]*>(.*?)</a>`)

// A part of a page says the same words as the file, and leads to no other site
// (C3).
func TestHTMLBody(t *testing.T) {
	d := Compose(bridges(t))
	whole, err := Render(d, "armenia.hy.html")
	if err != nil {
		t.Fatal(err)
	}
	_, main, _ := strings.Cut(string(whole), `tabindex="-1">`+"\n")
	main, _, _ = strings.Cut(main, "</main>")
	if !outwardLink.MatchString(main) {
		t.Fatal("the file leads nowhere, so that nothing is shown here")
	}
	main = outwardLink.ReplaceAllString(main, "$1")
	part := string(HTMLBody(d, "armenia", "hy", 1))
	if part != `<div class="joint">`+main+"</div>\n" {
		t.Error("the part of a page differs from the file")
	}
	if lower := string(HTMLBody(d, "armenia", "hy", 2)); strings.Contains(lower, "<h1") || !strings.Contains(lower, `<h2 id="top">`) || !strings.Contains(lower, "<h6") == strings.Contains(part, "<h6") && strings.Contains(part, "<h6") {
		t.Error("headings do not begin at the given level")
	}
}

// Whatever is written in any field of Markdown stands as it is: no line but ours
// begins a heading, list or table, and every sign is escaped.
func TestNothingWrittenBecomesMarkdown(t *testing.T) {
	d := Compose(hostileSources(t))
	for _, name := range []string{"neutral.en.md", "armenia.hy.md"} {
		out, err := Render(d, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(out), "\n") {
			line = strings.TrimSpace(line)
			for _, bad := range []string{"<script", "<img", "[a]", "**c**", "`d`", "<!--"} {
				at := strings.Index(line, bad)
				for at >= 0 && at > 0 && line[at-1] == '\\' {
					next := strings.Index(line[at+1:], bad)
					if next < 0 {
						at = -1
					} else {
						at += 1 + next
					}
				}
				if at >= 0 {
					t.Fatalf("%s: %q is markup in %q", name, bad, line)
				}
			}
			for _, bad := range []string{"# g", "1. h", "> f", "- e", "| i"} {
				if strings.HasPrefix(line, bad) {
					t.Errorf("%s: a line begins %q", name, line)
				}
			}
		}
	}
}
