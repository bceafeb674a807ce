package web

import (
	"strconv"
	"strings"

	"parley/internal/locale"
	"parley/internal/register"
)

// A numberView is a figure in words: what it is, what qualifies it, and when it
// was so.
type numberView struct {
	Says      string // with its unit
	Qualifier text   // e.g. "roughly"; no words for none
	AsOf      string // when it was so, in words; "" where nobody says
}

// countNames word numbers that are computed and have no unit of their own.
var countNames = map[register.ComputeKind]locale.Key{register.Age: "registers.days", register.Span: "registers.days",
	register.Count: "registers.count", register.Gap: "registers.steps"}

// figure words a number, or a range as a range; nil where there is none.
func (v *visitor) figure(f register.Field, n *register.Number) *numberView {
	if n == nil {
		return nil
	}
	w := &numberView{Says: v.decimal(n.Lower), Qualifier: v.title(n.Qualifier)}
	if day := v.date(n.AsOf).Words; day != "" {
		w.AsOf = v.Text("registers.as_of", "Date", day)
	}
	unit := n.Unit
	if unit == "" {
		unit = f.Unit
	}
	if n.Upper != "" {
		w.Says = v.Text("registers.range", "Lower", w.Says, "Upper", v.decimal(n.Upper))
	}
	if f.Compute != nil && unit == "" && countNames[f.Compute.Kind] != "" {
		w.Says = v.countOf(countNames[f.Compute.Kind], n, w.Says)
	}
	if unit != "" && v.site.Node.Words() != nil {
		w.Says = v.Text("registers.with_unit", "Number", w.Says, "Unit", v.in(v.site.Node.Words().Unit(unit)).Words)
	}
	return w
}

// countOf says of what a number counts; the words are those for the upper end of a
// range.
func (v *visitor) countOf(key locale.Key, n *register.Number, says string) string {
	last := n.Upper
	if last == "" {
		last = n.Lower
	}
	k, err := strconv.Atoi(string(last))
	if err != nil {
		return says
	}
	return strings.Replace(v.Count(key, k), v.Number(k), says, 1)
}

// decimal writes a number in the way of the language. Digits beyond what a machine
// counts in stay as they are.
func (v *visitor) decimal(d register.Decimal) string {
	digits, minus := strings.CutPrefix(string(d), "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	if n, err := strconv.Atoi(whole); err == nil {
		whole = v.Number(n)
	}
	if fraction != "" {
		whole += strings.Trim(v.Decimal(0.5), "05") + fraction
	}
	if minus {
		whole = strings.TrimSuffix(v.Number(-1), "1") + whole
	}
	return whole
}
