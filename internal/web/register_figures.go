package web

import (
	"strconv"
	"strings"

	"parley/internal/locale"
	"parley/internal/register"
)

// A numberView is a figure in words: what it is, as whose words qualify it, and when
// it was so.
type numberView struct {
	Says      string // with its unit
	Qualifier text   // e.g. "roughly"; no words for none
	AsOf      dateView
}

// countNames word numbers that are computed and have no unit of their own.
var countNames = map[register.ComputeKind]locale.Key{register.Age: "registers.days", register.Span: "registers.days",
	register.Count: "registers.count", register.Gap: "registers.steps"}

// figure words a number, or a range as a range; nil where there is none.
func (v *visitor) figure(f register.Field, n *register.Number) *numberView {
	if n == nil {
		return nil
	}
	w := &numberView{Says: v.decimal(n.Lower), Qualifier: v.title(n.Qualifier), AsOf: v.date(n.AsOf)}
	unit := n.Unit
	if unit == "" {
		unit = f.Unit
	}
	switch {
	case n.Upper != "":
		w.Says = v.Text("registers.range", "Lower", w.Says, "Upper", v.decimal(n.Upper))
	case f.Compute != nil && unit == "" && countNames[f.Compute.Kind] != "":
		if k, err := strconv.Atoi(string(n.Lower)); err == nil {
			w.Says = v.Count(countNames[f.Compute.Kind], k)
		}
	}
	if unit != "" && v.site.Node.Words() != nil {
		w.Says = v.Text("registers.with_unit", "Number", w.Says, "Unit", v.in(v.site.Node.Words().Unit(unit)).Words)
	}
	return w
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
