package dialogue

import "testing"

// A moderator decides on statements by the own side's participants, with a
// reason of the published list, until the dialogue closes.
func TestModerate(t *testing.T) {
	d := running(both...)
	closed := d
	closed.Phase = Closed
	mine := Statement{ID: 3333, Side: "armenia", State: Pending}
	in := func(s State) Statement { s1 := mine; s1.State = s; return s1 }
	seed := in(Accepted)
	seed.Seed = true
	of := holder(Moderator, "armenia")
	for _, c := range []struct {
		name string
		d    Dialogue
		by   Viewer
		s    Statement
		to   State
		why  Reason
		day  Day
		key  string
	}{
		{"accept", d, of, mine, Accepted, "", today, ""},
		{"reject", d, of, mine, Rejected, "question", today, ""},
		{"reject what was accepted", d, of, in(Accepted), Rejected, "insult", today, ""},
		{"accept what was rejected", d, of, in(Rejected), Accepted, "", today, ""},
		{"the same again", d, of, in(Accepted), Accepted, "", today, ""},
		{"on the last day", d, of, mine, Accepted, "", d.LastDay, ""},
		{"after it", d, of, mine, Accepted, "", d.LastDay + 1, "refusal.not_open"},
		{"after the end", closed, of, mine, Accepted, "", today, "refusal.not_open"},
		{"reject without a reason", d, of, mine, Rejected, "", today, "refusal.reason"},
		{"reject for a reason of one's own", d, of, mine, Rejected, "dislike", today, "refusal.reason"},
		{"accept with a reason", d, of, mine, Accepted, "question", today, "refusal.reason"},
		{"withdraw for somebody", d, of, mine, Withdrawn, "", today, "refusal.reason"},
		{"make it wait again", d, of, in(Accepted), Pending, "", today, "refusal.reason"},
		{"a seed", d, of, seed, Rejected, "question", today, "refusal.seed_fixed"},
		{"a withdrawn one", d, of, in(Withdrawn), Accepted, "", today, "refusal.statement_unknown"},
		{"of the other side", d, holder(Moderator, "azerbaijan"), mine, Accepted, "", today, "refusal.statement_unknown"},
		{"as a co-chair", d, chair("armenia"), mine, Accepted, "", today, "refusal.moderator_only"},
		{"as a steward", d, holder(Steward, "armenia"), mine, Accepted, "", today, "refusal.moderator_only"},
		{"as a participant", d, person(d, "armenia"), mine, Accepted, "", today, "refusal.moderator_only"},
	} {
		s, err := c.d.Moderate(c.by, c.s, c.to, c.why, c.day)
		wantKey(t, c.name, err, c.key)
		want := c.s
		if c.key == "" {
			want.State, want.Reason = c.to, c.why
		}
		if s != want {
			t.Errorf("%s: %+v, want %+v", c.name, s, want)
		}
	}
}
