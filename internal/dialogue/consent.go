package dialogue

import (
	"cmp"
	"slices"
	"strings"

	"parley/internal/fault"
)

// A Consent is one co-chair's yes to exact words. It is withdrawn by its own
// side, at once and alone, and that is shown.
type Consent struct {
	Side      SideID `json:"side"`
	Hash      string `json:"hash"` // of the words: hexadecimal SHA-256
	On        Day    `json:"on"`
	Withdrawn Day    `json:"withdrawn,omitempty"`
}

// consented reports whether a side has consented to the words with a hash.
func consented(all []Consent, side SideID, words Hash) bool {
	return slices.ContainsFunc(all, func(c Consent) bool {
		return c.Side == side && c.Hash == words.String() && c.Withdrawn == 0
	})
}

// addConsent adds that of a side, unless it is there.
func addConsent(all []Consent, side SideID, words Hash, today Day) []Consent {
	if consented(all, side, words) {
		return all
	}
	all = slices.DeleteFunc(slices.Clone(all), func(c Consent) bool { return c.Side == side })
	all = append(all, Consent{Side: side, Hash: words.String(), On: today})
	slices.SortFunc(all, func(a, b Consent) int { return strings.Compare(string(a.Side), string(b.Side)) })
	return all
}

// withdrawConsent moves the consent of a co-chair's side to the past ones.
func withdrawConsent(by Viewer, all, past []Consent, today Day) (left, moved []Consent, err error) {
	if by.Role != CoChair {
		return all, past, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	at := slices.IndexFunc(all, func(c Consent) bool { return c.Side == by.Side })
	if at < 0 {
		return all, past, fault.New(fault.Refused, "refusal.consent_none")
	}
	gone := all[at]
	gone.Withdrawn = today
	return slices.Delete(slices.Clone(all), at, at+1), pastConsents(past, []Consent{gone}), nil
}

// pastConsents adds consents to the past ones.
func pastConsents(past, more []Consent) []Consent {
	past = append(slices.Clone(past), more...)
	slices.SortStableFunc(past, func(a, b Consent) int {
		return cmp.Or(cmp.Compare(a.On, b.On), strings.Compare(string(a.Side), string(b.Side)))
	})
	return past
}
