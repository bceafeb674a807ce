package web

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
)

// follows says what follows from an act, in one sentence or two.
var follows = map[dialogue.ActKind]locale.Key{
	dialogue.ActOpen:     "follows.open",
	dialogue.ActLive:     "follows.live",
	dialogue.ActCodes:    "follows.codes",
	dialogue.ActWaiver:   "follows.waiver",
	dialogue.ActClosing:  "follows.closing",
	dialogue.ActResume:   "follows.resume",
	dialogue.ActHandRows: "follows.hand_rows",
	dialogue.ActAdopt:    "follows.adopt",

	dialogue.ActRelease:       "follows.release",
	dialogue.ActTranslation:   "follows.translation",
	dialogue.ActSummary:       "follows.summary",
	dialogue.ActResumeReport:  "follows.resume_report",
	dialogue.ActResumeRelease: "follows.resume_release",
	dialogue.ActRedact:        "follows.redact",

	dialogue.ActRegister: "follows.register",
}

// A term is one thing that an act fixes.
type term struct {
	Label, Text string
	Lang        string // of Text; "" when it is the page's
	Code        bool   // Text is digits to compare, not to read
}

// terms says everything that an act fixes, in plain words.
func (v *visitor) terms(a dialogue.Act, list sideList) []term {
	switch {
	case a.Forum != "":
		return v.forumTerms(a, list)
	case a.Register != "":
		return v.registerTerms(a)
	}
	var all []term
	add := func(label locale.Key, text string) {
		if text != "" {
			all = append(all, term{Label: v.Text(label), Text: text})
		}
	}
	add("proposal.last_day", a.LastDay)
	add("proposal.instead", a.Instead)
	if a.OfKind != "" {
		add("proposal.kind", v.Text(locale.Key("kind."+string(a.OfKind)))+". "+v.Text(kindFollows[a.OfKind][0]))
	}
	if a.Settings != nil {
		all = append(all, v.settingsTerms(*a.Settings)...)
	}
	if a.Seeded > 0 {
		add("proposal.seeded", v.Number(a.Seeded))
		all = append(all, term{Label: v.Text("proposal.digest_seeds"), Text: a.Seeds, Code: true})
	}
	all = append(all, v.codesTerms(a, list)...)
	add("proposal.reason", a.Reason)
	if a.Paused != "" {
		add("proposal.paused_by", list.name(a.Paused))
	}
	for _, r := range a.To {
		all = append(all, term{Label: v.Text("proposal.receiver"), Text: r.Name, Lang: "und"})
		all = append(all, term{Label: v.Text("proposal.receiver_key"), Text: r.Key, Code: true})
	}
	return all
}

// settingsTerms says what the settings of a dialogue are, in every language
// that they have.
func (v *visitor) settingsTerms(s dialogue.Settings) []term {
	var all []term
	for _, l := range dialogue.Languages() {
		named := []any{"Language", v.LanguageName(string(l))}
		all = append(all,
			term{Label: v.Text("settings.topic_in", named...), Text: s.Topic[l], Lang: foreign(string(l), v.Printer)},
			term{Label: v.Text("settings.about_in", named...), Text: s.Description[l], Lang: foreign(string(l), v.Printer)})
	}
	results := v.Text("settings.results_public")
	if s.Results == dialogue.Members {
		results = v.Text("settings.results_members")
	}
	return append(all,
		term{Label: v.Text("proposal.threshold"), Text: v.Percent(s.Threshold)},
		term{Label: v.Text("proposal.length"), Text: v.Number(s.Length)},
		term{Label: v.Text("proposal.days"), Text: v.Number(s.WritingDays)},
		term{Label: v.Text("proposal.results"), Text: results},
		term{Label: v.Text("proposal.votes"), Text: v.Number(s.VotesToResult)})
}

// codesTerms says how many codes or seats each side gets.
func (v *visitor) codesTerms(a dialogue.Act, list sideList) []term {
	var all []term
	for _, side := range list {
		if c, ok := a.Codes[side.ID]; ok {
			all = append(all, term{Label: v.Text("proposal.codes_of", "Side", side.Name.Words), Text: v.Number(c.Count)},
				term{Label: v.Text("proposal.digest_codes", "Side", side.Name.Words), Text: c.Digest, Code: true})
		}
		if seats, ok := a.Seats[side.ID]; ok {
			all = append(all, term{Label: v.Text("proposal.seats_of", "Side", side.Name.Words), Text: v.Number(seats)})
		}
	}
	return all
}

// changed says why a proposal cannot be approved any more: what would be
// refused today, or what is not as it was.
func (v *visitor) changed(p node.ProposalView) ([]string, error) {
	if p.Why != nil {
		return []string{v.wording(p.Why)}, nil
	}
	list, err := v.sideList(0)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, f := range v.terms(p.Now, list) {
		if !slices.Contains(v.terms(p.Act, list), f) {
			all = append(all, f.Label)
		}
	}
	return all, nil
}
