package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/locale"
	"parley/internal/node"
)

// reportPage shows a report in preparation: how far it is, what blocks it, what
// is missing, and what it is composed of.
type reportPage struct {
	hall
	Title     passage
	Path      string
	State     string
	Edition   string
	StoppedBy string
	Blocking  []string
	Parts     []partRow
	Holds     []rule // how many of what
	Facts     []rule
	Terms     []termRow
	Notes     []noteRow
	Releases  int
	Chair     bool
	Fixed     bool // an example: nobody edits it here
	Editable  bool
	Proposals string
}

func (reportPage) template() string { return "report" }

// A partRow is one joint part: given, or visibly missing.
type partRow struct {
	Part  dialogue.Part
	Name  string
	Words passage
	In    string // the languages it has, in words; "" where it is missing
	Lacks string // languages that it must have and has not
}

type termRow struct {
	Term   string
	Chosen passage
}

// A noteRow is a reservation of a side.
type noteRow struct {
	Side     namedSide
	By       string
	Minority bool
	Words    passage
}

// reportView returns the report in the address.
func (v *visitor) reportView() (node.ReportView, error) {
	id, ok := dialogue.ParseID[dialogue.ReportID](v.r.PathValue("report"))
	if !ok {
		return node.ReportView{}, fault.New(fault.NotFound, "refusal.report_unknown")
	}
	return v.site.Node.Report(v.r.Context(), v.who, id)
}

func showReport(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	return v.showReport(http.StatusOK, r, nil)
}

func (v *visitor) showReport(code int, view node.ReportView, refused error) error {
	r, list := view.Report, v.alternate(view.Sides, view.Report.Number)
	g := reportPage{hall: v.hall(view.Forum, "/reports", refused), Title: v.passage(r.Parts[dialogue.PartTitle], true), Path: reportPath(r.ID, ""),
		State: v.Text(locale.Key("report_state." + string(view.State))), Edition: v.Text("reporting.edition", "Number", r.Number),
		Releases: len(view.Releases), Chair: v.edits(view.Forum), Fixed: r.Example || view.Forum.Example}
	g.Editable = g.Chair && !g.Fixed
	if r.StoppedBy != "" {
		g.StoppedBy = v.Text("reporting.stopped_by", "Side", list.name(r.StoppedBy))
	}
	for _, key := range view.Document.Blocking() {
		g.Blocking = append(g.Blocking, v.Text(locale.Key(key)))
	}
	for _, part := range dialogue.Parts() {
		g.Parts = append(g.Parts, v.partRow(r, part, list))
	}
	g.Holds = []rule{{v.Text("hall.issues"), v.Number(len(r.Issues))}, {v.Text("hall.joint"), v.Number(len(r.Joint))},
		{v.Text("hall.recommendations"), v.Number(len(r.Recommendations))}, {v.Text("reporting.dialogues"), v.Number(len(r.Dialogues))}}
	g.Facts = v.reportFacts(r, list)
	for _, t := range r.Terms {
		g.Terms = append(g.Terms, termRow{t.Term, v.jointPassage(t.Chosen, list)})
	}
	for _, one := range r.Reservations {
		g.Notes = append(g.Notes, noteRow{list.side(one.Side), one.By, one.Minority, v.passage(one.Words, one.Side == v.who.Side)})
	}
	if g.Chair {
		g.Proposals = v.at(forumPath(view.Forum.ID, "/proposals"))
	}
	return v.sendIn(code, view.Forum, g.Path, g.Title.Words, g)
}

func (v *visitor) partRow(r dialogue.Report, part dialogue.Part, list sideList) partRow {
	w := r.Parts[part]
	row := partRow{Part: part, Name: v.Text(locale.Key("report." + string(part))), Words: v.jointPassage(w, list)}
	for _, l := range dialogue.Languages() {
		if w.Text[l] != "" {
			row.In = listed(row.In, v.LanguageName(string(l)))
		} else if isLine(part) {
			row.Lacks = listed(row.Lacks, v.LanguageName(string(l)))
		}
	}
	return row
}

// listed adds a name to a list of names.
func listed(all, name string) string {
	if all == "" {
		return name
	}
	return all + ", " + name
}

// isLine reports whether a part must be there in every language (S14).
func isLine(part dialogue.Part) bool {
	for _, line := range dialogue.Lines() {
		if line == part {
			return true
		}
	}
	return false
}

// reportFacts words what stands on a report's first page besides its parts.
func (v *visitor) reportFacts(r dialogue.Report, list sideList) []rule {
	governs := v.Text("reporting.equally")
	if r.Governing != "" {
		governs = v.LanguageName(string(r.Governing))
	}
	rules := v.Text("reporting.chatham")
	if r.Attributed {
		rules = v.Text("reporting.attributed")
	}
	all := []rule{{v.Text("reporting.governing"), governs}, {v.Text("reporting.attribution"), rules}}
	for _, side := range list {
		for _, d := range r.Delegates {
			if d.Side == side.ID {
				all = append(all, rule{v.Text("reporting.delegates", "Side", side.Name.Words), v.Number(d.Count)})
			}
		}
	}
	all = append(all, rule{v.Text("reporting.facilitators"), v.Number(r.Facilitators)})
	if r.Embargo != 0 {
		all = append(all, rule{v.Text("reporting.embargo"), r.Embargo.String()})
	}
	return all
}

// postStop stops a report: by one side, alone, at once.
func postStop(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	if err := v.site.Node.StopReport(v.r.Context(), v.who, r.Report.ID); err != nil {
		return v.reportAgain(err)
	}
	return v.redirect(reportPath(r.Report.ID, "?done=saved"))
}

// reportAgain shows a report as it is now with what was refused.
func (v *visitor) reportAgain(refused error) error {
	code, err := v.again(refused)
	if err != nil {
		return err
	}
	r, err := v.reportView()
	if err != nil {
		return err
	}
	return v.showReport(code, r, refused)
}
