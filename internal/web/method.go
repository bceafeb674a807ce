package web

import (
	"maps"

	"parley/internal/locale"
	"parley/internal/opinion"
	"parley/internal/report"
)

// method tells in plain words how the result was made, with the numbers used.
type method struct {
	*locale.Printer
	Reading, Map []string
	Numbers      []string
	Priors       *spread
	Populations  *spread
}

// newMethod names the parties of its tables in the orders of first and second.
func (w worder) newMethod(first, second []party) method {
	return method{
		Printer:     w.Printer,
		Reading:     append(w.methodShort(), w.methodRules()...),
		Map:         w.methodMap(),
		Numbers:     w.methodNumbers(),
		Priors:      w.priors(first),
		Populations: w.populations(second),
	}
}

// methodShort is what every reader should know; the result page has it too.
func (w worder) methodShort() []string {
	all := []string{w.Text("method.votes")}
	switch w.kind {
	case sides:
		all = append(all, w.Text("method.parity"))
	case groups:
		all = append(all, w.Text("method.parity_groups"))
	}
	return append(all, w.Text("method.majority", "Percent", w.Percent(w.result.Threshold)))
}

func (w worder) methodRules() []string {
	return []string{
		w.pick("method.credible", "method.credible_groups", "method.credible"),
		w.Text("method.common_ground"),
		w.Text("method.divide"),
		w.Text("method.open"),
		w.Text("method.mixed"),
		w.Text("method.breakdown"),
		w.Text("method.fragile"),
		w.Text("method.unequal"),
		w.Text("method.population"),
		w.Text("method.withheld"),
	}
}

func (w worder) methodMap() []string {
	all := []string{}
	switch w.result.Projection {
	case "factor":
		all = append(all, w.Text("method.factor"))
	case "polis":
		all = append(all, w.Text("method.polis"))
	}
	return append(all, w.Text("method.clusters"), w.Text("method.claim", "Number", w.Decimal(opinion.MinStability)))
}

func (w worder) methodNumbers() []string {
	r := w.result
	all := []string{}
	if !r.Bare() {
		all = append(all, w.Text("method.placed", "Count", r.Counts.Placed, "Total", r.Counts.Participants))
	}
	if len(r.Explained) == 2 {
		all = append(all, w.Text("method.explained", "First", w.Percent(r.Explained[0]), "Second", w.Percent(r.Explained[1])))
	}
	if r.Groups.Reason != "few_placed" && !r.Bare() {
		all = append(all, w.Text("method.silhouette",
			"Silhouette", w.Decimal(r.Groups.Silhouette), "Stability", w.Decimal(r.Groups.Stability)))
	}
	return append(all, w.Text("method.engine", "Engine", r.Engine, "Projection", r.Projection))
}

// priors shows what the readings start from; nil when there is nothing.
func (w worder) priors(in []party) *spread {
	t := &spread{
		Caption: w.Text("method.prior_caption"), Corner: w.corner(),
		Columns: []string{w.Text("method.prior_agree"), w.Text("method.prior_disagree")},
	}
	for _, of := range in {
		for _, prior := range w.result.Priors {
			if prior.Side == of.ID {
				t.Rows = append(t.Rows, spreadRow{of.Name, []string{w.pair(prior.Agree), w.pair(prior.Disagree)}})
			}
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

func (w worder) pair(beta [2]float64) string {
	return w.Text("method.prior_pair", "First", w.Decimal(beta[0]), "Second", w.Decimal(beta[1]))
}

// populations shows how many could vote; nil when that is known of no side.
func (w worder) populations(in []party) *spread {
	t := &spread{Caption: w.Text("method.population_caption"), Corner: w.corner(), Columns: []string{w.Text("method.people")}}
	known := false
	for _, of := range in {
		number := w.Text("method.population_unknown")
		if n := w.result.Populations[of.ID]; n > 0 {
			number, known = w.Number(n), true
		}
		t.Rows = append(t.Rows, spreadRow{of.Name, []string{number}})
	}
	if !known {
		return nil
	}
	return t
}

// legend explains the bars with a row of made-up shares.
type legend struct {
	*locale.Printer
	Class, Hatch string
	Majority     string
	Interval     string
	Bands        bool // the bars show bands
}

func (w worder) newLegend() legend {
	l := legend{Printer: w.Printer, Class: "sg", Hatch: "url(#hg)", Majority: length(w.result.Threshold)}
	l.Interval = w.Text("legend.interval", "Percent", w.Percent(w.result.Threshold))
	if l.Bands = w.result.Protected && w.result.Bare(); l.Bands {
		l.Interval = w.Text("legend.band_majority", "Percent", w.Percent(w.result.Threshold))
	}
	return l
}

// warnings words every warning of the result.
func warnings(r *report.Result, p *locale.Printer) []string {
	var all []string
	for _, warning := range r.Warnings {
		all = append(all, p.Warning(warning.Code, named(r, p, warning.Args)))
	}
	return all
}

// named returns the arguments of a warning with the side, if there is one, under
// its name.
func named(r *report.Result, p *locale.Printer, args map[string]any) map[string]any {
	side, ok := args["side"].(string)
	if !ok {
		return args
	}
	args = maps.Clone(args)
	args["side"] = sideName(r, p, side)
	return args
}
