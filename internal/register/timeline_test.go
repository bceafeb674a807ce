package register

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// S56: periods may overlap, and each can be seen.
func TestS56_TimelineShowsOverlappingPeriods(t *testing.T) {
	d := definitionOf(t, "everything")
	all := []Record{
		keptOf("p1", map[string]Value{"opened": on("1988/1991")}),
		keptOf("p2", map[string]Value{"opened": on("1990"), "closed": on("1994"), "kind": Value{Choices: []string{"spring", "dug"}}}),
		keptOf("p3", map[string]Value{"opened": on("2011/.."), "kind": one("dug")}),
		keptOf("p4", map[string]Value{"closed": on("1989~")}),
		keptOf("p5", nil),
		keptOf("p6", map[string]Value{"opened": on("1995")}),
	}
	p := d.Timeline(viewOf(t, d, "timeline"), all, dayOf(t, "2026-11-25"))
	if p.From != 1988 || p.To != 2027 || !slices.Equal(p.Undated, []int{4}) {
		t.Errorf("from %d to %d, undated %v", p.From, p.To, p.Undated)
	}
	var lanes []string
	for _, l := range p.Lanes {
		lanes = append(lanes, fmt.Sprintf("%s/%d", l.Value, l.Rows))
	}
	if !slices.Equal(lanes, []string{"dug/1", "spring/1", "/2"}) {
		t.Errorf("lanes %v", lanes)
	}
	for _, b := range p.Bars {
		if b.OpenEnd != (b.Record == 2) || b.OpenStart != (b.Record == 3) || b.About != (b.Record == 3) || (b.OpenEnd && b.X1 != 1) || (b.OpenStart && b.X0 != 0) {
			t.Errorf("bar %+v", b)
		}
	}
	if len(p.Marks) == 0 || p.Marks[0].Year != 1990 || p.Marks[0].X <= 0 {
		t.Errorf("marks %v", p.Marks)
	}
}

// Bars of a row never cover each other, and there are no more rows than bars at the
// fullest place.
func TestBarsNeverCoverEachOther(t *testing.T) {
	d := definitionOf(t, "everything")
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		var all []Record
		for i := range 1 + random.IntN(60) {
			start := 1900 + random.IntN(100)
			date := Date(fmt.Sprintf("%d/%d", start, start+random.IntN(20)))
			switch random.IntN(8) {
			case 0:
				date = Date(fmt.Sprintf("%d/..", start))
			case 1:
				date = Date(fmt.Sprintf("%d-05-12", start))
			case 2:
				date = Date(fmt.Sprintf("../%d", start))
			}
			all = append(all, keptOf(fmt.Sprintf("r%02d", i), map[string]Value{"opened": on(date)}))
		}
		p := d.Timeline(View{Start: "opened"}, all, today)
		if len(p.Bars) != len(all) || len(p.Lanes) != 1 {
			t.Fatalf("seed %d: %d bars in %d lanes of %d records", seed, len(p.Bars), len(p.Lanes), len(all))
		}
		fullest := 0
		for i, a := range p.Bars {
			if a.X0 < 0 || a.X1 > 1 || a.X1-a.X0 < LeastBar-1e-9 {
				t.Fatalf("seed %d: %+v", seed, a)
			}
			there := 0
			for j, b := range p.Bars {
				if b.X0 <= a.X0 && a.X0 < b.X1 {
					there++
				}
				if i < j && a.Row == b.Row && a.X0 < b.X1 && b.X0 < a.X1 {
					t.Fatalf("seed %d: %+v covers %+v", seed, a, b)
				}
			}
			fullest = max(fullest, there)
		}
		if p.Lanes[0].Rows != fullest {
			t.Fatalf("seed %d: %d rows where %d are enough", seed, p.Lanes[0].Rows, fullest)
		}
	}
}

func TestTimelineOfNothing(t *testing.T) {
	d := definitionOf(t, "everything")
	if p := d.Timeline(viewOf(t, d, "timeline"), nil, today); len(p.Bars)+len(p.Lanes)+len(p.Marks)+len(p.Undated) != 0 {
		t.Errorf("%+v", p)
	}
	p := d.Timeline(viewOf(t, d, "timeline"), []Record{keptOf("a", map[string]Value{"opened": on("0001/9999")})}, today)
	if len(p.Marks) == 0 || len(p.Marks) > mostYearMarks+1 || p.Bars[0].X1 != 1 {
		t.Errorf("%+v", p)
	}
}

// What goes on, and says so, has no end on the axis.
func TestTimelineGoesOn(t *testing.T) {
	d := leveled(&Definition{Name: "wells", Fields: []Field{{Name: "title", Type: Text, Is: "title"}, {Name: "from", Type: DateType}, {Name: "to", Type: DateType},
		{Name: "runs", Type: Choice, Options: []Option{{Value: "yes"}, {Value: "no"}}}}})
	all := []Record{
		{State: Kept, Values: map[string]Value{"from": {Date: "2001"}, "runs": one("yes")}},
		{State: Kept, Values: map[string]Value{"from": {Date: "2001"}, "runs": one("no")}},
		{State: Kept, Values: map[string]Value{"from": {Date: "2001"}, "to": {Date: "2003"}, "runs": one("yes")}},
	}
	plan := d.Timeline(View{Kind: Timeline, Start: "from", End: "to", Open: map[string]string{"runs": "yes"}}, all, today)
	for _, bar := range plan.Bars {
		if want := bar.Record == 0; bar.OpenEnd != want || want && bar.X1 != 1 {
			t.Errorf("record %d: %+v", bar.Record, bar)
		}
	}
	if len(plan.Bars) != 3 {
		t.Errorf("%d bars", len(plan.Bars))
	}
}
