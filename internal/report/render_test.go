package report

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

func TestRenderings(t *testing.T) {
	d := Compose(bridges(t))
	names := Renderings(d)
	if len(names) != 3*4*4 {
		t.Errorf("%d renderings", len(names))
	}
	for _, want := range []string{"neutral.hy.pdf", "azerbaijan.en.docx", "armenia.ru.md", "neutral.az.html"} {
		if !slices.Contains(names, want) {
			t.Errorf("no rendering is called %s", want)
		}
	}
	for _, bad := range []string{"", "neutral", "neutral.hy", "neutral.xx.html", "third.hy.html", "neutral.hy.exe", "../neutral.hy.html"} {
		if _, err := Render(d, bad); err == nil {
			t.Errorf("%q was rendered", bad)
		}
	}
}

func TestThreeSides(t *testing.T) {
	s := bridges(t)
	s.Sides = append(s.Sides, dialogue.Side{ID: "third", Names: dialogue.Text{"en": "Third"}})
	third := whoPays()
	third.ID, third.Perspectives = 110, append(third.Perspectives, dialogue.Perspective{Side: "third", SealedOn: march})
	s.Issues = append(s.Issues, third)
	d := Compose(s)
	if first := columnsIn(Blocks(d, "", "en")); !slices.Equal(first, []string{"azerbaijan", "armenia", "third"}) {
		t.Errorf("the first columns are %v", first)
	}
	if out, err := Render(d, "third.en.html"); err != nil || !strings.Contains(string(out), `<div class="columns of3">`) {
		t.Errorf("three sides do not stand beside each other: %v", err)
	}
}

// An empty report has every part, and says of each that it is missing.
func TestEmptyReport(t *testing.T) {
	d := Compose(Sources{Sides: twoSides()})
	for _, l := range locale.Languages() {
		blocks := Blocks(d, "", string(l))
		headings := 0
		for _, b := range blocks {
			if b.Kind == Heading && b.Level == 2 {
				headings++
			}
		}
		if headings != 13 {
			t.Errorf("%s: an empty report has %d parts", l, headings)
		}
		want := locale.For(l).Text("report.missing")
		if n := strings.Count(plainText(blocks), want); n < 10 {
			t.Errorf("%s: only %d parts say that they are missing", l, n)
		}
	}
	if _, err := ParseDocument(d.Bytes()); err != nil {
		t.Error(err)
	}
}

var (
	aKey    = regexp.MustCompile(`"(report\.[a-z_]+)"`)
	aLabel  = regexp.MustCompile(`(?m)^([a-z_]+) = "`)
	sources = []string{"blocks.go", "check.go", "set_annex.go", "set_close.go", "set_findings.go", "set_front.go", "set_issue.go", "set_recommendation.go", "setter.go"}
)

// Every label of a report has its use, and every use its label.
func TestEveryLabelIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, file := range sources {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range aKey.FindAllSubmatch(text, -1) {
			used[string(found[1])] = true
			if key := string(found[1]); locale.For(locale.Fallback).Text(locale.Key(key)) == "["+key+"]" {
				t.Errorf("%s uses %s, which has no message", file, key)
			}
		}
	}
	labels, err := os.ReadFile("../locale/catalogue/en/report.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range aLabel.FindAllSubmatch(labels, -1) {
		if key := "report." + string(found[1]); !used[key] {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

// Whatever is read is written back as the same bytes, and can be shown.
func FuzzParseDocument(f *testing.F) {
	golden, err := os.ReadFile("testdata/bridges.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(bytes.TrimSuffix(golden, []byte("\n")))
	f.Add(Compose(Sources{Sides: twoSides()}).Bytes())
	f.Add([]byte(`{"format":"parley-report/1","parts":null,"sides":[{"id":"a.b","names":null}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := ParseDocument(text)
		if err != nil {
			return
		}
		if !bytes.Equal(d.Bytes(), text) {
			t.Error("a document was read that is written otherwise")
		}
		for _, name := range Renderings(d) {
			if strings.HasSuffix(name, ".en.html") || strings.HasSuffix(name, ".hy.md") {
				if _, err := Render(d, name); err != nil {
					t.Error(err)
				}
			}
		}
	})
}
