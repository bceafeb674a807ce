package web

import (
	"strconv"

	"parley/internal/locale"
	"parley/internal/report"
)

// A row is how one party voted on one statement: a bar and its numbers, or, in
// words, why there are none.
type row struct {
	Name  string
	Class string
	Hatch string
	Note  string // why there is no bar; "" when there is one
	Bar   bar
	// The same as text, in the order of the bar.
	Agree, Pass, Disagree amount
}

// A bar holds positions and widths in percent of the bar's length, as SVG
// writes them: agree from the left, pass between, disagree up to the right.
type bar struct {
	Agree, PassAt, Pass, DisagreeAt, Disagree string
	Low, High, Majority                       string // Low is "" without an interval
}

// An amount is a number of votes and its share, worded; of a band, the share alone
// is the number.
type amount struct {
	Label, Number, Percent string
}

// newRow words the figure of one party. threshold is the share, 0 to 1, that
// makes a majority.
func newRow(p *locale.Printer, of party, f report.SideFigure, threshold float64) row {
	w := row{Name: of.Name, Class: of.Class, Hatch: of.Hatch}
	if f.Band != nil {
		w.addBands(p, *f.Band, threshold)
		return w
	}
	a, s, d, known := counts(f.Agree, f.Pass, f.Disagree)
	n := a + s + d
	switch {
	case !known:
		w.Note = p.Text("vote.withheld")
		return w
	case n == 0:
		w.Note = p.Text("vote.nobody")
		return w
	}
	share := func(k int) float64 { return float64(k) / float64(n) }
	w.Agree = amount{p.Text("vote.agree"), p.Number(a), p.Percent(share(a))}
	w.Pass = amount{p.Text("vote.pass"), p.Number(s), p.Percent(share(s))}
	w.Disagree = amount{p.Text("vote.disagree"), p.Number(d), p.Percent(share(d))}
	w.Bar = bar{
		Agree: length(share(a)), PassAt: length(share(a)), Pass: length(share(s)),
		DisagreeAt: length(share(a + s)), Disagree: length(share(d)),
		Majority: length(threshold),
	}
	if low, high, ok := interval(f); ok {
		w.Bar.Low, w.Bar.High = length(low), length(high)
	}
	return w
}

// addBands draws and words bands: the share that agrees ends within the hatched
// part of the bar.
func (w *row) addBands(p *locale.Printer, b report.Bands, threshold float64) {
	w.Agree = amount{Label: p.Text("vote.agree"), Number: bandText(p, b.Agree)}
	w.Pass = amount{Label: p.Text("vote.pass"), Number: bandText(p, b.Pass)}
	w.Disagree = amount{Label: p.Text("vote.disagree"), Number: bandText(p, b.Disagree)}
	low, high := float64(b.Agree[0])/100, float64(b.Agree[1])/100
	w.Bar = bar{
		Agree: length(low), PassAt: length(0), Pass: length(1),
		DisagreeAt: length(low), Disagree: length(high - low),
		Majority: length(threshold),
	}
}

// bandText words a band of percentage points.
func bandText(p *locale.Printer, band [2]int) string {
	return p.Text("vote.band", "Low", band[0], "High", p.Percent(float64(band[1])/100))
}

// counts returns the three counts; known is false when one of them is withheld
// or makes no sense.
func counts(agree, pass, disagree *int) (a, p, d int, known bool) {
	for _, n := range []*int{agree, pass, disagree} {
		if n == nil || *n < 0 {
			return 0, 0, 0, false
		}
	}
	return *agree, *pass, *disagree, true
}

// interval returns the bounds of the agree share, if they are shown.
func interval(f report.SideFigure) (low, high float64, ok bool) {
	if f.Low == nil || f.High == nil {
		return 0, 0, false
	}
	low, high = *f.Low, *f.High
	return low, high, 0 <= low && low <= high && high <= 1
}

// length writes a share as a length of the bar; what is not a share has none.
func length(share float64) string {
	if !(share >= 0 && share <= 1) {
		share = 0
	}
	return strconv.FormatFloat(share*100, 'f', 1, 64) + "%"
}
