package web

import (
	"bytes"
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/locale"
	"parley/internal/register"
)

// cyclesPage lists the cycles in which a register's records are assessed.
type cyclesPage struct {
	Register text
	Path     string // of the register
	Rows     []cycleRow
	New      string // address; "" for who cannot
	Saved    bool
}

func (cyclesPage) template() string { return "cycles" }

// A cycleRow is one of them.
type cycleRow struct {
	Href             string
	Period, Codebook string
	Phase, LastDay   string
	Shown            string // how many of its rows are revealed, in words
}

// phases name where a cycle stands.
var phases = map[register.Phase]locale.Key{
	register.CycleProposed: "assessment.phase_proposed",
	register.CycleOpen:     "assessment.phase_open",
	register.CycleClosed:   "assessment.phase_closed",
}

func showCycles(v *visitor) error {
	d, err := v.assessedRegister()
	if err != nil {
		return err
	}
	all, err := v.site.Node.Cycles(v.r.Context(), v.who, d.Name)
	if err != nil {
		return err
	}
	g := cyclesPage{Register: v.in(d.Title), Path: registerPath(d.Name, ""), Saved: v.done("saved")}
	for _, c := range all {
		g.Rows = append(g.Rows, cycleRow{Href: v.at(cyclePath(c.ID, "")), Period: c.Period, Codebook: c.Codebook, Phase: v.Text(phases[c.Phase]),
			LastDay: c.LastDay.String(), Shown: v.Text("assessment.shown_of", "Shown", c.Shown, "Rows", c.Rows)})
	}
	if v.who.Role == dialogue.CoChair && len(v.site.Codebooks) > 0 {
		g.New = v.at(registerPath(d.Name, "/assessments/new"))
	}
	return v.show(v.Text("assessment.cycles"), g)
}

// sendTracking hands out what is shown of a cycle as a tracking table.
func sendTracking(v *visitor) error {
	c, err := v.cycle()
	if err != nil {
		return err
	}
	all, err := v.site.Node.Tracked(v.r.Context(), v.who, c.Cycle.ID)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := exchange.WriteTracking(&text, all); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="tracking.csv"`)
	v.serveKept(text.Bytes())
	return nil
}

// codebookPage shows the codebook of a cycle as it was frozen.
type codebookPage struct {
	Back  string // to the cycle
	Name  string
	Hash  string
	About text
	Lists []codeList
}

func (codebookPage) template() string { return "codebook" }

// A codeList is the values of one thing that is rated.
type codeList struct {
	Title string
	Words []codeWord
}

type codeWord struct {
	Value        string
	Name, Anchor text
}

func showCodebook(v *visitor) error {
	c, err := v.cycle()
	if err != nil {
		return err
	}
	b := c.Cycle.Book
	g := codebookPage{Back: cyclePath(c.Cycle.ID, ""), Name: b.Name, Hash: c.Cycle.BookHash, About: v.in(b.About)}
	for _, list := range []struct {
		title locale.Key
		words []register.CodeWord
	}{
		{"assessment.level", b.Levels(c.Cycle.Kind)}, {"assessment.states", b.States}, {"assessment.timeliness", b.Timeliness},
		{"assessment.correspondence", b.Correspondence}, {"assessment.confidence", b.Confidence}, {"assessment.grades", b.Grades},
	} {
		g.Lists = append(g.Lists, codeList{v.Text(list.title), v.codeWords(list.words)})
	}
	return v.showAs(http.StatusOK, v.Text("assessment.codebook"), g)
}

func (v *visitor) codeWords(all []register.CodeWord) []codeWord {
	var out []codeWord
	for _, w := range all {
		out = append(out, codeWord{w.Value, v.in(w.Name), v.in(w.Anchor)})
	}
	return out
}
