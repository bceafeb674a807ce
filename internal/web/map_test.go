package web

import (
	"math"
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/report"
)

func TestDensityInWords(t *testing.T) {
	cells := make([][]int, 20)
	for y := range cells {
		cells[y] = make([]int, 20)
	}
	cells[19][0], cells[0][19], cells[10][10] = 4, 1, 2 // top left, bottom right, centre
	w := english(&report.Result{Density: &report.Density{Size: 20, Levels: 5, Cells: cells}, Counts: report.Counts{Placed: 31}})
	c := w.newDensity()
	if c.Summary != "Fields with people: 3 of 400. The fullest part: top, far left." {
		t.Errorf("%q", c.Summary)
	}
	want := map[[2]int]string{{0, 0}: "most", {4, 4}: "few", {1, 2}: "nobody", {2, 2}: "some"}
	for at, level := range want {
		if got := c.Table.Rows[at[0]].Cells[at[1]]; got != level {
			t.Errorf("part %v is %q, want %q", at, got, level)
		}
	}
	if len(c.Areas) != 3 || c.Areas[2].Class != "l4" || !strings.HasPrefix(c.Areas[2].Path, "M0.025 0.025h0.95") {
		t.Errorf("%+v", c.Areas)
	}
	cells[10][10] = 4
	if got := w.newDensity().Summary; !strings.Contains(got, "several fullest parts") {
		t.Errorf("%q", got)
	}
}

func TestLevelsInWords(t *testing.T) {
	for levels, want := range map[int]string{2: "04", 3: "014", 5: "01234", 9: "011223344"} {
		got := ""
		for level := range levels {
			got += string(rune('0' + worded(&report.Density{Levels: levels}, level)))
		}
		if levels < 9 && got != want {
			t.Errorf("%d levels: %s, want %s", levels, got, want)
		}
		if got[0] != '0' || got[levels-1] != '4' || strings.Count(got, "0") != 1 {
			t.Errorf("%d levels: %s", levels, got)
		}
	}
}

func TestNoMapIsExplained(t *testing.T) {
	for _, c := range []struct {
		placed int
		d      *report.Density
		want   string
	}{
		{29, nil, "No map is shown below 30 people with enough votes. People with enough votes here: 29."},
		{30, nil, "The map is not shown."},
		{50, &report.Density{Size: 2, Levels: 5, Cells: [][]int{{1, 2}}}, "The map is not shown."},
		{50, &report.Density{Size: 1, Levels: 5, Cells: [][]int{{5}}}, "The map is not shown."},
		{50, &report.Density{Size: 1, Levels: 5, Cells: [][]int{{-1}}}, "The map is not shown."},
	} {
		r := &report.Result{Density: c.d, Counts: report.Counts{Placed: c.placed}}
		if got := english(r).newDensity(); got.Why != c.want || got.Areas != nil {
			t.Errorf("%d placed: %+v", c.placed, got)
		}
	}
}

// The public map betrays no side and nobody's place.
func TestDensityHasNoColoursOfSides(t *testing.T) {
	page := body(t, fixture("azerbaijan", "armenia"), "/?lang=en")
	figure := page[strings.Index(page, `<figure class="map"`):strings.Index(page, "</figure>")]
	if strings.Contains(figure, `class="m `) || strings.Contains(figure, `class="s`) || strings.Contains(figure, "Armenia") {
		t.Error("the density map tells of sides")
	}
}

func TestPoints(t *testing.T) {
	r := fixture("armenia", "azerbaijan")
	r.Positions = []report.Position{
		{X: -1, Y: 0, Group: "A", Side: "armenia"}, {X: 1, Y: 0, Group: "B", Side: "azerbaijan"},
		{X: 0, Y: 0.5, Side: "elsewhere"}, {X: math.NaN()}, {Y: math.Inf(1)},
	}
	w := newWorder(r, locale.For(locale.English))
	c := w.newPoints(w.all)
	if c.Summary != "People drawn: 3 of 3." || !strings.Contains(c.Warning, "do not pass it on") {
		t.Errorf("%q %q", c.Summary, c.Warning)
	}
	if len(c.Marks) != 3 || c.Marks[0].Name != "Armenia" || !strings.HasPrefix(c.Marks[0].Path, "M40 615") {
		t.Errorf("%+v", c.Marks)
	}
	if len(c.Labels) != 2 || c.Labels[0] != (label{"A", 40, 615}) || c.Labels[1] != (label{"B", 960, 615}) {
		t.Errorf("%+v", c.Labels)
	}
	var cells []string
	for _, row := range c.Table.Rows {
		cells = append(cells, row.Name+" "+strings.Join(row.Cells, " "))
	}
	if got := strings.Join(cells, "; "); got != "Armenia 1 0 0; Azerbaijan 0 1 0; Side not known 0 0 1" {
		t.Errorf("%s", got)
	}
}

func TestManyPointsAreDrawnInPart(t *testing.T) {
	all := make([]report.Position, 12_345)
	for i := range all {
		all[i].X = float64(i)
	}
	shown := evenly(all, mostPoints)
	if len(shown) != mostPoints || shown[0].X != 0 || shown[mostPoints-1].X < 12_300 {
		t.Errorf("%d points from %v to %v", len(shown), shown[0].X, shown[len(shown)-1].X)
	}
	one := []report.Position{{X: 3, Y: 3}}
	if x, y := frame(one)(one[0]); x != canvas/2 || y != canvas/2 {
		t.Errorf("a single point at %d, %d", x, y)
	}
}
