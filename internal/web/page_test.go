package web

import (
	"strings"
	"testing"

	"parley/internal/locale"
)

func TestSimulatedIsSaidOnEveryPage(t *testing.T) {
	for _, l := range locale.Languages() {
		banner := locale.For(l).Text("site.simulated")
		r := fixture("azerbaijan", "armenia")
		for _, path := range []string{"/", "/?reading=divide", "/statements/7", "/method"} {
			if page := body(t, r, withLanguage(path, l)); !strings.Contains(page, banner) {
				t.Errorf("%s %s does not say that the votes are simulated", l, path)
			}
		}
		var fault strings.Builder
		answer := get(t, r, "GET", withLanguage("/nowhere", l), "")
		if err := answer.Write(&fault); err != nil || !strings.Contains(fault.String(), banner) {
			t.Errorf("%s: the page of a fault does not say so (%v)", l, err)
		}
		if !strings.Contains(file(t, r, FileOptions{Language: string(l)}), banner) {
			t.Errorf("%s: the file does not say so", l)
		}
		r.Simulated = false
		if page := body(t, r, withLanguage("/", l)); strings.Contains(page, banner) {
			t.Errorf("%s: votes of people are called simulated", l)
		}
	}
}

func TestLanguageOfStatements(t *testing.T) {
	r := hostile()
	page := body(t, r, "/?lang=en&sort=number")
	for _, want := range []string{
		`<span lang="" dir="auto" class="words">&lt;script&gt;`,          // not known
		`<span dir="auto" class="words">first line`,                      // the page's own
		`<span lang="de" dir="auto" class="words">donau`,                 //
		`<span lang="he" dir="auto" class="words">כל`,                    //
		`<span>Language: German</span>`, `<span>Language: Hebrew</span>`, //
		`<span lang="" dir="auto" class="words">🚌`, // "not a tag!"
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(page, "Language: English") {
		t.Error("the page's own language is marked")
	}
	if page := body(t, r, "/statements/2?lang=ru"); !strings.Contains(page, "Язык: немецкий") {
		t.Error("the language is not named in the page's language")
	}
}

func TestWarningsAreWorded(t *testing.T) {
	r := hostile()
	r.Warnings[1].Code, r.Warnings[1].Args = "participants_without_side", map[string]any{"participants": 1200}
	page := body(t, r, "/?lang=ru")
	for _, want := range []string{"&lt;i&gt;odd&lt;/i&gt;", "чья сторона неизвестна: 1\u00a0200."} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestStatementPage(t *testing.T) {
	page := body(t, fixture("azerbaijan", "armenia"), "/statements/25?lang=en")
	for _, want := range []string{
		`<h1><span lang="hy" dir="auto" class="words">Դպրոցական`, "Open question", "Voices missing: Armenia.",
		"Numbers not shown: too few votes.", `<td colspan="3">not shown</td>`, `rel="prev"`, `rel="next"`,
		`<table>`, `<caption>Votes by side</caption>`, `<th scope="row">Armenia</th>`, "Language: Armenian",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestMethodTellsItsNumbers(t *testing.T) {
	page := body(t, fixture("armenia", "azerbaijan"), "/method?lang=en")
	for _, want := range []string{"more than 50%", "at most 5%", "90%", "5 voters", "20 percentage points", "0.50",
		"2.41 for, 1.30 against", "21% and 9%", "Silhouette: 0.41; stability: 0.87", "151 of 164", "parley-opinion/1", "factor model"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	r := fixture("armenia", "azerbaijan")
	r.Projection = "polis"
	if page := body(t, r, "/method?lang=en"); strings.Contains(page, "factor model") || !strings.Contains(page, "principal components") {
		t.Error("the projection is not told")
	}
}

func TestNoGroupsIsExplained(t *testing.T) {
	for reason, want := range map[string]string{
		"few_placed": "fewer than 30 people", "one_cloud": "one cloud", "unstable": "when other people are left out",
		"all_alike": "large enough to be groups", "": "No groups are claimed.", "new": "No groups are claimed.",
	} {
		r := fixture("armenia", "azerbaijan")
		r.Groups.Claimed, r.Groups.Reason, r.Groups.Sizes = false, reason, nil
		if page := body(t, r, "/?lang=en"); !strings.Contains(page, want) || strings.Contains(page, "Typical of group") {
			t.Errorf("%s: not explained", reason)
		}
	}
}
