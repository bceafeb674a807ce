package report

import "testing"

var everyone = []Audience{Public, Members, Operator}

// of returns the only statement of a talk in which so many of two sides voted.
func splitOf(first, second int, to Audience) Statement {
	k := talk{people: join(crowd(first, 0, 0, 0), crowd(second, 1, 0, 0)), sides: 2, groups: 1, statements: 1}
	return Disclose(k.figures(), to).Statements[0]
}

func TestSmallSidesAreWithheldByAudience(t *testing.T) {
	for n := range 12 {
		for _, to := range everyone {
			least := map[Audience]int{Public: 8, Members: 5, Operator: 5}[to]
			s := splitOf(n, 20, to)
			if got, want := s.Sides[0].Agree != nil, n >= least; got != want {
				t.Errorf("audience %d, %d voters: shown %v", to, n, got)
			}
			if s.Withheld != (n < least) {
				t.Errorf("audience %d, %d voters: withheld %v", to, n, s.Withheld)
			}
			if s.Sides[1].Agree == nil || *s.Sides[1].Agree != 20 {
				t.Errorf("audience %d, %d voters: the other side, of 20, is not shown", to, n)
			}
		}
	}
}

// nothing reports whether all of the pointers are nil.
func nothing[T any](all ...*T) bool {
	for _, p := range all {
		if p != nil {
			return false
		}
	}
	return true
}

func TestWhatGoesWithAWithheldSide(t *testing.T) {
	k := talk{people: join(crowd(3, 0, 0, 0), crowd(20, 1, 0, 0), crowd(15, 1, 1, 0)), sides: 2, groups: 2, statements: 1}
	for _, to := range everyone {
		s := Disclose(k.figures(), to).Statements[0]
		small, large := s.Sides[0], s.Sides[1]
		if !nothing(small.Agree, small.Disagree, small.Pass, small.MoreVotes) || !nothing(small.Low, small.High) {
			t.Errorf("audience %d sees of 3 voters %+v", to, small)
		}
		if !nothing(s.Total[:]...) || !nothing(s.Breakdown) || !nothing(s.Certainty, s.Consensus) {
			t.Errorf("audience %d sees a number from which the 3 can be had", to)
		}
		for _, g := range s.Groups {
			if !nothing(g.Agree, g.Disagree, g.Pass) {
				t.Errorf("audience %d sees how group %s voted", to, g.Group)
			}
		}
		if len(s.Groups) != 2 || s.Groups[1].Group != "B" {
			t.Errorf("the withheld groups are not named: %+v", s.Groups)
		}
		if *large.Agree != 35 || *large.Disagree != 0 || *large.Low != 0.2 || *large.High != 0.6 || *large.MoreVotes != 4 {
			t.Errorf("audience %d does not see the side of 35", to)
		}
		if s.Reading != CommonGround {
			t.Errorf("the reading is %s", s.Reading)
		}
	}
}

func TestWholeStatementShowsEveryNumber(t *testing.T) {
	k := talk{people: join(crowd(10, 0, 0, 0), crowd(9, 1, 0, 0), crowd(8, 1, 1, 0)), sides: 2, groups: 2, statements: 1}
	for _, to := range everyone {
		s := Disclose(k.figures(), to).Statements[0]
		if s.Withheld || *s.Total[0] != 27 || *s.Total[1] != 0 || *s.Total[2] != 0 || *s.Certainty != 0.97 || *s.Breakdown != 3 ||
			*s.Consensus != 0.4 || *s.Groups[0].Agree != 19 || *s.Groups[1].Agree != 8 || *s.Sides[1].Agree != 17 {
			t.Errorf("audience %d sees %+v", to, s)
		}
	}
}

func TestOperatorWithoutSidesSeesEverything(t *testing.T) {
	for _, k := range []talk{
		{people: join(crowd(2, -1, 0, 0), crowd(1, -1, 1, 0), crowd(1, -1, -1, 0)), groups: 2, statements: 2},
		{people: crowd(1, -1, -1, 0), groups: 1, statements: 2},
	} {
		r := Disclose(k.figures(), Operator)
		for j, s := range r.Statements {
			want := []int{len(k.people), 0}[j]
			if s.Withheld || *s.Total[0] != want || s.Sides[0].Agree == nil || s.Consensus == nil {
				t.Errorf("statement %d: %+v", j, s)
			}
			for _, g := range s.Groups {
				if g.Agree == nil {
					t.Errorf("statement %d: group %s is withheld", j, g.Group)
				}
			}
		}
		for _, s := range Disclose(k.figures(), Public).Statements {
			if !s.Withheld || s.Total[0] != nil || s.Sides[0].Agree != nil {
				t.Errorf("the public sees of %d people %+v", len(k.people), s)
			}
		}
	}
}

func TestCertaintyAndBreakdownFollowTheReading(t *testing.T) {
	for reading, want := range map[Reading][2]bool{
		CommonGround: {true, true}, CommonGroundReject: {true, true}, Divide: {true, false}, Open: {}, Mixed: {},
	} {
		f := talk{people: join(crowd(9, 0, 0, 0), crowd(9, 1, 0, 0)), sides: 2, groups: 1, statements: 1}.figures()
		f.Map.Statements[0].Reading = reading
		s := Disclose(f, Members).Statements[0]
		if got := [2]bool{s.Certainty != nil, s.Breakdown != nil}; got != want {
			t.Errorf("%s: certainty, breakdown %v", reading, got)
		}
	}
}

func TestMoreVotesEndsAtTenThousand(t *testing.T) {
	for more, shown := range map[int]bool{0: true, 10_000: true, 10_001: false} {
		f := talk{people: crowd(9, 0, 0, 0), sides: 1, groups: 1, statements: 1}.figures()
		f.Map.Statements[0].Sides[0].MoreVotes = more
		if s := Disclose(f, Public).Statements[0]; (s.Sides[0].MoreVotes != nil) != shown || s.Withheld {
			t.Errorf("%d more votes: %v", more, s.Sides[0].MoreVotes)
		}
	}
}

func TestNamesOfSidesAndGroups(t *testing.T) {
	f := talk{people: join(crowd(9, 0, 0, 0), crowd(9, 1, 1, 0)), sides: 2, groups: 2, statements: 1}.figures()
	f.Map.Statements[0].OpenFor, f.Map.Statements[0].Representative = []int{1}, []int{0, 1}
	s := Disclose(f, Public).Statements[0]
	if len(s.OpenWhy) != 1 || s.OpenWhy[0] != "armenia" || len(s.Representative) != 2 || s.Representative[1] != "B" {
		t.Errorf("open because of %v, representative of %v", s.OpenWhy, s.Representative)
	}
}

// One person of no side, or of no group, must not stand alone between a total
// and its parts.
func TestTheFewOutsideAreProtected(t *testing.T) {
	sides := join(crowd(20, 0, 0, 0), crowd(20, 1, 1, 0))
	for _, c := range []struct {
		what          string
		extra         []person
		to            Audience
		total, groups bool
	}{
		{"nobody", nil, Public, true, true},
		{"one of no side", crowd(1, -1, 0, 0), Public, false, false},
		{"one of no side", crowd(1, -1, 0, 0), Members, false, false},
		{"one of no side", crowd(1, -1, 0, 0), Operator, true, true},
		{"seven of no side", crowd(7, -1, 0, 0), Public, false, false},
		{"seven of no side", crowd(7, -1, 0, 0), Members, true, true},
		{"eight of no side", crowd(8, -1, 0, 0), Public, true, true},
		{"one not placed", crowd(1, 0, -1, 0), Public, true, false},
		{"one not placed", crowd(1, 0, -1, 0), Operator, true, true},
		{"one not placed, who did not vote", crowd(1, 0, -1), Public, true, true},
		{"one of many not placed", join(crowd(1, 0, -1, 0), crowd(7, 1, -1)), Public, true, true},
	} {
		k := talk{people: join(sides, c.extra), sides: 2, groups: 2, statements: 1}
		s := Disclose(k.figures(), c.to).Statements[0]
		if (s.Total[0] != nil) != c.total || (s.Groups[0].Agree != nil) != c.groups {
			t.Errorf("%s, audience %d: total %v, groups %v", c.what, c.to, s.Total[0] != nil, s.Groups[0].Agree != nil)
		}
		if s.Withheld == (c.total && c.groups) || s.Certainty == nil || s.Sides[0].Agree == nil {
			t.Errorf("%s, audience %d: withheld %v", c.what, c.to, s.Withheld)
		}
	}
}

func TestSmallGroupsAreForTheOperator(t *testing.T) {
	k := talk{people: join(crowd(20, 0, 0, 0), crowd(20, 1, 0, 0), crowd(6, 1, 1, 0)), sides: 2, groups: 2, statements: 1}
	for to, shown := range map[Audience]bool{Public: false, Members: true, Operator: true} {
		if s := Disclose(k.figures(), to).Statements[0]; (s.Groups[0].Agree != nil) != shown || (s.Consensus != nil) != shown {
			t.Errorf("audience %d, a group of 6: shown %v", to, !shown)
		}
	}
}
