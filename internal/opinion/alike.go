package opinion

import (
	"cmp"
	"math/bits"
	"slices"
)

// Two participants voted near-identically if they voted on at least
// alikeShared of the same statements, and alike on 95% of those. Only sides of
// alikeSide participants or more are looked at: in smaller ones people who
// simply agree would be taken for copies.
const (
	alikeShared = 20
	alikeSide   = 50
	exactSide   = 1_000 // participants up to which every pair is compared
)

// alikeSets returns, for one side, the sets of participants who voted
// near-identically, as rows: the first of a set is the one whom the others
// resemble. rows are the side's, ascending. Sets do not overlap.
//
// Up to exactSide participants with enough votes, everyone is compared with
// the first of every set. Above that, only participants whose votes fall into
// the same bucket are compared: a ballot is hashed to the smallest hash in
// each of 16 bins (one-permutation minwise hashing, Li, Owen and Zhang 2012),
// and four bins make a bucket, four times. Two ballots of which nine tenths
// are the same meet with a probability of 0.98; copies always do.
func (v *Votes) alikeSets(rows []int) [][]int {
	if len(rows) < alikeSide {
		return nil
	}
	var able []int
	for _, r := range rows {
		if v.start[r+1]-v.start[r] >= alikeShared {
			able = append(able, r)
		}
	}
	a := gathering{v: v, set: map[int]int{}}
	if len(able) <= exactSide {
		a.compareAll(able)
	} else {
		a.compareBuckets(able)
	}
	return slices.DeleteFunc(a.sets, func(set []int) bool { return len(set) < 2 })
}

// A gathering collects sets: every row joins the first set whose first member
// it resembles, or begins one.
type gathering struct {
	v    *Votes
	sets [][]int
	set  map[int]int // of each first member, its set
}

func (a *gathering) begin(row int) {
	a.set[row] = len(a.sets)
	a.sets = append(a.sets, []int{row})
}

func (a *gathering) compareAll(rows []int) {
	words := (a.v.m + 63) / 64
	ballots := make([]ballot, len(rows))
	inParallel(len(rows), func(i int) { ballots[i] = newBallot(a.v.at(rows[i]), words) })
	var first []int // indexes of the sets' first members
	for i, r := range rows {
		k := slices.IndexFunc(first, func(f int) bool { return ballots[f].alike(ballots[i]) })
		if k < 0 {
			first = append(first, i)
			a.begin(r)
			continue
		}
		a.sets[k] = append(a.sets[k], r)
	}
}

// A ballot is one participant's votes as three sets of statements.
type ballot [3][]uint64

func newBallot(row []code, words int) ballot {
	all := make([]uint64, 3*words)
	b := ballot{all[:words], all[words : 2*words], all[2*words:]}
	for _, c := range row {
		b[c%3][c/3/64] |= 1 << (c / 3 % 64)
	}
	return b
}

func (b ballot) alike(other ballot) bool {
	shared, same := 0, 0
	for w := range b[0] {
		p, q, r := b[0][w], b[1][w], b[2][w]
		x, y, z := other[0][w], other[1][w], other[2][w]
		shared += bits.OnesCount64((p | q | r) & (x | y | z))
		same += bits.OnesCount64(p&x | q&y | r&z)
	}
	return nearIdentical(shared, same)
}

func nearIdentical(shared, same int) bool { return shared >= alikeShared && 20*same >= 19*shared }

// alikeRows compares two rows vote by vote, and leaves off when the rest cannot
// make them alike.
func alikeRows(a, b []code) bool {
	shared, same := 0, 0
	differ := min(len(a), len(b)) / 20 // votes in which the rows may differ
	for len(a) > 0 && len(b) > 0 {
		switch x, y := a[0]/3, b[0]/3; {
		case x < y:
			a = a[1:]
		case x > y:
			b = b[1:]
		default:
			shared++
			if a[0] == b[0] {
				same++
			}
			a, b = a[1:], b[1:]
		}
		if shared-same > differ || shared+min(len(a), len(b)) < alikeShared {
			return false
		}
	}
	return nearIdentical(shared, same)
}

const (
	bins      = 16
	bands     = 4
	mostFirst = 16 // sets that one bucket may hold apart
)

// compareBuckets finds, for every row, the earlier rows that it resembles and
// shares a bucket with, and gathers the sets in the order of rows.
func (a *gathering) compareBuckets(rows []int) {
	hash := make([]uint64, 3*a.v.m)
	for c := range hash {
		chance := random(c)
		hash[c] = chance.uint64()
	}
	keys := make([][bands]uint64, len(rows))
	inParallel(pieces(len(rows), 1<<12), func(i int) {
		from, to := piece(len(rows), 1<<12, i)
		for k := from; k < to; k++ {
			keys[k] = bucketKeys(a.v.at(rows[k]), hash)
		}
	})
	var found [bands][][2]int // pairs (earlier, later) of positions in rows
	inParallel(bands, func(band int) { found[band] = a.v.meetings(rows, keys, band) })
	pairs := slices.Concat(found[:]...)
	slices.SortFunc(pairs, func(p, q [2]int) int { return cmp.Or(cmp.Compare(p[1], q[1]), cmp.Compare(p[0], q[0])) })
	joined := map[int]bool{}
	for _, p := range pairs {
		first, row := rows[p[0]], rows[p[1]]
		if joined[first] || joined[row] {
			continue
		}
		if _, ok := a.set[row]; ok {
			continue
		}
		if _, ok := a.set[first]; !ok {
			a.begin(first)
		}
		joined[row] = true
		a.sets[a.set[first]] = append(a.sets[a.set[first]], row)
	}
}

// bucketKeys returns the bucket of a row in every band, given a hash of every
// code.
func bucketKeys(row []code, hash []uint64) (keys [bands]uint64) {
	var least [bins]uint64
	for _, c := range row {
		h := hash[c]
		if bin := &least[h>>60]; *bin == 0 || h < *bin {
			*bin = h
		}
	}
	for bin, h := range least {
		k := &keys[bin/(bins/bands)]
		*k = (*k ^ h) * 0x9e3779b97f4a7c15
		*k ^= *k >> 32
	}
	return keys
}

// meetings returns the pairs of near-identical rows that share a bucket of a
// band: each row with the first earlier one that stands for others.
func (v *Votes) meetings(rows []int, keys [][bands]uint64, band int) (pairs [][2]int) {
	// A bucket's key in the high bits and the row in the low: one sort brings
	// buckets together, with the rows of each in order.
	low := uint64(1)<<bits.Len(uint(len(rows))) - 1
	order := make([]uint64, len(rows))
	for k := range rows {
		order[k] = keys[k][band]&^low | uint64(k)
	}
	slices.Sort(order)
	var first []int
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && order[to]&^low == order[from]&^low {
			to++
		}
		first = append(first[:0], int(order[from]&low))
		for _, o := range order[from+1 : to] {
			k := int(o & low)
			i := slices.IndexFunc(first, func(f int) bool { return alikeRows(v.at(rows[f]), v.at(rows[k])) })
			if i >= 0 {
				pairs = append(pairs, [2]int{first[i], k})
			} else if len(first) < mostFirst {
				first = append(first, k)
			}
		}
		from = to
	}
	return pairs
}
