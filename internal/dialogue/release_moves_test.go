package dialogue

import (
	"slices"
)

func (w *workflow) withdraw() {
	i, by := w.r.IntN(len(w.proposals)), w.anybody()
	a, _ := w.proposals[i].Act()
	b := w.basis(a.Release)
	p, report, release, err := WithdrawForum(by, w.proposals[i], b)
	w.note("withdraw", by, i, err)
	if b.Release == nil {
		a.Release = ""
	}
	if err == nil {
		w.last[a.Release] = w.moves
	}
	w.proposals[i] = p
	if report != nil {
		w.report = *report
	}
	for at := range w.releases {
		if release != nil && w.releases[at].ID == release.ID {
			w.releases[at] = *release
		}
	}
}

// edit changes one byte of one translation, sets an embargo, or takes a line off
// the report in one language.
func (w *workflow) edit() {
	w.trace = append(w.trace, step{what: "edit"})
	switch w.r.IntN(6) {
	case 0:
		w.report.Embargo = w.today + Day(w.r.IntN(6))
		w.report.Version++
	case 1:
		w.report.Parts = readyReport().Parts
		if w.lacking = w.r.IntN(2) == 0; w.lacking {
			delete(w.report.Parts[Lines()[w.r.IntN(3)]].Text, Languages()[w.r.IntN(4)])
		}
	default:
		w.words[w.r.IntN(4)] ^= 1
	}
}

func (w *workflow) stop() {
	by := w.anybody()
	if release := w.anyRelease(); release != "" && w.r.IntN(2) == 0 {
		for at, r := range w.releases {
			if FormatID(r.ID) != release {
				continue
			}
			after, err := r.Stop(by)
			w.note("stop "+release, by, 0, err)
			if w.releases[at] = after; err == nil {
				w.stops[release], w.last[release] = true, w.moves
			}
		}
		return
	}
	after, err := w.report.Stop(by)
	w.note("stop", by, 0, err)
	if w.report = after; err == nil {
		w.stops[""], w.last[""] = true, w.moves
	}
}

func (w *workflow) changeKey() {
	side := w.sides[w.r.IntN(len(w.sides))]
	public := keyText(side, 1+len(w.held[side]))
	if w.r.IntN(2) == 0 {
		by := holder([]Role{Steward, CoChair}[w.r.IntN(2)], side)
		k, err := RegisterKey(by, Key{Side: side, Public: public}, w.keys, w.today)
		w.note("register a key", by, 0, err)
		if err == nil {
			w.keys = append(w.keys, k)
			w.held[side] = append(w.held[side], keyChange{public, w.today})
		}
		return
	}
	k, err := ReplaceKey(Key{Side: side, Public: public}, w.keys, w.today)
	w.note("replace the key of "+string(side), Viewer{}, 0, err)
	if err != nil {
		return
	}
	if k.From < w.today+DaysToReplace {
		w.t.Errorf("a key counts after %d days", k.From-w.today)
	}
	w.keys = append(w.keys, k)
	w.held[side] = append(w.held[side], keyChange{public, k.From})
}

// replaceChair locks a co-chair out and puts another in the place.
func (w *workflow) replaceChair() {
	side := w.sides[w.r.IntN(len(w.sides))]
	w.trace = append(w.trace, step{what: "replace the co-chair of " + string(side)})
	for i, o := range w.offices {
		if o.Side == side {
			w.offices[i].Locked = true
		}
	}
	w.chairing[side]++
	w.offices = append(w.offices, Office{ID: w.chairing[side], Side: side, Role: CoChair})
}

// tamper puts other bytes under the approvals that are there.
func (w *workflow) tamper() {
	p := &w.proposals[w.r.IntN(len(w.proposals))]
	if p.State != Proposed {
		return
	}
	w.trace = append(w.trace, step{what: "tamper"})
	p.Body = slices.Clone(p.Body)
	p.Body[w.r.IntN(len(p.Body))] ^= 1 << w.r.IntN(7)
}

func (w *workflow) note(what string, by Viewer, i int, err error) {
	w.tally.refusals[key(err)]++
	w.trace = append(w.trace, step{what, i, by, w.today, key(err)})
}
