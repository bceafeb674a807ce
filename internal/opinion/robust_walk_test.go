package opinion

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
)

// unfit walks through everything in a value and returns where a number is not
// finite.
func unfit(v reflect.Value, path string) (found []string) {
	switch v.Kind() {
	case reflect.Float64, reflect.Float32:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			found = append(found, fmt.Sprintf("%s = %v", path, f))
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			found = unfit(v.Elem(), path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			found = append(found, unfit(v.Field(i), path+"."+v.Type().Field(i).Name)...)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			found = append(found, unfit(v.Index(i), fmt.Sprintf("%s[%d]", path, i))...)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			found = append(found, unfit(v.MapIndex(k), path+"[…]")...)
		}
	}
	return found
}

func TestTheWalkSeesWhatIsNotFinite(t *testing.T) {
	m := &Map{Statements: []Statement{{}, {Sides: []Figure{{Low: math.NaN()}}}}}
	m.Explained[1] = math.Inf(1)
	if found := unfit(reflect.ValueOf(m), "map"); len(found) != 2 {
		t.Errorf("found %v", found)
	}
}

// sensible checks what must hold of every map, of any votes at all.
func sensible(t *testing.T, in Input, m *Map) {
	t.Helper()
	for _, where := range unfit(reflect.ValueOf(m), "map") {
		t.Errorf("not a number: %s", where)
	}
	if m.Votes != in.Votes.Len() || m.Participants != in.Votes.Rows() || len(m.Statements) != in.Votes.Statements() ||
		len(m.Positions) != in.Votes.Participants() || len(m.Components[0]) != in.Votes.Statements() {
		t.Errorf("%d votes, %d participants, %d statements, %d positions, %d loadings", m.Votes, m.Participants,
			len(m.Statements), len(m.Positions), len(m.Components[0]))
	}
	if e := m.Explained; e[0] < 0 || e[1] < 0 || e[0]+e[1] > 1+1e-9 {
		t.Errorf("the axes explain %v", e)
	}
	sensibleGroups(t, m)
	votes := 0
	for j, st := range m.Statements {
		votes += st.Total.Votes()
		sensibleStatement(t, m, j, st)
	}
	if votes != m.Votes {
		t.Errorf("statements have %d votes of %d", votes, m.Votes)
	}
}

func sensibleGroups(t *testing.T, m *Map) {
	t.Helper()
	placed, sizes := 0, make([]int, m.Groups.K)
	for p, at := range m.Positions {
		if at.Placed {
			placed++
		}
		if int(at.Group) >= m.Groups.K || at.Group < -1 || (at.Group >= 0) != (at.Placed && m.Groups.Claimed()) {
			t.Errorf("participant %d: %+v, of %d groups", p, at, m.Groups.K)
			return
		}
		if at.Group >= 0 {
			sizes[at.Group]++
		}
	}
	if m.Groups.Claimed() != (m.Groups.Reason == NoReason) || m.Groups.K < 1 || m.Groups.K > 5 {
		t.Errorf("groups %+v", m.Groups)
	}
	if placed != m.Placed || m.Groups.Claimed() && !slices.Equal(sizes, m.Groups.Sizes) {
		t.Errorf("%d placed, groups of %v; counted %d, %v", m.Placed, m.Groups.Sizes, placed, sizes)
	}
}

func sensibleStatement(t *testing.T, m *Map, j int, st Statement) {
	t.Helper()
	common := st.Reading == CommonGround || st.Reading == CommonGroundReject
	switch {
	case !slices.Contains([]Reading{CommonGround, CommonGroundReject, Divide, Open, Mixed}, st.Reading):
		t.Errorf("statement %d reads as %q", j, st.Reading)
	case common != (st.Breakdown > 0):
		t.Errorf("statement %d, %s: breakdown %d", j, st.Reading, st.Breakdown)
	case (common || st.Reading == Divide) != (st.Certainty >= 0.9 && st.Certainty <= 1) || st.Certainty < 0:
		t.Errorf("statement %d, %s: certainty %v", j, st.Reading, st.Certainty)
	case (st.Reading == Open) != (len(st.OpenFor) > 0) && len(st.Sides) > 0:
		t.Errorf("statement %d, %s: open for %v", j, st.Reading, st.OpenFor)
	case len(st.Sides) != len(m.Members):
		t.Errorf("statement %d has %d sides of %d", j, len(st.Sides), len(m.Members))
	}
	for side, f := range st.Sides {
		if f.Agree < 0 || f.Disagree < 0 || f.Pass < 0 || f.Votes() > m.Members[side] {
			t.Errorf("statement %d, side %d: %v of %d people", j, side, f.Count, m.Members[side])
		}
		if !(f.Low >= 0 && f.Low <= f.High && f.High <= 1) || f.MoreVotes < 0 {
			t.Errorf("statement %d, side %d: from %v to %v, %d more votes", j, side, f.Low, f.High, f.MoreVotes)
		}
	}
	if st.Consensus <= 0 || st.Consensus >= 1 {
		t.Errorf("statement %d: consensus %v", j, st.Consensus)
	}
}

// mapped makes both kinds of map, cold and warm, and checks them.
func mapped(t *testing.T, in Input) *Map {
	t.Helper()
	var m *Map
	for _, projection := range []Projection{Polis, Factor} {
		m = mustMap(t, in, Options{Projection: projection})
		sensible(t, in, m)
		sensible(t, in, mustMap(t, in, Options{Projection: projection, Previous: m}))
	}
	return m
}
