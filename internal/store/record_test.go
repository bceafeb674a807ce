package store_test

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/record"
	"parley/internal/store"
	"parley/internal/store/storetest"
)

// Two processes append to one record. SQLite has one that serves, but a command
// of the operator may append beside it.
func TestRecordOfTwoProcesses(t *testing.T) {
	for name, url := range databases {
		t.Run(name, func(t *testing.T) {
			where := url(t)
			one, other := open(t, where), open(t, where)
			w := storetest.NewWorld(t, one, 1)
			storetest.Append(w, one, other, 1000)
			for _, db := range []*store.DB{one, other} {
				if size := storetest.CheckRecord(t, db); size != 1000 {
					t.Errorf("%d entries", size)
				}
			}
		})
	}
}

// What is redacted is not in the bytes of a SQLite file after the rewriting: the
// salt and the papers. The entry is, and both were.
func TestRedactedIsGone(t *testing.T) {
	url := sqliteURL(t)
	db := open(t, url)
	w := storetest.NewWorld(t, db, 1)
	salt, paper := w.Hash(), []byte("canary "+strings.Repeat("paper ", 2000))
	e := record.Open(record.ReportApproved, salt, paper, 2, "2026-11-25", []string{"azerbaijan", "armenia"})
	p := dialogue.Proposal{ID: 5, Forum: 4, Kind: "release", State: dialogue.Proposed}
	change := func(c store.ForumChange) {
		t.Helper()
		if err := db.ChangeForum(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	change(store.ForumChange{Forum: dialogue.Forum{ID: 4}, Proposal: &p, Papers: map[string][]byte{"a": paper}, Entries: []record.Opened{e}})
	if _, found := contents(t, db, url); !found(salt[:]) || !found(paper[:100]) || !found(e.Entry.Bytes()) {
		t.Fatal("what is kept is not in the file: the test sees nothing")
	}
	change(store.ForumChange{Forum: dialogue.Forum{ID: 4, Version: 1}, DropPapers: []dialogue.ProposalID{5}, Redact: []int64{0}})
	all, found := contents(t, db, url)
	if found(salt[:]) || bytes.Contains(all, []byte("paper paper")) {
		t.Error("what was redacted is there")
	}
	if !found(e.Entry.Bytes()) {
		t.Error("the entry is gone")
	}
}

// contents returns the bytes of a SQLite file and its log after the rewriting.
func contents(t *testing.T, db *store.DB, url string) ([]byte, func([]byte) bool) {
	t.Helper()
	if err := db.Rewrite(ctx); err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(strings.TrimPrefix(url, "sqlite:") + end)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	return all, func(sought []byte) bool { return bytes.Contains(all, sought) }
}

// Entries with their hashes, each durable when it is acknowledged, from so many
// who append at once; and 10,000 in one call.
func BenchmarkAppend(b *testing.B) {
	for name, url := range databases {
		for _, clients := range []int{1, 64} {
			b.Run(fmt.Sprintf("%s/%d", name, clients), func(b *testing.B) {
				db := open(b, url(b))
				var n atomic.Int64
				b.SetParallelism(max(1, clients/runtime.GOMAXPROCS(0)))
				b.ResetTimer()
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if err := db.AddEntries(ctx, benchEntry(n.Add(1))); err != nil {
							b.Error(err)
							return
						}
					}
				})
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "entries/s")
			})
		}
		b.Run(name+"/10000 at once", func(b *testing.B) {
			db := open(b, url(b))
			var all []record.Opened
			for i := range int64(10_000) {
				all = append(all, benchEntry(i))
			}
			for b.Loop() {
				if err := db.AddEntries(ctx, all...); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(all)*b.N)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}

func benchEntry(n int64) record.Opened {
	return record.Open(record.ProposalEnacted, record.Salt{byte(n), byte(n >> 8), byte(n >> 16)}, nil, 2, "2026-11-25", []string{"azerbaijan", "armenia"})
}
