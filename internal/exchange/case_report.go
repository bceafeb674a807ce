package exchange

import (
	"fmt"
	"strings"

	"parley/internal/dialogue"
)

// Report returns the case as an example of a joint report: all issues, joint
// texts and recommendations, with those contested terms that they use. No form
// of a term is chosen, for no side chose one. Its written parts say where the
// words come from and what the works leave open; parts about a forum that met
// (mandate, who, meetings, follow-up, contacts) stay empty, because none met.
func (c Case) Report(forum dialogue.ForumID) dialogue.Report {
	r := dialogue.Report{ID: caseID[dialogue.ReportID]("report", ""), Forum: forum, Version: 1, Number: 1, Example: true, Attributed: true,
		Parts: map[dialogue.Part]dialogue.Writing{
			dialogue.PartTitle:          english("Reference case: the Armenian-Azerbaijani civic process"),
			dialogue.PartAuthor:         english(fmt.Sprintf("Worded by the Parley project from %d published works, which the annex lists. No side wrote or approved it.", len(c.Works))),
			dialogue.PartResponsibility: english("Opinions are those of the works named with them. Their wording here is the project's, not that of an author, a publisher, a delegation or a side."),
			dialogue.PartAnnex:          english(c.annex()),
		}}
	for part, text := range map[dialogue.Part]string{dialogue.PartSponsor: c.sponsors(), dialogue.PartLimits: c.limits()} {
		if text != "" {
			r.Parts[part] = english(text)
		}
	}
	for _, t := range c.used() {
		r.Terms = append(r.Terms, dialogue.Term{Term: t.Term})
	}
	for _, i := range c.Issues {
		r.Issues = append(r.Issues, i.ID)
	}
	for _, j := range c.Joint {
		r.Joint = append(r.Joint, j.ID)
	}
	for _, one := range c.Recommendations {
		r.Recommendations = append(r.Recommendations, one.ID)
	}
	return r
}

// sponsors repeats what the works say about who supported them: "" if none
// says anything.
func (c Case) sponsors() string {
	var lines []string
	for _, w := range c.Works {
		if strings.Contains(w.Publisher, "with the support of") {
			lines = append(lines, fmt.Sprintf("“%s”: %s.", w.Title, w.Publisher))
		}
	}
	if len(lines) > 0 && len(lines) < len(c.Works) {
		lines = append(lines, "For the other works no supporter is recorded.")
	}
	return strings.Join(lines, "\n")
}

// limits repeats in which ways the works are one-sided.
func (c Case) limits() string {
	lines := []string{"All texts are paraphrased."}
	for _, n := range c.Notes {
		if n.Kind == "bias" {
			lines = append(lines, n.Words)
		}
	}
	return strings.Join(lines, "\n")
}

// annex lists the works, what their authors conclude, and what they leave open
// or contradict.
func (c Case) annex() string {
	lines := []string{"Works"}
	for _, w := range c.Works {
		line := fmt.Sprintf("%s (source document %s): %s, “%s”.", w.ID, w.Number, w.Authors, w.Title)
		for _, more := range []string{w.Publisher, w.Date} {
			if more != "" {
				line += " " + more + "."
			}
		}
		lines = append(lines, line)
	}
	lines = append(lines, "", "Conclusions of authors, which are no side's")
	for _, i := range c.Issues {
		for _, a := range c.AnalysesOf(i.ID) {
			lines = append(lines, i.Title.Text["en"]+": "+a.Words.Text["en"])
		}
	}
	lines = append(lines, "", "What the works leave open or contradict")
	titles := map[string]string{}
	for _, i := range c.Issues {
		titles[i.Case] = i.Title.Text["en"] + ": "
	}
	for _, n := range c.Notes {
		switch {
		case n.Handling == "": // of an issue, and not to be understood without it
			lines = append(lines, titles[n.Case]+n.Words)
		case n.Kind != "bias":
			lines = append(lines, n.Words)
		}
	}
	return strings.Join(lines, "\n")
}

// used returns the contested terms that issues, joint texts and recommendations
// use.
func (c Case) used() []CaseTerm {
	var texts []string
	for _, i := range c.Issues {
		texts = append(texts, i.Title.Text["en"])
		for _, p := range i.Perspectives {
			for _, claim := range p.Claims {
				texts = append(texts, claim.Words.Text["en"])
			}
		}
	}
	for _, j := range c.Joint {
		texts = append(texts, j.Words.Text["en"])
	}
	for _, r := range c.Recommendations {
		texts = append(texts, r.Action.Text["en"])
		for _, part := range r.Components {
			texts = append(texts, part.Text["en"])
		}
	}
	all := strings.Join(texts, "\n")
	var used []CaseTerm
	for _, t := range c.Terms {
		if t.contested() && t.in(all) {
			used = append(used, t)
		}
	}
	return used
}
