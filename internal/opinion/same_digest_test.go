package opinion

import (
	"encoding/json"
	"math/rand/v2"
	"runtime"
	"testing"
)

// digest writes out everything that a map exports, floats so that they parse
// back to the same bits.
func digest(t *testing.T, m *Map) string {
	t.Helper()
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A ballotBox is votes as they came, to be added in any order and under any
// numbering of the participants.
type ballotBox struct {
	p, j []int
	v    []Vote
	side []int
	m    int
}

func boxOf(sim *Simulated) *ballotBox {
	b := &ballotBox{side: sim.Side, m: sim.Votes.Statements()}
	for p := range sim.Votes.Participants() {
		for j, v := range sim.Votes.Row(p) {
			b.p, b.j, b.v = append(b.p, p), append(b.j, j), append(b.v, v)
		}
	}
	return b
}

// input adds the votes in the given order, participant p as number[p].
func (b *ballotBox) input(order, number []int) Input {
	builder := NewBuilder()
	for _, i := range order {
		builder.Add(number[b.p[i]], b.j[i], b.v[i], 1)
	}
	side := make([]int, len(b.side))
	for p, s := range b.side {
		side[number[p]] = s
	}
	return Input{Votes: builder.Votes(upTo(b.m), b.m), Side: side, Sides: 2}
}

func (b *ballotBox) plain() Input { return b.input(upTo(len(b.p)), upTo(len(b.side))) }

func mustMap(t *testing.T, in Input, options Options) *Map {
	t.Helper()
	m, err := New(in, options)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// sizes are a conversation of one block of rows, and one of many, which is
// also large enough for the factor model to be fitted to samples first.
var sizes = []boxSize{
	{Simulation{Participants: 300, Statements: 60, VotesPer: 25, Sides: 2, Seed: 1}},
	{Simulation{Participants: 20_000, Statements: 200, VotesPer: 45, Sides: 2, Seed: 2}},
}

type boxSize struct{ Simulation }

// projections spares the time of the simpler projection on the large one.
func (s boxSize) projections() []Projection {
	if s.Participants > 1000 {
		return []Projection{Factor}
	}
	return []Projection{Factor, Polis}
}

func TestSameBytesWhateverTheOrderOfVotesAndTheNumbering(t *testing.T) {
	for _, size := range sizes {
		box := boxOf(Simulate(size.Simulation))
		for _, projection := range size.projections() {
			options := Options{Projection: projection}
			want := digest(t, mustMap(t, box.plain(), options))
			r := rand.New(rand.NewPCG(3, size.Seed))
			if digest(t, mustMap(t, box.input(r.Perm(len(box.p)), upTo(len(box.side))), options)) != want {
				t.Errorf("%s, %d participants: votes in another order give another map", projection, size.Participants)
			}
			number := r.Perm(len(box.side))
			renumbered := mustMap(t, box.input(r.Perm(len(box.p)), number), options)
			positions := make([]Position, len(number))
			for p, to := range number {
				positions[p] = renumbered.Positions[to]
			}
			renumbered.Positions = positions
			if digest(t, renumbered) != want {
				t.Errorf("%s, %d participants: another numbering gives another map", projection, size.Participants)
			}
		}
	}
}

func TestSameBytesOnOneCoreAndTwo(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, size := range sizes {
		box := boxOf(Simulate(size.Simulation))
		for _, projection := range size.projections() {
			var digests [3]string
			for i, cores := range []int{1, 2, 5} {
				runtime.GOMAXPROCS(cores)
				digests[i] = digest(t, mustMap(t, box.plain(), Options{Projection: projection}))
			}
			if digests[0] != digests[1] || digests[0] != digests[2] {
				t.Errorf("%s, %d participants: the map depends on the number of cores", projection, size.Participants)
			}
		}
	}
}

// Participants with the same votes are interchangeable, but each keeps a place.
func TestSameMapWhereManyVoteAlike(t *testing.T) {
	r := chance(160)
	s := newSheet(200, 12, 2)
	for p := range s.vote {
		for j := range 12 {
			s.vote[p][j] = int8((p%7+j*j)%3 - 1)
		}
	}
	box := &ballotBox{side: s.side, m: 12}
	for p, row := range s.vote {
		for j, v := range row {
			box.p, box.j, box.v = append(box.p, p), append(box.j, j), append(box.v, Vote(v))
		}
	}
	want := mustMap(t, box.plain(), Options{})
	number := r.Perm(200)
	got := mustMap(t, box.input(r.Perm(len(box.p)), number), Options{})
	for p, to := range number {
		if got.Positions[to] != want.Positions[p] {
			t.Fatalf("participant %d stands at %v, or, numbered %d, at %v", p, want.Positions[p], to, got.Positions[to])
		}
	}
	got.Positions = want.Positions
	if digest(t, got) != digest(t, want) {
		t.Error("another numbering gives another map")
	}
}

// Of those who share the fifteenth place in activity nobody is preferred for
// the number that the caller gave.
func TestSamePlacedWhateverTheNumbering(t *testing.T) {
	s := newSheet(30, 10, 2)
	for p := range s.vote {
		for j := range 4 {
			s.vote[p][(p%3+j)%10] = int8((p%3+j)%3 - 1)
		}
	}
	placed := func(number []int) (out [30]bool) {
		b := NewBuilder()
		side := make([]int, 30)
		for p, row := range s.vote {
			side[number[p]] = s.side[p]
			for j, v := range row {
				if v != blank {
					b.Add(number[p], j, Vote(v), 0)
				}
			}
		}
		m := mustMap(t, Input{Votes: b.Votes(upTo(10), 10), Side: side, Sides: 2}, Options{})
		for p, to := range number {
			out[p] = m.Positions[to].Placed
		}
		return out
	}
	if want, got := placed(upTo(30)), placed(chance(161).Perm(30)); got != want {
		t.Errorf("placed %v\nor, numbered otherwise, %v", want, got)
	}
}
