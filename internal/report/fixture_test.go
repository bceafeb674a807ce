package report

import (
	"math/rand/v2"

	"parley/internal/opinion"
)

// A person of a made-up dialogue: a side or NoSide, a group or -1 for one who
// is not placed, and a vote on some statements.
type person struct {
	side, group int
	votes       map[int]opinion.Vote
}

// A talk is a made-up dialogue, counted here by hand and not by the engine.
type talk struct {
	people                    []person
	sides, groups, statements int
}

// figures counts the talk. Without sides the groups stand in for them.
func (k talk) figures() Figures {
	m := &opinion.Map{Projection: opinion.Factor, BySide: k.sides > 0, Participants: len(k.people),
		Rules: opinion.Rules{Threshold: 0.5}, Groups: opinion.Groups{K: max(1, k.groups)}}
	f := Figures{Map: m, Topic: "The market hall"}
	names := []string{"azerbaijan", "armenia", "third"}
	f.Sides = names[:k.sides]
	for range k.standing() {
		m.Rules.Priors = append(m.Rules.Priors, opinion.Prior{Agree: [2]float64{2, 1}, Disagree: [2]float64{0.5, 3}})
	}
	m.Rules.Rooms = make([]int, k.standing())
	m.Members = make([]int, k.standing())
	if k.groups > 1 {
		m.Groups.Sizes = make([]int, k.groups)
	}
	k.countPeople(m)
	for j := range k.statements {
		m.Statements = append(m.Statements, k.count(j))
		f.Statements = append(f.Statements, Wording{ID: string(rune('a' + j)), Text: "Open it on Sundays."})
	}
	for _, p := range k.people {
		f.Participants = append(f.Participants, "someone")
		f.SideOf = append(f.SideOf, p.side)
		m.Votes += len(p.votes)
	}
	return f
}

// standing is how many sides there are, or groups or all in their place.
func (k talk) standing() int {
	if k.sides > 0 {
		return k.sides
	}
	return max(1, k.groups)
}

// of returns the number of the side, or of what stands in for it, of a person.
func (k talk) of(p person) int {
	switch {
	case k.sides > 0:
		return p.side
	case k.groups > 1:
		return p.group
	}
	return 0
}

func (k talk) countPeople(m *opinion.Map) {
	if k.sides > 0 && k.groups > 1 {
		for range k.sides {
			m.SideGroup = append(m.SideGroup, make([]int, k.groups))
		}
	}
	for i, p := range k.people {
		m.Positions = append(m.Positions, opinion.Position{X: float64(i), Placed: p.group >= 0, Group: int8(p.group)})
		if k.of(p) >= 0 {
			m.Members[k.of(p)]++
		}
		if p.group < 0 {
			continue
		}
		m.Placed++
		if k.groups > 1 {
			m.Groups.Sizes[p.group]++
		}
		if m.SideGroup != nil && p.side >= 0 {
			m.SideGroup[p.side][p.group]++
		}
	}
	m.Components = [2][]float64{make([]float64, k.statements), make([]float64, k.statements)}
}

// count counts one statement. It is called common ground, so that there is a
// certainty and a breakdown to withhold.
func (k talk) count(j int) opinion.Statement {
	s := opinion.Statement{Reading: CommonGround, Certainty: 0.97, Breakdown: 3, Consensus: 0.4,
		Sides: make([]opinion.Figure, k.standing())}
	if k.groups > 1 {
		s.Groups = make([]opinion.Count, k.groups)
	}
	for _, p := range k.people {
		v, ok := p.votes[j]
		if !ok {
			continue
		}
		add(&s.Total, v)
		if of := k.of(p); of >= 0 {
			add(&s.Sides[of].Count, v)
		}
		if k.groups > 1 && p.group >= 0 {
			add(&s.Groups[p.group], v)
		}
	}
	for i := range s.Sides {
		s.Sides[i].Low, s.Sides[i].High, s.Sides[i].MoreVotes = 0.2, 0.6, 4
	}
	return s
}

func add(c *opinion.Count, v opinion.Vote) {
	switch v {
	case opinion.Agree:
		c.Agree++
	case opinion.Disagree:
		c.Disagree++
	default:
		c.Pass++
	}
}

// crowd returns n people of a side and a group who all agree with every
// statement of those given.
func crowd(n, side, group int, statements ...int) []person {
	var people []person
	for range n {
		p := person{side, group, map[int]opinion.Vote{}}
		for _, j := range statements {
			p.votes[j] = opinion.Agree
		}
		people = append(people, p)
	}
	return people
}

// join puts crowds together.
func join(crowds ...[]person) []person {
	var all []person
	for _, c := range crowds {
		all = append(all, c...)
	}
	return all
}

// chanceTalk makes up a talk in which small numbers of every kind occur.
func chanceTalk(random *rand.Rand) talk {
	k := talk{sides: random.IntN(4), groups: 1 + random.IntN(3), statements: 4}
	noSide, unplaced := random.IntN(3), random.IntN(3) // in ten
	for range 10 + random.IntN(60) {
		p := person{opinion.NoSide, -1, map[int]opinion.Vote{}}
		if k.sides > 0 && random.IntN(10) >= noSide {
			p.side = random.IntN(k.sides)
		}
		if random.IntN(10) >= unplaced {
			p.group = random.IntN(k.groups)
		}
		for j := range k.statements {
			if random.IntN(5) > j {
				p.votes[j] = opinion.Vote(random.IntN(3) - 1)
			}
		}
		k.people = append(k.people, p)
	}
	return k
}
