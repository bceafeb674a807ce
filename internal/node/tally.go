package node

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"parley/internal/dialogue"
	"parley/internal/opinion"
)

// A tally follows the votes of one dialogue in memory. It is made from the
// counts in the database, and again when another process may have written.
type tally struct {
	mu     sync.Mutex
	tally  *opinion.Tally
	column map[dialogue.StatementID]int
	sides  map[dialogue.SideID]int
	rooms  []int
	read   time.Time
}

// staleTally is how long counts are kept where other processes write too.
const staleTally = 15 * time.Second

// tally returns the tally of a dialogue, with a column for every statement. One
// that is too old is read anew by one caller, while others go on with it; where
// there is none all wait for the one who reads it.
func (n *Node) tally(ctx context.Context, r *room) (*tally, error) {
	t, reading := n.keptTally(r.Dialogue.ID)
	if t != nil && t.covers(r) {
		if !n.Store.Shared() || n.Now().Sub(t.read) <= staleTally || !reading.TryLock() {
			t.add(r)
			return t, nil
		}
		defer reading.Unlock()
		return n.freshTally(ctx, r)
	}
	reading.Lock()
	defer reading.Unlock()
	if t, _ = n.keptTally(r.Dialogue.ID); t != nil && t.covers(r) {
		t.add(r)
		return t, nil
	}
	return n.freshTally(ctx, r)
}

// keptTally returns the tally in memory, or nil, and what is held while it is
// read anew.
func (n *Node) keptTally(id dialogue.ID) (*tally, *sync.Mutex) {
	n.mu.Lock()
	defer n.mu.Unlock()
	reading := n.readings[id]
	if reading == nil {
		reading = &sync.Mutex{}
		n.readings[id] = reading
	}
	return n.tallies[id], reading
}

// A casting says how many votes of a dialogue are being written, and how many
// were begun.
type casting struct{ now, ever int }

// casts notes that a vote is being written, until done is called.
func (n *Node) casts(id dialogue.ID) (done func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := n.castings[id]
	if c == nil {
		c = &casting{}
		n.castings[id] = c
	}
	c.now, c.ever = c.now+1, c.ever+1
	return func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		c.now--
	}
}

// calm reports whether no vote is being written, and how many ever were.
func (n *Node) calm(id dialogue.ID) (bool, int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if c := n.castings[id]; c != nil {
		return c.now == 0, c.ever
	}
	return true, 0
}

// calmTries is how often a tally is read again because votes came in meanwhile.
const calmTries = 5

// freshTally reads the tally of a dialogue and keeps it. Of a vote that is
// written while it is read nobody knows whether it is in, so it is read again;
// in a storm, or where other processes write as well, it is kept as it is, and a
// vote may count twice or not at all until the next look.
func (n *Node) freshTally(ctx context.Context, r *room) (t *tally, err error) {
	for range calmTries {
		before, ever := n.calm(r.Dialogue.ID)
		if t, err = n.readTally(ctx, r); err != nil {
			return nil, err
		}
		if after, now := n.calm(r.Dialogue.ID); n.Store.Shared() || before && after && now == ever {
			break
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.tallies[r.Dialogue.ID] = t
	return t, nil
}

func (n *Node) readTally(ctx context.Context, r *room) (*tally, error) {
	counts, err := n.Store.Counts(ctx, r.Dialogue.ID)
	if err != nil {
		return nil, err
	}
	t := &tally{column: map[dialogue.StatementID]int{}, sides: map[dialogue.SideID]int{}, read: n.Now()}
	for i, a := range r.Dialogue.Sides {
		t.sides[a.Side] = i
		t.rooms = append(t.rooms, a.Issued)
	}
	t.tally = opinion.NewTally(len(t.rooms), 0, r.Dialogue.Settings.Threshold, t.rooms)
	t.add(r)
	for _, c := range counts {
		side, column := t.sides[c.Side], t.column[c.Statement]
		for vote, times := range map[opinion.Vote]int{opinion.Agree: c.Agree, opinion.Disagree: c.Disagree, opinion.Pass: c.Pass} {
			for range times {
				if err := t.tally.Cast(side, column, vote); err != nil {
					return nil, fmt.Errorf("count votes: %w", err)
				}
			}
		}
	}
	return t, nil
}

// covers reports whether t was made for as many seats as there are now.
func (t *tally) covers(r *room) bool {
	for i, a := range r.Dialogue.Sides {
		if t.rooms[i] != a.Issued {
			return false
		}
	}
	return true
}

// add makes room for statements that are new.
func (t *tally) add(r *room) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range r.Statements {
		if _, ok := t.column[s.ID]; !ok {
			t.column[s.ID] = t.tally.AddStatement()
		}
	}
}

// count takes a vote that is on disk into the tally, in place of an old one. A
// tally that is not in memory, or does not fit, is left to be read anew.
func (n *Node) count(v dialogue.Viewer, old dialogue.Vote, had bool, now *dialogue.Vote) {
	n.mu.Lock()
	t := n.tallies[v.Dialogue]
	n.mu.Unlock()
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	side, known := t.sides[v.Side]
	if column, ok := t.column[old.Statement]; had && ok && known {
		t.tally.Retract(side, column, opinion.Vote(old.Choice))
	}
	if now == nil {
		return
	}
	if column, ok := t.column[now.Statement]; !ok || !known || t.tally.Cast(side, column, opinion.Vote(now.Choice)) != nil {
		n.mu.Lock()
		delete(n.tallies, v.Dialogue)
		n.mu.Unlock()
	}
}

// next chooses what a participant is shown next (opinion.Tally.Next) among the
// accepted statements not voted on; nil when there are none.
func (n *Node) next(ctx context.Context, v dialogue.Viewer, r *room, votes []dialogue.Vote) (*dialogue.Statement, error) {
	voted := make(map[dialogue.StatementID]bool, len(votes))
	for _, vote := range votes {
		voted[vote.Statement] = true
	}
	var left []int
	for i, s := range r.Statements {
		if s.State == dialogue.Accepted && !voted[s.ID] {
			left = append(left, i)
		}
	}
	if len(left) == 0 {
		return nil, nil
	}
	t, err := n.tally(ctx, r)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	candidates := make([]opinion.Candidate, len(left))
	back := make(map[int]int, len(left))
	for i, at := range left {
		s := r.Statements[at]
		candidates[i] = opinion.Candidate{Statement: t.column[s.ID], Author: r.Dialogue.SideIndex(s.Side)}
		back[candidates[i].Statement] = at
	}
	column, ok := t.tally.Next(t.sides[v.Side], candidates, n.chance(v, len(votes)))
	if !ok {
		return nil, nil
	}
	return &r.Statements[back[column]], nil
}

// chance returns the chances by which a participant's statement is drawn: the
// same until the next vote, so that a page shown again shows the same.
func (n *Node) chance(v dialogue.Viewer, voted int) func() float64 {
	mac := hmac.New(sha256.New, n.Secrets.Key("routing"))
	fmt.Fprintf(mac, "%d %d", v.Participant, voted)
	seed := mac.Sum(nil)
	return rand.New(rand.NewPCG(binary.BigEndian.Uint64(seed), binary.BigEndian.Uint64(seed[8:]))).Float64
}
