package opinion

import "math"

// exact is the tolerance at which principal directions are shown.
const exact = 1e-12

// project computes components, explained shares and everybody's position, and
// returns the positions by row.
func (m *Map) project(v *Votes, previous *Map) []point {
	m.Positions = make([]Position, v.Participants())
	mean, squares := means(v.count(v.Rows()))
	if squares <= 0 {
		m.Components = [2][]float64{make([]float64, v.m), make([]float64, v.m)}
		return make([]point, v.Rows())
	}
	if m.Projection == Polis {
		return m.projectPolis(v, mean, squares, previous)
	}
	return m.projectFactor(v, mean, squares, previous)
}

func (m *Map) projectPolis(v *Votes, mean []float64, squares float64, previous *Map) []point {
	var start *axes
	if previous != nil && previous.Projection == Polis {
		start = &axes{w: previous.Components}
	}
	a := v.principal(v.Rows(), mean, squares, start, exact)
	m.Components, m.Explained = a.w, a.explained
	table := new(pairTable)
	deviations(table, mean, a.w)
	rows := make([]point, v.Rows())
	v.eachRow(func(_, r int) {
		x, y := score(v.at(r), table)
		s := v.scale(r)
		rows[r] = point{float64(s * x), float64(s * y)}
		p := &m.Positions[v.participant[r]]
		p.X, p.Y = rows[r].x, rows[r].y
	})
	return rows
}

func (m *Map) projectFactor(v *Votes, mean []float64, squares float64, previous *Map) []point {
	m.model = v.fitFactor(mean, previous.startModel(v))
	shown := m.model.principalAxes()
	var long pair // of each axis' loadings
	for k, w := range shown.w {
		long[k] = math.Sqrt(dot(w, w))
		m.Components[k] = make([]float64, v.m)
		if long[k] > 0 {
			addScaled(m.Components[k], 1/long[k], w)
		}
	}
	table := new(momentTable)
	shown.evidence(table, mean)
	rows := make([]point, v.Rows())
	explained := make([]pair, len(v.blocks(v.Rows())))
	v.eachRow(func(b, r int) {
		e := table.gather(v.at(r))
		x, y, xx, _, yy := place(e)
		explained[b][0] += float64(2*float64(x*e[0])) - float64(float64(x*x)*e[2])
		explained[b][1] += float64(2*float64(y*e[1])) - float64(2*float64(x*y)*e[3]) - float64(float64(y*y)*e[4])
		rows[r] = point{float64(long[0] * x), float64(long[1] * y)}
		p := &m.Positions[v.participant[r]]
		p.X, p.Y = rows[r].x, rows[r].y
		p.Spread = math.Sqrt(float64(float64(long[0]*long[0])*xx) + float64(float64(long[1]*long[1])*yy))
	})
	for k := range m.Explained {
		for _, e := range explained {
			m.Explained[k] += float64(e[k] * m.model.noise)
		}
		m.Explained[k] = max(m.Explained[k]/squares, 0)
	}
	return rows
}

const (
	warmVotes = 100_000 // fewer are quickly fitted anew
	warmGap   = 0.1
)

// startModel returns the previous map's model as a start for v, or nil if
// there is none that could serve. Where a third direction is nearly as good as
// the second, the fit would stay near whichever it starts from: then it starts
// from the principal directions, as without a previous map.
func (m *Map) startModel(v *Votes) *factorModel {
	if m == nil || m.model.w[0] == nil || len(m.model.w[0]) > v.m || m.model.gap < warmGap || v.Len() < warmVotes {
		return nil
	}
	if len(m.model.w[0]) == v.m {
		return &m.model
	}
	start := factorModel{noise: m.model.noise, gap: m.model.gap}
	for k := range start.w {
		start.w[k] = make([]float64, v.m)
		copy(start.w[k], m.model.w[k])
	}
	return &start
}

// eachRow calls do for every row, in parallel, with the block that it is in.
func (v *Votes) eachRow(do func(block, row int)) {
	blocks := v.blocks(v.Rows())
	inParallel(len(blocks), func(b int) {
		from, to := blocks.bounds(b, v.Rows())
		for r := from; r < to; r++ {
			do(b, r)
		}
	})
}
