package opinion_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"parley/internal/exchange"
	"parley/internal/opinion"
)

// BenchmarkMap reads and maps conversations of three sizes and compares the
// map, in the same run and on the same cores, with a floor: ten passes of XᵀX
// on two vectors over the same votes.
//
//	read-MB/s  read-B/vote   reading votes.csv: speed, and peak memory of the process
//	map-s      map-B/vote    the map, cold, with two sides: time and peak memory
//	floor-s    map/floor     the floor, and how many of it a map costs
//	warm/cold                a refresh after the last 1% of the votes, from the map before them
func BenchmarkMap(b *testing.B) {
	for _, s := range []opinion.Simulation{
		{Participants: 10_000, Statements: 500, VotesPer: 50},
		{Participants: 100_000, Statements: 1000, VotesPer: 50},
		{Participants: 1_000_000, Statements: 1000, VotesPer: 50},
	} {
		s.Sides, s.Seed = 2, 1
		b.Run(fmt.Sprintf("%dx%d", s.Participants, s.Statements), func(b *testing.B) {
			for b.Loop() {
				benchmark(b, s)
			}
		})
	}
}

func benchmark(b *testing.B, s opinion.Simulation) {
	dir := b.TempDir()
	writeSimulated(b, dir, s)
	votes := readBack(b, dir)
	n := float64(votes.Votes.Len())
	b.ReportMetric(n, "votes")

	in := opinion.Input{Votes: votes.Votes, Side: votes.Side, Sides: 2}
	took, peak := measure(func() { mustNew(b, in, nil) })
	floor, _ := measure(func() { opinion.FloorPass(in.Votes, 10) })
	b.ReportMetric(took.Seconds(), "map-s")
	b.ReportMetric(peak/n, "map-B/vote")
	b.ReportMetric(floor.Seconds(), "floor-s")
	b.ReportMetric(took.Seconds()/floor.Seconds(), "map/floor")

	all := in.Votes
	in.Votes = fewerVotes(all)
	before := mustNew(b, in, nil)
	in.Votes = all
	warm, _ := measure(func() { mustNew(b, in, before) })
	b.ReportMetric(warm.Seconds()/took.Seconds(), "warm/cold")
	b.ReportMetric(0, "ns/op")
}

func mustNew(b *testing.B, in opinion.Input, previous *opinion.Map) *opinion.Map {
	m, err := opinion.New(in, opinion.Options{Previous: previous})
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// measure returns how long do took and the peak memory of the process
// meanwhile, in bytes (0 where the system does not say).
func measure(do func()) (time.Duration, float64) {
	debug.FreeOSMemory()
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	start := time.Now()
	do()
	took := time.Since(start)
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	peak, _ := strconv.ParseFloat(kilobytes, 64)
	return took, 1024 * peak
}

func writeSimulated(b *testing.B, dir string, s opinion.Simulation) {
	made := opinion.Simulate(s)
	c := &exchange.Conversation{Votes: made.Votes, Side: made.Side, Sides: []string{"azerbaijan", "armenia"},
		Populations: []int{0, 0}, Simulated: true}
	for p := range s.Participants {
		c.Participants = append(c.Participants, strconv.Itoa(p))
	}
	for j, author := range made.Author {
		c.Columns = append(c.Columns, j)
		c.Statements = append(c.Statements, exchange.Statement{ID: strconv.Itoa(j), Text: "Simulated.",
			AuthorSide: author, Moderated: exchange.Accepted, Agrees: -1, Disagrees: -1})
	}
	keep := map[string]bool{"votes.csv": true, "comments.csv": true, "sides.csv": true}
	create := func(name string) (io.WriteCloser, error) {
		if !keep[name] {
			return discard{io.Discard}, nil
		}
		return os.Create(filepath.Join(dir, name))
	}
	if err := exchange.Write(create, c, exchange.WriteOptions{At: 1_760_000_000_000}); err != nil {
		b.Fatal(err)
	}
}

type discard struct{ io.Writer }

func (discard) Close() error { return nil }

func readBack(b *testing.B, dir string) (c *exchange.Conversation) {
	info, err := os.Stat(filepath.Join(dir, "votes.csv"))
	if err != nil {
		b.Fatal(err)
	}
	took, peak := measure(func() {
		c, err = exchange.Read(os.DirFS(dir), exchange.Options{})
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/took.Seconds()/1e6, "read-MB/s")
	b.ReportMetric(peak/float64(c.Votes.Len()), "read-B/vote")
	return c
}

// fewerVotes returns the votes without one in a hundred of them.
func fewerVotes(v *opinion.Votes) *opinion.Votes {
	b := opinion.NewBuilder()
	columns := make([]int, v.Statements())
	for j := range columns {
		columns[j] = j
	}
	n := 0
	for p := range v.Participants() {
		for j, vote := range v.Row(p) {
			if n++; n%100 != 0 {
				b.Add(p, j, vote, 0)
			}
		}
	}
	return b.Votes(columns, v.Statements())
}
