package main

import (
	"testing"

	"parley/internal/dialogue"
	"parley/internal/record"
	"parley/internal/report"
)

// The demonstration has a release that anybody can check, and says that votes
// and approvals are simulated.
func TestDemoReleasesAReport(t *testing.T) {
	_, n, _, closed := newDemo(t)
	all, err := n.Releases(t.Context(), dialogue.Viewer{})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d releases, %v", len(all), err)
	}
	view, err := n.Release(t.Context(), dialogue.Viewer{}, all[0].Release.ID)
	if err != nil {
		t.Fatal(err)
	}
	if view.Verdict.Outcome != record.Consistent {
		t.Errorf("it is %s: %+v", view.Verdict.Outcome, view.Verdict.Findings)
	}
	d := view.Document
	if len(d.Findings) < 5 || len(d.Results) != 1 || d.Results[0].Dialogue != dialogue.FormatID(closed) || !d.Results[0].Result.Simulated {
		t.Errorf("%d findings, results %+v", len(d.Findings), d.Results)
	}
	for _, f := range d.Findings {
		if f.Grade != dialogue.Agreed || f.Origin == nil {
			t.Errorf("a finding is %s, from %v", f.Grade, f.Origin)
		}
	}
	if len(view.Summary) != len(dialogue.Languages()) {
		t.Errorf("a summary in %d languages", len(view.Summary))
	}
}

// The reference case stands in a forum of its own, whole and read only (S1, S9).
func TestDemoShowsTheReferenceCase(t *testing.T) {
	_, n, keys, _ := newDemo(t)
	e, err := n.Enter(t.Context(), string(keys.Phrases["armenia"][dialogue.CoChair]))
	if err != nil {
		t.Fatal(err)
	}
	chair := e.Session.Viewer()
	forums, err := n.Forums(t.Context(), chair)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range forums {
		if !f.Example {
			continue
		}
		issues, err := n.Issues(t.Context(), chair, f.ID)
		if err != nil || len(issues) != 41 {
			t.Errorf("%d issues, %v", len(issues), err)
		}
		asks, err := n.Recommendations(t.Context(), chair, f.ID, "", "")
		if err != nil || len(asks) != 163 {
			t.Errorf("%d recommendations, %v", len(asks), err)
		}
		reports, err := n.Reports(t.Context(), chair, f.ID)
		if err != nil || len(reports) != 1 {
			t.Fatalf("%d reports, %v", len(reports), err)
		}
		view, err := n.Report(t.Context(), chair, reports[0].ID)
		if err != nil || !view.Document.Example {
			t.Errorf("the report of the example: %v", err)
		}
		if _, err := report.Render(*view.Document, "neutral.hy.md"); err != nil {
			t.Error(err)
		}
		if _, err := n.AddIssue(t.Context(), chair, f.ID, dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "Another"}}, nil); err == nil {
			t.Error("the example can be changed")
		}
		return
	}
	t.Error("there is no example")
}
