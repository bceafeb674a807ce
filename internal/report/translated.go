package report

import (
	"fmt"
	"maps"
	"slices"

	"parley/internal/dialogue"
)

// Translated returns d with the translations into one language that other, the
// same report composed later, has of exactly the words that d has. Nothing else
// of d changes (RULINGS R15).
func (d Document) Translated(other Document, language string) Document {
	l := dialogue.Language(language)
	newer := map[string]string{}
	other.clone().eachWriting(func(place string, w dialogue.Writing) dialogue.Writing {
		if text := w.Text[l]; text != "" && w.Original != l {
			newer[sameWords(place, w)] = text
		}
		return w
	})
	out := d.clone()
	out.eachWriting(func(place string, w dialogue.Writing) dialogue.Writing {
		if text := newer[sameWords(place, w)]; text != "" {
			return translated(w, l, text)
		}
		return w
	})
	return out
}

// sameWords names a place and the words that stand there.
func sameWords(place string, w dialogue.Writing) string {
	return fmt.Sprintf("%s\x00%s\x00%s", place, w.Original, w.Text[w.Original])
}

func translated(w dialogue.Writing, l dialogue.Language, text string) dialogue.Writing {
	w.Text, w.Approved = maps.Clone(w.Text), nil
	w.Text[l] = text
	for _, l := range dialogue.Languages() {
		if l != w.Original && w.Text[l] != "" {
			w.Approved = append(w.Approved, l)
		}
	}
	return w
}

// clone returns a copy of d of which every writing can be replaced.
func (d Document) clone() Document {
	d.Parts, d.Terms, d.Reservations = maps.Clone(d.Parts), slices.Clone(d.Terms), slices.Clone(d.Reservations)
	d.Findings, d.Issues, d.Recommendations = slices.Clone(d.Findings), slices.Clone(d.Issues), slices.Clone(d.Recommendations)
	for i := range d.Issues {
		d.Issues[i].Third = slices.Clone(d.Issues[i].Third)
		d.Issues[i].Perspectives = slices.Clone(d.Issues[i].Perspectives)
		for k := range d.Issues[i].Perspectives {
			p := &d.Issues[i].Perspectives[k]
			p.Claims, p.Responses = slices.Clone(p.Claims), slices.Clone(p.Responses)
			for c := range p.Claims {
				if e := p.Claims[c].Expects; e != nil {
					copied := *e
					p.Claims[c].Expects = &copied
				}
				p.Claims[c].Earlier = slices.Clone(p.Claims[c].Earlier)
			}
			for r := range p.Responses {
				p.Responses[r].Earlier = slices.Clone(p.Responses[r].Earlier)
			}
		}
	}
	for i := range d.Recommendations {
		d.Recommendations[i].Components = slices.Clone(d.Recommendations[i].Components)
	}
	if d.Previous != nil {
		before := *d.Previous
		before.Recommendations = slices.Clone(before.Recommendations)
		d.Previous = &before
	}
	return d
}

// eachWriting replaces every writing of d with what use makes of it. place says
// whose words stand there; several writings of a list can have the same.
func (d Document) eachWriting(use func(place string, w dialogue.Writing) dialogue.Writing) {
	for part, w := range d.Parts {
		d.Parts[part] = use("part "+string(part), w)
	}
	for i := range d.Terms {
		d.Terms[i].Chosen = use("term "+d.Terms[i].Term, d.Terms[i].Chosen)
	}
	for i := range d.Reservations {
		v := &d.Reservations[i]
		v.Words = use(fmt.Sprintf("reservation %s %q", v.Side, v.By), v.Words)
	}
	for i := range d.Findings {
		d.Findings[i].Words = use("finding "+d.Findings[i].ID, d.Findings[i].Words)
	}
	for i := range d.Issues {
		d.Issues[i].eachWriting(use)
	}
	for i := range d.Recommendations {
		r := &d.Recommendations[i]
		r.Action = use("action "+r.ID, r.Action)
		r.Sign = use("sign "+r.ID, r.Sign)
		for k := range r.Components {
			r.Components[k] = use("component "+r.ID, r.Components[k])
		}
	}
	if p := d.Previous; p != nil {
		p.Title = use("previous", p.Title)
		for i := range p.Recommendations {
			p.Recommendations[i].Action = use("previous "+p.Recommendations[i].Number, p.Recommendations[i].Action)
		}
	}
}

func (i *Issue) eachWriting(use func(place string, w dialogue.Writing) dialogue.Writing) {
	i.Title, i.Settle = use("issue "+i.ID, i.Title), use("settle "+i.ID, i.Settle)
	for k := range i.Third {
		t := &i.Third[k]
		t.Actor, t.View = use("actor "+i.ID+" "+t.Side, t.Actor), use("view "+i.ID+" "+t.Side, t.View)
	}
	for k := range i.Perspectives {
		p := &i.Perspectives[k]
		for c := range p.Claims {
			p.Claims[c].eachWriting(use)
		}
		for r := range p.Responses {
			place := "response " + p.Side + " " + p.Responses[r].Claim
			p.Responses[r].Words = use(place, p.Responses[r].Words)
			eachEarlier(place, p.Responses[r].Earlier, use)
		}
	}
}

func (c *Claim) eachWriting(use func(place string, w dialogue.Writing) dialogue.Writing) {
	c.Whose, c.Words = use("whose "+c.ID, c.Whose), use("claim "+c.ID, c.Words)
	if c.Expects != nil {
		c.Expects.Sign = use("expects "+c.ID, c.Expects.Sign)
	}
	eachEarlier("claim "+c.ID, c.Earlier, use)
}

func eachEarlier(place string, all []Earlier, use func(place string, w dialogue.Writing) dialogue.Writing) {
	for i := range all {
		all[i].Words = use(place, all[i].Words)
	}
}
