package web

import (
	"strconv"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

// registerProposalPage shows one proposal about a register: every change, as it would
// be approved.
type registerProposalPage struct {
	registerHead
	proposed
	Problem  string
	Saved    bool
	Gone     bool   // what was proposed is not kept any more
	Count    string // of changes, in words
	Download string // address of the bytes
	Changes  []changeRow
	Pages    []option
}

func (registerProposalPage) template() string { return "register_proposal" }

// A changeRow is the change of one record.
type changeRow struct {
	Key    string
	Href   string
	Title  text
	New    bool
	Level  levelChange
	Fields []fieldChange
	Other  bool // the sources are others
	Why    passage
	By     namedSide
	On     dateView
}

type levelChange struct{ Was, Is string }

// A fieldChange is a field that would hold something else. Was is nil where nothing is
// known of what it held.
type fieldChange struct {
	Label text
	Was   *valueView
	Is    valueView
}

// changesOnPage is how many changes a page shows.
const changesOnPage = 100

// showRegisterProposal shows a proposal about a register, with what was refused.
func (v *visitor) showRegisterProposal(code int, p node.ProposalView, in proposed, refused error) error {
	in.Read, in.Papers = "", nil // the one paper is what is approved
	g := registerProposalPage{proposed: in, registerHead: v.headOf(p.Register), Saved: v.done("saved")}
	if f := fault.Of(refused); f != nil {
		g.Problem = v.wording(v.registerFault(p.Register, f))
	}
	d, batch, err := v.site.Node.Proposed(v.r.Context(), v.who, p.Proposal.ID)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		g.Gone = true
	case err != nil:
		return err
	default:
		if err := g.add(v, d, batch, p.Proposal.State == dialogue.Proposed); err != nil {
			return err
		}
	}
	return v.sendAtHome(code, in.At, v.actOf(p.Act.Kind), g)
}

// add adds one page of the changes. As long as a proposal waits they stand beside what
// the records hold now.
func (g *registerProposalPage) add(v *visitor, d *register.Definition, batch register.Batch, waits bool) error {
	g.Count, g.Download = v.Count("changing.count", len(batch.Changes)), v.at(g.At+"/files/"+node.ChangesPaper)
	n := (len(batch.Changes) + changesOnPage - 1) / changesOnPage
	asked, _ := strconv.Atoi(v.r.URL.Query().Get("page"))
	here := min(max(asked, 1), max(n, 1))
	for i := 1; n > 1 && i <= n; i++ {
		g.Pages = append(g.Pages, option{Label: v.Number(i), Href: v.at(g.At + "?page=" + strconv.Itoa(i)), Current: i == here})
	}
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	first := (here - 1) * changesOnPage
	for _, c := range batch.Changes[first:min(first+changesOnPage, len(batch.Changes))] {
		row, err := v.changeRow(d, c, waits, list)
		if err != nil {
			return err
		}
		g.Changes = append(g.Changes, row)
	}
	return nil
}

func (v *visitor) changeRow(d *register.Definition, c register.BatchItem, waits bool, list sideList) (changeRow, error) {
	row := changeRow{Key: c.Key, Level: levelChange{Is: v.Text(readerNames[c.Change.Level])}, Why: v.passage(c.Change.Why, true),
		By: list.side(c.Change.By), On: v.dayWords(c.Change.On.String())}
	_, now, err := v.site.Node.RecordIn(v.r.Context(), v.who, d.Name, c.Key)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		waits = false
	case err != nil:
		return row, err
	default:
		row.Href = v.at(recordPath(d.Name, c.Key, ""))
	}
	row.Title = v.title(recordTitle(d, register.Record{Values: c.Change.Values}))
	row.New = waits && now.State == register.Draft
	if waits && !row.New && now.Level != c.Change.Level {
		row.Level.Was = v.Text(readerNames[now.Level])
	}
	row.Other = waits && !register.Same(now.Sources, c.Change.Sources) && len(now.Sources)+len(c.Change.Sources) > 0
	for _, f := range d.Writable(v.who, now.Side, false) {
		was, is := now.Values[f.Name], c.Change.Values[f.Name]
		if f.Level == register.Side || (waits && register.Same(was, is)) || (!waits && is.Empty()) {
			continue // what is one side's alone is not approved by others
		}
		field := fieldChange{Label: v.fieldLabel(f), Is: v.registerValue(d, f, is, now)}
		field.Is.openAll()
		if waits && !row.New {
			before := v.registerValue(d, f, was, now)
			before.openAll()
			field.Was = &before
		}
		row.Fields = append(row.Fields, field)
	}
	return row, nil
}

// openAll opens the words in every language: the approval is for all of them.
func (w valueView) openAll() {
	for i := range w.Texts {
		w.Texts[i].Open = true
	}
}

// registerTerms says what an act of a register fixes.
func (v *visitor) registerTerms(a dialogue.Act) []term {
	name := a.Register
	if d, err := v.site.Node.Register(v.r.Context(), v.who, register.Name(a.Register)); err == nil {
		name = v.registerWords(d.Title)
	}
	return []term{{Label: v.Text("changing.register"), Text: name}, {Label: v.Text("changing.records"), Text: v.Number(a.Records)},
		{Label: v.Text("changing.digest"), Text: a.Changes, Code: true}}
}
