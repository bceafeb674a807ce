package report

import "slices"

// GroupsWithheld is the reason for which no groups are claimed to an audience
// that may not know whether there are any.
const GroupsWithheld = "withheld"

// bare takes away everything that is made from the votes of all statements
// together: counts of people and votes, map, opinion groups. What stays is what
// was announced, and the statements.
func (r *Result) bare() {
	by := map[string]int{}
	for side := range r.Counts.BySide {
		by[side] = Withheld
	}
	r.Counts = Counts{Withheld, Withheld, r.Counts.Statements, Withheld, by}
	r.Priors, r.Explained, r.Density = []Prior{}, []float64{}, nil
	r.ParticipantOrder, r.Components, r.Positions = []string{}, [][]float64{}, []Position{}
	r.Groups = Groups{K: 1, Sizes: map[string]int{}, Reason: GroupsWithheld}
	r.SideGroup = []SideRow{}
	r.Warnings = slices.DeleteFunc(slices.Clone(r.Warnings), func(w Warning) bool { return len(w.Args) > 0 })
	for j := range r.Statements {
		r.Statements[j].alone()
	}
}

// alone takes away what adds up the sides, or the people of opinion groups.
func (s *Statement) alone() {
	s.Total, s.Groups, s.Consensus, s.Representative = [3]*int{}, []GroupCount{}, nil, []string{}
	s.Withheld = true
}

// plain returns the warnings without the numbers of votes in them: all agrees
// and all disagrees would give those of the one split that is withheld.
func plain(all []Warning) []Warning {
	all = slices.Clone(all)
	for i, w := range all {
		if w.Code == "sign_suspect" {
			all[i] = Warning{Code: "sign_suspect_plain"}
		}
	}
	return all
}

// Bare reports whether r tells of single statements only, and nothing of all
// votes together: one look at an open dialogue, or what the public sees of a
// protected one.
func (r *Result) Bare() bool { return r.Groups.Reason == GroupsWithheld }
