package node

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/register"
	"parley/internal/store"
)

// An Import is what came of a file that was read into a register.
type Import struct {
	Added, Changed, Same int
	Refused              []exchange.Refusal // by line
	Written              bool
}

// ImportRecords reads records from a file, CSV, JSON or a bag of them, and writes them as if each
// had been typed into the form: what is shared is pending for every side. All of it
// is one transaction. Where a row is refused nothing is written, unless partly is
// set: then the rows are written that are not. A file that makes no sense as a whole
// is refused.
func (n *Node) ImportRecords(ctx context.Context, v dialogue.Viewer, name register.Name, file io.Reader, fileName string, partly bool) (Import, error) {
	d, err := n.definition(name)
	if err != nil {
		return Import{}, err
	}
	if v.Role != dialogue.CoChair && v.Role != dialogue.Moderator {
		return Import{}, fault.New(fault.Refused, "refusal.writer_only")
	}
	s := n.sight(ctx, v)
	if s.sides, err = n.sideIDs(ctx); err != nil {
		return Import{}, err
	}
	var looked error
	there := func(to register.Name, key string) bool {
		looked = errors.Join(looked, s.lookUp(to, []string{key}))
		return s.there(to, key)
	}
	if file, err = outOfBag(d, file); err != nil {
		return Import{}, err
	}
	rows, refused, err := exchange.ReadRegister(d, there, s.sides, file, fileName)
	if err = errors.Join(looked, err); err != nil {
		return Import{}, err
	}
	report := Import{}
	err = again(ctx, func() error {
		report = Import{Refused: slices.Clone(refused)}
		w, err := n.recordWrite(ctx, v, d)
		if err != nil {
			return err
		}
		c, err := w.imported(ctx, v, rows, &report)
		if err != nil {
			return err
		}
		if (len(report.Refused) > 0 && !partly) || report.Added+report.Changed == 0 {
			return nil
		}
		report.Written = true
		return n.Store.ChangeRegister(ctx, c)
	})
	slices.SortStableFunc(report.Refused, func(a, b exchange.Refusal) int { return a.Line - b.Line })
	return report, err
}

// outOfBag returns the records of a bag that was handed over, once every checksum of
// it is right; what is no bag it returns as it is.
func outOfBag(d *register.Definition, file io.Reader) (io.Reader, error) {
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("read a file of records: %w", err)
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return bytes.NewReader(data), nil
	}
	bag, err := exchange.ReadBag(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	if bag.Register != d.Name {
		return nil, fault.New(fault.Invalid, "refusal.register_unknown")
	}
	var records bytes.Buffer
	err = exchange.RegisterJSON(&records, d, func(yield func(exchange.RegisterRow) bool) {
		for _, r := range bag.Records {
			if !yield(exchange.RegisterRow{Record: r}) {
				return
			}
		}
	})
	return &records, err
}

// imported decides on every row, and makes one change of those that are not refused.
func (w *recordWrite) imported(ctx context.Context, v dialogue.Viewer, rows []exchange.ImportedRow, report *Import) (store.RegisterChange, error) {
	c := store.RegisterChange{Register: w.at, Fresh: true}
	known, err := w.known(ctx, rows)
	if err != nil {
		return c, err
	}
	for _, row := range rows {
		before, old := known[row.Key]
		if row.Key == "" || !old {
			var err error
			if before, err = w.fresh(v, row.Key); fault.Of(err) != nil {
				report.Refused = append(report.Refused, exchange.Refusal{Line: row.Line, Column: "key", Fault: fault.Of(err)})
				continue
			} else if err != nil {
				return c, err
			}
		}
		after, err := w.importRow(v, before, row)
		f := fault.Of(err)
		switch {
		case f != nil && f.Key == "refusal.record_same":
			report.Same++
			continue
		case f != nil:
			report.Refused = append(report.Refused, exchange.Refusal{Line: row.Line, Fault: f})
			continue
		case err != nil:
			return c, err
		}
		r, err := w.n.rowOf(w.d, after, w.keys[row.Key])
		if err != nil {
			return c, err
		}
		if c.Records = append(c.Records, r); old {
			report.Changed++
			c.Fresh = false
		} else {
			report.Added++
		}
	}
	return c, nil
}

// fresh returns a record that is not there yet.
func (w *recordWrite) fresh(v dialogue.Viewer, wanted string) (register.Record, error) {
	key, id, err := w.n.newRecord(v, w.d, wanted)
	return register.Record{ID: id, Register: w.d.Name, Key: key, Origin: register.FromImport}, err
}

// known reads the records that the rows name, also those that the viewer does not see:
// writing to one of them is refused.
func (w *recordWrite) known(ctx context.Context, rows []exchange.ImportedRow) (map[string]register.Record, error) {
	wanted := map[string]bool{}
	for _, row := range rows {
		wanted[row.Key] = true
	}
	known := map[string]register.Record{}
	w.keys = map[string][]byte{}
	err := w.n.Store.EachRecord(ctx, string(w.d.Name), 0, func(row store.RecordRow) error {
		if !wanted[row.Key] {
			return nil
		}
		r, err := w.n.recordOf(w.d, row)
		known[row.Key], w.keys[row.Key] = r, row.ItemKey
		return err
	})
	return known, err
}

// importRow decides on one row: on what is shared as on a form, and on the own
// side's column. What a row does not give of a record that is there stays as it is:
// an import takes nothing away. A row that writes into the column of another side is
// refused.
func (w *recordWrite) importRow(v dialogue.Viewer, before register.Record, row exchange.ImportedRow) (register.Record, error) {
	today := w.n.today()
	if _, seen := w.d.Seen(v, before, today); before.State != "" && !seen {
		return before, fault.New(fault.Conflict, "refusal.record_key_taken")
	}
	for side, column := range row.Columns {
		if side != v.Side && !sameColumn(column, before.Columns[side]) {
			return before, fault.New(fault.Refused, "refusal.import_column", "Side", string(side))
		}
	}
	w.before = before
	change, err := w.over(v, before, row)
	if err != nil {
		return before, err
	}
	if change, err = w.linked(change); err != nil {
		return before, err
	}
	after, err := w.d.Write(v, w.sides, before, change, today)
	unchanged := fault.Of(err) != nil && fault.Of(err).Key == "refusal.record_same"
	if err != nil && !unchanged {
		return before, err
	}
	if unchanged {
		after = before
	}
	column := map[string]register.Value{}
	for name, value := range row.Columns[v.Side] {
		f, _ := w.d.Field(name)
		if f.LeadsTo() != "" {
			if value, err = w.links(f, before.Columns[v.Side][name], value); err != nil {
				return before, err
			}
		}
		column[name] = value
	}
	if len(column) == 0 || sameColumn(column, before.Columns[v.Side]) {
		if unchanged {
			return after, fault.New(fault.Refused, "refusal.record_same")
		}
		return after, nil
	}
	return w.d.Column(v, w.sides, after, column, dialogue.Writing{}, today)
}

// over is a row laid over what the viewer sees of a record.
func (w *recordWrite) over(v dialogue.Viewer, before register.Record, row exchange.ImportedRow) (register.Change, error) {
	c := register.Change{Level: row.Level, Values: map[string]register.Value{}, Sources: row.Sources}
	seen, _ := w.d.Seen(v, before, w.n.today())
	keys := map[register.Name][]string{}
	seen.EachLink(w.d, func(to register.Name, key string) { keys[to] = append(keys[to], key) })
	for name, keys := range keys {
		if err := w.s.lookUp(name, keys); err != nil {
			return c, err
		}
	}
	seen = seen.Prune(w.d, w.s.there)
	values, sources := seen.Values, seen.Sources
	if seen.Pending != nil {
		values, sources = seen.Pending.Values, seen.Pending.Sources
	}
	maps.Copy(c.Values, values)
	maps.Copy(c.Values, row.Values)
	if len(c.Sources) == 0 {
		c.Sources = sources
	}
	return c, nil
}

func sameColumn(a, b map[string]register.Value) bool {
	for name, value := range a {
		if !register.Same(value, b[name]) {
			return false
		}
	}
	return true
}
