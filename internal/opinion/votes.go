package opinion

import "iter"

// Votes is everybody's latest vote on every accepted statement: a sparse
// matrix of n rows (participants with at least one vote) and m columns
// (statements), two bytes a vote. It is made by a Builder and never changes.
//
// Rows stand in an order that depends on what they hold and on nothing else,
// so that sums over rows come out to the same bit whoever is listed first;
// rows that hold the same votes are interchangeable. Callers never see that
// order: they name participants by their own index.
type Votes struct {
	m           int
	cells       []code   // of row r: cells[start[r]:start[r+1]], ascending
	start       []int    // n+1 of them
	participant []uint32 // of each row, the caller's index
	row         []int32  // of each participant of the caller, its row or -1
}

// Statements returns m, the number of columns.
func (v *Votes) Statements() int { return v.m }

// Rows returns n, how many participants have a vote.
func (v *Votes) Rows() int { return len(v.participant) }

// Participants returns how many participants the caller numbered: one more
// than the largest index that was added, whether or not a vote of it counts.
func (v *Votes) Participants() int { return len(v.row) }

// Len returns how many votes there are.
func (v *Votes) Len() int { return len(v.cells) }

// Cast returns how many votes a participant has cast.
func (v *Votes) Cast(participant int) int { return len(v.of(participant)) }

// Row iterates over the votes of a participant, columns ascending.
func (v *Votes) Row(participant int) iter.Seq2[int, Vote] {
	return func(yield func(int, Vote) bool) {
		for _, c := range v.of(participant) {
			if !yield(decode(c)) {
				return
			}
		}
	}
}

func (v *Votes) of(participant int) []code {
	if r := v.row[participant]; r >= 0 {
		return v.at(int(r))
	}
	return nil
}

// at returns the codes of a row.
func (v *Votes) at(r int) []code { return v.cells[v.start[r]:v.start[r+1]] }

// count counts the votes of the first rows by code.
func (v *Votes) count(rows int) []int {
	class := make([]int8, rows)
	return v.countBy(class, 1)[0]
}

// countBy counts the votes by code for each class of rows. class holds the
// class of the first rows; a row whose class is negative is left out.
func (v *Votes) countBy(class []int8, classes int) [][]int {
	width := 3 * v.m
	blocks := v.blocks(len(class))
	parts := make([][]uint32, len(blocks))
	inParallel(len(blocks), func(b int) {
		from, to := blocks.bounds(b, len(class))
		count := make([]uint32, classes*width)
		for r := from; r < to; r++ {
			if class[r] < 0 {
				continue
			}
			of := count[int(class[r])*width:][:width]
			for _, c := range v.at(r) {
				of[c]++
			}
		}
		parts[b] = count
	})
	total := make([][]int, classes)
	for k := range total {
		total[k] = make([]int, width)
		for _, part := range parts {
			for c, n := range part[k*width:][:width] {
				total[k][c] += int(n)
			}
		}
	}
	return total
}
