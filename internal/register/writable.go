package register

import "parley/internal/dialogue"

// Writable returns the fields of a record of a side that a form asks of by: those
// that are shared or, of perSide, those of by's own column. A field that by may not
// read is not among them, nor one whose value is not kept.
func (d *Definition) Writable(by dialogue.Viewer, owner dialogue.SideID, perSide bool) []Field {
	var all []Field
	for _, f := range d.Fields {
		if f.PerSide == perSide && f.kept() && f.Level.allows(by, sideOf(f, by.Side, owner)) {
			all = append(all, f)
		}
	}
	return all
}

// Choosable returns the levels that by can choose for a record of a side, from the
// widest: one at which by would not see it any more is not among them.
func (d *Definition) Choosable(by dialogue.Viewer, owner dialogue.SideID) []Level {
	var all []Level
	for _, l := range Levels() {
		if !l.Wider(d.Level) && l.allows(by, owner) {
			all = append(all, l)
		}
	}
	return all
}
