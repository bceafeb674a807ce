package web

import (
	"context"

	"parley/internal/dialogue"
)

// works are what forums keep.
type works struct {
	issues          []dialogue.IssueID
	claims          []dialogue.ClaimID
	joint           []dialogue.JointID
	recommendations []dialogue.RecommendationID
	reports         []dialogue.ReportID
}

// ids writes what is there, what is hidden and what is nowhere, as addresses have
// it.
func ids[T ~int64](there, hidden []T) []string {
	all := []string{"0000000000001"}
	for _, id := range append(there[:len(there):len(there)], hidden...) {
		all = append(all, dialogue.FormatID(id))
	}
	return all
}

// notOf are all but those who hold an office of a side.
func notOf(side dialogue.SideID) func(dialogue.Viewer) bool {
	return func(v dialogue.Viewer) bool { return v.Role == "" || v.Side != side }
}

// begin adds to the forum what is in every world: an issue on which nobody has
// written, and something of every other kind.
func (w *commonWorld) begin() {
	w.t.Helper()
	ctx, chair := context.Background(), w.viewer("azerbaijan", dialogue.CoChair)
	issue, err := w.Node.AddIssue(ctx, chair, w.Forum, written("en", "Whose is the well"), nil)
	w.must(err)
	joint, err := w.Node.WriteJoint(ctx, chair, w.Forum, dialogue.JointText{Words: written("en", "The well is deep."), Asked: dialogue.Agreed})
	w.must(err)
	recommendation, err := w.Node.WriteRecommendation(ctx, chair, w.Forum, dialogue.Recommendation{Addressees: []string{"civil_society"}, Dimension: dialogue.Community, Action: written("en", "Cover the well.")})
	w.must(err)
	report, err := w.Node.AddReport(ctx, chair, w.Forum, written("en", "On wells"))
	w.must(err)
	w.work = works{issues: []dialogue.IssueID{issue}, joint: []dialogue.JointID{joint}, recommendations: []dialogue.RecommendationID{recommendation}, reports: []dialogue.ReportID{report}}
}

// works has co-chairs work on something new of every kind.
func (w *commonWorld) works(found *places) {
	w.t.Helper()
	ctx, n, chair := context.Background(), w.Node, w.viewer("armenia", dialogue.CoChair)
	issue, err := n.AddIssue(ctx, chair, w.Forum, written("en", "Hidden water"), nil)
	w.must(err)
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		w.must(n.SealPerspective(ctx, w.viewer(side, dialogue.CoChair), issue))
	}
	claim, err := n.WriteClaim(ctx, chair, issue, dialogue.Claim{Holder: dialogue.Delegation, Words: written("en", "Hidden claim.")})
	w.must(err)
	joint, err := n.WriteJoint(ctx, chair, w.Forum, dialogue.JointText{Words: written("en", "Hidden together."), Asked: dialogue.Agreed})
	w.must(err)
	recommendation, err := n.WriteRecommendation(ctx, chair, w.Forum, dialogue.Recommendation{Addressees: []string{"media_and_journalists"}, Dimension: dialogue.MediaChange, Action: written("en", "Hide it.")})
	w.must(err)
	report, err := n.AddReport(ctx, chair, w.Forum, written("en", "Hidden report"))
	w.must(err)
	found.issues, found.claims, found.joint = append(found.issues, issue), append(found.claims, claim), append(found.joint, joint)
	found.recommendations, found.reports = append(found.recommendations, recommendation), append(found.reports, report)
}

// writes has a side write on the issue that all know of, and not seal it.
func (w *commonWorld) writes(side dialogue.SideID, found *places) {
	w.t.Helper()
	for _, words := range []string{"Hidden thoughts of " + string(side) + ".", "Another that nobody else may know.", "A third."} {
		claim, err := w.Node.WriteClaim(context.Background(), w.viewer(side, dialogue.CoChair), w.work.issues[0], dialogue.Claim{Holder: dialogue.Delegation, Words: written("en", words)})
		w.must(err)
		found.claims = append(found.claims, claim)
	}
}
