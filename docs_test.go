package parley

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// link finds the targets of Markdown links and pictures.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// A document that points to a file points to one that is there.
func TestLinksInDocuments(t *testing.T) {
	checked := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && ignored(name) {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(name) != ".md" {
			return nil
		}
		text, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			return err
		}
		for _, target := range localLinks(string(text)) {
			checked++
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), filepath.FromSlash(target))); err != nil {
				t.Errorf("%s links to %s, which is not there", name, target)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked == 0 {
		t.Error("no link was found in any document")
	}
}

// localLinks returns the files that a document links to, without what follows
// a # in them.
func localLinks(text string) []string {
	var found []string
	for _, m := range link.FindAllStringSubmatch(text, -1) {
		u, err := url.Parse(m[1])
		if err != nil {
			found = append(found, m[1])
		} else if u.Scheme == "" && u.Path != "" {
			found = append(found, u.Path)
		}
	}
	return found
}

func TestLocalLinks(t *testing.T) {
	text := "[a](docs/a.md#top) ![b](b.png) [c](https://example.org/c.md) [d](#here) [e](%zz)"
	if got, want := strings.Join(localLinks(text), " "), "docs/a.md b.png %zz"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The documents show the picture of doc.go, line for line.
func TestPictureIsTheSameEverywhere(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var picture strings.Builder
	for line := range strings.Lines(string(source)) {
		if drawn, ok := strings.CutPrefix(line, "//\t"); ok {
			picture.WriteString(drawn)
		}
	}
	for _, name := range []string{"README.md", "docs/architecture.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "```text\n"+picture.String()+"```") {
			t.Errorf("%s does not show the picture of doc.go", name)
		}
	}
}
