package opinion

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// inParallel calls do(0) … do(n-1) on all cores, in no particular order, and
// returns when all have. Each call must write to a place of its own; what
// comes of the calls is put together by the caller, in the order of i, so that
// no result depends on how many cores there are.
func inParallel(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}

// pieces returns into how many pieces of at most size n items divide.
func pieces(n, size int) int { return (n + size - 1) / size }

// piece returns the bounds of the i-th piece.
func piece(n, size, i int) (from, to int) { return i * size, min((i+1)*size, n) }

// Sums over rows are taken block by block, and the blocks are added up in
// their order. How rows fall into blocks depends on the votes alone.
const (
	blockVotes = 1 << 16
	maxBlocks  = 16
)

// A blocks lists the first row of each block of the first rows of Votes:
// contiguous runs of rows with about the same number of votes.
type blocks []int

// blocks divides the first rows into blocks.
func (v *Votes) blocks(rows int) blocks {
	votes := v.start[rows]
	n := min(maxBlocks, 1+votes/blockVotes)
	var first blocks
	for b := range n {
		r, _ := slices.BinarySearch(v.start[:rows], (b*votes+n-1)/n)
		if r < rows && (b == 0 || r > first[len(first)-1]) {
			first = append(first, r)
		}
	}
	return first
}

// bounds returns the rows of the b-th block; rows is the end of the last.
func (f blocks) bounds(b, rows int) (from, to int) {
	if b+1 < len(f) {
		return f[b], f[b+1]
	}
	return f[b], rows
}

// A pool holds tables that are zero, to be used again: they are large, and
// clearing the part that was used costs less than making new ones.
type pool[T any] chan *T

func newPool[T any]() pool[T] { return make(pool[T], maxBlocks) }

// take returns a table that is zero.
func (p pool[T]) take() *T {
	select {
	case t := <-p:
		return t
	default:
		return new(T)
	}
}

// give puts a table back, which must be zero again.
func (p pool[T]) give(t *T) {
	select {
	case p <- t:
	default:
	}
}
