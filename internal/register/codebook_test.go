package register

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func TestCodebookIsWhole(t *testing.T) {
	b := pis(t)
	if b.Name != "pis-1.0" || len(b.Levels(ProvisionItem)) != HighestLevel+1 || b.Levels(RecommendationItem)[1].Name["en"] == b.Levels(ProvisionItem)[1].Name["en"] {
		t.Errorf("%+v", b)
	}
	if w := Word(b.States, CannotAssess); w.Name["hy"] == "" || w.Anchor["az"] == "" {
		t.Errorf("%+v", w)
	}
	if w := Word(b.States, "lost"); w.Name["en"] != "lost" {
		t.Errorf("%+v", w)
	}
}

// The hash covers every word, and nothing of how the file is set out.
func TestCodebookHash(t *testing.T) {
	text, err := os.ReadFile("../../registers/codebooks/pis-1.0.yaml")
	if err != nil {
		t.Fatal(err)
	}
	hash := pis(t).Hash()
	set, err := ParseCodebook("pis-1.0.yaml", []byte("# a comment\n"+strings.ReplaceAll(string(text), "\n\n", "\n\n\n")))
	if err != nil || set.Hash() != hash {
		t.Errorf("set out otherwise it has another hash: %v", err)
	}
	other, err := ParseCodebook("pis-1.0.yaml", []byte(strings.Replace(string(text), "Çox hissəsi", "Yarısı", 1)))
	if err != nil || other.Hash() == hash {
		t.Errorf("with another word it has the same hash: %v", err)
	}
}

// What is wrong with a codebook is said with file, line and column, all at once.
func TestBadCodebooks(t *testing.T) {
	text, err := os.ReadFile("../../registers/codebooks/pis-1.0.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for change, want := range map[[2]string]string{
		{"codebook: pis-1.0", "codebook: pis-2.0"}:                "pis-1.0.yaml:5:",
		{"  ru: Насколько выполнено, редакция 1.0\n", ""}:         `no words in "ru"`,
		{"{en: Early,", "{fr: Tôt, en: Early,"}:                   `"fr" is no language`,
		{"value: overdue", "value: tardy"}:                        `the value is "tardy", want "overdue"`,
		{"timeliness:", "timeliness: 5\nmore:"}:                   "pis-1.0.yaml:",
		{"about:", "colour: red\nabout:"}:                         "colour",
		{"{en: Early,", "{en: Early"}:                             "pis-1.0.yaml:",
		{"  - value: none\n    name: {en: No answer,", "  # "}:    "3 values, want 4",
		{"    anchor:\n      en: The addressee has neither", "#"}: "pis-1.0.yaml:",
	} {
		broken := strings.Replace(string(text), change[0], change[1], 1)
		if broken == string(text) {
			t.Fatalf("%q changed nothing", change)
		}
		_, err := LoadCodebooks(fstest.MapFS{"pis-1.0.yaml": {Data: []byte(broken)}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "pis-1.0.yaml:") {
			t.Errorf("%q: %v, want %s", change, err, want)
		}
	}
	two := strings.NewReplacer("codebook: pis-1.0", "codebook: other", "value: na\n", "value: nn\n").Replace(string(text))
	_, err = LoadCodebooks(fstest.MapFS{"pis-1.0.yaml": {Data: []byte(two)}, "a.yaml": {Data: []byte("codebook: a\n")}})
	if err == nil || strings.Count(err.Error(), "\n") < 10 || !strings.Contains(err.Error(), `"nn"`) || !strings.Contains(err.Error(), "a.yaml:1:") {
		t.Errorf("not all is said at once: %v", err)
	}
}
