package web

import (
	"io"
	"slices"

	"parley/internal/exchange"
	"parley/internal/report"
)

// writeSettings writes the parley.json of a result: what its tables have no
// place for, and without which they cannot be understood (RULINGS R2). It is in
// the format of package exchange, and tells nothing that the result does not.
func writeSettings(w io.Writer, r *report.Result) error {
	c := exchange.Conversation{Simulated: r.Simulated, Threshold: r.Threshold}
	if r.BySide {
		c.Sides = r.SideOrder
	}
	for _, side := range c.Sides {
		c.Populations = append(c.Populations, r.Populations[side])
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		c.Statements = append(c.Statements, exchange.Statement{ID: s.Statement, Language: s.Language,
			AuthorSide: slices.Index(c.Sides, s.Author), Moderated: exchange.Accepted, Seed: s.Seed})
	}
	return exchange.WriteSettings(w, &c, r.Engine)
}
