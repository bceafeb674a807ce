package report

import (
	"bytes"
	"os"
	"testing"
)

// What is approved and what readers get. A change of these files changes what
// every edition of a report looks like, and is to be looked at as one.
func TestGoldenReport(t *testing.T) {
	d := Compose(bridges(t))
	files := map[string][]byte{"bridges.json": append(d.Bytes(), '\n')}
	for _, name := range []string{
		"neutral.en.html", "armenia.hy.html", "azerbaijan.az.html",
		"neutral.en.md", "neutral.hy.md", "neutral.az.md", "neutral.ru.md",
		"azerbaijan.en.md", "azerbaijan.hy.md", "azerbaijan.az.md",
		"armenia.en.md", "armenia.hy.md", "armenia.az.md",
	} {
		out, err := Render(d, name)
		if err != nil {
			t.Fatal(err)
		}
		files["bridges."+name] = out
	}
	for name, got := range files {
		file := "testdata/" + name
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s has changed (go test ./internal/report -update writes it anew)", file)
		}
	}
}
