package report

import (
	"slices"

	"parley/internal/dialogue"
)

// Blocking returns why d cannot be published as it is: keys of messages; none
// when it can.
func (d Document) Blocking() []string {
	var why []string
	add := func(when bool, key string) {
		if when {
			why = append(why, key)
		}
	}
	line := d.Parts[dialogue.PartResponsibility]
	add(d.Title().Empty(), "report.blocked_title")
	add(line.Empty(), "report.blocked_responsibility")
	add(!line.Empty() && len(line.Text) < len(dialogue.Languages()), "report.blocked_responsibility_languages")
	add(len(d.Issues) == 0 && !slices.ContainsFunc(d.Findings, func(f Finding) bool { return !f.Removed }), "report.blocked_empty")
	add(slices.ContainsFunc(d.Issues, func(i Issue) bool { return !i.Exchanged }), "report.blocked_exchange")
	add(!d.Example && slices.ContainsFunc(d.Findings, Finding.unresolved), "report.blocked_unresolved")
	return why
}

// unresolved reports whether a text is meant to be agreed, and is not.
func (f Finding) unresolved() bool {
	return !f.Removed && f.Asked == dialogue.Agreed && f.Grade != dialogue.Agreed
}

// writtenParts are those that co-chairs write, in the order of the report, with their names.
func writtenParts() []part {
	return []part{
		{dialogue.PartTitle, "report.title"},
		{dialogue.PartAuthor, "report.author"},
		{dialogue.PartSponsor, "report.sponsor"},
		{dialogue.PartResponsibility, "report.responsibility"},
		{dialogue.PartMandate, "report.mandate"},
		{dialogue.PartWho, "report.who"},
		{dialogue.PartLimits, "report.limits"},
		{dialogue.PartMeetings, "report.meetings"},
		{dialogue.PartThird, "report.third"},
		{dialogue.PartFollowUp, "report.follow_up"},
		{dialogue.PartHarm, "report.harm"},
		{dialogue.PartContacts, "report.contacts"},
		{dialogue.PartAnnex, "report.annex"},
	}
}

type part struct {
	Part dialogue.Part
	Name string // key of its message
}

// Missing returns the parts that are not given, which every edition shows as
// missing, in the order of the report: the keys of their names.
func (d Document) Missing() []string {
	var all []string
	for _, p := range writtenParts() {
		if d.Parts[p.Part].Empty() {
			all = append(all, p.Name)
		}
	}
	if len(d.Summary) == 0 {
		all = append(all, "report.summary")
	}
	return all
}
