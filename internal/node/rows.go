package node

import (
	"archive/zip"
	"context"
	"fmt"
	"io"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/opinion"
)

// WriteRows writes the vote rows of a dialogue as a zip of the files of
// polis-export/1, sealed to the receivers that the enacted proposal names and
// to nobody else: with fresh identifiers, midnight times and no authors
// (RULINGS R2).
func (n *Node) WriteRows(ctx context.Context, v dialogue.Viewer, id dialogue.ProposalID, w io.Writer) error {
	p, r, err := n.proposal(ctx, v, id)
	if err != nil {
		return err
	}
	if p.Kind != dialogue.ActHandRows || p.State != dialogue.Enacted || !v.MaySee(r.Dialogue, dialogue.ItsRows, "") {
		return fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	a, err := p.Act()
	if err != nil {
		return err
	}
	var to []age.Recipient
	for _, receiver := range a.To {
		key, err := age.ParseX25519Recipient(receiver.Key)
		if err != nil {
			return fmt.Errorf("receiver: %w", err)
		}
		to = append(to, key)
	}
	c, important, err := n.conversation(ctx, r)
	if err != nil {
		return err
	}
	c.Salt = n.votesSalt(r.Dialogue.ID)
	sealed, err := age.Encrypt(w, to...)
	if err != nil {
		return fmt.Errorf("seal vote rows: %w", err)
	}
	files := zip.NewWriter(sealed)
	create := func(name string) (io.WriteCloser, error) {
		f, err := files.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.EnactedOn.Time()})
		return entry{f}, err
	}
	at := p.EnactedOn.Time().UnixMilli()
	if err := exchange.Write(create, c, exchange.WriteOptions{Engine: opinion.Engine, Ballots: true, At: at, Important: important}); err != nil {
		return fmt.Errorf("write vote rows: %w", err)
	}
	if err := files.Close(); err != nil {
		return fmt.Errorf("write vote rows: %w", err)
	}
	return sealed.Close()
}

// An entry of a zip needs no closing.
type entry struct{ io.Writer }

func (entry) Close() error { return nil }

// conversation returns a dialogue with its votes as files tell it, and which
// votes are marked as important.
func (n *Node) conversation(ctx context.Context, r *room) (*exchange.Conversation, func(p, column int) bool, error) {
	d := r.Dialogue
	topic, in := d.Settings.Topic.In("en")
	c := &exchange.Conversation{Topic: topic, Description: d.Settings.Description[in],
		Simulated: d.Demo, Threshold: d.Settings.Threshold, Engine: opinion.Engine}
	for _, a := range d.Sides {
		c.Sides = append(c.Sides, string(a.Side))
		c.Populations = append(c.Populations, a.Issued)
	}
	at := map[dialogue.StatementID]int{}
	var columns []int
	for _, s := range r.Statements {
		if s.State != dialogue.Accepted { // the act hands out votes, and no words that nobody voted on
			continue
		}
		at[s.ID] = len(c.Statements)
		columns = append(columns, len(c.Columns))
		out := exchange.Statement{ID: s.ID.String(), Text: s.Text, Language: string(s.Language),
			AuthorSide: d.SideIndex(s.Side), Seed: s.Seed, Moderated: exchange.Accepted,
			Created: d.OpenedOn.Time().UnixMilli(), Agrees: -1, Disagrees: -1, Meta: exchange.MetaNo}
		c.Columns = append(c.Columns, len(c.Statements))
		c.Statements = append(c.Statements, out)
	}
	people, err := n.Store.Participants(ctx, d.ID)
	if err != nil {
		return nil, nil, err
	}
	row := map[dialogue.ParticipantID]int{}
	for i, p := range people {
		row[p.ID] = i
		c.Participants = append(c.Participants, fmt.Sprint(i))
		c.Side = append(c.Side, d.SideIndex(p.Side))
	}
	marked := map[[2]int]bool{} // participant and column
	b := opinion.NewBuilder()
	err = n.Store.ScanVotes(ctx, d.ID, func(v dialogue.Vote) error {
		p, known := row[v.Participant]
		if s, ok := at[v.Statement]; ok && known {
			b.Add(p, s, opinion.Vote(v.Choice), 0)
			if v.Important {
				marked[[2]int{p, s}] = true // statements and columns are the same here
			}
		}
		return nil
	})
	c.Votes = b.Votes(columns, len(c.Columns))
	return c, func(p, column int) bool { return marked[[2]int{p, column}] }, err
}
