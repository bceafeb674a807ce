package report

import (
	"math/rand/v2"
	"testing"

	"parley/internal/opinion"
)

// standing makes a map of people at places.
func standing(at ...[2]float64) *opinion.Map {
	m := &opinion.Map{}
	for _, p := range at {
		m.Positions = append(m.Positions, opinion.Position{X: p[0], Y: p[1], Placed: true})
		m.Placed++
	}
	return m
}

// camp is n people at one place.
func camp(n int, x, y float64) [][2]float64 {
	var at [][2]float64
	for range n {
		at = append(at, [2]float64{x, y})
	}
	return at
}

func TestNoDensityBelowThirty(t *testing.T) {
	if d := density(standing(camp(29, 1, 1)...)); d != nil {
		t.Errorf("29 people have a map: %v", d)
	}
	m := standing(camp(30, 1, 1)...)
	d := density(m)
	if d == nil || d.Size != 20 || d.Levels != 5 || len(d.Cells) != 20 {
		t.Fatalf("30 people: %+v", d)
	}
	for y, row := range d.Cells {
		if len(row) != 20 {
			t.Errorf("row %d has %d cells", y, len(row))
		}
	}
	m.Positions = append(m.Positions, opinion.Position{X: 50, Y: 50})
	if again := density(m); again.Cells[19][19] != 4 || count(again, 4) != 1 {
		t.Error("one who is not placed has changed the map")
	}
}

// count counts the cells of a level.
func count(d *Density, level int) int {
	n := 0
	for _, row := range d.Cells {
		for _, l := range row {
			if l == level {
				n++
			}
		}
	}
	return n
}

func TestDensityLiesAsTheMapDoes(t *testing.T) {
	d := density(standing(append(camp(40, 1, -1), camp(10, -0.95, 0.45)...)...))
	if got := d.Cells[0][19]; got != 4 {
		t.Errorf("the camp of 40, right and low, has level %d", got)
	}
	if got := d.Cells[14][0]; got != 1 {
		t.Errorf("the camp of 10, left and above the middle, has level %d", got)
	}
	if got := count(d, 0); got != 398 {
		t.Errorf("%d cells are empty, want 398", got)
	}
}

func TestDensityLevelsAreQuartersOfTheFullest(t *testing.T) {
	for n, level := range map[int]int{1: 1, 10: 1, 11: 2, 20: 2, 21: 3, 30: 3, 31: 4, 40: 4} {
		d := density(standing(append(camp(40, 1, 1), camp(n, -0.5, -0.5)...)...))
		if got := d.Cells[5][5]; got != level {
			t.Errorf("%d beside 40: level %d, want %d", n, got, level)
		}
	}
}

// Of a hundred people one may stand beyond the edge, and is counted there.
func TestNobodyFallsOutsideTheGrid(t *testing.T) {
	d := density(standing(append(camp(99, 0.25, 0.25), [2]float64{-1000, 0.25})...))
	if d.Cells[19][0] != 1 || d.Cells[19][19] != 4 || count(d, 0) != 398 {
		t.Errorf("the one far away: %v", d.Cells)
	}
	d = density(standing(append(camp(98, 0.25, 0.25), [2]float64{1, 1}, [2]float64{0, 1000})...))
	if d.Cells[12][12] != 4 || d.Cells[19][19] != 1 || d.Cells[19][10] != 1 {
		t.Errorf("one near and one far away: %v", d.Cells)
	}
	all := density(standing(camp(50, 0, 0)...))
	if all.Cells[10][10] != 4 || count(all, 0) != 399 {
		t.Errorf("all in the middle: %v", all.Cells)
	}
	random := rand.New(rand.NewPCG(2, 2))
	for range 200 {
		var at [][2]float64
		for range 30 + random.IntN(200) {
			at = append(at, [2]float64{random.NormFloat64() * 3, random.NormFloat64() / (0.01 + random.Float64())})
		}
		d := density(standing(at...)) // it panics where somebody is outside
		if most := count(d, 4); most == 0 {
			t.Fatal("no cell is the fullest")
		}
		for _, row := range d.Cells {
			for _, level := range row {
				if level < 0 || level > 4 {
					t.Fatalf("level %d", level)
				}
			}
		}
	}
}
