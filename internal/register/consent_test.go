package register

import (
	"math/rand/v2"
	"testing"

	"parley/internal/dialogue"
)

// people is a register that is kept with consent.
func people() *Definition {
	d := wells()
	d.Consent, d.Approve, d.Start = true, OneSide, Side
	d.Fields = d.Fields[:3]
	return d
}

func held(t *testing.T, d *Definition) Record {
	t.Helper()
	r, err := d.Write(chair("azerbaijan"), twoSides, Record{ID: 1, Register: "wells", Key: "k"}, Change{Held: true, Level: Members, Values: map[string]Value{"title": say("Skills")}}, today)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func agree(t *testing.T, d *Definition, r Record, use string, from, until dialogue.Day) Record {
	t.Helper()
	r, err := d.RecordConsent(chair("azerbaijan"), r, Consent{Use: use, From: from, Until: until}, today)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestConsentBoundsWhoReads(t *testing.T) {
	d := people()
	r := held(t, d)
	_, err := d.Write(chair("azerbaijan"), twoSides, Record{ID: 2, Register: "wells", Key: "l"}, change(Members, map[string]Value{"title": say("Skills")}), today)
	refused(t, err, "refusal.consent_needed")
	if _, ok := d.Seen(moderator("azerbaijan"), r, today); !ok {
		t.Error("the own side does not read it")
	}
	if _, ok := d.Seen(moderator("armenia"), r, today); ok {
		t.Error("shared without consent")
	}
	r = agree(t, d, r, "share", today+2, today+4)
	for day, want := range map[dialogue.Day]bool{today + 1: false, today + 2: true, today + 4: true, today + 5: false} {
		if _, ok := d.Seen(moderator("armenia"), r, day); ok != want {
			t.Errorf("on day +%d another side reads it: %v", day-today, ok)
		}
	}
	_, err = d.WithdrawConsent(chair("armenia"), r, "share", today+2)
	refused(t, err, "refusal.record_owner")
	r, err = d.WithdrawConsent(chair("azerbaijan"), r, "share", today+3)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := d.Seen(moderator("armenia"), r, today+3); ok {
		t.Error("read after consent was withdrawn")
	}
	r, err = d.WithdrawConsent(chair("azerbaijan"), r, "hold", today+3)
	if err != nil || r.State != Withdrawn || len(r.Values) != 0 || len(r.Past) != 0 {
		t.Errorf("after consent to be held was withdrawn: %+v, %v", r, err)
	}
}

func TestConsentRefusals(t *testing.T) {
	d := people()
	r := held(t, d)
	for key, c := range map[string]struct {
		by dialogue.Viewer
		c  Consent
	}{
		"refusal.record_owner": {chair("armenia"), Consent{Use: "hold", From: today}},
		"refusal.consent_use":  {chair("azerbaijan"), Consent{Use: "sell", From: today}},
		"refusal.consent_days": {chair("azerbaijan"), Consent{Use: "hold", From: today - 1}},
	} {
		_, err := d.RecordConsent(c.by, r, c.c, today)
		refused(t, err, key)
	}
	_, err := wells().RecordConsent(chair("azerbaijan"), r, Consent{Use: "hold", From: today}, today)
	refused(t, err, "refusal.consent_not_kept")
	_, err = d.WithdrawConsent(chair("azerbaijan"), r, "publish", today)
	refused(t, err, "refusal.consent_none")
}

// Nobody reads a record at a level for which the consent of that day is missing,
// whatever was recorded and withdrawn in whatever order (SAFETY C11).
func TestNoReaderWithoutConsent(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	d := people()
	for range 300 {
		r := held(t, d)
		for range random.IntN(8) {
			use := Uses()[random.IntN(len(Uses()))]
			if random.IntN(3) > 0 {
				from := today + dialogue.Day(random.IntN(6))
				until := dialogue.Day(0)
				if random.IntN(2) == 0 {
					until = from + dialogue.Day(random.IntN(4))
				}
				r = agree(t, d, r, use, from, until)
			} else if use != "hold" {
				if next, err := d.WithdrawConsent(chair("azerbaijan"), r, use, today+dialogue.Day(random.IntN(6))); err == nil {
					r = next
				}
			}
		}
		for day := today; day < today+12; day++ {
			for who, v := range map[string]dialogue.Viewer{"publish": {}, "share": moderator("armenia"), "hold": moderator("azerbaijan")} {
				if _, ok := d.Seen(v, r, day); ok && !r.Consented("hold", day) || ok && !r.Consented(who, day) && (who != "share" || !r.Consented("publish", day)) {
					t.Fatalf("read without consent to %s on day +%d: %+v", who, day-today, r.Consents)
				}
			}
		}
	}
}
