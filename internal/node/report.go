package node

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/report"
	"parley/internal/store"
)

// A ReportView is a report in preparation, as those who hold an office see it;
// its proposals are for co-chairs.
type ReportView struct {
	Forum     dialogue.Forum
	Sides     []dialogue.Side
	Report    dialogue.Report
	Document  *report.Document // composed now
	State     ReportState
	Proposals []ProposalView
	Releases  []dialogue.Release
}

// A ReportState says how far a report has come (FORMS 4.2), each with its
// message "report_state.…".
type ReportState string

// The states, in their order. Any but the last can be left for stopped.
const (
	ReportDraft      ReportState = "draft"      // some perspective in it is not sealed
	ReportSealed     ReportState = "sealed"     // one side at least has sealed all of its own
	ReportExchanged  ReportState = "exchanged"  // all perspectives in it are exchanged
	ReportReconciled ReportState = "reconciled" // every claim has a response, and every text that is to be agreed the consents
	ReportProposed   ReportState = "proposed"   // exact bytes wait for approvals
	ReportStopped    ReportState = "stopped"    // by one side; it takes every side to go on
)

// Reports returns the reports that a forum prepares, by title.
func (n *Node) Reports(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID) ([]dialogue.Report, error) {
	if _, err := n.hall(ctx, v, forum, dialogue.TheirReports); err != nil {
		return nil, err
	}
	return n.Store.Reports(ctx, forum)
}

// Report returns a report with the document that it would be now.
func (n *Node) Report(ctx context.Context, v dialogue.Viewer, id dialogue.ReportID) (ReportView, error) {
	r, f, err := n.report(ctx, v, id)
	if err != nil {
		return ReportView{}, err
	}
	view := ReportView{Forum: f, Report: r}
	s, err := n.sources(ctx, f, r)
	if err != nil {
		return view, err
	}
	doc := report.Compose(s)
	view.Document, view.Sides = &doc, s.Sides
	if v.MaySeeForum(dialogue.ForumProposals) {
		if view.Proposals, err = n.ForumProposals(ctx, v, f.ID); err != nil {
			return view, err
		}
	}
	view.Proposals = slices.DeleteFunc(view.Proposals, func(p ProposalView) bool { return p.Report != id })
	all, err := n.Store.Releases(ctx)
	if err != nil {
		return view, err
	}
	size, _, err := n.cosigned(ctx)
	for _, one := range all {
		if one.Report == id && v.MaySeeRelease(one, one.Entry < size, n.today()) {
			view.Releases = append(view.Releases, one)
		}
	}
	view.State = reportState(view, s)
	return view, err
}

func reportState(view ReportView, s report.Sources) ReportState {
	if view.Report.StoppedBy != "" {
		return ReportStopped
	}
	for _, p := range view.Proposals {
		if p.Proposal.Kind == dialogue.ActRelease && p.Proposal.State == dialogue.Proposed && !p.Void {
			return ReportProposed
		}
	}
	state, sealed := ReportReconciled, map[dialogue.SideID]int{}
	for _, i := range s.Issues {
		for _, p := range i.Perspectives {
			if p.SealedOn != 0 {
				sealed[p.Side]++
			}
			if len(i.Unanswered(p.Side)) > 0 {
				state = ReportExchanged
			}
		}
	}
	var sides []dialogue.SideID
	for _, side := range s.Sides {
		sides = append(sides, side.ID)
	}
	for _, j := range s.Joint {
		if j.Asked == dialogue.Agreed && j.Grade(sides) != dialogue.Agreed {
			state = ReportExchanged
		}
	}
	if slices.ContainsFunc(s.Issues, func(i dialogue.Issue) bool { return !i.Exchanged() }) {
		state = ReportDraft
		for _, count := range sealed {
			if count == len(s.Issues) {
				state = ReportSealed
			}
		}
	}
	return state
}

// report returns a report, and its forum as it was before.
func (n *Node) report(ctx context.Context, v dialogue.Viewer, id dialogue.ReportID) (dialogue.Report, dialogue.Forum, error) {
	if !v.MaySeeForum(dialogue.TheirReports) {
		return dialogue.Report{}, dialogue.Forum{}, fault.New(fault.NotFound, "refusal.report_unknown")
	}
	r, err := n.Store.Report(ctx, id)
	if err != nil {
		return r, dialogue.Forum{}, err
	}
	f, err := n.hall(ctx, v, r.Forum, dialogue.TheirReports)
	if err != nil {
		return r, f, err
	}
	r, err = n.Store.Report(ctx, id) // under the version of the forum
	return r, f, err
}

// AddReport begins a report.
func (n *Node) AddReport(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, title dialogue.Writing) (dialogue.ReportID, error) {
	id, err := newID[dialogue.ReportID](n)
	if err != nil {
		return 0, err
	}
	return id, n.inForum(ctx, v, forum, func(c *store.ForumChange) error {
		sides, err := n.sideIDs(ctx)
		if err != nil {
			return err
		}
		r, err := dialogue.MakeReport(v, forum, sides, title)
		r.ID = id
		c.Reports = []dialogue.Report{r}
		return err
	})
}

// EditReport replaces what co-chairs write of a report. seen is the version
// that was shown.
func (n *Node) EditReport(ctx context.Context, v dialogue.Viewer, id dialogue.ReportID, seen int, edited dialogue.Report) error {
	return again(ctx, func() error {
		r, f, err := n.report(ctx, v, id)
		if err != nil {
			return err
		}
		sides, err := n.sideIDs(ctx)
		if err != nil {
			return err
		}
		if r, err = r.Edit(v, seen, edited, sides); err != nil {
			return err
		}
		if err := n.checkParts(ctx, r); err != nil {
			return err
		}
		return n.Store.ChangeForum(ctx, store.ForumChange{Forum: f, Reports: []dialogue.Report{r}})
	})
}

// checkParts refuses a report that is composed of what another forum keeps, or
// of a dialogue that is not closed.
func (n *Node) checkParts(ctx context.Context, r dialogue.Report) error {
	s, err := n.parts(ctx, r)
	if err != nil {
		return err
	}
	if len(s.Issues) != len(r.Issues) || len(s.Joint) != len(r.Joint) || len(s.Recommendations) != len(r.Recommendations) {
		return fault.New(fault.Invalid, "refusal.report_parts")
	}
	for _, id := range r.Dialogues {
		room, err := n.room(ctx, id)
		if err != nil {
			return err
		}
		if room.Dialogue.Forum != r.Forum || !room.Dialogue.Frozen {
			return fault.New(fault.Invalid, "refusal.report_dialogue")
		}
	}
	return nil
}

// StopReport stops a report at once: by one side, alone. It takes every side to
// go on, and older approvals bind nothing.
func (n *Node) StopReport(ctx context.Context, v dialogue.Viewer, id dialogue.ReportID) error {
	return again(ctx, func() error {
		r, f, err := n.report(ctx, v, id)
		if err != nil {
			return err
		}
		if err := f.Writable(); err != nil {
			return err
		}
		stopped := r.StoppedBy != ""
		if r, err = r.Stop(v); err != nil {
			return err
		}
		var e []record.Opened
		if !stopped { // to stop it again is no other act
			if e, err = n.pausedEntry(dialogue.FormatID(r.ID), v.Side); err != nil {
				return err
			}
		}
		return n.Store.ChangeForum(ctx, store.ForumChange{Forum: f, Reports: []dialogue.Report{r}, Entries: e})
	})
}

// parts returns what a report is composed of, each in the order in which the
// report names it.
func (n *Node) parts(ctx context.Context, r dialogue.Report) (report.Sources, error) {
	s := report.Sources{Report: r}
	issues, err := n.Store.Issues(ctx, r.Forum)
	if err != nil {
		return s, err
	}
	joint, err := n.Store.JointTexts(ctx, r.Forum)
	if err != nil {
		return s, err
	}
	recommendations, err := n.Store.Recommendations(ctx, r.Forum)
	if err != nil {
		return s, err
	}
	s.Issues = chosen(r.Issues, issues, func(i dialogue.Issue) dialogue.IssueID { return i.ID })
	s.Joint = chosen(r.Joint, joint, func(j dialogue.JointText) dialogue.JointID { return j.ID })
	s.Recommendations = chosen(r.Recommendations, recommendations, func(r dialogue.Recommendation) dialogue.RecommendationID { return r.ID })
	return s, nil
}

// chosen returns those of all with the identifiers of want, in their order.
func chosen[T any, ID comparable](want []ID, all []T, id func(T) ID) []T {
	at := map[ID]int{}
	for i, one := range all {
		at[id(one)] = i
	}
	var out []T
	for _, w := range want {
		if i, ok := at[w]; ok {
			out = append(out, all[i])
		}
	}
	return out
}

// sources reads everything that a report is composed from.
func (n *Node) sources(ctx context.Context, f dialogue.Forum, r dialogue.Report) (report.Sources, error) {
	s, err := n.parts(ctx, r)
	if err != nil {
		return s, err
	}
	s.Forum = f
	if s.Sides, err = n.Store.Sides(ctx); err != nil {
		return s, err
	}
	for _, id := range r.Dialogues {
		result, err := n.kept(ctx, id, dialogue.Everyone) // as the public may see it, whoever may see it now
		if err != nil {
			return s, err
		}
		digest, err := n.votesDigest(ctx, id)
		if err != nil {
			return s, err
		}
		s.Results = append(s.Results, report.DialogueResult{ID: id, Result: result, VotesDigest: digest})
	}
	keys, err := n.Store.Keys(ctx)
	if err != nil {
		return s, err
	}
	for _, side := range s.Sides {
		if k, ok := dialogue.CurrentKey(keys, side.ID, false, n.today()); ok {
			s.Keys = append(s.Keys, dialogue.Key{Side: k.Side, Public: k.Public})
		}
	}
	s.Summary = r.Summaries[r.Number]
	if r.Previous != 0 {
		if s.Previous, err = n.released(ctx, r.Previous); err != nil {
			return s, err
		}
	}
	return s, nil
}

// released returns the document of a release; nil of one that was redacted.
func (n *Node) released(ctx context.Context, id dialogue.ReleaseID) (*report.Document, error) {
	r, err := n.Store.Release(ctx, id)
	if err != nil || r.Redacted {
		return nil, err
	}
	return n.document(ctx, r.Proposal)
}

// document returns the document that a proposal is about.
func (n *Node) document(ctx context.Context, id dialogue.ProposalID) (*report.Document, error) {
	body, err := n.Store.Paper(ctx, id, documentName)
	if err != nil {
		return nil, err
	}
	doc, err := report.ParseDocument(body)
	if err != nil {
		return nil, fmt.Errorf("read a stored document: %w", err)
	}
	return &doc, nil
}

// votesDigest returns the salted digest of the vote rows of a closed dialogue:
// who is handed the rows (RULINGS R2) is handed the salt and can compare.
func (n *Node) votesDigest(ctx context.Context, id dialogue.ID) (string, error) {
	r, err := n.room(ctx, id)
	if err != nil {
		return "", err
	}
	if kept, ok := r.digest.Load().(string); ok {
		return kept, nil
	}
	c, _, err := n.conversation(ctx, r)
	if err != nil {
		return "", err
	}
	text := c.Digest(n.votesSalt(id))
	r.digest.Store(text)
	return text, nil
}

func (n *Node) votesSalt(id dialogue.ID) []byte {
	return n.Secrets.hash("votes", dialogue.FormatID(id))
}

// documentName is the name under which the canonical bytes of a document are
// kept with its proposal.
const documentName = "document.json"

// papersOf renders a document in every edition and language. It returns what is
// kept with the proposal, and the digests that the act names, by name.
func papersOf(doc report.Document) (map[string][]byte, []dialogue.File, error) {
	papers := map[string][]byte{documentName: doc.Bytes()}
	var files []dialogue.File
	for _, name := range report.Renderings(doc) {
		body, err := report.Render(doc, name)
		if err != nil {
			return nil, nil, fmt.Errorf("render %s: %w", name, err)
		}
		papers[name] = body
		sum := sha256.Sum256(body)
		files = append(files, dialogue.File{Name: name, Digest: hex.EncodeToString(sum[:])})
	}
	slices.SortFunc(files, func(a, b dialogue.File) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return papers, files, nil
}
