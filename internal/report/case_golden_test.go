package report

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"parley/casedata"
	"parley/internal/dialogue"
	"parley/internal/exchange"
)

// referenceCase is the report that the reference case would make.
func referenceCase(t *testing.T) (exchange.Case, Document) {
	t.Helper()
	c, err := exchange.ReadCase(casedata.Files, exchange.CaseSides{Order: []dialogue.SideID{"azerbaijan", "armenia"}, Armenian: "armenia", Azerbaijani: "azerbaijan"})
	if err != nil {
		t.Fatal(err)
	}
	const forum = 1
	c = c.In(forum, 20_600)
	names := dialogue.Text{"az": "Nümunə", "en": "Reference case", "hy": "Օրինակ", "ru": "Пример"}
	return c, Compose(Sources{Forum: dialogue.Forum{ID: forum, Names: names, Example: true}, Report: c.Report(forum),
		Issues: c.Issues, Joint: c.Joint, Recommendations: c.Recommendations,
		Sides: []dialogue.Side{
			{ID: "azerbaijan", Names: dialogue.Text{"az": "Azərbaycan", "en": "Azerbaijan", "hy": "Ադրբեջան", "ru": "Азербайджан"}},
			{ID: "armenia", Names: dialogue.Text{"az": "Ermənistan", "en": "Armenia", "hy": "Հայաստան", "ru": "Армения"}},
		}})
}

// The report of the reference case, in every edition and language.
func TestGoldenReferenceCase(t *testing.T) {
	_, d := referenceCase(t)
	for _, name := range Renderings(d) {
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		got, err := Render(d, name)
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/case/" + name
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

// It has every issue, what each side says of it, the responses, the joint texts
// and the recommendations, each exactly where it belongs (S1, S2, S4, S9).
func TestReferenceCaseIsWhole(t *testing.T) {
	c, d := referenceCase(t)
	if len(d.Issues) != len(c.Issues) || len(d.Findings) != len(c.Joint) || len(d.Recommendations) != len(c.Recommendations) || len(c.Issues) != 41 || len(c.Recommendations) != 163 {
		t.Fatalf("%d issues, %d findings, %d recommendations", len(d.Issues), len(d.Findings), len(d.Recommendations))
	}
	claims, responses := 0, 0
	for i, issue := range c.Issues {
		if len(d.Issues[i].Perspectives) != 2 {
			t.Fatalf("%s has %d columns", issue.Case, len(d.Issues[i].Perspectives))
		}
		for j, p := range issue.Perspectives {
			if got := len(d.Issues[i].Perspectives[j].Claims); got != len(p.Claims) {
				t.Errorf("%s: %s has %d claims, want %d", issue.Case, p.Side, got, len(p.Claims))
			}
			claims += len(p.Claims)
			responses += len(p.Responses)
		}
	}
	if claims < 70 || responses < 4 {
		t.Errorf("%d claims and %d responses only", claims, responses)
	}
	agreed := 0
	for i, f := range d.Findings {
		if f.Grade != c.Joint[i].Asked {
			t.Errorf("%s is %s, and its source has it %s", f.Case, f.Grade, c.Joint[i].Asked)
		}
		if f.Grade == dialogue.Agreed {
			agreed++
		}
	}
	if agreed == 0 || agreed == len(d.Findings) {
		t.Errorf("%d of %d findings are agreed", agreed, len(d.Findings))
	}
	for _, edition := range []Edition{"", "armenia", "azerbaijan"} {
		plain := plainText(Blocks(d, edition, "hy"))
		for _, issue := range c.Issues {
			for _, p := range issue.Perspectives {
				for _, claim := range p.Claims {
					if !strings.Contains(plain, claim.Words.Text["en"]) {
						t.Errorf("%q: claim %s is not there", edition, claim.Case)
					}
				}
			}
		}
		for _, r := range c.Recommendations {
			if !strings.Contains(plain, r.Number) || !strings.Contains(plain, r.Action.Text["en"]) {
				t.Errorf("%q: recommendation %s is not there", edition, r.Number)
			}
		}
	}
}
