package report

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"parley/internal/opinion"
)

// members returns a room: n people of each side who have not voted yet.
func members(n, sides, statements int) talk {
	k := talk{sides: sides, groups: 1, statements: statements}
	for i := range n * sides {
		k.people = append(k.people, person{i % sides, 0, map[int]opinion.Vote{}})
	}
	return k
}

// vote lets somebody cast, change or take back one vote.
func (k talk) vote(random *rand.Rand, lean int) {
	votes := k.people[random.IntN(len(k.people))].votes
	j := random.IntN(k.statements)
	if random.IntN(8) == 0 {
		delete(votes, j)
		return
	}
	votes[j] = opinion.Vote(random.IntN(3) - 1)
	if random.IntN(3) < lean {
		votes[j] = opinion.Agree
	}
}

// look returns the figures of this moment to the public, every number that is
// not a split made anew by chance, as another vote elsewhere might.
func (k talk) look(random *rand.Rand, protected bool) *Result {
	f := k.figures()
	f.Protected = protected
	for s := range f.Map.Rules.Rooms {
		f.Map.Rules.Rooms[s] = 60
	}
	for j := range f.Map.Statements {
		s := &f.Map.Statements[j]
		s.Reading = []Reading{CommonGround, Divide, Mixed, Open}[random.IntN(4)]
		s.Certainty, s.Breakdown, s.Fragile = random.Float64(), random.IntN(9), random.IntN(2) == 0
		for i := range s.Sides {
			s.Sides[i].Low = random.Float64() / 2
		}
	}
	return Disclose(f, Public)
}

// ballots are the votes of one side on one statement, by person; 9 is none.
func (k talk) ballots(side, j int) []int {
	var all []int
	for _, p := range k.people {
		if p.side == side {
			v, voted := p.votes[j]
			all = append(all, int(v))
			if !voted {
				all[len(all)-1] = 9
			}
		}
	}
	return all
}

func differing(a, b []int) int {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// RULINGS R4: each shown split changes only after at least five voters changed
// it, and between changes nothing of the statement moves, its reading neither.
func TestStepTakesFiveVoters(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	steps, held := 0, 0
	for range 25 {
		k := members(55, 2, 3)
		var shown *Result
		at := make([][2][]int, k.statements) // ballots when the statement was last shown anew
		for look := range 150 {
			for range random.IntN(12) {
				k.vote(random, look%3)
			}
			before := shown
			shown = Step(before, k.look(random, false))
			for j, s := range shown.Statements {
				now := [2][]int{k.ballots(0, j), k.ballots(1, j)}
				if before == nil {
					at[j] = now
					continue
				}
				was := before.Statements[j]
				if reflect.DeepEqual(was, s) {
					held++
					continue
				}
				moved := false
				for side := range 2 {
					if reflect.DeepEqual(was.Sides[side].Agree, s.Sides[side].Agree) && reflect.DeepEqual(was.Sides[side].Disagree, s.Sides[side].Disagree) &&
						reflect.DeepEqual(was.Sides[side].Pass, s.Sides[side].Pass) {
						continue
					}
					moved = true
					if n := differing(at[j][side], now[side]); n < 5 {
						t.Fatalf("look %d, statement %d, side %d: %d voters changed it", look, j, side, n)
					}
				}
				if !moved {
					t.Fatalf("no split moved, but something else did:\n%+v\n%+v", was, s)
				}
				at[j] = now
				steps++
			}
		}
	}
	if steps < 200 || held < 1000 {
		t.Errorf("%d steps, %d times nothing moved", steps, held)
	}
}

// SAFETY.md C12, differencing, over 1,000 random rooms: what is shown and what
// is shown with one person taken out, added or of another mind is the same.
func TestOnePersonChangesNothingShown(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 12))
	splits := 0
	for room := range 1000 {
		k := members(6+random.IntN(50), 1+random.IntN(3), 3)
		for range random.IntN(12 * len(k.people)) {
			k.vote(random, room%3)
		}
		protected := room%2 == 0
		release := k.look(random, protected)
		if !protected {
			release = Step(nil, release)
		}
		for _, s := range release.Statements {
			for _, f := range s.Sides {
				if f.Agree != nil || f.Band != nil {
					splits++
				}
			}
		}
		someone := random.IntN(len(k.people))
		switch room / 2 % 3 {
		case 0:
			k.people = slices.Delete(slices.Clone(k.people), someone, someone+1)
		case 1:
			k.people[someone].votes = map[int]opinion.Vote{0: opinion.Disagree, 1: opinion.Pass, 2: opinion.Disagree}
		case 2:
			k.people = append(k.people, person{0, 0, map[int]opinion.Vote{0: opinion.Agree, 1: opinion.Agree, 2: opinion.Disagree}})
		}
		next := Step(release, k.look(random, protected))
		if !reflect.DeepEqual(next.Statements, release.Statements) {
			t.Fatalf("room %d, protected %v: one person changes\n%s\nto\n%s", room, protected, encode(t, release), encode(t, next))
		}
	}
	if splits < 1000 {
		t.Errorf("only %d splits were shown", splits)
	}
}

// Bands do not tell how many people are between them: they stay for ever.
func TestBandsStayAsTheyWereFirstShown(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	k := members(55, 2, 3)
	for range 40 * k.statements {
		k.vote(random, 2)
	}
	first := k.look(random, true)
	shown := first
	for range 50 {
		for range 100 {
			k.vote(random, 0)
		}
		if shown = Step(shown, k.look(random, true)); !reflect.DeepEqual(shown.Statements, first.Statements) {
			t.Fatal("bands have moved")
		}
	}
	if reflect.DeepEqual(k.look(random, true).Statements, first.Statements) {
		t.Fatal("the votes did not move: the test shows nothing")
	}
}

func TestLookShowsStatementsAlone(t *testing.T) {
	f := simulated(t, opinion.Simulation{Participants: 150, Statements: 30, VotesPer: 25, Sides: 2, Seed: 1}, opinion.Input{Rooms: []int{90, 80}})
	now := Disclose(f, Public)
	if now.Density == nil || now.Statements[0].Total[0] == nil {
		t.Fatal("there is nothing to take away")
	}
	was := encode(t, now)
	r := Step(nil, now)
	if r.Density != nil || len(r.SideGroup)+len(r.Explained)+len(r.Priors)+len(r.Groups.Sizes) > 0 || r.Groups.Claimed || r.Groups.Reason != GroupsWithheld {
		t.Errorf("a look shows the map: %+v", r)
	}
	c := r.Counts
	if c.Participants != Withheld || c.Placed != Withheld || c.Votes != Withheld || c.BySide["armenia"] != Withheld || c.BySide["azerbaijan"] != Withheld || c.Statements != 30 {
		t.Errorf("a look shows %+v", c)
	}
	if r.Populations["armenia"] != 90 || !r.Live || now.Live {
		t.Errorf("populations %v, live %v", r.Populations, r.Live)
	}
	for j, s := range r.Statements {
		if !nothing(s.Total[:]...) || !nothing(s.Consensus) || len(s.Groups)+len(s.Representative) > 0 || !s.Withheld {
			t.Errorf("a look shows of statement %d %+v", j, s)
		}
		if !reflect.DeepEqual(s.Sides, now.Statements[j].Sides) || s.Reading != now.Statements[j].Reading {
			t.Errorf("statement %d lost its figures", j)
		}
	}
	if string(encode(t, now)) != string(was) {
		t.Error("Step has changed what it was given")
	}
}

func TestStatementsComeAndGo(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 3))
	k := members(20, 2, 2)
	for range 300 {
		k.vote(random, 1)
	}
	now := k.look(random, false)
	first := *now
	first.Statements = now.Statements[:1]
	shown := Step(nil, &first)
	if both := Step(shown, now); len(both.Statements) != 2 || both.Statements[1].Sides[0].Agree == nil {
		t.Errorf("the new statement is not shown: %+v", both.Statements)
	}
	gone := *now
	gone.Statements = now.Statements[1:]
	if r := Step(shown, &gone); len(r.Statements) != 1 || r.Statements[0].Statement != "b" {
		t.Errorf("the statement that went is shown: %+v", r.Statements)
	}
}

func TestGroupsInPlaceOfSidesAreNotShownLive(t *testing.T) {
	k := talk{people: join(crowd(30, -1, 0, 0), crowd(30, -1, 1, 0)), groups: 2, statements: 1}
	r := Step(nil, Disclose(k.figures(), Public))
	if s := r.Statements[0]; s.Sides[0].Agree != nil || s.Certainty != nil || s.Reading != CommonGround {
		t.Errorf("%+v", s)
	}
}

func TestVotersBetweenTwoFigures(t *testing.T) {
	figure := func(agree, disagree, pass int) SideFigure {
		return SideFigure{Side: "armenia", Agree: &agree, Disagree: &disagree, Pass: &pass}
	}
	withheld := SideFigure{Side: "armenia"}
	band := func(low int) SideFigure {
		return SideFigure{Side: "armenia", Band: &Bands{Agree: [2]int{low, low + 20}}}
	}
	for _, c := range []struct {
		a, b   SideFigure
		voters int
		differ bool
	}{
		{figure(9, 1, 2), figure(9, 1, 2), 0, false},
		{figure(9, 1, 2), figure(14, 1, 2), 5, true}, // cast
		{figure(14, 1, 2), figure(9, 1, 2), 5, true}, // taken back
		{figure(9, 1, 2), figure(4, 6, 2), 5, true},  // turned
		{figure(9, 1, 2), figure(6, 3, 4), 4, true},  // three turned, one cast
		{withheld, figure(12, 0, 0), 5, true},
		{figure(5, 3, 3), withheld, 4, true},
		{withheld, withheld, 0, false},
		{band(20), band(20), 0, false},
		{band(20), band(60), 0, true},
		{withheld, band(60), 0, true},
		{band(60), figure(9, 1, 2), 0, true},
		{figure(9, 1, 2), SideFigure{Side: "azerbaijan"}, 0, true},
	} {
		if voters, differ := apart(c.a, c.b); voters != c.voters || differ != c.differ {
			t.Errorf("%s and %s: %d, %v", split(c.a), split(c.b), voters, differ)
		}
	}
}
