package node

import (
	"context"
	"encoding/json"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/opinion"
	"parley/internal/report"
	"parley/internal/store"
)

// Result returns the result of a dialogue as the viewer may see it: frozen when
// the dialogue is closed, in steps where it is live. To a participant who has
// not voted enough yet a live result is refused. The result is shared: it must
// not be changed.
func (n *Node) Result(ctx context.Context, v dialogue.Viewer, id dialogue.ID) (*report.Result, error) {
	r, err := n.see(ctx, v, id, dialogue.ItsExistence, "")
	if err != nil {
		return nil, err
	}
	if r.Dialogue.Imported && r.Dialogue.Phase == dialogue.Preparing {
		return n.preview(ctx, r)
	}
	if !v.MaySee(r.Dialogue, dialogue.ItsResult, "") {
		return nil, fault.New(fault.NotFound, "refusal.result_not_yet")
	}
	if need := r.Dialogue.Settings.VotesToResult; r.Dialogue.Phase == dialogue.Open && v.Participant != 0 && v.Dialogue == id {
		_, votes, err := n.mine(ctx, v)
		if err != nil {
			return nil, err
		}
		if len(votes) < need && len(votes) < n.accepted(r) {
			return nil, fault.New(fault.Refused, "refusal.votes_first", "Number", need)
		}
	}
	a := v.Reads(r.Dialogue)
	if kept, ok := r.results.Load(a); ok {
		return kept.(*report.Result), nil
	}
	kept, err := n.kept(ctx, id, a)
	if err != nil {
		return nil, err
	}
	if r.Dialogue.Phase == dialogue.Open {
		kept = onlyAccepted(kept, r)
	}
	r.results.Store(a, kept)
	return kept, nil
}

// onlyAccepted returns a live result without the statements that were taken
// back or rejected since the last step.
func onlyAccepted(kept *report.Result, r *room) *report.Result {
	out := *kept
	out.Statements, out.StatementOrder = []report.Statement{}, []string{}
	for _, s := range kept.Statements {
		id, _ := dialogue.ParseStatementID(s.Statement)
		if now, err := r.statement(id); err == nil && now.State == dialogue.Accepted {
			out.Statements, out.StatementOrder = append(out.Statements, s), append(out.StatementOrder, s.Statement)
		}
	}
	out.Counts.Statements = len(out.Statements)
	return &out
}

// preview returns what members would see of an imported dialogue if every side
// approved: for co-chairs, who alone know that it is there.
func (n *Node) preview(ctx context.Context, r *room) (*report.Result, error) {
	f, err := n.compute(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := n.name(ctx, &f); err != nil {
		return nil, err
	}
	return report.Disclose(f, report.Members), nil
}

func (n *Node) accepted(r *room) int {
	count := 0
	for _, s := range r.Statements {
		if s.State == dialogue.Accepted {
			count++
		}
	}
	return count
}

// kept returns a stored result.
func (n *Node) kept(ctx context.Context, id dialogue.ID, a dialogue.Audience) (*report.Result, error) {
	text, err := n.Store.Result(ctx, id, a)
	if fault.KindOf(err) == fault.NotFound {
		return nil, fault.New(fault.NotFound, "refusal.result_not_yet")
	}
	if err != nil {
		return nil, err
	}
	var result report.Result
	if err := json.Unmarshal(text, &result); err != nil {
		return nil, fmt.Errorf("read stored result: %w", err)
	}
	return &result, nil
}

// compute makes the opinion map of a dialogue from the votes on disk, cold.
func (n *Node) compute(ctx context.Context, r *room) (report.Figures, error) {
	f := n.figures(r)
	people, err := n.Store.Participants(ctx, r.Dialogue.ID)
	if err != nil {
		return f, err
	}
	row := make(map[dialogue.ParticipantID]int, len(people))
	for i, p := range people {
		row[p.ID] = i
		f.SideOf = append(f.SideOf, r.Dialogue.SideIndex(p.Side))
		f.Participants = append(f.Participants, "") // no result names one
	}
	var columns []int // of the statements that count
	column := make(map[dialogue.StatementID]int, len(r.Statements))
	for i, s := range r.Statements {
		column[s.ID] = i
		columns = append(columns, -1)
		if s.State == dialogue.Accepted {
			columns[i] = len(f.Statements)
			f.Statements = append(f.Statements, report.Wording{ID: s.ID.String(), Text: s.Text,
				Language: string(s.Language), Author: string(s.Side), Seed: s.Seed})
		}
	}
	b := opinion.NewBuilder()
	err = n.Store.ScanVotes(ctx, r.Dialogue.ID, func(v dialogue.Vote) error {
		p, known := row[v.Participant]
		s, there := column[v.Statement]
		if known && there { // else it came while we read: the next look counts it
			b.Add(p, s, opinion.Vote(v.Choice), 0)
		}
		return nil
	})
	if err != nil {
		return f, fmt.Errorf("read votes: %w", err)
	}
	var rooms []int
	for _, a := range r.Dialogue.Sides {
		rooms = append(rooms, a.Issued)
	}
	votes := b.Votes(columns, len(f.Statements))
	f.SideOf, f.Participants = f.SideOf[:votes.Participants()], f.Participants[:votes.Participants()]
	f.Map, err = opinion.New(opinion.Input{Votes: votes, Side: f.SideOf, Sides: len(rooms), Rooms: rooms},
		opinion.Options{Threshold: r.Dialogue.Settings.Threshold})
	if err != nil {
		return f, fmt.Errorf("compute the map: %w", err)
	}
	return f, nil
}

// figures returns what is known of a dialogue besides its votes.
func (n *Node) figures(r *room) report.Figures {
	d := r.Dialogue
	topic, in := d.Settings.Topic.In("en")
	f := report.Figures{Topic: topic, Description: d.Settings.Description[in], Language: string(in),
		Simulated: d.Demo, Protected: d.Kind == dialogue.Protected}
	for _, a := range d.Sides {
		f.Sides = append(f.Sides, string(a.Side))
	}
	return f
}

// audiences are for whom a result is kept.
var audiences = map[dialogue.Audience]report.Audience{
	dialogue.Everyone: report.Public,
	dialogue.Members:  report.Members,
}

// Close ends a dialogue whose last day has passed and freezes its result. To
// close what is closed changes nothing; a node that stopped in between goes on
// where it was.
func (n *Node) Close(ctx context.Context, id dialogue.ID) error {
	err := n.again(ctx, id, func(r *room) error {
		if !r.Dialogue.Over(n.today()) {
			return nil
		}
		d := r.Dialogue
		d.Phase, d.PausedBy = dialogue.Closed, ""
		return n.Store.Change(ctx, store.Change{Dialogue: d, DropCodes: everySide(d)})
	})
	if err != nil {
		return fmt.Errorf("close dialogue: %w", err)
	}
	if err := n.rewriteSoon(ctx); err != nil {
		return err
	}
	return n.freeze(ctx, id)
}

// freeze computes and keeps the result of a closed dialogue, once.
func (n *Node) freeze(ctx context.Context, id dialogue.ID) error {
	if err := n.Store.Settle(ctx); err != nil { // votes that were on their way
		return err
	}
	return n.again(ctx, id, func(r *room) error {
		if r.Dialogue.Phase != dialogue.Closed || r.Dialogue.Frozen {
			return nil
		}
		f, err := n.compute(ctx, r)
		if err != nil {
			return err
		}
		if err := n.name(ctx, &f); err != nil {
			return err
		}
		c := store.Change{Dialogue: r.Dialogue, Results: map[dialogue.Audience][]byte{}}
		c.Dialogue.Frozen = true
		for a, to := range audiences {
			if c.Results[a], err = json.Marshal(report.Disclose(f, to)); err != nil {
				return fmt.Errorf("write result: %w", err)
			}
		}
		return n.Store.Change(ctx, c)
	})
}

// name adds the sides' names.
func (n *Node) name(ctx context.Context, f *report.Figures) error {
	sides, err := n.Store.Sides(ctx)
	f.SideNames = map[string]map[string]string{}
	for _, s := range sides {
		names := map[string]string{}
		for l, name := range s.Names {
			names[string(l)] = name
		}
		f.SideNames[string(s.ID)] = names
	}
	return err
}

// step takes a look at an open dialogue: what routing rests on is refreshed,
// and where results are live they change by a step (RULINGS R4). There is one
// sequence of steps for everybody: two could be told apart.
func (n *Node) step(ctx context.Context, id dialogue.ID) error {
	return n.again(ctx, id, func(r *room) error {
		f, err := n.compute(ctx, r)
		if err != nil {
			return err
		}
		if err := n.refresh(ctx, r, f.Map); err != nil {
			return err
		}
		if !r.Dialogue.Live {
			return nil
		}
		if err := n.name(ctx, &f); err != nil {
			return err
		}
		shown, err := n.kept(ctx, id, dialogue.Everyone)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		text, err := json.Marshal(report.Step(shown, report.Disclose(f, report.Public)))
		if err != nil {
			return fmt.Errorf("write live result: %w", err)
		}
		return n.Store.Change(ctx, store.Change{Dialogue: r.Dialogue,
			Results: map[dialogue.Audience][]byte{dialogue.Everyone: text, dialogue.Members: text}})
	})
}

// refresh reads the tally of a dialogue anew, so that nothing that was missed
// stays missing, and gives it the priors of a map.
func (n *Node) refresh(ctx context.Context, r *room, m *opinion.Map) error {
	t, err := n.freshTally(ctx, r)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tally.Refresh(m)
	return nil
}
