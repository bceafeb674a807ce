package node

import (
	"context"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/store"
)

// A DemoExample is a forum that shows what published works say of a process, as
// issues, joint texts, recommendations and the report that they would make.
type DemoExample struct {
	Names           dialogue.Text
	Issues          []dialogue.Issue
	Joint           []dialogue.JointText
	Recommendations []dialogue.Recommendation
	Report          dialogue.Report
}

// NewForum draws the identifier of a forum.
func (n *Node) NewForum() (dialogue.ForumID, error) { return newID[dialogue.ForumID](n) }

// AddExample adds an example forum whole, or not at all. Everything in it must
// belong to the forum, and is marked as an example: it can be read by those who
// hold an office, and nothing of it can be changed, approved or released.
func (n *Node) AddExample(ctx context.Context, forum dialogue.ForumID, e DemoExample) error {
	e.Report.Example = true
	var err error
	if e.Report.ID == 0 {
		if e.Report.ID, err = newID[dialogue.ReportID](n); err != nil {
			return err
		}
	}
	return n.Store.ChangeForum(ctx, store.ForumChange{
		Forum:  dialogue.Forum{ID: forum, Names: e.Names, Example: true},
		Issues: e.Issues, Joint: e.Joint, Recommendations: e.Recommendations, Reports: []dialogue.Report{e.Report},
	})
}

// A DemoReport is what the release of a demonstration says besides what its
// dialogue found. Everything in it says that votes and approvals are simulated.
type DemoReport struct {
	Title   dialogue.Writing
	Parts   map[dialogue.Part]dialogue.Writing
	Summary dialogue.Text
	Witness map[dialogue.SideID]string // public key of each side's witness
	Held    map[dialogue.SideID]string // passphrase with which each side's key is held here
}

// publish takes what a closed dialogue found to a release, by the same acts that
// people do.
func (n *Node) publish(ctx context.Context, offices map[dialogue.SideID]map[dialogue.Role]dialogue.Viewer, chairs []dialogue.Viewer, id dialogue.ID, r DemoReport) error {
	for side, of := range offices {
		if _, err := n.HoldKey(ctx, of[dialogue.Steward], r.Held[side]); err != nil {
			return fmt.Errorf("hold a key of the demonstration: %w", err)
		}
		if err := n.RegisterKey(ctx, of[dialogue.Steward], r.Witness[side], true); err != nil {
			return fmt.Errorf("register a witness of the demonstration: %w", err)
		}
	}
	room, err := n.room(ctx, id)
	if err != nil {
		return err
	}
	forum := room.Dialogue.Forum
	if _, _, err := n.TakeUp(ctx, chairs[0], id); err != nil {
		return err
	}
	joint, err := n.JointTexts(ctx, chairs[0], forum)
	if err != nil {
		return err
	}
	var texts []dialogue.JointID
	for _, j := range joint {
		texts = append(texts, j.ID)
		for _, chair := range chairs {
			if err := n.Consent(ctx, chair, j.ID, j.Hash()); err != nil {
				return fmt.Errorf("consent to a text of the demonstration: %w", err)
			}
		}
	}
	report, err := n.AddReport(ctx, chairs[len(chairs)-1], forum, r.Title)
	if err != nil {
		return err
	}
	view, err := n.Report(ctx, chairs[0], report)
	if err != nil {
		return err
	}
	edited := view.Report
	for part, words := range r.Parts {
		edited.Parts[part] = words
	}
	edited.Joint, edited.Dialogues = texts, []dialogue.ID{id}
	if err := n.EditReport(ctx, chairs[0], report, edited.Version, edited); err != nil {
		return fmt.Errorf("write the report of the demonstration: %w", err)
	}
	about := dialogue.FormatID(report)
	for _, want := range []dialogue.Act{
		{Kind: dialogue.ActSummary, Report: about, Summary: r.Summary},
		{Kind: dialogue.ActRelease, Report: about},
	} {
		p, err := n.ProposeForum(ctx, chairs[0], forum, want)
		if err != nil {
			return fmt.Errorf("propose what the demonstration releases: %w", err)
		}
		for _, chair := range chairs {
			if err := n.signDemo(ctx, chair, p, r.Held[chair.Side]); err != nil {
				return err
			}
		}
	}
	return n.Reach(ctx)
}

func (n *Node) signDemo(ctx context.Context, chair dialogue.Viewer, p dialogue.ProposalID, passphrase string) error {
	view, err := n.Proposal(ctx, chair, p)
	if err != nil {
		return err
	}
	return n.Approve(ctx, chair, p, view.Proposal.Hash(), Signing{Passphrase: passphrase})
}
