package report

import "parley/internal/opinion"

// parts are the votes on all statements that cannot be told from the figures
// shown: each the votes of some people on one statement. Whoever knows their
// sum knows of each no more than before, if the sum is far enough from the
// least and from the most that it could be.
type parts struct {
	sum         int
	least, most int
	vary        int // how much each may vary, at most
	widest      int // how much one of them can vary, up to vary
}

func (p *parts) add(n, least, most int) {
	p.sum += n
	p.least += least
	p.most += most
	p.widest = max(p.widest, min(most-least, p.vary))
}

func (p parts) free() bool {
	return p.sum-p.least >= p.widest && p.most-p.sum >= p.widest
}

// tellsNoPart reports whether the number of all votes may be told: it does not
// narrow how many voted where that is withheld.
func (d discloser) tellsNoPart(m *opinion.Map) bool {
	outside := m.Participants
	for _, n := range m.Members {
		outside -= n
	}
	p := parts{vary: d.fewest() - 1}
	for j := range m.Statements {
		d.addParts(&p, &m.Statements[j], m.Members, outside)
	}
	return p.free()
}

// addParts adds the sides of a statement that are withheld, and those outside
// of any side where the total does not tell them. members are people by side.
func (d discloser) addParts(p *parts, s *opinion.Statement, members []int, outside int) {
	split, rest := true, s.Total.Votes()
	for side, f := range s.Sides {
		rest -= f.Votes()
		if !d.shown(f.Votes()) {
			split = false
			p.add(f.Votes(), 0, min(d.fewest()-1, members[side]))
		}
	}
	switch {
	case !split:
		p.add(rest, 0, outside)
	case !d.totalShown(s):
		p.add(rest, 1, min(d.fewest()-1, outside))
	}
}
