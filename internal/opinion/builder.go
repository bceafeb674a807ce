package opinion

import (
	"cmp"
	"fmt"
	"slices"
)

// A Builder gathers votes, in any order and with repetitions, and resolves
// them to Votes. It holds 12 bytes a vote while gathering, and 20 for the
// moment of resolving.
type Builder struct {
	chunks []chunk
	n      int // participants seen: 1 + the largest index
	to     []uint32
}

// A chunk holds votes as they came. Whole chunks are allocated, so that
// nothing is ever copied to grow.
type chunk struct {
	who  []uint32
	what []uint64 // statement, time and vote: see pack
}

const chunkSize = 1 << 18

// NewBuilder returns an empty Builder.
func NewBuilder() *Builder { return &Builder{} }

const (
	maxTime      = 1 << 43
	maxDiscovery = 1 << 16 // statements that may be named, accepted or not
)

// pack orders by statement, then by time; the vote's two bits come last.
func pack(statement int, v Vote, at int64) uint64 {
	return uint64(statement)<<45 | uint64(at)<<2 | uint64(v+1)
}

// Add notes one vote. participant and statement are the caller's own indexes,
// counted densely from 0 (statements below 65,536, whether or not they turn
// out to be accepted); at is any number that grows with time, such as
// milliseconds, in [0, 2^43). Of several votes of one participant on one
// statement the one with the greatest time counts, and of equal times the one
// that was added last. Add panics if an argument is out of its range.
func (b *Builder) Add(participant, statement int, v Vote, at int64) {
	if uint64(at) >= maxTime || uint(statement) >= maxDiscovery || uint(participant) >= 1<<31 || v < Disagree || v > Agree {
		panic(fmt.Sprintf("opinion: vote out of range: participant %d, statement %d, vote %d, time %d", participant, statement, v, at))
	}
	last := len(b.chunks) - 1
	if last < 0 || len(b.chunks[last].who) == chunkSize {
		size := chunkSize
		if last < 0 {
			size = 1 << 10 // small conversations need no large chunk
		}
		b.chunks = append(b.chunks, chunk{make([]uint32, 0, size), make([]uint64, 0, size)})
		last++
	}
	c := &b.chunks[last]
	c.who = append(c.who, uint32(participant))
	c.what = append(c.what, pack(statement, v, at))
	b.n = max(b.n, participant+1)
}

// Renumber calls participant p of what was added so far, and of what is yet to
// be, to[p]: a permutation of 0..len(to)-1 that covers everybody added. It
// serves callers who learn who takes part only with the votes.
func (b *Builder) Renumber(to []uint32) { b.to, b.n = to, max(b.n, len(to)) }

// Votes resolves what was added to the latest vote of each participant on
// each statement, keeps the statements whose columns[statement] is not
// negative and renumbers them to that column, in 0..m-1. A statement beyond
// the end of columns is left out. The Builder is spent. Votes panics if m is
// above MaxStatements or a column is not below m.
func (b *Builder) Votes(columns []int, m int) *Votes {
	if m > MaxStatements {
		panic(fmt.Sprintf("opinion: %d statements, at most %d can be mapped", m, MaxStatements))
	}
	keys, start := b.byParticipant()
	kept := make([]int, b.n)
	hash := make([]uint64, b.n)
	inParallel(pieces(b.n, 1<<12), func(i int) {
		from, to := piece(b.n, 1<<12, i)
		for p := from; p < to; p++ {
			row := resolve(keys[start[p]:start[p+1]], columns, m)
			kept[p], hash[p] = len(row), hashRow(row)
		}
	})
	return assemble(keys, start, kept, hash, m)
}

// byParticipant regroups what was added by participant, in the order of
// adding, and frees the chunks on the way.
func (b *Builder) byParticipant() (keys []uint64, start []int) {
	start = make([]int, b.n+1)
	for _, c := range b.chunks {
		for i, p := range c.who {
			if b.to != nil {
				p = b.to[p]
				c.who[i] = p
			}
			start[p+1]++
		}
	}
	for p := range b.n {
		start[p+1] += start[p]
	}
	keys = make([]uint64, start[b.n])
	next := slices.Clone(start)
	for i, c := range b.chunks {
		for k, p := range c.who {
			keys[next[p]] = c.what[k]
			next[p]++
		}
		b.chunks[i] = chunk{}
	}
	b.chunks = nil
	return keys, start
}

// resolve reduces the packed votes of one participant, in place, to the codes
// of those that count, ascending.
func resolve(keys []uint64, columns []int, m int) []uint64 {
	sortStable(keys)
	n := 0
	for i, k := range keys {
		statement := int(k >> 45)
		if i+1 < len(keys) && int(keys[i+1]>>45) == statement || statement >= len(columns) || columns[statement] < 0 {
			continue
		}
		if columns[statement] >= m {
			panic(fmt.Sprintf("opinion: column %d of %d", columns[statement], m))
		}
		keys[n] = uint64(encode(columns[statement], Vote(k&3)-1))
		n++
	}
	codes := keys[:n]
	slices.Sort(codes)
	return codes
}

// sortStable sorts by statement and time and keeps the order of equals.
func sortStable(keys []uint64) {
	if len(keys) > 64 {
		slices.SortStableFunc(keys, func(a, b uint64) int { return cmp.Compare(a>>2, b>>2) })
		return
	}
	for i := 1; i < len(keys); i++ {
		k := keys[i]
		j := i
		for ; j > 0 && keys[j-1]>>2 > k>>2; j-- {
			keys[j] = keys[j-1]
		}
		keys[j] = k
	}
}

// hashRow mixes a row's codes into a number that depends on nothing else.
func hashRow(codes []uint64) uint64 {
	h := uint64(len(codes))
	for _, c := range codes {
		h = (h ^ c) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}

// assemble orders the rows by their content and packs them. Rows are compared
// by hash first, which is as good an order as any and fast; only rows of equal
// hash are compared vote by vote.
func assemble(keys []uint64, start, kept []int, hash []uint64, m int) *Votes {
	v := &Votes{m: m, row: make([]int32, len(kept))}
	total := 0
	for p, n := range kept {
		if total += n; n > 0 {
			v.participant = append(v.participant, uint32(p))
		}
	}
	content := func(p uint32) []uint64 { return keys[start[p]:][:kept[p]] }
	slices.SortFunc(v.participant, func(a, b uint32) int {
		if hash[a] != hash[b] {
			return cmp.Compare(hash[a], hash[b])
		}
		return cmp.Or(slices.Compare(content(a), content(b)), cmp.Compare(a, b))
	})
	v.start = make([]int, len(v.participant)+1)
	for p := range v.row {
		v.row[p] = -1
	}
	for r, p := range v.participant {
		v.row[p] = int32(r)
		v.start[r+1] = v.start[r] + kept[p]
	}
	v.cells = make([]code, total)
	inParallel(pieces(len(v.participant), 1<<12), func(i int) {
		from, to := piece(len(v.participant), 1<<12, i)
		for r := from; r < to; r++ {
			for k, c := range content(v.participant[r]) {
				v.cells[v.start[r]+k] = code(c)
			}
		}
	})
	return v
}
