package web

import (
	"html/template"
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/report"
)

// proposalDocument shows a document that waits for approval, in one edition and
// language: exactly what would be released.
type proposalDocument struct {
	hall
	At       string // address of the proposal
	Act      string
	Editions []option
	In       []option
	Lang     string
	Document template.HTML
}

func (proposalDocument) template() string { return "proposal_document" }

func showProposalDocument(v *visitor) error {
	p, err := v.proposal()
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	edition, language := report.Edition(q.Get("edition")), q.Get("in")
	if language == "" {
		language = string(v.Language())
	}
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	known := edition == "" || slices.ContainsFunc(sides, func(s dialogue.Side) bool { return string(s.ID) == string(edition) })
	if len(p.Files) == 0 || !known || !dialogue.KnownLanguage(dialogue.Language(language)) {
		return notFound(v)
	}
	d, err := v.proposedDocument(p)
	if err != nil {
		return err
	}
	g := proposalDocument{hall: v.hall(p.Forum, "/proposals", nil), At: proposalPath(p.Proposal.ID), Act: v.actOf(p.Act.Kind), Lang: language,
		Document: template.HTML(report.HTMLBody(d, edition, language, 2))}
	at := func(e report.Edition, l string) string {
		path := g.At + "/document?in=" + l
		if e != "" {
			path += "&edition=" + string(e)
		}
		return v.at(path)
	}
	g.Editions = append(g.Editions, option{Label: v.Text("edition.link_neutral"), Href: at("", language), Current: edition == ""})
	for _, side := range v.alternate(sides, p.Act.Number) {
		e := report.Edition(side.ID)
		g.Editions = append(g.Editions, option{Label: v.Text("edition.link", "Party", side.Name.Words), Href: at(e, language), Current: e == edition})
	}
	for _, l := range locale.Languages() {
		g.In = append(g.In, option{l.Name(), at(edition, string(l)), string(l), string(l) == language})
	}
	return v.sendIn(http.StatusOK, p.Forum, v.here(), v.Text("approving.read"), g)
}
