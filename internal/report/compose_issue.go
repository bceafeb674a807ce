package report

import "parley/internal/dialogue"

func (d Document) issue(i dialogue.Issue) Issue {
	out := Issue{ID: dialogue.FormatID(i.ID), Case: i.Case, Version: i.Version, Title: shown(i.Title), Origin: d.origin(i.Origin),
		Provisions: i.Provisions, Exchanged: exchanged(i), Settle: shown(i.Settle), Sources: i.Sources, Caution: i.Caution}
	for _, p := range i.Perspectives {
		one := Perspective{Side: string(p.Side)}
		if out.Exchanged {
			one = perspective(p)
		}
		out.Perspectives = append(out.Perspectives, one)
	}
	for _, t := range i.Third {
		out.Third = append(out.Third, ThirdParty{shown(t.Actor), shown(t.View), string(t.Side), t.Day.String(), t.Source})
	}
	return out
}

// exchanged reports whether every side has sealed its perspective: before, none
// is anybody else's to see (RULINGS R15).
func exchanged(i dialogue.Issue) bool {
	for _, p := range i.Perspectives {
		if p.SealedOn == 0 {
			return false
		}
	}
	return len(i.Perspectives) > 0
}

func perspective(p dialogue.Perspective) Perspective {
	out := Perspective{Side: string(p.Side), SealedOn: p.SealedOn.String(), Gap: p.Gap}
	for _, c := range p.Claims {
		out.Claims = append(out.Claims, claim(c))
	}
	for _, r := range p.Responses {
		out.Responses = append(out.Responses, Response{dialogue.FormatID(r.Claim), shown(r.Words), r.Understood, r.Stance,
			r.On.String(), r.Version, earlier(r.Earlier)})
	}
	return out
}

func claim(c dialogue.Claim) Claim {
	out := Claim{ID: dialogue.FormatID(c.ID), Case: c.Case, Holder: c.Holder, On: c.On.String(), Version: c.Version, Withdrawn: c.Withdrawn}
	if c.Withdrawn {
		return out
	}
	out.Whose, out.Words, out.Sources, out.Earlier = shown(c.Whose), shown(c.Words), c.Sources, earlier(c.Earlier)
	if c.Answers != 0 {
		out.Answers = dialogue.FormatID(c.Answers)
	}
	if c.Expects != nil {
		out.Expects = &Expected{string(c.Expects.Of), shown(c.Expects.Sign), c.Expects.Met}
	}
	return out
}

func earlier(all []dialogue.Earlier) []Earlier {
	var out []Earlier
	for _, e := range all {
		out = append(out, Earlier{e.Version, e.On.String(), shown(e.Words), e.Understood, e.Stance})
	}
	return out
}

func recommendation(r dialogue.Recommendation) Recommendation {
	out := Recommendation{ID: dialogue.FormatID(r.ID), Number: r.Number, Version: r.Version, Addressees: r.Addressees,
		Action: shown(r.Action), Dimension: r.Dimension, Direction: r.Direction, Themes: r.Themes, Kind: r.Kind, Horizon: r.Horizon,
		Sign: shown(r.Sign), Side: string(r.Side), ProposedBy: r.ProposedBy, Provisions: r.Provisions, Review: r.Review.String(),
		Sources: r.Sources, Caution: r.Caution, Withdrawn: r.Withdrawn, On: r.On.String()}
	out.Consents, out.Past = consents(r.Consents, r.Past, r.Hash())
	for _, c := range r.Components {
		out.Components = append(out.Components, shown(c))
	}
	for _, c := range r.Claims {
		out.Claims = append(out.Claims, dialogue.FormatID(c))
	}
	return out
}
