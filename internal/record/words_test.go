package record

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/internal/locale"
)

var (
	keyInSource    = regexp.MustCompile(`"(verify\.[a-z_]+)"((?:, "[A-Z][a-z]+", [^,\n]+)*)`)
	keyInCatalogue = regexp.MustCompile(`(?m)^([a-z_]+) = "(.*)"$`)
)

// Every finding is worded, in every language, and every word is of a finding.
func TestEveryFindingIsWorded(t *testing.T) {
	used := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range keyInSource.FindAllStringSubmatch(string(text), -1) {
			used[found[1]] = true
		}
	}
	text, err := os.ReadFile("../locale/catalogue/en/record.toml")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "[verify]\n")
	section, _, _ = strings.Cut(section, "\n[")
	for _, found := range keyInCatalogue.FindAllStringSubmatch(section, -1) {
		if !used["verify."+found[1]] {
			t.Errorf("verify.%s is of no finding", found[1])
		}
	}
	for key := range used {
		for _, l := range locale.Languages() {
			if got := locale.For(l).Text(locale.Key(key)); strings.HasPrefix(got, "[") {
				t.Errorf("%s: %s has no words", l, key)
			}
		}
	}
	if len(used) < 30 {
		t.Errorf("only %d findings were found in the sources", len(used))
	}
}

// What a finding is about stands in its words, and nothing stays open in them.
func TestFindingsHaveTheirValues(t *testing.T) {
	w := newWorld(t, "w")
	trust := w.trust()
	good := w.release(t, document)
	bad := good
	bad.Approvals = []string{w.approve(t, "azerbaijan", []byte("{}"), Offline)}
	bad.Proof.Index++
	bad.Proof.Checkpoint, _ = w.checkpoint(t)
	other := Given{Files: map[string][]byte{"neutral.hy.pdf": nil, "none.pdf": nil}, VotesDigests: map[string]string{"0000000000002": "", "none": ""}}
	findings := slices.Concat(good.Verify(&trust, given).Findings, bad.Verify(&trust, other).Findings)
	for _, f := range findings {
		for _, l := range locale.Languages() {
			text := locale.For(l).Text(locale.Key(f.Key), f.Args...)
			for i := 1; i < len(f.Args); i += 2 {
				if value, ok := f.Args[i].(string); ok && !strings.Contains(text, value) {
					t.Errorf("%s: %s leaves %v out: %q", l, f.Key, f.Args[i-1], text)
				}
			}
			bare := locale.For(l).Text(locale.Key(f.Key))
			if len(f.Args) == 0 && text != bare || len(f.Args) > 0 && text == bare {
				t.Errorf("%s: %s is given %v for %q", l, f.Key, f.Args, text)
			}
		}
	}
}
