package report

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"parley/internal/opinion"
)

// simulated returns the figures of a made-up dialogue, as the engine maps it.
func simulated(t *testing.T, s opinion.Simulation, in opinion.Input) Figures {
	t.Helper()
	made := opinion.Simulate(s)
	in.Votes, in.Sides = made.Votes, s.Sides
	if in.Side == nil {
		in.Side = made.Side
	}
	m, err := opinion.New(in, opinion.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := Figures{Map: m, Sides: []string{"armenia", "azerbaijan", "third"}[:s.Sides], SideOf: in.Side, Simulated: true}
	for p := range made.Votes.Participants() {
		f.Participants = append(f.Participants, fmt.Sprint("p", p))
	}
	for j := range made.Votes.Statements() {
		f.Statements = append(f.Statements, Wording{ID: fmt.Sprint(j), Text: "A library by the river."})
	}
	return f
}

func TestPositionsAreForTheOperator(t *testing.T) {
	f := simulated(t, opinion.Simulation{Participants: 60, Statements: 15, VotesPer: 9, Sides: 2, Seed: 3}, opinion.Input{})
	for _, to := range []Audience{Public, Members} {
		r := Disclose(f, to)
		if len(r.Positions)+len(r.ParticipantOrder)+len(r.Components) > 0 {
			t.Errorf("audience %d sees positions, participants or loadings", to)
		}
		if r.Density == nil || len(r.StatementOrder) != 15 {
			t.Errorf("audience %d: density %v, %d statements", to, r.Density, len(r.StatementOrder))
		}
	}
	r := Disclose(f, Operator)
	if len(r.Positions) != f.Map.Placed || len(r.Positions) == 60 || len(r.Components) != 2 || len(r.Components[1]) != 15 {
		t.Fatalf("%d positions, %d placed of 60", len(r.Positions), f.Map.Placed)
	}
	for i, p := range r.Positions {
		at := slices.Index(f.Participants, p.Participant)
		want := f.Map.Positions[at]
		if r.ParticipantOrder[i] != p.Participant || !want.Placed || p.X != want.X || p.Y != want.Y ||
			p.Uncertainty != want.Spread || p.Side != f.Sides[f.SideOf[at]] || p.Group != letter(want.Group) {
			t.Errorf("%+v is to be %+v of side %d", p, want, f.SideOf[at])
		}
	}
}

func TestPositionOfOneWithoutSide(t *testing.T) {
	k := talk{people: join(crowd(1, -1, 0, 0), crowd(1, 1, 1, 0)), sides: 2, groups: 2, statements: 1}
	r := Disclose(k.figures(), Operator)
	if p := r.Positions; p[0].Side != "" || p[0].Group != "A" || p[1].Side != "armenia" || p[1].Group != "B" {
		t.Errorf("%+v", r.Positions)
	}
}

func TestCountsAndRules(t *testing.T) {
	f := simulated(t, opinion.Simulation{Participants: 41, Statements: 30, VotesPer: 12, Sides: 2, Seed: 8}, opinion.Input{Rooms: []int{30, 0}})
	f.Warnings = []Warning{{Code: "no_matrix_file"}}
	for _, to := range everyone {
		r := Disclose(f, to)
		if r.Counts.Participants != 41 || r.Counts.BySide["azerbaijan"]+r.Counts.BySide["armenia"] != 41 ||
			r.Counts.Placed != f.Map.Placed || r.Counts.Votes != f.Map.Votes && to == Operator || r.Counts.Statements != 30 {
			t.Errorf("counts %+v", r.Counts)
		}
		if r.Populations["armenia"] != 30 || r.Populations["azerbaijan"] != 0 || len(r.Populations) != 2 {
			t.Errorf("populations %v", r.Populations)
		}
		if to != Operator {
			if len(r.Priors) != 0 { // withheld counts could be computed from them
				t.Errorf("audience %d sees the priors %v", to, r.Priors)
			}
		} else if len(r.Priors) != 2 || r.Priors[1].Side != "azerbaijan" || r.Priors[1].Agree != f.Map.Rules.Priors[1].Agree {
			t.Errorf("priors %v", r.Priors)
		}
		if !r.BySide || r.Threshold != 0.5 || !r.Simulated || len(r.Warnings) != 1 || r.Engine != opinion.Engine || r.Projection != "factor" {
			t.Errorf("%+v", r)
		}
	}
}

func TestGroupsOrEverybodyStandInForSides(t *testing.T) {
	people := join(crowd(20, -1, 0, 0), crowd(30, -1, 1, 0))
	r := Disclose(talk{people: people, groups: 2, statements: 1}.figures(), Public)
	if r.BySide || !slices.Equal(r.SideOrder, []string{"A", "B"}) || *r.Statements[0].Sides[1].Agree != 30 || r.Counts.BySide["B"] != 30 {
		t.Errorf("groups: %+v", r)
	}
	if !r.Groups.Claimed || r.Groups.K != 2 || r.Groups.Sizes["A"] != 20 {
		t.Errorf("groups: %+v", r.Groups)
	}
	r = Disclose(talk{people: people, groups: 1, statements: 1}.figures(), Public)
	if r.BySide || !slices.Equal(r.SideOrder, []string{Everyone}) || *r.Statements[0].Sides[0].Agree != 50 {
		t.Errorf("everyone: %+v", r)
	}
	if r.Groups.Claimed || len(r.Groups.Sizes) != 0 || len(r.Statements[0].Groups) != 0 {
		t.Errorf("everyone: %+v", r.Groups)
	}
}

// Disclose changes nothing, and so gives the same again.
func TestDiscloseLeavesItsFiguresAlone(t *testing.T) {
	f := simulated(t, opinion.Simulation{Participants: 80, Statements: 25, VotesPer: 9, Sides: 3, Seed: 5}, opinion.Input{})
	before := [3]*Result{}
	for _, to := range everyone {
		before[to] = Disclose(f, to)
	}
	before[Operator].Components[0][0] = 99 // the receiver may do what it likes with its own
	before[Operator].SideOrder[0] = "changed"
	if f.Map.Components[0][0] == 99 || f.Sides[0] == "changed" {
		t.Error("the result shares memory with the figures")
	}
	for _, to := range []Audience{Public, Members} {
		if !reflect.DeepEqual(Disclose(f, to), before[to]) {
			t.Errorf("audience %d sees something else the second time", to)
		}
	}
}
