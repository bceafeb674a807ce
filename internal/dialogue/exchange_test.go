package dialogue

import (
	"testing"
)

// Each side's words are written by that side only (S1), and an empty column is
// there and stays empty.
func TestS1EachSideWritesItsOwn(t *testing.T) {
	i := exchanged("armenia", "azerbaijan")
	for _, c := range []struct {
		name string
		by   Viewer
		key  string
	}{
		{"co-chair", chair("azerbaijan"), ""},
		{"moderator", holder(Moderator, "armenia"), ""},
		{"steward", holder(Steward, "armenia"), "refusal.writers_only"},
		{"facilitator", holder("facilitator", "azerbaijan"), "refusal.writers_only"},
		{"of no side here", chair("valley"), "refusal.writers_only"},
		{"participant", Viewer{Participant: 31, Side: "armenia"}, "refusal.writers_only"},
		{"public", Viewer{}, "refusal.writers_only"},
	} {
		next, err := i.WriteClaim(c.by, claim(9, "az", "Su."), today)
		wantKey(t, c.name+" writes", err, c.key)
		for at, p := range next.Perspectives {
			want := len(i.Perspectives[at].Claims)
			if err == nil && p.Side == c.by.Side {
				want++
			}
			if len(p.Claims) != want {
				t.Errorf("%s: %s has %d claims, want %d", c.name, p.Side, len(p.Claims), want)
			}
		}
		other := SideID("armenia")
		if c.by.Side == other {
			other = "azerbaijan"
		}
		theirs := i.Perspectives[i.index(other)].Claims[0]
		_, err = i.WriteClaim(c.by, theirs, today)
		if c.key == "" {
			c.key = "refusal.claim_unknown"
		}
		wantKey(t, c.name+" writes in another's", err, c.key)
		_, err = i.WithdrawClaim(c.by, theirs.ID, today)
		wantKey(t, c.name+" takes another's back", err, c.key)
	}
	empty := must(must(shared(both...).Seal(chair("armenia"), today)).Seal(chair("azerbaijan"), today))
	if len(empty.Perspectives) != 2 || !empty.Exchanged() || empty.Perspectives[0].Standing() != 0 {
		t.Errorf("empty columns: %+v", empty.Perspectives)
	}
}

// Nobody sees another side's perspective before all are sealed (R15); then all
// see all.
func TestR15PerspectivesAreExchangedTogether(t *testing.T) {
	for _, sides := range [][]SideID{{"azerbaijan", "armenia"}, {"armenia", "azerbaijan", "valley"}} {
		i := shared(sides...)
		for n, s := range sides {
			i = must(i.WriteClaim(holder(Moderator, s), claim(ClaimID(n+1), "en", "Words of "+string(s)), today))
		}
		for n, s := range sides {
			for _, v := range []Viewer{{}, chair(sides[0]), holder(Moderator, sides[1]), holder(Steward, sides[0]), {Participant: 3, Side: sides[0]}, chair("elsewhere")} {
				for _, p := range i.Seen(v).Perspectives {
					own := v.Role != "" && p.Side == v.Side
					if (len(p.Claims) > 0) != own {
						t.Errorf("%d sealed: %s of %q sees claims of %s: %v", n, v.Role, v.Side, p.Side, p.Claims)
					}
				}
			}
			if i.Exchanged() {
				t.Fatalf("exchanged with %d of %d seals", n, len(sides))
			}
			_, err := i.Respond(chair(sides[len(sides)-1]), Response{Claim: 1, Understood: true}, today)
			wantKey(t, "answer what one may not see", err, "refusal.claim_unknown")
			_, err = i.WriteClaim(chair(sides[len(sides)-1]), Claim{ID: 8, Holder: Delegation, Words: said("hy", "Ջուր"), Answers: 1}, today)
			wantKey(t, "refer to what one may not see", err, "refusal.claim_unknown")
			before := i
			i = must(i.Seal(chair(s), today))
			_, err = before.Seal(holder(Moderator, s), today)
			wantKey(t, "a moderator seals", err, "refusal.co_chair_only")
			if n < len(sides)-1 {
				_, err = i.Seal(chair(s), today)
				wantKey(t, "seal twice", err, "refusal.sealed_already")
				_, err = i.WriteClaim(chair(s), claim(9, "ru", "Ещё."), today)
				wantKey(t, "write what is sealed", err, "refusal.sealed")
				opened := must(i.Unseal(chair(s)))
				_, err = opened.Unseal(chair(s))
				wantKey(t, "unseal twice", err, "refusal.not_sealed")
				must(opened.WriteClaim(chair(s), claim(9, "ru", "Ещё."), today))
			}
		}
		_, err := i.Unseal(chair(sides[1]))
		wantKey(t, "unseal after the exchange", err, "refusal.exchanged")
		for _, p := range i.Seen(Viewer{}).Perspectives {
			if len(p.Claims) != 1 {
				t.Errorf("exchanged, and %s is empty", p.Side)
			}
		}
	}
}

// What is written before the exchange leaves nothing for the others to see: no
// earlier wording, no count of them, no claim that was taken back. The issue's
// version does not move either.
func TestR15DraftsLeaveNoTrace(t *testing.T) {
	i := shared("azerbaijan", "armenia")
	version := i.Version
	i = must(i.WriteClaim(chair("armenia"), claim(1, "hy", "Մեկ"), today))
	again := claim(1, "hy", "Երկու")
	again.Version = 1
	i = must(i.WriteClaim(chair("armenia"), again, today))
	i = must(i.WriteClaim(chair("armenia"), claim(2, "hy", "Երեք"), today))
	i = must(i.WithdrawClaim(chair("armenia"), 2, today))
	i = must(must(i.Seal(chair("armenia"), today)).Seal(chair("azerbaijan"), today))
	claims := i.Perspectives[1].Claims
	if len(claims) != 1 || claims[0].Version != 1 || claims[0].Earlier != nil || i.Version != version {
		t.Errorf("after the exchange: version %d, %+v", i.Version, claims)
	}
}
