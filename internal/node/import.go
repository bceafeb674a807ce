package node

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/store"
)

// Import makes a dialogue of a conversation that was held elsewhere, with its
// votes. Only co-chairs see it until every side approves showing its result.
// Every participant with a vote must be of one of the node's sides; statements
// without a known language are taken to be in language l, and those of no known
// side to be by side.
func (n *Node) Import(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, kind dialogue.Kind, c *exchange.Conversation, l dialogue.Language, side dialogue.SideID) (dialogue.ID, error) {
	s := dialogue.DefaultSettings(kind)
	s.Topic, s.Description = dialogue.Text{l: c.Topic}, dialogue.Text{l: c.Description}
	if c.Threshold >= 0.5 {
		s.Threshold = c.Threshold
	}
	d, err := n.newDialogue(ctx, v, forum, kind, s)
	if err != nil {
		return 0, err
	}
	if d.SideIndex(side) < 0 || !dialogue.KnownLanguage(l) {
		return 0, fault.New(fault.Invalid, "refusal.side_unknown")
	}
	d.Imported, d.Demo = true, c.Simulated
	imported, err := n.importVotes(&d, c)
	if err != nil {
		return 0, err
	}
	change := store.Change{Dialogue: d, Import: imported}
	if change.Statements, err = n.importStatements(c, imported, l, side, d); err != nil {
		return 0, err
	}
	return d.ID, n.Store.AddDialogue(ctx, change)
}

// importVotes makes a participant of everybody who voted. Votes name statements
// by column until importStatements has drawn their numbers.
func (n *Node) importVotes(d *dialogue.Dialogue, c *exchange.Conversation) (*store.Import, error) {
	out := &store.Import{}
	for i := range c.Participants {
		if !c.Voted(i) {
			continue
		}
		side := -1
		if i < len(c.Side) && c.Side[i] >= 0 {
			side = d.SideIndex(dialogue.SideID(c.Sides[c.Side[i]]))
		}
		if side < 0 {
			return nil, fault.New(fault.Invalid, "refusal.import_side")
		}
		id, err := newID[dialogue.ParticipantID](n)
		if err != nil {
			return nil, err
		}
		d.Sides[side].Issued++
		out.Participants = append(out.Participants, dialogue.Participant{ID: id, Dialogue: d.ID, Side: d.Sides[side].Side})
		for column, vote := range c.Votes.Row(i) {
			out.Votes = append(out.Votes, dialogue.Vote{Participant: id, Statement: dialogue.StatementID(column), Choice: dialogue.Choice(vote)})
		}
	}
	for i := range c.Sides {
		at := d.SideIndex(dialogue.SideID(c.Sides[i]))
		if at >= 0 && i < len(c.Populations) && c.Populations[i] > d.Sides[at].Issued {
			d.Sides[at].Issued = c.Populations[i]
		}
	}
	return out, nil
}

func (n *Node) importStatements(c *exchange.Conversation, votes *store.Import, l dialogue.Language, side dialogue.SideID, d dialogue.Dialogue) ([]dialogue.Statement, error) {
	var all []dialogue.Statement
	number := make([]dialogue.StatementID, len(c.Columns))
	for column, at := range c.Columns {
		from := c.Statements[at]
		text, err := dialogue.TidyImported(from.Text)
		if err != nil {
			return nil, err
		}
		s := dialogue.Statement{Text: cmp.Or(text, from.ID), Language: l, Side: side, Seed: from.Seed, State: dialogue.Accepted}
		if dialogue.KnownLanguage(dialogue.Language(from.Language)) {
			s.Language = dialogue.Language(from.Language)
		}
		if from.AuthorSide >= 0 && d.SideIndex(dialogue.SideID(c.Sides[from.AuthorSide])) >= 0 {
			s.Side = dialogue.SideID(c.Sides[from.AuthorSide])
		}
		if s.ID, err = n.number(all); err != nil {
			return nil, err
		}
		number[column] = s.ID
		all = append(all, s)
	}
	for i, v := range votes.Votes {
		votes.Votes[i].Statement = number[v.Statement]
	}
	return all, nil
}

// digestVotes returns the digest of the votes that were brought in: SHA-256 over
// participant, statement and choice of each, in the order of participants and
// statements. Participants are random numbers, so it gives no vote away.
func (n *Node) digestVotes(ctx context.Context, id dialogue.ID) (string, error) {
	var all []dialogue.Vote
	if err := n.Store.ScanVotes(ctx, id, func(v dialogue.Vote) error {
		all = append(all, v)
		return nil
	}); err != nil {
		return "", err
	}
	slices.SortFunc(all, func(a, b dialogue.Vote) int {
		return cmp.Or(cmp.Compare(a.Participant, b.Participant), cmp.Compare(a.Statement, b.Statement))
	})
	sum := sha256.New()
	for _, v := range all {
		fmt.Fprintln(sum, int64(v.Participant), v.Statement, v.Choice)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
