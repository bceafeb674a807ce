package opinion

import (
	"math"
	"testing"
)

// votesToSettle adds votes one by one, divided as those so far (by halves
// where there are none), until a side has been heard and its interval is 0.4
// or less; it gives up beyond 10,000 or the room.
func (o oracle) votesToSettle(side int, c Count) (more int, close bool) {
	n := c.Votes()
	for ; more <= 10_000; more++ {
		if o.Rooms[side] > 0 && n+more >= o.Rooms[side] {
			break
		}
		share := 0.5
		if n > 0 {
			share = float64(c.Agree) / float64(n)
		}
		agree := share * float64(n+more)
		next := Count{Agree: int(math.Round(agree))}
		if n == 0 {
			next.Agree = (n + more) / 2
		}
		next.Disagree = n + more - next.Agree
		low, high := o.interval(side, next)
		close = close || math.Abs(high-low-0.4) < 1e-6 || n > 0 && math.Abs(math.Abs(agree-math.Round(agree))-0.5) < 1e-9
		if o.heard(side, next) && high-low <= 0.4 {
			break
		}
	}
	return more, close
}

func TestMoreVotesByAddingThem(t *testing.T) {
	asked := 0
	for seed := range uint64(4) {
		counts := randomCounts(150+seed, 2, 30, 12)
		s := sheetOf(counts)
		if seed == 3 {
			s.rooms = []int{14, 40}
		}
		m, err := New(s.input(), Options{Projection: Polis})
		if err != nil {
			t.Fatal(err)
		}
		o := oracle{m.Rules}
		for j, st := range m.Statements {
			for side, f := range st.Sides {
				want, close := 0, false
				if st.Reading == Open {
					want, close = o.votesToSettle(side, counts[j][side])
				}
				if close {
					continue
				}
				if want > 0 {
					asked++
				}
				if f.MoreVotes != want {
					t.Errorf("seed %d, statement %d, side %d: %v, %d more, want %d", seed, j, side, f.Count, f.MoreVotes, want)
				}
			}
		}
	}
	if asked < 20 {
		t.Errorf("more votes are asked for in %d places only", asked)
	}
}

// With few people who have not voted no more than those are asked for.
func TestNoMoreVotesThanThereArePeople(t *testing.T) {
	s := sheetOf([][]Count{{{Agree: 2, Disagree: 2}, {Agree: 3, Disagree: 1}}})
	s.rooms = []int{5, 6}
	m, err := New(s.input(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for side, f := range m.Statements[0].Sides {
		if f.MoreVotes < 1 || f.MoreVotes > side+1 {
			t.Errorf("side %d: %d more votes of %d people", side, f.MoreVotes, side+1)
		}
	}
}
