package node_test

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/record"
)

// keysOf are the private keys of a side: its own, with which it signs offline,
// and that of its witness.
type keysOf struct{ Private, Public, Witness, WitnessPublic string }

// A jury is the witnesses of every side, in memory.
type jury struct {
	mu     sync.Mutex
	keys   map[dialogue.SideID]keysOf
	log    string // the record's public key
	states map[dialogue.SideID]record.WitnessState
	absent map[dialogue.SideID]bool
	now    func() time.Time
}

var errAbsent = errors.New("this witness is absent")

func (j *jury) ask(_ context.Context, side dialogue.SideID, request []byte) ([]byte, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.absent[side] {
		return nil, errAbsent
	}
	r, err := record.ParseAddCheckpoint(request)
	if err != nil {
		return nil, err
	}
	state, ok := j.states[side]
	if !ok {
		at, err := record.OpenCheckpoint(r.Checkpoint, j.log)
		if err != nil {
			return nil, err
		}
		state = record.WitnessState{Origin: at.Origin, Log: j.log}
	}
	next, line, err := state.Advance(r, j.now(), j.keys[side].Witness)
	j.states[side] = next
	return line, err
}

// newJury makes the keys of every side.
func newJury(t *testing.T, sides ...dialogue.SideID) *jury {
	t.Helper()
	j := &jury{keys: map[dialogue.SideID]keysOf{}, states: map[dialogue.SideID]record.WitnessState{}, absent: map[dialogue.SideID]bool{}}
	for i, side := range sides {
		var k keysOf
		var err error
		if k.Private, k.Public, err = record.NewKey(bytes.NewReader(bytes.Repeat([]byte{byte(i + 1)}, 32)), string(side)); err != nil {
			t.Fatal(err)
		}
		if k.Witness, k.WitnessPublic, err = record.NewWitnessKey(bytes.NewReader(bytes.Repeat([]byte{byte(i + 101)}, 32)), node.WitnessName(side)); err != nil {
			t.Fatal(err)
		}
		j.keys[side] = k
	}
	return j
}

// sit registers the keys of every side with a node, and seats the witnesses.
func (j *jury) sit(w *world) {
	w.t.Helper()
	j.now = func() time.Time { return w.now }
	j.log = w.LogKey()
	w.Ask, w.SealWork = j.ask, 4
	for side, k := range j.keys {
		steward := w.offices[side][dialogue.Steward]
		w.must(w.RegisterKey(w.t.Context(), steward, k.Public, false))
		w.must(w.RegisterKey(w.t.Context(), steward, k.WitnessPublic, true))
	}
}

// signs is an approval made offline.
func (j *jury) signs(w *world, side dialogue.SideID, seen dialogue.Hash) node.Signing {
	w.t.Helper()
	a := record.Approval{Side: string(side), Hash: record.Digest(seen), How: record.Offline, Day: w.day(0)}
	note, err := a.Sign(j.keys[side].Private)
	w.must(err)
	return node.Signing{Note: note}
}

// approve has sides approve what a proposal says, each signed offline.
func (j *jury) approve(w *world, p dialogue.ProposalID, sides ...dialogue.SideID) {
	w.t.Helper()
	for _, side := range sides {
		view, err := w.Proposal(w.t.Context(), w.chair(side), p)
		w.must(err)
		w.must(w.Approve(w.t.Context(), w.chair(side), p, view.Proposal.Hash(), j.signs(w, side, view.Proposal.Hash())))
	}
}

// said is a writing in English.
func said(text string) dialogue.Writing {
	return dialogue.Writing{Original: "en", Text: dialogue.Text{"en": text}}
}

// agreedOn is a forum whose sides have exchanged perspectives on one issue,
// agreed on a text and a recommendation, and prepared a report of all of it.
type agreedOn struct {
	issue  dialogue.IssueID
	joint  dialogue.JointID
	asks   dialogue.RecommendationID
	report dialogue.ReportID
}

func (w *world) agree() agreedOn {
	w.t.Helper()
	ctx := w.t.Context()
	var a agreedOn
	var err error
	a.issue, err = w.AddIssue(ctx, w.chair("armenia"), w.forum, said("Water of the border villages"), []dialogue.Provision{{Name: "Article VII"}})
	w.must(err)
	claims := map[dialogue.SideID]dialogue.ClaimID{}
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		claims[side], err = w.WriteClaim(ctx, w.chair(side), a.issue, dialogue.Claim{Holder: dialogue.Delegation, Words: said("Our wells run dry, says " + string(side) + ".")})
		w.must(err)
	}
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		w.must(w.SealPerspective(ctx, w.chair(side), a.issue))
	}
	for side, other := range map[dialogue.SideID]dialogue.SideID{"armenia": "azerbaijan", "azerbaijan": "armenia"} {
		w.must(w.Respond(ctx, w.chair(side), a.issue, dialogue.Response{Claim: claims[other], Words: said("We hear that."), Understood: true}))
	}
	a.joint, err = w.WriteJoint(ctx, w.chair("azerbaijan"), w.forum, dialogue.JointText{Issue: a.issue, Words: said("Wells are measured together."), Asked: dialogue.Agreed})
	w.must(err)
	a.asks, err = w.WriteRecommendation(ctx, w.chair("armenia"), w.forum, dialogue.Recommendation{Addressees: []string{"government_azerbaijan", "government_armenia"},
		Action: said("Publish the levels of the wells."), Dimension: dialogue.Community, Horizon: dialogue.Short, Sign: said("A table every month.")})
	w.must(err)
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		j, err := w.JointText(ctx, w.chair(side), a.joint)
		w.must(err)
		w.must(w.Consent(ctx, w.chair(side), a.joint, j.Hash()))
	}
	a.report, err = w.AddReport(ctx, w.chair("azerbaijan"), w.forum, said("Wells on the border"))
	w.must(err)
	w.edit(a.report, func(r *dialogue.Report) {
		r.Parts[dialogue.PartAuthor] = everywhere("The delegations to the forum of wells.")
		r.Parts[dialogue.PartSponsor] = everywhere("A sponsor who is not named.")
		r.Parts[dialogue.PartResponsibility] = everywhere("The opinions are those of the forum.")
		r.Parts[dialogue.PartMandate] = said("Asked by the two forums of villages.")
		r.Issues, r.Joint, r.Recommendations = []dialogue.IssueID{a.issue}, []dialogue.JointID{a.joint}, []dialogue.RecommendationID{a.asks}
	})
	return a
}

// everywhere is a writing in every language, as every side approved it.
func everywhere(text string) dialogue.Writing {
	w := dialogue.Writing{Original: "en", Text: dialogue.Text{}}
	for _, l := range dialogue.Languages() {
		w.Text[l] = text
		if l != "en" {
			w.Approved = append(w.Approved, l)
		}
	}
	return w
}

// edit changes the joint parts of a report.
func (w *world) edit(id dialogue.ReportID, change func(*dialogue.Report)) {
	w.t.Helper()
	view, err := w.Report(w.t.Context(), w.chair("armenia"), id)
	w.must(err)
	r := view.Report
	if r.Parts == nil {
		r.Parts = map[dialogue.Part]dialogue.Writing{}
	}
	change(&r)
	w.must(w.EditReport(w.t.Context(), w.chair("armenia"), id, view.Report.Version, r))
}

// propose puts the release of a report on the table.
func (w *world) propose(side dialogue.SideID, id dialogue.ReportID) dialogue.ProposalID {
	w.t.Helper()
	p, err := w.ProposeForum(w.t.Context(), w.chair(side), w.forum, dialogue.Act{Kind: dialogue.ActRelease, Report: dialogue.FormatID(id)})
	w.must(err)
	return p
}

// release takes a report to its release, with both keys, and has it witnessed.
func (w *world) release(j *jury, id dialogue.ReportID) dialogue.ReleaseID {
	w.t.Helper()
	j.approve(w, w.propose("armenia", id), "azerbaijan", "armenia")
	w.must(w.Reach(w.t.Context()))
	all, err := w.Releases(w.t.Context(), dialogue.Viewer{})
	w.must(err)
	for _, r := range all {
		if r.Release.Report == id {
			return r.Release.ID
		}
	}
	w.t.Fatal("nothing is released")
	return 0
}
