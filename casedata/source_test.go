package casedata

import "testing"

// An origin is what the reference case says about where a claim stands.
type origin struct {
	side Side // whose claim it is; "" for a joint one
	kind Kind
}

type claims []struct{ ID string }

// origins returns every claim and recommendation that a statement may word.
// Analysis by an author is left out: it belongs to neither side.
func origins(t *testing.T) map[Ref]origin {
	t.Helper()
	all := map[Ref]origin{}
	perspectives(t, func(id string, side Side) {
		all[Ref{"perspectives.json", id}] = origin{side, Perspective}
	})
	var recommendations []struct {
		ID     string
		Source []source
	}
	read(t, "recommendations.json", &recommendations)
	voice := voices(t)
	for _, r := range recommendations {
		o := origin{kind: Recommendation}
		if v := voice[r.Source[0].Work]; v != "joint" {
			o.side = Side(v) // a work of one side is that side's word
		}
		all[Ref{"recommendations.json", r.ID}] = o
	}
	return all
}

// perspectives calls each with every claim and the side whose it is.
func perspectives(t *testing.T, each func(id string, side Side)) {
	t.Helper()
	var issues []struct {
		Armenian, Azerbaijani, Joint claims
		IntraSide                    []struct {
			Side   Side
			Claims claims
		} `json:"intra_side"`
	}
	read(t, "perspectives.json", &issues)
	report := func(side Side, list claims) {
		for _, c := range list {
			each(c.ID, side)
		}
	}
	for _, i := range issues {
		report("armenia", i.Armenian)
		report("azerbaijan", i.Azerbaijani)
		report("", i.Joint)
		for _, group := range i.IntraSide {
			report(group.Side, group.Claims)
		}
	}
}

func TestEveryStatementHasItsSource(t *testing.T) {
	all := origins(t)
	if len(all) < 200 {
		t.Fatalf("only %d claims and recommendations were read", len(all))
	}
	used := map[Ref]StatementID{}
	for _, s := range demo(t).Statements {
		if len(s.Source) == 0 {
			t.Errorf("statement %s has no source", s.ID)
		}
		for _, ref := range s.Source {
			o, ok := all[ref]
			switch {
			case !ok:
				t.Errorf("statement %s: %s has no %q", s.ID, ref.File, ref.ID)
			case o.kind != s.Kind:
				t.Errorf("statement %s is a %s, its source %s a %s", s.ID, s.Kind, ref.ID, o.kind)
			case o.side != "" && o.side != s.Author:
				t.Errorf("statement %s is by %s, its source %s by %s", s.ID, s.Author, ref.ID, o.side)
			}
			if other, ok := used[ref]; ok {
				t.Errorf("statements %s and %s both word %s", other, s.ID, ref.ID)
			}
			used[ref] = s.ID
		}
	}
}

// What each side says is worded equally often for each.
func TestPerspectivesAreBalanced(t *testing.T) {
	all := origins(t)
	count := map[Side]int{}
	for _, s := range demo(t).Statements {
		if s.Kind == Perspective {
			count[all[s.Source[0]].side]++
		}
	}
	if count["armenia"] != count["azerbaijan"] || count["armenia"] < 10 {
		t.Errorf("claims worded by side: %v", count)
	}
}

func TestDescriptionHasItsSource(t *testing.T) {
	var events []struct{ ID string }
	read(t, "events.json", &events)
	known := map[string]bool{}
	for _, e := range events {
		known[e.ID] = true
	}
	refs := demo(t).Source
	if len(refs) == 0 {
		t.Error("the description has no source")
	}
	for _, ref := range refs {
		if ref.File != "events.json" || !known[ref.ID] {
			t.Errorf("the description cites %s in %s, which is not there", ref.ID, ref.File)
		}
	}
}
