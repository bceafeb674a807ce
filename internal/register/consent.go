package register

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// holds reports whether somebody consents to a use on a day.
func (c Consent) holds(use string, today dialogue.Day) bool {
	return c.Use == use && c.Withdrawn == 0 && c.From <= today && (c.Until == 0 || today <= c.Until)
}

// Consents reports whether a record may be used so today.
func (r Record) Consented(use string, today dialogue.Day) bool {
	return slices.ContainsFunc(r.Consents, func(c Consent) bool { return c.holds(use, today) })
}

// consented returns the widest level that consents allow today: without a word of
// sharing a record stays with the side that holds it.
func consented(all []Consent, today dialogue.Day) Level {
	r := Record{Consents: all}
	switch {
	case !r.Consented("hold", today):
		return "" // nobody
	case r.Consented("publish", today):
		return Public
	case r.Consented("share", today):
		return Members
	}
	return Side
}

// MostConsents of one record.
const MostConsents = 200

// Lapsed reports whether consent to a record's being held has ended for good: it is
// then to be emptied.
func (d *Definition) Lapsed(r Record, today dialogue.Day) bool {
	return d.Consent && r.State != Withdrawn && !slices.ContainsFunc(r.Consents, func(c Consent) bool {
		return c.Use == "hold" && c.Withdrawn == 0 && (c.Until == 0 || c.Until >= today)
	})
}

// Lapse empties a record of which consent has lapsed.
func (r Record) Lapse(today dialogue.Day) Record { return r.empty(today) }

// RecordConsent decides on writing down that the one whom a record is about agreed
// to a use: by a co-chair or the steward of the side that holds the record, from a
// day that is not in the past. It takes the place of what was agreed to before from
// that day on.
func (d *Definition) RecordConsent(by dialogue.Viewer, r Record, c Consent, today dialogue.Day) (Record, error) {
	if err := d.keepsConsent(by, r); err != nil {
		return r, err
	}
	switch {
	case !slices.Contains(Uses(), c.Use):
		return r, fault.New(fault.Invalid, "refusal.consent_use")
	case c.From < today || (c.Until != 0 && c.Until < c.From):
		return r, fault.New(fault.Invalid, "refusal.consent_days")
	}
	if len(r.Consents) >= MostConsents {
		return r, fault.New(fault.Refused, "refusal.consents_many", "Most", MostConsents)
	}
	c.By, c.Withdrawn = by.Side, 0
	r.Consents = slices.Clone(r.Consents)
	for i, old := range r.Consents { // the newest says until when
		if old.Use != c.Use || old.Withdrawn != 0 || (old.Until != 0 && old.Until < c.From) {
			continue
		}
		if r.Consents[i].Until = c.From - 1; old.From >= c.From {
			r.Consents[i].Withdrawn = today
		}
	}
	r.Consents = append(r.Consents, c)
	return r, nil
}

// WithdrawConsent decides on taking consent to a use back, at once. Without consent
// to being held a record is emptied.
func (d *Definition) WithdrawConsent(by dialogue.Viewer, r Record, use string, today dialogue.Day) (Record, error) {
	if err := d.keepsConsent(by, r); err != nil {
		return r, err
	}
	if !slices.ContainsFunc(r.Consents, func(c Consent) bool { return c.Use == use && c.Withdrawn == 0 }) {
		return r, fault.New(fault.Refused, "refusal.consent_none")
	}
	r.Consents = slices.Clone(r.Consents)
	for i, c := range r.Consents {
		if c.Use == use && c.Withdrawn == 0 {
			r.Consents[i].Withdrawn = today
		}
	}
	if use == "hold" {
		return r.empty(today), nil
	}
	return r, nil
}

func (d *Definition) keepsConsent(by dialogue.Viewer, r Record) error {
	switch {
	case !d.Consent:
		return fault.New(fault.Refused, "refusal.consent_not_kept")
	case by.Role != dialogue.CoChair && by.Role != dialogue.Steward, by.Side != r.Side:
		return fault.New(fault.Refused, "refusal.record_owner")
	case r.State == Withdrawn:
		return fault.New(fault.Refused, "refusal.record_withdrawn")
	}
	return nil
}

// empty returns what stays of a record that was withdrawn: that its key is taken.
func (r Record) empty(today dialogue.Day) Record {
	return Record{ID: r.ID, Register: r.Register, Key: r.Key, Version: r.Version + 1, State: Withdrawn, Level: Side, Side: r.Side,
		Made: r.Made, Changed: today}
}
