package opinion

// tabulate counts the votes by side and by group and reads every statement.
func (m *Map) tabulate(v *Votes, in Input, class, group []int8) {
	if !m.BySide {
		class = m.standIn(v, group)
	}
	sides := len(m.Members)
	m.countSideGroup(class, group, sides)
	bySide := counts(v.countBy(class, sides))
	var byGroup [][]Count
	if m.Groups.Claimed() {
		byGroup = counts(v.countBy(group, m.Groups.K))
	}
	total := counts([][]int{v.count(v.Rows())})[0]
	m.Rules.Priors = fitPriors(bySide)
	f := v.newFragility(&m.Rules, class, sides)
	views := m.readAll(bySide, v.m)
	represents := representative(byGroup)
	m.Statements = make([]Statement, v.m)
	inParallel(pieces(v.m, 8), func(i int) {
		from, to := piece(v.m, 8, i)
		for j := from; j < to; j++ {
			s := m.describe(views[j])
			s.Fragile = f.fragile(j, views[j], s.Reading)
			s.Total = total[j]
			s.Groups = column(byGroup, j)
			s.Consensus = consensus(s.Groups)
			if byGroup == nil {
				s.Consensus = consensus(total[j : j+1])
			} else {
				s.Representative = represents[j]
			}
			m.Statements[j] = s
		}
	})
	m.sayHowManyMore()
}

// sayHowManyMore fills in how many more votes open questions need. It depends
// on few things, which recur often: each case is computed once.
func (m *Map) sayHowManyMore() {
	type kind struct{ side, agree, votes int }
	index := map[kind]int{}
	var kinds []kind
	each := func(do func(f *Figure, k kind)) {
		for j := range m.Statements {
			for _, side := range m.Statements[j].OpenFor {
				f := &m.Statements[j].Sides[side]
				do(f, kind{side, f.Agree, f.Votes()})
			}
		}
	}
	each(func(_ *Figure, k kind) {
		if _, ok := index[k]; !ok {
			index[k] = len(kinds)
			kinds = append(kinds, k)
		}
	})
	more := make([]int, len(kinds))
	inParallel(len(kinds), func(i int) { more[i] = m.Rules.moreVotes(kinds[i].side, kinds[i].agree, kinds[i].votes) })
	each(func(f *Figure, k kind) { f.MoreVotes = more[index[k]] })
}

// standIn makes opinion groups, or all participants as one, stand in for
// sides that were not given.
func (m *Map) standIn(v *Votes, group []int8) (class []int8) {
	class = group
	m.Members = append([]int(nil), m.Groups.Sizes...)
	if !m.Groups.Claimed() {
		class = make([]int8, v.Rows())
		m.Members = []int{v.Rows()}
	}
	m.Rules.Rooms = make([]int, len(m.Members))
	return class
}

func (m *Map) countSideGroup(class, group []int8, sides int) {
	if !m.Groups.Claimed() {
		return
	}
	m.SideGroup = make([][]int, sides)
	for s := range m.SideGroup {
		m.SideGroup[s] = make([]int, m.Groups.K)
	}
	for r, g := range group {
		if g >= 0 && class[r] >= 0 {
			m.SideGroup[class[r]][g]++
		}
	}
}

// counts turns counts by code into counts by statement.
func counts(byCode [][]int) [][]Count {
	out := make([][]Count, len(byCode))
	for k, n := range byCode {
		out[k] = make([]Count, len(n)/3)
		for j := range out[k] {
			out[k][j] = Count{Disagree: n[3*j], Pass: n[3*j+1], Agree: n[3*j+2]}
		}
	}
	return out
}

func column(by [][]Count, j int) []Count {
	out := make([]Count, len(by))
	for k := range by {
		out[k] = by[k][j]
	}
	return out
}

// fitPriors fits every side's priors to its counts.
func fitPriors(bySide [][]Count) []Prior {
	priors := make([]Prior, len(bySide))
	inParallel(2*len(bySide), func(i int) {
		var hits, votes []int
		for _, c := range bySide[i/2] {
			h := c.Agree
			if i%2 == 1 {
				h = c.Disagree
			}
			hits, votes = append(hits, h), append(votes, c.Votes())
		}
		if i%2 == 0 {
			priors[i/2].Agree = fitPrior(hits, votes)
		} else {
			priors[i/2].Disagree = fitPrior(hits, votes)
		}
	})
	return priors
}

// readAll forms every statement's views and draws the line under the lists of
// common ground.
func (m *Map) readAll(bySide [][]Count, statements int) [][]view {
	views := make([][]view, statements)
	var q [2][]float64
	for way := range q {
		q[way] = make([]float64, statements)
	}
	inParallel(pieces(statements, 16), func(i int) {
		from, to := piece(statements, 16, i)
		for j := from; j < to; j++ {
			views[j] = m.Rules.views(column(bySide, j))
			of := certainty(views[j])
			q[0][j], q[1][j] = of[0], of[1]
		}
	})
	for way := range q {
		m.Rules.LeftOut[way] = leftOut(q[way])
	}
	return views
}

// describe reads one statement.
func (m *Map) describe(views []view) Statement {
	var s Statement
	s.Reading, s.Certainty = m.Rules.read(views)
	for side := range views {
		v := &views[side]
		f := Figure{Count: v.Count}
		f.Low, f.High = v.interval()
		if s.Reading == Open && (!v.heard() || v.tooWide()) {
			s.OpenFor = append(s.OpenFor, side)
		}
		s.Sides = append(s.Sides, f)
	}
	switch s.Reading {
	case CommonGround:
		s.Breakdown = m.Rules.breakdown(views, 0)
	case CommonGroundReject:
		s.Breakdown = m.Rules.breakdown(views, 1)
	default:
		return s
	}
	for i := range views {
		for k := range i {
			if d := views[i].share() - views[k].share(); d > divideGap || d < -divideGap {
				s.Unequal = true
			}
		}
	}
	return s
}
