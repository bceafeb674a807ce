package main

import (
	"context"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/opinion"
	"parley/internal/store"
	"parley/internal/store/pgtest"
)

// BenchmarkMapReady measures how long after the last vote the map of 100,000
// participants with 20 votes each is there: read from the database, computed,
// disclosed for every audience and kept.
func BenchmarkMapReady(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { mapReady(b, "") })
	b.Run("PostgreSQL", func(b *testing.B) { mapReady(b, pgtest.URL(b)) })
}

func mapReady(b *testing.B, database string) {
	p := prepare(b, database, 2, 200)
	votes := opinion.Simulate(opinion.Simulation{Participants: 100_000, Statements: len(p.statements), VotesPer: 20, Sides: 2, Seed: 1})
	p.open(b, func(n *node.Node) {
		p.fill(b, n, votes)
		var took time.Duration
		for b.Loop() {
			p.reopen(b, n)
			begun := time.Now()
			must(b, n.Close(b.Context(), p.dialogue))
			took += time.Since(begun)
		}
		b.ReportMetric(took.Seconds()/float64(b.N), "s")
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(votes.Votes.Len()), "votes")
		reader := dialogue.Viewer{Participant: p.takers[0].id, Dialogue: p.dialogue, Side: stormSides[0].ID}
		if _, err := n.Result(b.Context(), reader, p.dialogue); err != nil {
			b.Error(err)
		}
	})
}

// fill adds simulated participants and their votes.
func (p *prepared) fill(b *testing.B, n *node.Node, votes *opinion.Simulated) {
	b.Helper()
	d, err := n.Store.Dialogue(b.Context(), p.dialogue)
	must(b, err)
	c := store.Change{Dialogue: d, Import: &store.Import{}}
	for i, side := range votes.Side {
		who := dialogue.ParticipantID(1 + i*92_233_720_368_000) // spread over all numbers
		c.Dialogue.Sides[side].Issued++
		c.Import.Participants = append(c.Import.Participants, dialogue.Participant{ID: who, Dialogue: d.ID, Side: d.Sides[side].Side})
		for column, vote := range votes.Votes.Row(i) {
			c.Import.Votes = append(c.Import.Votes, dialogue.Vote{Participant: who, Statement: p.statements[column], Choice: dialogue.Choice(vote)})
		}
	}
	must(b, n.Store.Change(context.Background(), c))
}

// reopen makes the dialogue one whose last day was yesterday and that has no
// result yet.
func (p *prepared) reopen(b *testing.B, n *node.Node) {
	b.Helper()
	d, err := n.Store.Dialogue(b.Context(), p.dialogue)
	must(b, err)
	d.Phase, d.Frozen, d.LastDay = dialogue.Open, false, dialogue.DayOf(n.Now())-1
	must(b, n.Store.Change(b.Context(), store.Change{Dialogue: d}))
}
