package report

import (
	"math/rand/v2"
	"slices"
	"testing"

	"parley/internal/opinion"
)

// values returns, for every cell of a table, the numbers that it can have when
// the sums of rows and columns are known and the cells that are not hidden: by
// trying all tables.
func values(table [][]int, hidden [][]bool) [][]map[int]bool {
	possible := make([][]map[int]bool, len(table))
	columns := make([]int, len(table[0])) // what is left of each column
	for s, row := range table {
		for g, n := range row {
			columns[g] += n
			possible[s] = append(possible[s], map[int]bool{})
		}
	}
	try := newSquare(table)
	var fill func(s, g, left int)
	fill = func(s, g, left int) {
		switch {
		case s == len(table):
			for s, row := range try {
				for g, n := range row {
					possible[s][g][n] = true
				}
			}
			return
		case g == len(table[s]):
			if left == 0 {
				next := 0
				if s+1 < len(table) {
					next = total(table[s+1])
				}
				fill(s+1, 0, next)
			}
			return
		}
		low, high := 0, min(left, columns[g])
		if !hidden[s][g] {
			low, high = table[s][g], min(high, table[s][g])
		}
		if s == len(table)-1 {
			low = max(low, columns[g])
		}
		for n := low; n <= high; n++ {
			try[s][g] = n
			columns[g] -= n
			fill(s, g+1, left-n)
			columns[g] += n
		}
	}
	fill(0, 0, total(table[0]))
	return possible
}

func newSquare(like [][]int) [][]int {
	var out [][]int
	for _, row := range like {
		out = append(out, make([]int, len(row)))
	}
	return out
}

func total(row []int) int {
	sum := 0
	for _, n := range row {
		sum += n
	}
	return sum
}

func everything(table [][]int) [][]bool {
	var all [][]bool
	for _, row := range table {
		all = append(all, slices.Repeat([]bool{true}, len(row)))
	}
	return all
}

// A hidden cell has two possible values at least, unless the sums alone tell it.
func TestHiddenCellsStayUnknown(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 4))
	hiddenCells, toldBySums := 0, 0
	for range 1500 {
		table := make([][]int, 2+random.IntN(2))
		groups := 2 + random.IntN(2)
		for s := range table {
			for range groups {
				table[s] = append(table[s], max(0, random.IntN(13)-3))
			}
		}
		hidden := suppress(table)
		now, best := values(table, hidden), values(table, everything(table))
		for s, row := range table {
			for g, n := range row {
				if n < smallestCell && !hidden[s][g] {
					t.Fatalf("%v: a cell of %d is shown", table, n)
				}
				if !hidden[s][g] {
					continue
				}
				hiddenCells++
				if len(best[s][g]) < 2 {
					toldBySums++
				} else if len(now[s][g]) < 2 {
					t.Fatalf("%v, hidden %v: cell %d,%d can only be %d", table, hidden, s, g, n)
				}
			}
		}
	}
	if hiddenCells < 3000 || toldBySums == 0 || toldBySums > hiddenCells/5 {
		t.Errorf("%d hidden cells, %d told by the sums", hiddenCells, toldBySums)
	}
}

// Two blocks of small cells and one between them: every row and column has two
// hidden cells or more, and yet the sums tell the one between.
func TestCellBetweenTwoBlocksStaysUnknown(t *testing.T) {
	table := [][]int{
		{2, 3, 9, 9},
		{3, 2, 4, 9},
		{9, 9, 2, 3},
		{9, 9, 3, 2},
	}
	hidden := suppress(table)
	if got := values(table, hidden)[1][2]; len(got) < 2 {
		t.Errorf("hidden %v: the cell between can only be %v", hidden, got)
	}
}

func TestSuppressHidesNoMoreThanNeeded(t *testing.T) {
	for _, c := range []struct {
		name   string
		table  [][]int
		hidden int
	}{
		{"all large", [][]int{{5, 6, 7}, {8, 9, 10}}, 0},
		{"one small, two by two", [][]int{{3, 60}, {50, 40}}, 4},
		{"one small of nine", [][]int{{1, 20, 30}, {40, 9, 8}, {50, 7, 6}}, 4},
		{"two small that protect each other by a third and fourth", [][]int{{1, 2, 30}, {40, 50, 60}}, 4},
		{"one side", [][]int{{3, 40}}, 1},
		{"a side that is not placed", [][]int{{0, 0}, {30, 40}}, 2},
		{"nobody", [][]int{{}}, 0},
	} {
		n := 0
		for _, row := range suppress(c.table) {
			for _, hidden := range row {
				if hidden {
					n++
				}
			}
		}
		if n != c.hidden {
			t.Errorf("%s: %d cells are hidden, want %d", c.name, n, c.hidden)
		}
	}
	hidden := suppress([][]int{{1, 20, 30}, {40, 9, 8}, {50, 7, 6}})
	if !hidden[0][1] || !hidden[2][0] && !hidden[1][0] || hidden[0][2] {
		t.Errorf("another loop than the one of the fewest people: %v", hidden)
	}
}

func TestSideGroupTable(t *testing.T) {
	k := talk{people: join(crowd(30, 0, 0, 0), crowd(12, 0, 1, 0), crowd(11, 1, 0, 0), crowd(13, 1, 1, 0)), sides: 2, groups: 2, statements: 1}
	for _, to := range everyone {
		rows := Disclose(k.figures(), to).SideGroup
		if len(rows) != 2 || rows[0].Side != "azerbaijan" || *rows[0].Cells["A"] != 30 || *rows[1].Cells["B"] != 13 {
			t.Errorf("audience %d: %+v", to, rows)
		}
	}
	// The groups' sizes would tell where two people of no side stand.
	k.people = append(k.people, crowd(2, -1, 0, 0)...)
	rows := Disclose(k.figures(), Public).SideGroup
	if len(rows) != 2 || !nothing(rows[1].Cells["A"], rows[1].Cells["B"]) || *rows[0].Cells["A"] != 30 {
		t.Errorf("beside two people of no side: %v, %v", rows[0], rows[1])
	}
	k.sides = 0
	if rows := Disclose(k.figures(), Public).SideGroup; rows == nil || len(rows) != 0 {
		t.Errorf("without sides there is a table: %v", rows)
	}
	m := &opinion.Map{Groups: opinion.Groups{K: 1}}
	if rows := sideGroup([]string{"armenia"}, m); len(rows) != 0 {
		t.Errorf("without groups there is a table: %v", rows)
	}
}
