package node

import (
	"context"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/opinion"
	"parley/internal/store"
)

// A Demonstration is a node to look around in: offices taken up, a forum, and
// dialogues with votes made by a program, marked as such for ever.
type Demonstration struct {
	Sides     []dialogue.Side
	Forum     dialogue.Text
	Dialogues []DemoDialogue

	Example *DemoExample // a forum of its own; nil for none
	Report  *DemoReport  // of the dialogue that has closed; nil for none
}

// A DemoDialogue is one dialogue of a demonstration.
type DemoDialogue struct {
	Kind     dialogue.Kind
	Settings dialogue.Settings
	Seeds    []exchange.Seed // in the order of the columns of Votes
	Votes    *opinion.Votes
	Side     []int // of each simulated participant, an index into Sides
	Codes    int   // for each side, for people who want to try
	Days     int   // it stays open, from today; 0 closes it at once
}

// DemoKeys are what somebody needs to try a demonstration.
type DemoKeys struct {
	Phrases map[dialogue.SideID]map[dialogue.Role]dialogue.Phrase
	Codes   map[dialogue.SideID][]dialogue.Code // of the dialogues that are open
}

// Demonstrate sets a new node up as a demonstration, by the same acts that
// people do.
func (n *Node) Demonstrate(ctx context.Context, demo Demonstration) (DemoKeys, error) {
	keys := DemoKeys{map[dialogue.SideID]map[dialogue.Role]dialogue.Phrase{}, map[dialogue.SideID][]dialogue.Code{}}
	token, err := n.Begin(ctx)
	if err != nil {
		return keys, err
	}
	links, err := n.SetUp(ctx, token, demo.Sides)
	if err != nil {
		return keys, fmt.Errorf("set up the demonstration: %w", err)
	}
	var chairs []dialogue.Viewer
	offices := map[dialogue.SideID]map[dialogue.Role]dialogue.Viewer{}
	for _, link := range links {
		offer, err := n.LookAt(ctx, link.Token)
		if err != nil {
			return keys, err
		}
		session, err := n.Accept(ctx, link.Token, offer)
		if err != nil {
			return keys, err
		}
		if keys.Phrases[link.Side] == nil {
			keys.Phrases[link.Side] = map[dialogue.Role]dialogue.Phrase{}
			offices[link.Side] = map[dialogue.Role]dialogue.Viewer{}
		}
		keys.Phrases[link.Side][link.Role] = offer.Phrase
		offices[link.Side][link.Role] = session.Viewer()
		if link.Role == dialogue.CoChair {
			chairs = append(chairs, session.Viewer())
		}
	}
	forum, err := n.MakeForum(ctx, chairs[0], demo.Forum)
	if err != nil {
		return keys, err
	}
	var closed dialogue.ID
	for _, d := range demo.Dialogues {
		id, codes, err := n.demonstrate(ctx, chairs, forum, d)
		if err != nil {
			return keys, fmt.Errorf("make a dialogue of the demonstration: %w", err)
		}
		if d.Days == 0 {
			closed = id
		}
		for side, all := range codes {
			keys.Codes[side] = append(keys.Codes[side], all...)
		}
	}
	if demo.Example != nil {
		if err := n.AddExample(ctx, demo.Example.Report.Forum, *demo.Example); err != nil {
			return keys, fmt.Errorf("add the example of the demonstration: %w", err)
		}
	}
	if err := n.Tend(ctx, true); err != nil || demo.Report == nil {
		return keys, err
	}
	return keys, n.publish(ctx, offices, chairs, closed, *demo.Report)
}

// demonstrate makes one dialogue, opens it with every key and fills it.
func (n *Node) demonstrate(ctx context.Context, chairs []dialogue.Viewer, forum dialogue.ForumID, d DemoDialogue) (dialogue.ID, map[dialogue.SideID][]dialogue.Code, error) {
	id, err := n.MakeDialogue(ctx, chairs[0], forum, d.Kind, d.Settings)
	if err != nil {
		return 0, nil, err
	}
	if err := n.AddSeeds(ctx, chairs[0], id, d.Seeds); err != nil {
		return 0, nil, err
	}
	codes, hashes := map[dialogue.SideID][]dialogue.Code{}, map[dialogue.SideID][]dialogue.CodeHash{}
	for _, chair := range chairs {
		for range max(d.Codes, 1) {
			c, err := n.NewCode()
			if err != nil {
				return 0, nil, err
			}
			codes[chair.Side] = append(codes[chair.Side], c)
			hashes[chair.Side] = append(hashes[chair.Side], c.Hash())
		}
	}
	for _, chair := range chairs {
		own := map[dialogue.SideID][]dialogue.CodeHash{chair.Side: hashes[chair.Side]}
		if err := n.BringCodes(ctx, chair, id, own); err != nil {
			return 0, nil, err
		}
	}
	day := n.today() + dialogue.Day(d.Days)
	if err := n.bothKeys(ctx, chairs, id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: day.String()}); err != nil {
		return 0, nil, err
	}
	if err := n.fill(ctx, id, d); err != nil {
		return 0, nil, err
	}
	if d.Days == 0 {
		return id, nil, nil // Tend closes it
	}
	if d.Kind == dialogue.Named {
		err = n.bothKeys(ctx, chairs, id, dialogue.Act{Kind: dialogue.ActLive})
	}
	return id, codes, err
}

// bothKeys proposes an act and has every side approve it.
func (n *Node) bothKeys(ctx context.Context, chairs []dialogue.Viewer, id dialogue.ID, a dialogue.Act) error {
	p, err := n.Propose(ctx, chairs[0], id, a)
	if err != nil {
		return err
	}
	for _, chair := range chairs[1:] {
		view, err := n.Proposal(ctx, chair, p)
		if err != nil {
			return err
		}
		if err := n.Approve(ctx, chair, p, view.Proposal.Hash(), Signing{}); err != nil {
			return err
		}
	}
	return nil
}

// fill adds the simulated participants and their votes, and marks the dialogue.
// One that is not to stay open gets yesterday as its last day.
func (n *Node) fill(ctx context.Context, id dialogue.ID, d DemoDialogue) error {
	return n.again(ctx, id, func(r *room) error {
		numbers := map[string]dialogue.StatementID{}
		for _, s := range r.Statements {
			numbers[s.Text] = s.ID
		}
		c := store.Change{Dialogue: r.Dialogue, Import: &store.Import{}}
		c.Dialogue.Demo = true
		c.Dialogue.Sides = append([]dialogue.Allotment{}, r.Dialogue.Sides...)
		for i, side := range d.Side {
			pid, err := newID[dialogue.ParticipantID](n)
			if err != nil {
				return err
			}
			c.Dialogue.Sides[side].Issued++
			c.Import.Participants = append(c.Import.Participants, dialogue.Participant{ID: pid, Dialogue: id, Side: r.Dialogue.Sides[side].Side})
			for column, vote := range d.Votes.Row(i) {
				c.Import.Votes = append(c.Import.Votes, dialogue.Vote{Participant: pid,
					Statement: numbers[d.Seeds[column].Text], Choice: dialogue.Choice(vote)})
			}
		}
		if d.Days == 0 {
			c.Dialogue.LastDay--
		}
		return n.Store.Change(ctx, c)
	})
}
