package report

import "parley/internal/opinion"

// sideGroup returns the table side × opinion group, without the cells that
// must not be shown.
func sideGroup(sides []string, m *opinion.Map) []SideRow {
	hidden := suppress(m.SideGroup)
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

// suppress marks the cells below smallestCell and then, in every row and
// column that has exactly one marked cell, the smallest other one, until there
// is no such row or column: a single missing cell could be had from a total.
func suppress(table [][]int) [][]bool {
	hidden := make([][]bool, len(table))
	for s, row := range table {
		hidden[s] = make([]bool, len(row))
		for g, n := range row {
			hidden[s][g] = n < smallestCell
		}
	}
	for again := true; again; {
		again = false
		for s := range table {
			var row []cell
			for g := range table[s] {
				row = append(row, cell{s, g})
			}
			again = hideSecond(table, hidden, row) || again
		}
		for g := range columns(table) {
			var column []cell
			for s := range table {
				column = append(column, cell{s, g})
			}
			again = hideSecond(table, hidden, column) || again
		}
	}
	return hidden
}

type cell struct{ side, group int }

func columns(table [][]int) int {
	if len(table) == 0 {
		return 0
	}
	return len(table[0])
}

// hideSecond marks the smallest cell of a line that has exactly one marked
// cell, and reports whether it did.
func hideSecond(table [][]int, hidden [][]bool, line []cell) bool {
	marked, second := 0, -1
	for i, c := range line {
		switch {
		case hidden[c.side][c.group]:
			marked++
		case second < 0 || table[c.side][c.group] < table[line[second].side][line[second].group]:
			second = i
		}
	}
	if marked != 1 || second < 0 {
		return false
	}
	hidden[line[second].side][line[second].group] = true
	return true
}
