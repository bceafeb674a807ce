package opinion

import (
	"math"
	"slices"
)

// A Reading is what a statement means across the sides.
type Reading string

// The readings, in the order in which they are tried.
const (
	CommonGround       Reading = "common_ground"        // every side credibly has a majority that agrees
	CommonGroundReject Reading = "common_ground_reject" // every side credibly has a majority that disagrees
	Divide             Reading = "divide"               // two sides credibly differ
	Open               Reading = "open"                 // too few of some side have voted to say
	Mixed              Reading = "mixed"                // enough votes, no majority, no credible difference
)

// Figures of the rule; docs/opinion.md explains each.
const (
	fewestVotes  = 5    // of a side, below which nothing is said
	leastCertain = 0.90 // of a common ground
	wrongShare   = 0.05 // of all common grounds, expected
	divideLevel  = 0.95
	divideGap    = 0.2
	widest       = 0.4 // 90% interval of a side's share, above which a statement is open
	// MostMore is the largest number of missing votes that is counted.
	MostMore = 10_000
)

// A Count is how many people agree with, disagree with and pass on a
// statement.
type Count struct{ Agree, Disagree, Pass int }

// Votes returns how many votes that is.
func (c Count) Votes() int { return c.Agree + c.Disagree + c.Pass }

func (c Count) plus(d Count) Count {
	return Count{c.Agree + d.Agree, c.Disagree + d.Disagree, c.Pass + d.Pass}
}

func (c Count) minus(d Count) Count {
	return Count{c.Agree - d.Agree, c.Disagree - d.Disagree, c.Pass - d.Pass}
}

// Rules are what the reading of one statement takes from outside it.
type Rules struct {
	Threshold float64 // τ: a majority is a share above it
	Rooms     []int   // of each side, the number of people who could vote; 0 is unknown
	Priors    []Prior // of each side

	// LeftOut is the highest certainty of common ground (and of common ground
	// to reject) that was left out of the list by the 5% rule; 0 when none was.
	LeftOut [2]float64
}

// A view is what one side's votes on one statement let us believe, each under
// Jeffreys' prior and under the fitted one.
type view struct {
	Count
	room            int
	agree, disagree [2]share
	up, down        float64 // P⁺ and P⁻: of a majority that agrees, or disagrees
}

// view looks at one side's count. room overrides the side's room.
func (r *Rules) view(side int, c Count, room int) view {
	v := view{Count: c, room: room}
	v.agree, v.up = r.cautious(c.Agree, c.Votes(), room, r.Priors[side].Agree)
	v.disagree, v.down = r.cautious(c.Disagree, c.Votes(), room, r.Priors[side].Disagree)
	return v
}

// cautious returns the distribution of a share under Jeffreys' prior and under
// another one, and the lower of the probabilities that it is a majority.
func (r *Rules) cautious(hits, votes, room int, prior [2]float64) (of [2]share, majority float64) {
	of[0] = newShare(hits, votes, room, jeffreys)
	majority = of[0].above(r.Threshold)
	if of[1] = of[0]; prior != jeffreys {
		of[1] = newShare(hits, votes, room, prior)
		majority = min(majority, of[1].above(r.Threshold))
	}
	return of, majority
}

func (r *Rules) views(counts []Count) []view {
	views := make([]view, len(counts))
	for s, c := range counts {
		views[s] = r.view(s, c, r.Rooms[s])
	}
	return views
}

// heard reports whether enough of the side have voted to say anything: five,
// or all there are.
func (v *view) heard() bool { return v.Votes() >= fewestVotes || v.allVoted() }

func (v *view) allVoted() bool { return v.room > 0 && v.Votes() == v.room }

// interval returns the bounds of the 90% interval of the agree share, under
// the prior that makes it wider.
func (v *view) interval() (low, high float64) {
	low, high = v.agree[0].quantile(0.05), v.agree[0].quantile(0.95)
	if l, h := v.agree[1].quantile(0.05), v.agree[1].quantile(0.95); h-l > high-low {
		return l, h
	}
	return low, high
}

// share returns the agree share of the votes cast, 0 where there are none.
func (v *view) share() float64 {
	if v.Votes() == 0 {
		return 0
	}
	return float64(v.Agree) / float64(v.Votes())
}

// certainty returns q⁺ and q⁻, the probability that every side has a majority
// that agrees (or disagrees), or zeros where some side has not been heard.
func certainty(views []view) (q [2]float64) {
	var up, down []float64
	for i := range views {
		if !views[i].heard() {
			return q
		}
		up, down = append(up, views[i].up), append(down, views[i].down)
	}
	if len(views) == 0 {
		return q
	}
	return [2]float64{product(up), product(down)}
}

// product multiplies from the smallest up, so that the order of the sides
// makes no difference to the last bit.
func product(x []float64) float64 {
	slices.Sort(x)
	p := 1.0
	for _, y := range x {
		p = float64(p * y)
	}
	return p
}

// leftOut applies the 5% rule: common ground is the longest run, in falling
// order of certainty q, of which on average at most wrongShare is expected to
// be wrong, and none less certain than leastCertain. It returns the highest
// certainty that did not get in, if it was leastCertain or more. Statements of
// equal certainty get in together or not at all.
func leftOut(q []float64) float64 {
	q = slices.Clone(q)
	slices.SortFunc(q, func(a, b float64) int {
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
	wrong := 0.0
	for i := 0; i < len(q) && q[i] >= leastCertain; {
		n := i
		for ; n < len(q) && q[n] == q[i]; n++ {
			wrong += 1 - q[n]
		}
		if wrong > float64(wrongShare*float64(n)) {
			return q[i]
		}
		i = n
	}
	return 0
}

// admits reports whether a statement with certainty q is common ground (way 0)
// or common ground to reject (way 1).
func (r *Rules) admits(way int, q float64) bool { return q >= leastCertain && q > r.LeftOut[way] }

// read returns the first reading that holds, and its certainty (0 for one that
// has none).
func (r *Rules) read(views []view) (Reading, float64) {
	for i := range views {
		if !views[i].heard() {
			return Open, 0
		}
	}
	if len(views) == 0 {
		return Open, 0
	}
	q := certainty(views)
	switch {
	case r.admits(0, q[0]):
		return CommonGround, q[0]
	case r.admits(1, q[1]):
		return CommonGroundReject, q[1]
	}
	if d := divided(views); d >= divideLevel {
		return Divide, d
	}
	if slices.ContainsFunc(views, func(v view) bool { return v.tooWide() }) {
		return Open, 0
	}
	return Mixed, 0
}

// tooWide reports whether the 90% interval of the agree share is wider than
// widest. Where the standard deviation leaves no doubt it is not computed.
func (v *view) tooWide() bool {
	if v.allVoted() {
		return false
	}
	_, variance := v.agree[0].moments()
	_, fitted := v.agree[1].moments()
	const sure = 0.3 // of a width of 3.29 deviations, for a normal distribution
	if float64(10.8*max(variance, fitted)) < sure*sure {
		return false
	}
	low, high := v.interval()
	return high-low > widest
}

// divided returns the largest probability, over pairs of sides, that one has a
// majority that agrees and the other one that disagrees, or that their agree
// shares lie more than divideGap apart.
func divided(views []view) float64 {
	most := 0.0
	for i := range views {
		for k := range i {
			a, b := &views[i], &views[k]
			most = max(most, float64(a.up*b.down), float64(a.down*b.up), gap(a, b))
		}
	}
	return most
}

// gap returns the probability that two sides' agree shares lie more than
// divideGap apart, under the more cautious prior; 0 where it is certain to be
// below divideLevel.
func gap(a, b *view) float64 {
	least := 1.0
	for k := range a.agree {
		s, t := &a.agree[k], &b.agree[k]
		if k > 0 && s.same(&a.agree[0]) && t.same(&b.agree[0]) {
			break
		}
		p, ok := clearlyApart(s, t, divideGap, divideLevel)
		if !ok {
			p = apart(s, t, divideGap)
		}
		if least = min(least, p); least < divideLevel {
			break
		}
	}
	return least
}

// moreVotes returns how many more votes of a side, divided as those so far,
// would be expected to end its part in leaving a statement open: fewestVotes
// of them, and an interval no wider than widest. Never more than have yet to
// vote. A side that has not voted at all is taken to divide in halves.
func (r *Rules) moreVotes(side, agree, votes int) int {
	room := r.Rooms[side]
	most := MostMore + 1
	if room > 0 {
		most = min(most, room-votes)
	}
	for more := range most {
		n := votes + more
		c := Count{Agree: n / 2}
		if votes > 0 {
			c.Agree = int(math.Round(float64(agree) * float64(n) / float64(votes)))
		}
		c.Pass = n - c.Agree
		if v := r.view(side, c, room); v.heard() && !v.tooWide() {
			return more
		}
	}
	return most
}
