package node

import (
	"context"
	"maps"

	"parley/internal/dialogue"
	"parley/internal/record"
	"parley/internal/store"
)

// destroy adds to a change that everything of a release goes: the bytes of every
// proposal about this edition of its report, also of those that were taken back
// or wait, its public summary, and the salts of the entries about them.
func (n *Node) destroy(ctx context.Context, c *store.ForumChange, m *matter) error {
	of := m.release
	all, err := n.Store.Releases(ctx)
	if err != nil {
		return err
	}
	for _, r := range all {
		if r.ID == of.ID || r.Of == of.ID {
			c.Redact = append(c.Redact, r.Entry)
		}
	}
	proposals, err := n.Store.ForumProposals(ctx, of.Forum)
	if err != nil {
		return err
	}
	for _, p := range proposals {
		a, err := p.Act()
		if err != nil {
			return err
		}
		if a.Report != dialogue.FormatID(of.Report) || a.Number != of.Number {
			continue
		}
		c.DropPapers = append(c.DropPapers, p.ID)
		if a.Kind != dialogue.ActSummary {
			continue
		}
		if p.State == dialogue.Enacted {
			place, err := n.Store.PlaceOf(ctx, record.SummaryApproved, p.Body)
			if err != nil {
				return err
			}
			c.Redact = append(c.Redact, place)
		}
		a.Summary = nil
		p.Body = a.Bytes()
		c.Emptied = append(c.Emptied, p)
	}
	draft := *m.report
	draft.Summaries = maps.Clone(draft.Summaries)
	delete(draft.Summaries, of.Number)
	draft.Version++
	c.Reports = []dialogue.Report{draft}
	return nil
}
