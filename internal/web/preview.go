package web

import (
	"html/template"
	"net/http"
	"net/url"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/report"
)

// previewPage shows the document that a report would be now, in one edition and
// language.
type previewPage struct {
	hall
	Report    text
	Path      string // of the report
	Editions  []option
	In        []option
	Lang      string
	Document  template.HTML
	Markdown  string // addresses
	Canonical string
}

func (previewPage) template() string { return "preview" }

// asked returns the edition and language that the address asks for; ok is false
// where there is no such one.
func (v *visitor) asked(r node.ReportView) (edition report.Edition, language string, ok bool) {
	q := v.r.URL.Query()
	edition, language = report.Edition(q.Get("edition")), q.Get("in")
	if language == "" {
		language = string(v.Language())
	}
	ok = edition == ""
	for _, side := range r.Sides {
		ok = ok || edition == report.Edition(side.ID)
	}
	return edition, language, ok && dialogue.KnownLanguage(dialogue.Language(language))
}

// previewPath is the address of a preview, or of another form of the same.
func previewPath(r node.ReportView, rest string, e report.Edition, language string) string {
	q := url.Values{"in": {language}}
	if e != "" {
		q.Set("edition", string(e))
	}
	return reportPath(r.Report.ID, rest) + "?" + q.Encode()
}

func showPreview(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	edition, language, ok := v.asked(r)
	if !ok {
		return notFound(v)
	}
	g := previewPage{hall: v.hall(r.Forum, "/reports", nil), Report: v.title(r.Report.Parts[dialogue.PartTitle]), Path: reportPath(r.Report.ID, ""), Lang: language,
		Document: template.HTML(report.HTMLBody(*r.Document, edition, language, 2)),
		Markdown: previewPath(r, "/document.md", edition, language), Canonical: reportPath(r.Report.ID, "/document.json")}
	add := func(label string, lang string, e report.Edition) {
		g.Editions = append(g.Editions, option{label, v.at(previewPath(r, "/preview", e, language)), lang, e == edition})
	}
	add(v.Text("edition.link_neutral"), "", "")
	for _, side := range v.alternate(r.Sides, r.Report.Number) {
		add(v.Text("edition.link", "Party", side.Name.Words), "", report.Edition(side.ID))
	}
	for _, l := range locale.Languages() {
		g.In = append(g.In, option{l.Name(), v.at(previewPath(r, "/preview", edition, string(l))), string(l), string(l) == language})
	}
	return v.sendIn(http.StatusOK, r.Forum, v.here(), v.Text("reporting.preview"), g)
}

// sendMarkdown serves the document as it would be now, to be kept.
func sendMarkdown(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	edition, language, ok := v.asked(r)
	if !ok {
		return notFound(v)
	}
	name := report.Neutral
	if edition != "" {
		name = string(edition)
	}
	name += "." + language + ".md"
	body, err := report.Render(*r.Document, name)
	if err != nil {
		return err
	}
	return v.keep("report."+name, body)
}

// sendDocument serves its canonical bytes, with all languages.
func sendDocument(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	return v.keep("report.json", r.Document.Bytes())
}

// keep answers with a file for the browser to keep.
func (v *visitor) keep(name string, body []byte) error {
	_, err := (&attachment{w: v.w, name: name}).Write(body)
	return err
}
