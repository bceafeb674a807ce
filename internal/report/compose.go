package report

import (
	"slices"

	"parley/internal/dialogue"
)

// Sources are what a joint report is composed from, each list in the order in
// which the report names its parts.
type Sources struct {
	Forum           dialogue.Forum
	Sides           []dialogue.Side
	Report          dialogue.Report
	Issues          []dialogue.Issue
	Joint           []dialogue.JointText
	Recommendations []dialogue.Recommendation
	Results         []DialogueResult
	Keys            []dialogue.Key // those with which the sides approve now
	Summary         dialogue.Text  // as every side approved it
	Previous        *Document      // the report before; nil for none
}

// A DialogueResult is the frozen result of a closed dialogue.
type DialogueResult struct {
	ID          dialogue.ID
	Result      *Result // as the public may see it
	VotesDigest string  // hexadecimal
}

// Compose puts a joint report together. What may not be shown yet, or no more,
// is left out here: translations that are not approved, perspectives that are
// not exchanged, the words of claims that were withdrawn and of joint texts that
// were taken off, figures that are withheld.
func Compose(s Sources) Document {
	r := s.Report
	d := Document{
		Format: DocumentFormat, ID: dialogue.FormatID(r.ID), Number: r.Number, Version: r.Version,
		Forum: Forum{dialogue.FormatID(s.Forum.ID), s.Forum.Names}, Example: s.Forum.Example || r.Example,
		Governing: r.Governing, Attributed: r.Attributed, Delegates: r.Delegates, Facilitators: r.Facilitators,
		Embargo: r.Embargo.String(), Summary: s.Summary, Parts: map[dialogue.Part]dialogue.Writing{},
	}
	for part, w := range r.Parts {
		if w = shown(w); !w.Empty() {
			d.Parts[part] = w
		}
	}
	for _, side := range s.Sides {
		d.Sides = append(d.Sides, Side{string(side.ID), side.Names})
	}
	for _, t := range r.Terms {
		d.Terms = append(d.Terms, dialogue.Term{Term: t.Term, Chosen: shown(t.Chosen)})
	}
	for _, v := range r.Reservations {
		v.Words = shown(v.Words)
		d.Reservations = append(d.Reservations, v)
	}
	for _, k := range s.Keys {
		if !k.Witness {
			d.Keys = append(d.Keys, Key{string(k.Side), k.Public})
		}
	}
	for _, a := range s.Results {
		d.Results = append(d.Results, Annex{dialogue.FormatID(a.ID), a.VotesDigest, a.Result})
	}
	for _, j := range s.Joint {
		d.Findings = append(d.Findings, d.finding(j))
	}
	for _, i := range s.Issues {
		d.Issues = append(d.Issues, d.issue(i))
	}
	for _, one := range s.Recommendations {
		d.Recommendations = append(d.Recommendations, recommendation(one))
	}
	d.Previous = d.follow(s.Previous)
	return d
}

// shown returns a writing with its approved translations alone.
func shown(w dialogue.Writing) dialogue.Writing {
	out := dialogue.Writing{Original: w.Original, Text: dialogue.Text{}}
	if w.Text[w.Original] == "" {
		return dialogue.Writing{}
	}
	out.Text[w.Original] = w.Text[w.Original]
	for _, l := range dialogue.Languages() {
		if l != w.Original && w.Text[l] != "" && slices.Contains(w.Approved, l) {
			out.Text[l] = w.Text[l]
			out.Approved = append(out.Approved, l)
		}
	}
	return out
}

func (d Document) finding(j dialogue.JointText) Finding {
	f := Finding{ID: dialogue.FormatID(j.ID), Case: j.Case, Version: j.Version, Words: shown(j.Words), Rejects: j.Rejects, Asked: j.Asked,
		Grade: dialogue.Jointly, Origin: d.origin(j.Origin), Basis: j.Basis, Sources: j.Sources, Removed: j.Removed}
	f.Consents, f.Past = consents(j.Consents, j.Past, j.Hash())
	if j.Issue != 0 {
		f.Issue = dialogue.FormatID(j.Issue)
	}
	if j.Removed {
		f.Words, f.Sources, f.Basis = dialogue.Writing{}, nil, ""
	}
	if j.Asked == dialogue.Agreed && !j.Removed && len(d.without(f.Consents)) == 0 {
		f.Grade = dialogue.Agreed
	}
	if d.Example && !j.Removed { // as its source states it: nobody consents to an example
		f.Grade = j.Asked
	}
	return f
}

// consents returns those that are to the words with a hash, and those that are
// past or to others.
func consents(all, past []dialogue.Consent, words dialogue.Hash) (now, before []Consent) {
	one := func(c dialogue.Consent) Consent {
		return Consent{string(c.Side), c.Hash, c.On.String(), c.Withdrawn.String()}
	}
	for _, c := range past {
		before = append(before, one(c))
	}
	for _, c := range all {
		if c.Hash == words.String() {
			now = append(now, one(c))
		} else {
			before = append(before, one(c))
		}
	}
	return now, before
}

// without lists the sides whose consent is not among those given.
func (d Document) without(given []Consent) []string {
	var missing []string
	for _, side := range d.Sides {
		if !slices.ContainsFunc(given, func(c Consent) bool { return c.Side == side.ID && c.Withdrawn == "" }) {
			missing = append(missing, side.ID)
		}
	}
	return missing
}

// origin returns where something came from, with those figures alone that are
// not withheld, there or in the annex.
func (d Document) origin(o *dialogue.Origin) *Origin {
	if o == nil {
		return nil
	}
	out := &Origin{Dialogue: dialogue.FormatID(o.Dialogue), Statement: o.Statement.String(), Reading: o.Reading}
	for _, s := range o.Support {
		one := Support{Side: string(s.Side), Band: s.Band}
		if !s.Withheld && s.Band == "" && !d.withheld(out, one.Side) {
			one.Agree, one.Disagree, one.Voters = &s.Agree, &s.Disagree, &s.Voters
		}
		out.Support = append(out.Support, one)
	}
	return out
}

// withheld reports whether the annex has the statement of an origin and does
// not tell how a side voted on it.
func (d Document) withheld(o *Origin, side string) bool {
	for _, a := range d.Results {
		if a.Dialogue != o.Dialogue {
			continue
		}
		for i := range a.Result.Statements {
			if s := &a.Result.Statements[i]; s.Statement == o.Statement {
				return slices.ContainsFunc(s.Sides, func(f SideFigure) bool { return f.Side == side && f.Agree == nil })
			}
		}
	}
	return false
}

func (d Document) follow(before *Document) *Previous {
	if before == nil {
		return nil
	}
	p := &Previous{ID: before.ID, Number: before.Number, Title: before.Title()}
	for _, r := range before.Recommendations {
		if r.Withdrawn {
			continue
		}
		now := "left_out"
		if i := slices.IndexFunc(d.Recommendations, func(n Recommendation) bool { return n.Number == r.Number }); i >= 0 {
			now = became(r, d.Recommendations[i])
		}
		p.Recommendations = append(p.Recommendations, Followed{r.Number, r.Addressees, r.Action, now})
	}
	return p
}

// became says what a recommendation is now that was another before.
func became(before, now Recommendation) string {
	same := func(a, b dialogue.Writing) bool {
		return a.Original == b.Original && a.Text[a.Original] == b.Text[b.Original]
	}
	switch {
	case now.Withdrawn:
		return "withdrawn"
	case same(before.Action, now.Action) && slices.EqualFunc(before.Components, now.Components, same):
		return "kept"
	}
	return "changed"
}
