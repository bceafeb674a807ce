package opinion

import (
	"cmp"
	"math"
	"slices"
)

// Groups are the opinion groups: participants who vote alike, found from the
// votes alone. They are lettered, from the largest to the smallest unless a
// previous map's letters follow the people, and never named.
type Groups struct {
	K          int     // how many are claimed; 1 when none are
	Sizes      []int   // of each claimed group
	Silhouette float64 // of the best division found, claimed or not
	OneCloud   float64 // what 95 of 99 single clouds of this extent score less than
	Stability  float64 // mean agreement with the division of half-samples
	Reason     Reason  // why none are claimed
}

// Claimed reports whether groups are claimed.
func (g Groups) Claimed() bool { return g.K > 1 }

// A Reason says why no opinion groups are claimed.
type Reason string

// The reasons.
const (
	NoReason  Reason = ""           // groups are claimed
	FewPlaced Reason = "few_placed" // fewer than MinPlaced participants have a position
	AllAlike  Reason = "all_alike"  // no division has two groups of sufficient size
	OneCloud  Reason = "one_cloud"  // a single cloud of the same extent looks as divided
	Unstable  Reason = "unstable"   // half of the participants divide otherwise
)

const (
	maxGroups    = 5
	MinPlaced    = 30     // placed participants below which no groups are claimed
	sampleSize   = 10_000 // points on which the number of groups is decided
	nullSize     = 500    // points of a set without groups
	nullSets     = 99
	nullRank     = 94 // index of the 95th percentile of nullSets ordered values
	halfSamples  = 20
	halvedSize   = 4_000 // points that are halved
	MinStability = 0.5   // below which no groups are claimed
)

// findGroups divides points into opinion groups and returns each point's group
// (all 0 when none are claimed). The points' order must not depend on what
// they hold; the first sampleSize stand for all where a choice is made.
//
// k is the number of centres, 2 to maxGroups, with the largest simplified
// silhouette, of those where no group is smaller than max(3, 2%). The division
// is claimed only if that silhouette is larger than single clouds of the same
// extent score when they are divided in the same way (nullSilhouette), and if
// the groups are stable: k-means on half of the points, 20 times, must find the
// same groups, with a mean adjusted Rand index of 0.5 or more.
func findGroups(points []point) (Groups, []int8) {
	none := make([]int8, len(points))
	g := Groups{K: 1}
	if len(points) < MinPlaced {
		g.Reason = FewPlaced
		return g, none
	}
	sample := points[:min(len(points), sampleSize)]
	best, silhouette := divide(sample)
	if best.centres == nil {
		g.Reason = AllAlike
		return g, none
	}
	g.Silhouette = silhouette
	g.OneCloud = nullSilhouette(sample)
	g.Stability = stability(sample, best)
	switch {
	case g.Silhouette <= g.OneCloud:
		g.Reason = OneCloud
		return g, none
	case g.Stability < MinStability:
		g.Reason = Unstable
		return g, none
	}
	all := clustering{centres: best.centres, label: make([]int8, len(points))}
	all.lloyd(points)
	g.K = len(all.centres)
	g.Sizes = all.letter()
	return g, all.label
}

// divide returns the best acceptable division of points and its silhouette; it
// has no centres if there is none.
func divide(points []point) (best clustering, silhouette float64) {
	silhouette = math.Inf(-1)
	for k := 2; k <= maxGroups; k++ {
		c := kmeans(points, k)
		if len(c.centres) < k || slices.Min(c.sizes()) < smallest(len(points)) {
			continue
		}
		if s := c.silhouette(points); s > silhouette {
			best, silhouette = c, s
		}
	}
	return best, silhouette
}

// smallest returns the least number of n participants that make a group.
func smallest(n int) int { return max(3, (2*n+99)/100) }

func (c *clustering) sizes() []int {
	sizes := make([]int, len(c.centres))
	for _, k := range c.label {
		sizes[k]++
	}
	return sizes
}

// letter renumbers the clusters from the largest to the smallest (equal ones
// by their centres) and returns the sizes in that order.
func (c *clustering) letter() []int {
	sizes := c.sizes()
	order := make([]int, len(sizes))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sizes[b], sizes[a]),
			cmp.Compare(c.centres[a].x, c.centres[b].x), cmp.Compare(c.centres[a].y, c.centres[b].y))
	})
	renumber(c.label, order)
	ordered := make([]int, len(order))
	for to, from := range order {
		ordered[to] = sizes[from]
	}
	return ordered
}

// renumber gives label order[k] the number k.
func renumber(labels []int8, order []int) {
	to := make([]int8, len(order))
	for k, from := range order {
		to[from] = int8(k)
	}
	for i, k := range labels {
		if k >= 0 {
			labels[i] = to[k]
		}
	}
}

// nullSilhouette returns what a single cloud like points would score: the 95th
// percentile of the silhouettes that divide finds in 99 sets without groups,
// with the same variance along each axis and as flat. A cloud of ordinary
// flatness is normal; votes are bounded, and opinions of one dimension without
// any gap make a flatter one, which divides more clearly than a normal one
// does. The sets have as many points as there are, up to nullSize: smaller
// ones vary more, which makes the test more cautious.
func nullSilhouette(points []point) float64 {
	n := min(len(points), nullSize)
	ex, ey := extent(points, func(p point) float64 { return p.x }), extent(points, func(p point) float64 { return p.y })
	scores := make([]float64, nullSets)
	inParallel(nullSets, func(i int) {
		chance := random(1000 + i)
		set := make([]point, n)
		for k := range set {
			x, y := chance.normals()
			set[k] = point{ex.spread(x, &chance), ey.spread(y, &chance)}
		}
		_, scores[i] = divide(set)
	})
	slices.Sort(scores)
	return scores[nullRank]
}

// A reach is how far points lie apart along an axis, and how much of that,
// from 0 to 1, is as flat as can be without a gap.
type reach struct{ deviation, flat float64 }

// extent measures points along an axis. flat is chosen such that spread makes
// numbers of the same kurtosis, as far as that lies between 1.8 (a uniform
// distribution) and 3 (a normal one).
func extent(points []point, along func(point) float64) reach {
	n := float64(len(points))
	mean, second, fourth := 0.0, 0.0, 0.0
	for _, p := range points {
		mean += along(p) / n
	}
	for _, p := range points {
		d := along(p) - mean
		second += float64(d*d) / n
		fourth += float64(float64(d*d)*float64(d*d)) / n
	}
	r := reach{deviation: math.Sqrt(second)}
	if second > 0 {
		kurtosis := fourth / float64(second*second)
		r.flat = math.Sqrt(min(max((3-kurtosis)/1.2, 0), 1))
	}
	return r
}

// spread turns a normal number into one with the reach's deviation and
// flatness, by adding a uniform one.
func (r reach) spread(normal float64, chance *random) float64 {
	const width = 3.4641016151377544 // of a uniform distribution of deviation 1: √12
	uniform := float64(width * (chance.float() - 0.5))
	return float64(r.deviation * (float64(math.Sqrt(1-r.flat)*normal) + float64(math.Sqrt(r.flat)*uniform)))
}

// stability returns the mean adjusted Rand index between a division and those
// of halfSamples halves of the points (of the first halvedSize), each compared
// on its half.
func stability(points []point, of clustering) float64 {
	points = points[:min(len(points), halvedSize)]
	agreement := make([]float64, halfSamples)
	inParallel(halfSamples, func(i int) {
		chance := random(2000 + i)
		var half []point
		var labels []int8
		for r, p := range points {
			if chance.uint64()&1 == 0 {
				half, labels = append(half, p), append(labels, of.label[r])
			}
		}
		if len(half) == 0 {
			return
		}
		agreement[i] = RandIndex(labels, kmeans(half, len(of.centres)).label)
	})
	total := 0.0
	for _, a := range agreement {
		total += a
	}
	return total / halfSamples
}

// RandIndex returns the adjusted Rand index (Hubert and Arabie 1985) of two
// labellings of the same items: 1 when they divide the items alike, about 0
// when no more than by chance. Labels below 0 leave an item out. It panics if
// the lengths differ.
func RandIndex(a, b []int8) float64 {
	if len(a) != len(b) {
		panic("opinion: labellings of different lengths")
	}
	var table [128][128]int
	var rows, columns [128]int
	n := 0
	for i := range a {
		if a[i] < 0 || b[i] < 0 {
			continue
		}
		table[a[i]][b[i]]++
		rows[a[i]]++
		columns[b[i]]++
		n++
	}
	pairs := func(n int) float64 { return float64(float64(n) * float64(n-1) / 2) }
	var both, inA, inB float64
	for i := range table {
		inA += pairs(rows[i])
		inB += pairs(columns[i])
		for _, n := range table[i] {
			both += pairs(n)
		}
	}
	if n < 2 {
		return 1
	}
	expected := float64(inA*inB) / pairs(n)
	most := float64((inA + inB) / 2)
	if most == expected {
		return 1
	}
	return (both - expected) / (most - expected)
}
