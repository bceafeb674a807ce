package opinion

// A Simulation describes a conversation to be made up: so many people of each
// side, who fall into opinion groups that cut across the sides, come one after
// the other, and vote on some of the statements that are there when they come.
type Simulation struct {
	Participants int
	Statements   int
	VotesPer     float64 // expected votes of a participant; activity is uneven
	Sides        int     // at least 1
	Groups       int     // latent opinion groups; 0 means 3
	Seed         uint64

	// Plan, when not nil, says of every statement what else is drawn by chance.
	Plan []Planned
}

// A Planned statement is what its writer can foresee. Log odds: 0 is one half,
// 1 is 73%, 2 is 88%.
type Planned struct {
	Author int     // side
	Appeal float64 // log odds of agreeing, for everybody
	Lean   float64 // what belonging to the author's side adds to them, and to another takes away
	Late   bool    // written while people come, not before
}

// A Simulated conversation is the votes and the truth behind them.
type Simulated struct {
	Votes  *Votes
	Side   []int // of each participant
	Group  []int // latent, of each participant
	Author []int // side of each statement's author
	Seeded []bool
	Agree  [][]float64 // by side and statement: the probability that a member agrees
}

// trait is what makes people vote as they do on one statement: log odds.
type trait struct {
	author int
	base   float64   // how agreeable it is to everybody
	side   []float64 // what belonging to each side adds
	group  []float64 // what belonging to each latent group adds
	pass   float64   // the probability to pass
	born   float64   // when it was written, in [0, 1]
}

// Simulate makes a conversation up. Equal Simulations give equal results, on
// every machine.
//
// The model: a participant of side s and latent group g agrees with statement
// j, when not passing, with log odds base_j + side_sj + group_gj + u, where u
// is the sum of two normals of deviation ½, one the person's own and one new
// every time. Sides have the same size up to one person; groups mix in every
// side, in unlike shares. The number of votes of a participant is exponential,
// at least 1, with mean VotesPer where there are enough statements. Some
// statements are there from the start (seeds), the others are written while
// people come, so that late ones get few votes.
func Simulate(s Simulation) *Simulated {
	groups := s.Groups
	if groups == 0 {
		groups = 3
	}
	chance := random(s.Seed ^ 0x5eed)
	traits := makeTraits(&chance, s, groups)
	out := &Simulated{Agree: make([][]float64, s.Sides)}
	b := NewBuilder()
	mix := mixture(&chance, s.Sides, groups)
	for p := range s.Participants {
		side := (p + int(s.Seed%2)) % max(1, s.Sides)
		group := draw(&chance, mix[side])
		out.Side = append(out.Side, side)
		out.Group = append(out.Group, group)
		attend(&chance, b, p, side, group, float64(p)/float64(s.Participants), s.VotesPer, traits)
	}
	for _, t := range traits {
		out.Author = append(out.Author, t.author)
		out.Seeded = append(out.Seeded, t.born == 0)
		for side := range out.Agree {
			out.Agree[side] = append(out.Agree[side], expected(t, side, mix[side]))
		}
	}
	columns := make([]int, s.Statements)
	for j := range columns {
		columns[j] = j
	}
	out.Votes = b.Votes(columns, s.Statements)
	return out
}

func makeTraits(chance *random, s Simulation, groups int) []trait {
	traits := make([]trait, s.Statements)
	for j := range traits {
		plan := s.plan(j, chance)
		t := &traits[j]
		t.author = plan.Author
		t.base = plan.Appeal
		t.side = contrast(chance, s.Sides, 0.35)
		for side := range t.side {
			if side == plan.Author {
				t.side[side] += plan.Lean
			} else {
				t.side[side] -= plan.Lean
			}
		}
		t.group = contrast(chance, groups, 1.5)
		t.pass = 0.05 + float64(0.25*chance.float())
		if plan.Late {
			t.born = chance.float()
		}
	}
	return traits
}

// plan returns what is planned of statement j, or draws it: three in four are
// agreeable or not to both sides alike, one in four is dear to the side that
// wrote it and not to others; a third is there from the start.
func (s Simulation) plan(j int, chance *random) Planned {
	if s.Plan != nil {
		return s.Plan[j]
	}
	z, _ := chance.normals()
	p := Planned{Author: j % max(1, s.Sides), Appeal: 0.5 + float64(1.3*z), Late: j >= (s.Statements+2)/3}
	if chance.below(4) == 0 && s.Sides > 1 {
		p.Lean = 0.8 + float64(0.8*chance.float())
	}
	return p
}

// contrast returns n normal numbers of the given deviation whose sum is 0.
func contrast(chance *random, n int, deviation float64) []float64 {
	x := make([]float64, n)
	mean := 0.0
	for i := range x {
		z, _ := chance.normals()
		x[i] = float64(deviation * z)
		mean += x[i] / float64(n)
	}
	for i := range x {
		x[i] -= mean
	}
	return x
}

// mixture returns, for each side, the share of each latent group in it.
func mixture(chance *random, sides, groups int) [][]float64 {
	mix := make([][]float64, sides)
	for s := range mix {
		total := 0.0
		for range groups {
			x := 0.5 + chance.float()
			mix[s] = append(mix[s], x)
			total += x
		}
		for g := range mix[s] {
			mix[s][g] /= total
		}
	}
	return mix
}

func draw(chance *random, shares []float64) int {
	x := chance.float()
	for i, share := range shares {
		if x -= share; x < 0 {
			return i
		}
	}
	return len(shares) - 1
}

// attend lets one participant come at a time in [0, 1) and vote.
func attend(chance *random, b *Builder, p, side, group int, now, votes float64, traits []trait) {
	available := make([]int, 0, len(traits))
	for j, t := range traits {
		if t.born <= now {
			available = append(available, j)
		}
	}
	n := 1 + int(-ln(1-chance.float())*activity(votes-1, float64(len(available))))
	own, _ := chance.normals()
	for k := range min(n, len(available)) {
		pick := k + chance.below(len(available)-k)
		available[k], available[pick] = available[pick], available[k]
		t := traits[available[k]]
		noise, _ := chance.normals()
		odds := t.base + t.side[side] + t.group[group] + float64(0.5*own) + float64(0.5*noise)
		b.Add(p, available[k], say(chance, t.pass, odds), int64(now*1e9)+int64(k))
	}
}

// activity returns the mean of an exponential number whose excess over most is
// cut off, such that the mean of what is left is the given one (or as near to
// it as ten times most comes).
func activity(mean, most float64) float64 {
	long := mean
	for range 40 {
		if long > 10*most {
			return 10 * most
		}
		long = mean / (1 - exp(-most/max(long, 1e-9)))
	}
	return long
}

func say(chance *random, pass, odds float64) Vote {
	switch {
	case chance.float() < pass:
		return Pass
	case chance.float() < 1/(1+exp(-odds)):
		return Agree
	}
	return Disagree
}

// expected returns the share of a side that agrees, over its groups and the
// differences between people (a 9-point sum over a normal of deviation √½).
func expected(t trait, side int, mix []float64) float64 {
	var share, weight float64
	for g, m := range mix {
		for i := -4; i <= 4; i++ {
			z := float64(i) / 2
			w := float64(m * exp(-z*z/2))
			share += float64(w * (1 - t.pass) / (1 + exp(-(t.base + t.side[side] + t.group[g] + float64(0.70710678*z)))))
			weight += w
		}
	}
	return share / weight
}
