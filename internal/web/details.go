package web

import (
	"parley/internal/locale"
	"parley/internal/report"
)

// details are all numbers of one statement, as tables.
type details struct {
	*locale.Printer
	Anchor    string
	Caption   string
	Corner    string
	Rows      []numbers
	Total     *numbers // nil when one row is everybody
	Intervals bool
	Groups    []numbers
	Consensus string
	Typical   string
}

// numbers are one line of a table: counts as text, or words for why there are
// none.
type numbers struct {
	Name, Agree, Pass, Disagree string
	Withheld                    string
	Interval                    string
}

func (w worder) newDetails(i int, in []party) *details {
	s := &w.result.Statements[i]
	d := &details{
		Printer: w.Printer,
		Anchor:  anchor(i),
		Caption: w.pick("statement.caption", "statement.caption_groups", "statement.caption_everyone"),
		Corner:  w.corner(),
	}
	for _, of := range in {
		f := figureOf(s, of.ID)
		n := w.numbers(of.Name, f.Agree, f.Pass, f.Disagree)
		if b := f.Band; b != nil {
			n = numbers{Name: of.Name, Agree: bandText(w.Printer, b.Agree), Pass: bandText(w.Printer, b.Pass), Disagree: bandText(w.Printer, b.Disagree)}
		}
		if low, high, ok := interval(f); ok {
			n.Interval = w.Text("statement.range", "Low", w.Percent(low), "High", w.Percent(high))
			d.Intervals = true
		}
		d.Rows = append(d.Rows, n)
	}
	if len(in) > 1 && !w.result.Bare() {
		total := w.numbers(w.Text("statement.total"), s.Total[0], s.Total[2], s.Total[1])
		d.Total = &total
	}
	w.addGroups(d, s)
	return d
}

// addGroups adds how the opinion groups voted, where they are not the rows
// already, and what was computed from them.
func (w worder) addGroups(d *details, s *report.Statement) {
	if w.kind != groups {
		for _, g := range s.Groups {
			d.Groups = append(d.Groups, w.numbers(groupName(w.Printer, g.Group), g.Agree, g.Pass, g.Disagree))
		}
	}
	if s.Consensus != nil {
		d.Consensus = w.Text("statement.consensus", "Number", w.Decimal(*s.Consensus))
	}
	for i, g := range s.Representative {
		if i > 0 {
			d.Typical += ", "
		}
		d.Typical += groupName(w.Printer, g)
	}
	if d.Typical != "" {
		d.Typical = w.Text("statement.typical", "Group", d.Typical)
	}
}

func (w worder) corner() string {
	if w.kind == groups {
		return w.Text("party.group_column")
	}
	return w.Text("party.side_column")
}

func (w worder) numbers(name string, agree, pass, disagree *int) numbers {
	n := numbers{Name: name, Agree: w.cell(agree), Pass: w.cell(pass), Disagree: w.cell(disagree)}
	if n.Agree == "" || n.Pass == "" || n.Disagree == "" {
		n.Withheld = w.Text("vote.withheld_cell")
	}
	return n
}

// cell writes a count; a withheld one is "".
func (w worder) cell(n *int) string {
	if n == nil || *n < 0 {
		return ""
	}
	return w.Number(*n)
}
