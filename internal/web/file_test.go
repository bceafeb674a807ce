package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html"
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/report"
)

func file(t *testing.T, r *report.Result, o FileOptions) string {
	t.Helper()
	var out bytes.Buffer
	if err := WriteFile(&out, r, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestFileStandsAlone(t *testing.T) {
	r := fixture("armenia", "azerbaijan")
	for _, l := range locale.Languages() {
		page := file(t, r, FileOptions{Language: string(l)})
		checkClean(t, string(l), page)
		if !strings.Contains(page, `<html lang="`+string(l)+`">`) {
			t.Errorf("%s: the page is in another language", l)
		}
		if n := strings.Count(page, `<article class="card"`); n != len(r.Statements) {
			t.Errorf("%s: %d of %d statements", l, n, len(r.Statements))
		}
		if n := strings.Count(page, "<details>"); n != len(r.Statements)+1 {
			t.Errorf("%s: %d statements have details", l, n-1)
		}
		if !strings.Contains(page, locale.For(l).Text("method.common_ground")) {
			t.Errorf("%s: the method is not in the page", l)
		}
		for _, found := range href.FindAllStringSubmatch(page, -1) {
			if anchor, ok := strings.CutPrefix(found[1], "#"); !ok || !strings.Contains(page, ` id="`+anchor+`"`) {
				t.Errorf("%s: link to %q", l, found[1])
			}
		}
	}
}

// The policy of the file allows the stylesheet that is in it, byte for byte.
func TestFilePolicyAllowsItsStyle(t *testing.T) {
	page := file(t, fixture("azerbaijan", "armenia"), FileOptions{})
	_, style, _ := strings.Cut(page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	_, policy, _ := strings.Cut(page, `<meta http-equiv="Content-Security-Policy" content="`)
	policy, _, _ = strings.Cut(policy, `"`)
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	if got := html.UnescapeString(policy); got != want {
		t.Errorf("policy is %q, want %q", got, want)
	}
	if strings.Count(page, "<style") != 1 || strings.Contains(page, "<link") {
		t.Error("there are other styles")
	}
}

func TestPositionsOnlyWhenAskedFor(t *testing.T) {
	r := fixture("armenia", "azerbaijan")
	r.Positions = fixturePositions(r)
	mark, notice := `class="m s0"`, "a position can betray votes"
	if page := file(t, r, FileOptions{}); strings.Contains(page, mark) || strings.Contains(page, notice) {
		t.Error("positions are in a page that was not to have them")
	}
	if page := body(t, r, "/?lang=en"); strings.Contains(page, mark) {
		t.Error("positions are on the site")
	}
	if page := file(t, r, FileOptions{Positions: true}); !strings.Contains(page, mark) || !strings.Contains(page, notice) {
		t.Error("positions are not in the page that was to have them")
	}
}

func TestFileEditions(t *testing.T) {
	r := fixture("azerbaijan", "armenia")
	page := file(t, r, FileOptions{Edition: "armenia"})
	if !strings.Contains(page, "Edition in which one side is named first: Armenia.") {
		t.Error("the edition is not said")
	}
	for _, list := range strings.Split(page, `<ul class="rows">`)[1:] {
		list, _, _ = strings.Cut(list, "</ul>")
		if a, b := strings.Index(list, ">Armenia<"), strings.Index(list, ">Azerbaijan<"); b >= 0 && a > b {
			t.Fatal("the side of the edition is not named first")
		}
	}
	if err := WriteFile(new(bytes.Buffer), r, FileOptions{Edition: "north"}); err == nil {
		t.Error("an edition of no side was written")
	}
	if err := WriteFile(new(bytes.Buffer), inGroups(), FileOptions{Edition: "A"}); err == nil {
		t.Error("an edition of a group was written")
	}
}

func TestFilesOfExtremes(t *testing.T) {
	for name, r := range extremes() {
		for _, positions := range []bool{false, true} {
			checkExtreme(t, name, file(t, r, FileOptions{Language: "az", Positions: positions}))
		}
	}
	checkClean(t, "nil", file(t, nil, FileOptions{Language: "unheard"}))
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestFileThatCannotBeWritten(t *testing.T) {
	if err := WriteFile(full{}, fixture("armenia", "azerbaijan"), FileOptions{}); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("%v", err)
	}
}
