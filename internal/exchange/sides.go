package exchange

import (
	"io"
	"slices"
)

// readSides reads who belongs to which side, from the file that the options
// give or from the folder's.
func (r *reader) readSides() error {
	source, name := r.opt.Sides, r.opt.SidesName
	if source != nil {
		if r.has(sidesFile) {
			r.warn("sides_file_replaced", "by", name)
		}
		return r.sidesFrom(newScanner(name, source, nil))
	}
	f, err := r.open(sidesFile)
	if f == nil || err != nil {
		return err
	}
	defer f.Close()
	return r.sidesFrom(newScanner(sidesFile, f, r.progress))
}

func (r *reader) sidesFrom(s *scanner) error {
	t, err := openTable(s, r.guarded)
	if err != nil {
		return err
	}
	who, err := t.need("participant")
	if err != nil {
		return err
	}
	side, err := t.need("side")
	if err != nil {
		return err
	}
	for {
		row, line, err := t.next()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = r.addSide(t, row, line, who, side)
		}
		if err != nil {
			return err
		}
	}
	r.report(t.report(s.file))
	return nil
}

func (r *reader) addSide(t *table, row *record, line int64, who, side int) error {
	id, err := t.id(row, line, who)
	if err != nil {
		return err
	}
	name := t.unguard(trim(row.cells[side]))
	if len(name) == 0 {
		t.ignore(NoSide, 1)
		return nil
	}
	k := slices.IndexFunc(r.c.Sides, func(known string) bool { return known == string(name) })
	if k < 0 {
		if !validID(string(name)) {
			return t.bad(line, side, name, wantID)
		}
		k = len(r.c.Sides)
		r.c.Sides = append(r.c.Sides, string(name))
	}
	p := r.people.note(id)
	r.c.Side = pad(r.c.Side, p+1)
	switch r.c.Side[p] {
	case -1:
		r.c.Side[p] = k
	case k:
		t.ignore(Repeated, 1)
	default:
		return t.bad(line, side, name, "one side for each participant; an earlier row says "+r.c.Sides[r.c.Side[p]])
	}
	return nil
}

// orderSides puts the sides that parley.json does not name behind those that
// it does, by name.
func (r *reader) orderSides() {
	declared := len(r.settings.SideOrder)
	sides := slices.Clone(r.c.Sides)
	slices.Sort(sides[declared:])
	if r.settings.Format != "" {
		for _, name := range sides[declared:] {
			r.warn("side_not_declared", "side", name)
		}
	}
	for p, k := range r.c.Side {
		if k >= 0 {
			r.c.Side[p] = slices.Index(sides, r.c.Sides[k])
		}
	}
	r.c.Sides = sides
	r.c.Populations = make([]int, len(sides))
	for k, name := range sides {
		r.c.Populations[k] = r.settings.Populations[name]
	}
}

// authorSides notes for each statement the side of its author, if its author
// is a participant with a side.
func (r *reader) authorSides() {
	for i := range r.c.Statements {
		s := &r.c.Statements[i]
		if p := r.people.find([]byte(s.Author)); p >= 0 {
			s.AuthorSide = r.c.Side[p]
		}
	}
}
