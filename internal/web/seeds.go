package web

import (
	"errors"
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/node"
)

// mostSeedFile is how many bytes a table of statements can have.
const mostSeedFile = 2 << 20

// seedsPage shows the statements to begin with, and asks for more.
type seedsPage struct {
	prepared
	Detail    string // of a problem with a file, in English
	Imported  bool   // they stand as they are
	Counts    []seedCount
	Unequal   bool
	Seeds     []seedRow
	Sides     []pick
	Languages []pick
	Text      string
	Length    int // longest statement
}

func (seedsPage) template() string { return "seeds" }

type seedCount struct {
	Side  namedSide
	Count int
}

type seedRow struct {
	Number, Text, Lang, Side, Language string
}

func showSeeds(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	return v.showSeeds(http.StatusOK, p, "", "")
}

// showSeeds shows the page with what was typed.
func (v *visitor) showSeeds(code int, p node.Papers, problem, detail string) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	g := seedsPage{prepared: v.prepared(p.Dialogue, "/seeds", problem), Detail: detail, Imported: p.Dialogue.Imported, Text: v.field("text"),
		Length: p.Dialogue.Settings.Length, Sides: list.picks(v.chosen("side", string(v.who.Side))), Languages: v.languagePicks(v.chosen("language", string(v.Language())))}
	count := map[dialogue.SideID]int{}
	for _, s := range p.Statements {
		count[s.Side]++
		g.Seeds = append(g.Seeds, seedRow{s.ID.String(), s.Text, string(s.Language), list.name(s.Side), v.LanguageName(string(s.Language))})
	}
	for _, side := range list {
		g.Counts = append(g.Counts, seedCount{side, count[side.ID]})
		g.Unequal = g.Unequal || !g.Imported && count[side.ID] != count[list[0].ID]
	}
	return v.sendAs(code, p.Dialogue, pathOf(p.Dialogue.ID, "/seeds"), v.Text("seeds.title"), g)
}

// chosen returns what was sent, or in the address, or else a first choice.
func (v *visitor) chosen(name, first string) string {
	if sent := v.field(name); sent != "" {
		return sent
	}
	if sent := v.r.URL.Query().Get(name); sent != "" {
		return sent
	}
	return first
}

// postSeed adds one statement that was typed.
func postSeed(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	seed := exchange.Seed{Text: v.field("text"), Language: v.field("language"), Side: v.field("side")}
	if err := v.site.Node.AddSeeds(v.r.Context(), v.who, p.Dialogue.ID, []exchange.Seed{seed}); err != nil {
		return v.seedsAgain(p, err)
	}
	again := "&side=" + string(dialogue.SideID(seed.Side)) + "&language=" + seed.Language // the rules know both
	return v.redirect(pathOf(p.Dialogue.ID, "/seeds?done=saved"+again+"#add"))
}

// seedsAgain shows the page with what is wrong, or returns the error when it is
// nothing that the co-chair can mend.
func (v *visitor) seedsAgain(p node.Papers, err error) error {
	problem, detail, other := v.fileProblem(err)
	if other != nil {
		return err
	}
	return v.showSeeds(fileStatus(err), p, problem, detail)
}

// fileProblem words what is wrong with a file: what a reader of files says,
// that there is none, or a refusal of the rules.
func (v *visitor) fileProblem(err error) (problem, detail string, other error) {
	if e, ok := errors.AsType[*exchange.Error](err); ok {
		if e.Line > 0 {
			return v.Text("office.file_line", "Line", int(e.Line)), e.Error(), nil
		}
		return v.Text("office.file_wrong"), e.Error(), nil
	}
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return v.Text("office.file_none"), "", nil
	}
	problem, other = v.problem(err)
	return problem, "", other
}

// fileStatus is that of a form shown again because of what fileProblem worded.
func fileStatus(err error) int {
	if fault.Of(err) == nil {
		return http.StatusBadRequest
	}
	return status(err)
}

// postSeedFile adds the statements of a table: all, or none.
func postSeedFile(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	file, _, err := v.r.FormFile("file")
	if err != nil {
		return v.seedsAgain(p, err)
	}
	defer file.Close()
	seeds, err := exchange.ReadSeeds(file, exchange.Seed{Language: v.field("language"), Side: v.field("side")})
	if err == nil {
		err = v.site.Node.AddSeeds(v.r.Context(), v.who, p.Dialogue.ID, seeds)
	}
	if err != nil {
		return v.seedsAgain(p, err)
	}
	return v.redirect(pathOf(p.Dialogue.ID, "/seeds?done=saved"))
}

// postSeedRemoval takes a statement out.
func postSeedRemoval(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	id, err := v.statementID(v.field("statement"))
	if err != nil {
		return err
	}
	if err := v.site.Node.RemoveSeed(v.r.Context(), v.who, p.Dialogue.ID, id); err != nil {
		return v.seedsAgain(p, err)
	}
	return v.redirect(pathOf(p.Dialogue.ID, "/seeds?done=saved"))
}
