package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/store"
	"parley/internal/store/pgtest"
)

// databases are those that are measured.
var databases = map[string]func(testing.TB) string{"SQLite": sqliteURL, "PostgreSQL": pgtest.URL}

const (
	benchID         = 77
	benchStatements = 200
)

// benchWorld opens a database with an open dialogue and participants, made up.
func benchWorld(b *testing.B, url string, participants int) (*store.DB, []dialogue.Participant) {
	db, err := store.Open(context.Background(), store.Options{URL: url})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	random := rand.New(rand.NewPCG(1, 2))
	all := store.Import{Participants: make([]dialogue.Participant, participants)}
	for i := range all.Participants {
		all.Participants[i] = dialogue.Participant{ID: dialogue.ParticipantID(random.Int64()), Side: []dialogue.SideID{"armenia", "azerbaijan"}[i%2]}
	}
	err = db.AddDialogue(context.Background(), store.Change{
		Dialogue: dialogue.Dialogue{ID: benchID, Phase: dialogue.Open, Settings: dialogue.DefaultSettings(dialogue.Protected),
			Sides: []dialogue.Allotment{{Side: "armenia", Issued: participants}, {Side: "azerbaijan", Issued: participants}}},
		Import: &all,
	})
	if err != nil {
		b.Fatal(err)
	}
	return db, all.Participants
}

// Durable votes, with so many voters at once.
func BenchmarkCastVote(b *testing.B) {
	for name, url := range databases {
		for _, clients := range []int{1, 64, 512} {
			b.Run(fmt.Sprintf("%s/%d", name, clients), func(b *testing.B) {
				db, people := benchWorld(b, url(b), 10_000)
				var n atomic.Int64
				b.SetParallelism(max(1, clients/runtime.GOMAXPROCS(0)))
				b.ResetTimer()
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						i := int(n.Add(1))
						v := dialogue.Vote{
							Participant: people[i*7919%len(people)].ID, Choice: dialogue.Choice(i%3 - 1),
							Statement: dialogue.StatementID(1000 + i/len(people)%benchStatements),
						}
						if _, _, err := db.CastVote(context.Background(), benchID, 1, v); err != nil {
							b.Error(err)
							return
						}
					}
				})
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "votes/s")
			})
		}
	}
}

// All votes of a dialogue, 2,000,000 of them.
func BenchmarkScanVotes(b *testing.B) {
	for name, url := range databases {
		b.Run(name, func(b *testing.B) {
			const perPerson = 40
			db, people := benchWorld(b, url(b), 50_000)
			votes := make([]dialogue.Vote, 0, len(people)*perPerson)
			for i, p := range people {
				for s := range perPerson {
					votes = append(votes, dialogue.Vote{Participant: p.ID, Statement: dialogue.StatementID(1000 + s*97), Choice: dialogue.Choice((i+s)%3 - 1)})
				}
			}
			d, err := db.Dialogue(context.Background(), benchID)
			if err != nil {
				b.Fatal(err)
			}
			if err := db.Change(context.Background(), store.Change{Dialogue: d, Import: &store.Import{Votes: votes}}); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				n := 0
				if err := db.ScanVotes(context.Background(), benchID, func(dialogue.Vote) error { n++; return nil }); err != nil || n != len(votes) {
					b.Fatal(n, err)
				}
			}
			b.ReportMetric(float64(len(votes)*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
