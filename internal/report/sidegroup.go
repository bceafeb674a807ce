package report

import "parley/internal/opinion"

// smallestCell is the least number of people in a cell of the table
// side × opinion group that is shown.
const smallestCell = 5

// sideGroup returns the table side × opinion group, without the cells that
// must not be shown.
func sideGroup(sides []string, m *opinion.Map) []SideRow {
	hidden := suppress(append([][]int{noSide(m)}, m.SideGroup...))[1:]
	rows := []SideRow{}
	for s, counts := range m.SideGroup {
		row := SideRow{Side: sides[s], Cells: map[string]*int{}}
		for g, n := range counts {
			if hidden[s][g] {
				row.Cells[letter(int8(g))] = nil
			} else {
				row.Cells[letter(int8(g))] = &n
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// noSide returns of the placed participants of no side how many stand in each
// group. The table does not show them, but the groups' sizes would tell.
func noSide(m *opinion.Map) []int {
	rest := append([]int{}, m.Groups.Sizes...)
	for _, row := range m.SideGroup {
		for g, n := range row {
			rest[g] -= n
		}
	}
	return rest
}

// suppress marks the cells below smallestCell and, for each of them, others
// with which it can change while all sums of rows and columns, which are known
// elsewhere, stay: up and down in turn around a loop. So every marked cell has
// at least two possible values, except where the sums alone tell it, as in the
// row of a side of which nobody is placed.
func suppress(table [][]int) [][]bool {
	t := crosstab{counts: table, hidden: make([][]bool, len(table))}
	var small []cell
	for s, row := range table {
		t.hidden[s] = make([]bool, len(row))
		for g, n := range row {
			if n < smallestCell {
				t.hidden[s][g] = true
				small = append(small, cell{s, g})
			}
		}
	}
	for _, c := range small {
		for _, other := range t.loop(c) {
			t.hidden[other.side][other.group] = true
		}
	}
	return t.hidden
}

// A crosstab is a table of counts, some of them hidden.
type crosstab struct {
	counts [][]int
	hidden [][]bool
}

type cell struct{ side, group int }
