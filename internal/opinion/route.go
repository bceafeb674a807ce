package opinion

// A Candidate is a statement that a participant could be shown next.
type Candidate struct {
	Statement int
	Author    int // side of its author, or NoSide
}

// Weights of routing: see Next.
const (
	needMost   = 4.0 // open because of the participant's side
	needSome   = 2.0 // the side's majority hangs in the balance
	needLeast  = 1.0
	newVotes   = 10.0 // votes of a side at which a statement is half as new
	newMost    = 4.0
	steadiness = 10.0 // votes of head start in the balance between authors
)

// Next draws the statement that a participant of a side is shown next, from
// those that it has not voted on, with probability in proportion to
//
//	need × newness × balance
//
// need is 4 for a statement that is open because too few of this side voted, 2
// where it is not yet credible whether this side has a majority, and 1
// otherwise. newness is 1 + 4·10/(10+n) after n votes of this side. balance
// gives all statements by one side's authors together the same chance as those
// by another's, and more to those that this side has voted on less so far. Who
// the participant is plays no part beyond the side.
//
// chance returns numbers in [0, 1). ok is false when there are no candidates.
func (t *Tally) Next(side int, candidates []Candidate, chance func() float64) (statement int, ok bool) {
	if len(candidates) == 0 {
		return 0, false
	}
	sums, votes := map[int]float64{}, map[int]int{}
	weight := make([]float64, len(candidates))
	for i, c := range candidates {
		weight[i] = float64(t.need(side, c.Statement) * t.newness(side, c.Statement))
		sums[c.Author] += weight[i]
	}
	t.countAuthors(side, candidates, votes)
	total := 0.0
	for i, c := range candidates {
		weight[i] /= sums[c.Author] * (steadiness + float64(votes[c.Author]))
		total += weight[i]
	}
	at := chance() * total
	for i, w := range weight {
		if at -= w; at < 0 {
			return candidates[i].Statement, true
		}
	}
	return candidates[len(candidates)-1].Statement, true
}

// countAuthors counts the votes of a side by the side of the statement's
// author, over the candidates, beyond the least of them.
func (t *Tally) countAuthors(side int, candidates []Candidate, votes map[int]int) {
	for _, c := range candidates {
		votes[c.Author] += t.counts[c.Statement][side].Votes()
	}
	least := -1
	for _, n := range votes {
		if least < 0 || n < least {
			least = n
		}
	}
	for author := range votes {
		votes[author] -= least
	}
}

// need returns what a side needs of a statement, looked at once after each vote.
func (t *Tally) need(side, statement int) float64 {
	known := &t.needs[statement][side]
	if *known == 0 {
		*known = t.lookForNeed(side, statement)
	}
	return *known
}

func (t *Tally) lookForNeed(side, statement int) float64 {
	v := t.rules.view(side, t.counts[statement][side], t.rules.Rooms[side])
	switch {
	case !v.heard() || v.tooWide():
		return needMost
	case unsettled(v.up) || unsettled(v.down):
		return needSome
	}
	return needLeast
}

// unsettled reports whether a probability is near neither 0 nor 1.
func unsettled(p float64) bool { return p > 0.1 && p < 0.9 }

func (t *Tally) newness(side, statement int) float64 {
	return 1 + newMost*newVotes/(newVotes+float64(t.counts[statement][side].Votes()))
}
