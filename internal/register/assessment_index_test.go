package register

import (
	"reflect"
	"regexp"
	"testing"
)

func TestGaps(t *testing.T) {
	n := func(levels ...int) (all []Rating) {
		for _, l := range levels {
			all = append(all, Rating{Level: l})
		}
		return all
	}
	cannot := Rating{Instead: CannotAssess}
	for _, c := range []struct {
		said []Rating
		want GapClass
	}{
		{n(2, 2), GapAgree}, {n(1, 2), GapNear}, {n(0, 2), GapApart}, {n(3, 0), GapApart},
		{append(n(3), cannot), GapOneSided}, {append([]Rating{cannot}, n(0)...), GapOneSided}, {[]Rating{cannot, {Instead: "na"}}, GapUnrated},
		{n(1, 2, 3), GapApart}, {n(1, 2, 1), GapNear}, {append(n(1, 1), cannot), GapAgree}, {append(n(1), cannot, cannot), GapOneSided},
	} {
		if got := GapOf(c.said); got != c.want {
			t.Errorf("%v: %s, want %s", c.said, got, c.want)
		}
	}
}

// The index of a side is Σ level ÷ (3 × rated), with its n and its share of what it
// cannot assess; what the sides say together is an interval.
func TestFigures(t *testing.T) {
	c := cycleOf(t, "armenia", "azerbaijan")
	c.Items = []Item{{Key: "a", Obliged: BothOblige}, {Key: "b", Obliged: "azerbaijan"}, {Key: "c", Obliged: "azerbaijan"}, {Key: "d", Obliged: "azerbaijan"}}
	said := map[RowID][]Rating{
		{"a", "armenia"}:    {{Level: 3}, {Level: 1}},
		{"a", "azerbaijan"}: {{Level: 1}, {Level: 2}},
		{"b", "azerbaijan"}: {{Level: 0}, {Level: 3}},
		{"c", "azerbaijan"}: {{Instead: CannotAssess}, {Level: 3}},
		// d is still sealed
	}
	got := c.Figures(said)
	want := []ConductFigure{
		{Conduct: "armenia", Indexes: []Index{{"armenia", 3, 1, 0, 1}, {"azerbaijan", 1, 1, 0, 1}}, Lower: Ratio{1, 3}, Upper: Ratio{3, 3}, Between: true, Apart: 1, Counted: 1},
		{Conduct: "azerbaijan", Indexes: []Index{{"armenia", 1, 2, 1, 3}, {"azerbaijan", 8, 3, 0, 3}}, Lower: Ratio{1, 6}, Upper: Ratio{8, 9}, Between: true, Apart: 1, Counted: 2},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
	if l, u := got[1].Lower.String(), got[1].Upper.String(); l != "0.17" || u != "0.89" {
		t.Errorf("printed as %s, %s", l, u)
	}
	if share, ok := got[1].Indexes[0].CannotShare(); !ok || share.String() != "0.33" {
		t.Errorf("share %v", share)
	}
	if a := AcrossSides(said); a == nil {
		t.Error("how far the sides agree has no value")
	}
}

// A side that rated nothing has no index, and there is no interval without it.
func TestNoFigureWithoutData(t *testing.T) {
	c := cycleOf(t, "valley", "hill", "lake")
	row := c.Rows()[0]
	f := c.Figures(map[RowID][]Rating{row: {{Level: 2}, {Instead: "cba"}, {Level: 0}}})
	if len(f) != 1 || f[0].Between || f[0].Lower != (Ratio{}) || len(f[0].Indexes) != 3 {
		t.Errorf("%+v", f)
	}
	if _, ok := f[0].Indexes[1].Of(); ok {
		t.Error("nothing rated has an index")
	}
	if (Ratio{}).String() != "" || AcrossSides(nil) != nil || c.Figures(nil) != nil {
		t.Error("a figure without data")
	}
}

// No mean across sides anywhere: whatever a summary holds has a side, or is an end of
// the interval, or counts rows.
func TestNoMeanAcrossSides(t *testing.T) {
	mean := regexp.MustCompile(`(?i)mean|average|joint|overall|total|combined|score`)
	for _, kind := range []reflect.Type{reflect.TypeFor[ConductFigure](), reflect.TypeFor[Index](), reflect.TypeFor[Quality](), reflect.TypeFor[Tracked](), reflect.TypeFor[Stand]()} {
		for i := range kind.NumField() {
			if f := kind.Field(i); mean.MatchString(f.Name) {
				t.Errorf("%s has %s", kind, f.Name)
			}
		}
		for i := range kind.NumMethod() {
			if m := kind.Method(i); mean.MatchString(m.Name) {
				t.Errorf("%s computes %s", kind, m.Name)
			}
		}
	}
	ratios := 0
	for i := range reflect.TypeFor[ConductFigure]().NumField() {
		if reflect.TypeFor[ConductFigure]().Field(i).Type == reflect.TypeFor[Ratio]() {
			ratios++
		}
	}
	if ratios != 2 {
		t.Errorf("%d ratios in what the sides say together, want the two ends of an interval", ratios)
	}
}
