package opinion

import "math"

// A point is a place on the map.
type point struct{ x, y float64 }

// A clustering is k centres and, for each point, the nearest of them.
type clustering struct {
	centres []point
	label   []int8
}

const lloydRounds = 20

// kmeans divides points into k clusters: Lloyd's algorithm from two starts by
// k-means++ (Arthur and Vassilvitskii 2007) with fixed chance, of which the
// one with the smaller sum of squares is kept. The result depends on the
// points and their order only. It has fewer than k centres if there are fewer
// than k different points.
func kmeans(points []point, k int) clustering {
	chance := random(k)
	var best clustering
	least := math.Inf(1)
	for range 2 {
		c := clustering{centres: spreadOut(points, k, &chance), label: make([]int8, len(points))}
		if within := c.lloyd(points); within < least {
			best, least = c, within
		}
	}
	return best
}

func square(p, q point) float64 {
	dx, dy := p.x-q.x, p.y-q.y
	return float64(dx*dx) + float64(dy*dy)
}

// spreadOut picks starting centres: the first by chance, each further one with
// a probability in proportion to its squared distance from those picked.
func spreadOut(points []point, k int, chance *random) []point {
	centres := []point{points[chance.below(len(points))]}
	near := make([]float64, len(points))
	for i := range near {
		near[i] = math.Inf(1)
	}
	for len(centres) < k {
		total := 0.0
		last := centres[len(centres)-1]
		for i, p := range points {
			near[i] = min(near[i], square(p, last))
			total += near[i]
		}
		if total <= 0 {
			break
		}
		at := chance.float() * total
		pick := len(points) - 1
		for i, d := range near {
			if at -= d; at < 0 {
				pick = i
				break
			}
		}
		centres = append(centres, points[pick])
	}
	return centres
}

// lloyd moves the centres until no point changes its cluster, at most
// lloydRounds times, and returns the sum of squared distances.
func (c *clustering) lloyd(points []point) float64 {
	for round := range lloydRounds {
		changed, sums, sizes := c.assign(points)
		if !changed && round > 0 {
			break
		}
		for k := range c.centres {
			if sizes[k] > 0 {
				c.centres[k] = point{sums[k].x / float64(sizes[k]), sums[k].y / float64(sizes[k])}
			}
		}
	}
	c.assign(points)
	within := 0.0
	for i, p := range points {
		within += square(p, c.centres[c.label[i]])
	}
	return within
}

// A ruler measures the distance of a point from up to maxGroups centres.
// Missing centres are infinitely far.
type ruler struct{ x, y [maxGroups]float64 }

func newRuler(centres []point) *ruler {
	r := new(ruler)
	for k := range r.x {
		r.x[k], r.y[k] = math.Inf(1), math.Inf(1)
	}
	for k, c := range centres {
		r.x[k], r.y[k] = c.x, c.y
	}
	return r
}

// nearest returns the nearest centre. The bits of positive numbers are ordered
// as the numbers are: with the centre's number in the lowest bits, the least
// distance is found without a branch, which on points between two clusters
// would be guessed wrong half of the time. (Distances that are the same to 50
// bits count as equal; the first of equals is taken.)
func (r *ruler) nearest(p point) uint64 {
	d0 := keyed(p.x-r.x[0], p.y-r.y[0], 0)
	d1 := keyed(p.x-r.x[1], p.y-r.y[1], 1)
	d2 := keyed(p.x-r.x[2], p.y-r.y[2], 2)
	if d1 < d0 {
		d0 = d1
	}
	d3 := keyed(p.x-r.x[3], p.y-r.y[3], 3)
	if d2 < d0 {
		d0 = d2
	}
	d4 := keyed(p.x-r.x[4], p.y-r.y[4], 4)
	if d4 < d3 {
		d3 = d4
	}
	if d3 < d0 {
		d0 = d3
	}
	return d0 & 7
}

func keyed(dx, dy float64, k uint64) uint64 {
	return math.Float64bits(float64(dx*dx)+float64(dy*dy))&^7 | k
}

// assignPiece is how many points are assigned at a time; their sums are added
// in the order of the pieces.
const assignPiece = 1 << 14

// assign labels every point with its nearest centre, the first of equals, and
// returns whether a label changed and each cluster's sum and size.
func (c *clustering) assign(points []point) (changed bool, sums []point, sizes []int) {
	ruler := newRuler(c.centres)
	n := pieces(len(points), assignPiece)
	type part struct {
		changed bool
		sum     [8]point
		size    [8]int
	}
	parts := make([]part, n)
	inParallel(n, func(i int) {
		from, to := piece(len(points), assignPiece, i)
		p := &parts[i]
		var turned int8
		labels := c.label[from:to]
		for r, x := range points[from:to] {
			best := ruler.nearest(x)
			turned |= labels[r] ^ int8(best)
			labels[r] = int8(best)
			p.sum[best].x += x.x
			p.sum[best].y += x.y
			p.size[best]++
		}
		p.changed = turned != 0
	})
	sums, sizes = make([]point, len(c.centres)), make([]int, len(c.centres))
	for _, p := range parts {
		changed = changed || p.changed
		for k := range sums {
			sums[k].x += p.sum[k].x
			sums[k].y += p.sum[k].y
			sizes[k] += p.size[k]
		}
	}
	return changed, sums, sizes
}

// silhouette returns the simplified silhouette (Hruschka 2004), the mean over
// points of (b-a)/max(a,b), with a the distance to the own centre and b that
// to the nearest other one: near 1 for clusters well apart, near 0 for none.
func (c *clustering) silhouette(points []point) float64 {
	if len(c.centres) < 2 {
		return 0
	}
	total := 0.0
	for i, p := range points {
		a, b := square(p, c.centres[c.label[i]]), math.Inf(1)
		for k, centre := range c.centres {
			if k != int(c.label[i]) {
				b = min(b, square(p, centre))
			}
		}
		if b > 0 {
			total += (math.Sqrt(b) - math.Sqrt(a)) / math.Sqrt(max(a, b))
		}
	}
	return total / float64(len(points))
}
