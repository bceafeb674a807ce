package web

import (
	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/report"
)

// forumTerms says everything that an act of a forum fixes, in plain words.
func (v *visitor) forumTerms(a dialogue.Act, list sideList) []term {
	var all []term
	add := func(label locale.Key, text string) {
		if text != "" {
			all = append(all, term{Label: v.Text(label), Text: text})
		}
	}
	code := func(label locale.Key, text string) {
		if text != "" {
			all = append(all, term{Label: v.Text(label), Text: text, Code: true})
		}
	}
	if a.Number > 0 {
		add("approving.number", v.Number(a.Number))
	}
	if a.Language != "" {
		add("approving.language", v.LanguageName(string(a.Language)))
	}
	if a.Stopped != "" {
		add("approving.stopped_by", list.name(a.Stopped))
	}
	switch a.Kind {
	case dialogue.ActRelease, dialogue.ActTranslation:
		if a.Embargo == "" {
			add("reporting.embargo", v.Text("approving.no_embargo"))
		}
		add("reporting.embargo", a.Embargo)
		add("approving.languages", v.languagesOf(namesOf(a.Files)))
		add("approving.renderings", v.Number(len(a.Files)))
		code("approving.document", a.Document)
	}
	for _, d := range a.VotesDigests {
		code("approving.votes", d.Digest)
	}
	for _, l := range dialogue.Languages() {
		if words := a.Summary[l]; words != "" {
			all = append(all, term{Label: v.Text("approving.summary_in", "Language", v.LanguageName(string(l))), Text: words, Lang: foreign(string(l), v.Printer)})
		}
	}
	return all
}

func namesOf(files []dialogue.File) []string {
	var all []string
	for _, f := range files {
		all = append(all, f.Name)
	}
	return all
}

// titleOf returns the title of the report that a proposal of a forum is about: of
// one that fixes a document as it stands there.
func (v *visitor) titleOf(p node.ProposalView) (text, error) {
	if p.Report == 0 {
		return text{}, nil
	}
	if len(p.Files) > 0 {
		d, err := v.proposedDocument(p)
		return v.title(d.Title()), err
	}
	r, err := v.site.Node.Report(v.r.Context(), v.who, p.Report)
	return v.title(r.Report.Parts[dialogue.PartTitle]), err
}

// proposedDocument returns the document that a proposal fixes.
func (v *visitor) proposedDocument(p node.ProposalView) (report.Document, error) {
	body, err := v.site.Node.ProposalPaper(v.r.Context(), v.who, p.Proposal.ID, canonicalName)
	if err != nil {
		return report.Document{}, err
	}
	return report.ParseDocument(body)
}
