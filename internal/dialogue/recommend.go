package dialogue

import (
	"slices"

	"parley/internal/fault"
)

// Most of what one recommendation holds.
const (
	MostAddressees = 10
	MostComponents = 20
	MostClaimLinks = 30
)

// Write decides on a co-chair's words for a recommendation, in place of those of
// the Version that was shown; 0 for a new one. One that is a side's only that
// side changes, and it can hand it to all; nobody makes one of all its own.
// Support of other words is past.
func (r Recommendation) Write(by Viewer, sides []SideID, edited Recommendation, today Day) (Recommendation, error) {
	isNew := r.Version == 0
	switch {
	case by.Role != CoChair || !slices.Contains(sides, by.Side):
		return r, fault.New(fault.Refused, "refusal.co_chair_only")
	case r.Withdrawn:
		return r, fault.New(fault.Refused, "refusal.recommendation_withdrawn")
	case edited.Version != r.Version:
		return r, changedMeanwhile()
	case r.Side != "" && r.Side != by.Side,
		edited.Side != "" && edited.Side != by.Side,
		edited.Side != "" && r.Side == "" && !isNew:
		return r, fault.New(fault.Refused, "refusal.words_of_other")
	}
	next, err := edited.clean(sides)
	if err != nil {
		return r, err
	}
	next.ID, next.Forum, next.Number, next.Version, next.On = r.ID, r.Forum, r.Number, r.Version+1, r.On
	if isNew {
		next.On = today
	}
	next.Consents, next.Past, next.Withdrawn, next.Caution = r.Consents, r.Past, false, r.Caution
	next.Direction, next.Themes, next.ProposedBy = r.Direction, r.Themes, r.ProposedBy
	if next.Hash() != r.Hash() {
		next.Consents, next.Past = nil, pastConsents(r.Past, r.Consents)
	}
	return next, nil
}

// clean tidies what a co-chair writes. Translations of what is one side's are
// approved as its co-chair ticks them.
func (r Recommendation) clean(sides []SideID) (Recommendation, error) {
	if r.Kind == "" {
		r.Kind = RecommendationKinds()[0]
	}
	switch {
	case !slices.Contains(Dimensions(), r.Dimension):
		return r, fault.New(fault.Invalid, "refusal.dimension")
	case !slices.Contains([]Horizon{NoHorizon, Short, Medium, Long}, r.Horizon):
		return r, fault.New(fault.Invalid, "refusal.horizon")
	case !slices.Contains(RecommendationKinds(), r.Kind):
		return r, fault.New(fault.Invalid, "refusal.recommendation_kind")
	case r.Kind == "expectation" && r.Side == "":
		return r, fault.New(fault.Invalid, "refusal.expectation_side")
	case len(r.Addressees) > MostAddressees, len(r.Components) > MostComponents, len(r.Claims) > MostClaimLinks, r.Review < 0:
		return r, fault.New(fault.Invalid, "refusal.too_much", "Most", MostAddressees)
	}
	var err error
	words := func(w Writing) Writing {
		switch {
		case err != nil:
		case r.Side != "":
			w, err = CleanWriting(w, LongestDescription)
		default:
			w, err = cleanJoint(w, LongestDescription, sides)
		}
		return w
	}
	r.Action, r.Sign = words(r.Action), words(r.Sign)
	var components []Writing
	for _, c := range r.Components {
		if c = words(c); !c.Empty() {
			components = append(components, c)
		}
	}
	var addressees []string
	for _, a := range r.Addressees {
		if err != nil {
			break
		}
		if a, err = cleanWords(onOneLine(a), LongestTopic); a != "" && !slices.Contains(addressees, a) {
			addressees = append(addressees, a)
		}
	}
	r.Components, r.Addressees, r.Claims = components, addressees, slices.Clone(r.Claims)
	if err != nil {
		return r, err
	}
	if r.Action.Empty() || len(r.Addressees) == 0 {
		return r, fault.New(fault.Invalid, "refusal.recommendation_whole")
	}
	if r.Provisions, err = cleanProvisions(r.Provisions); err != nil {
		return r, err
	}
	r.Sources, err = cleanSources(r.Sources)
	return r, err
}

// Support decides on the support of a co-chair's side for the words with the hash
// seen.
func (r Recommendation) Support(by Viewer, seen Hash, today Day) (Recommendation, error) {
	switch {
	case by.Role != CoChair:
		return r, fault.New(fault.Refused, "refusal.co_chair_only")
	case r.Withdrawn:
		return r, fault.New(fault.Refused, "refusal.recommendation_withdrawn")
	case seen != r.Hash():
		return r, fault.New(fault.Conflict, "refusal.words_changed")
	}
	r.Consents = addConsent(r.Consents, by.Side, seen, today)
	return r, nil
}

// Supported reports whether a side supports the words as they are.
func (r Recommendation) Supported(by SideID) bool { return consented(r.Consents, by, r.Hash()) }

// WithdrawSupport decides on taking the own side's support back: at once, alone.
func (r Recommendation) WithdrawSupport(by Viewer, today Day) (Recommendation, error) {
	var err error
	r.Consents, r.Past, err = withdrawConsent(by, r.Consents, r.Past, today)
	return r, err
}

// Withdraw decides on taking a recommendation back: one of a side that side, one
// of all any co-chair. It stays, marked so, and keeps its number for ever.
func (r Recommendation) Withdraw(by Viewer) (Recommendation, error) {
	switch {
	case by.Role != CoChair:
		return r, fault.New(fault.Refused, "refusal.co_chair_only")
	case r.Withdrawn:
		return r, fault.New(fault.Refused, "refusal.recommendation_withdrawn")
	case r.Side != "" && r.Side != by.Side:
		return r, fault.New(fault.Refused, "refusal.words_of_other")
	}
	r.Withdrawn = true
	r.Version++
	return r, nil
}
