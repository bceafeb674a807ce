package dialogue

import "testing"

// Who may vote, on what, when. A co-chair, moderator or steward has no vote.
func TestAcceptVote(t *testing.T) {
	d := running(both...)
	good := seeds()[0]
	in := func(s State) Statement {
		s1 := good
		s1.State = s
		return s1
	}
	ready, closed := preparing(both...), d
	closed.Phase = Closed
	other := person(d, "armenia")
	other.Dialogue++
	for _, c := range []struct {
		name   string
		d      Dialogue
		by     Viewer
		s      Statement
		choice Choice
		day    Day
		key    string
	}{
		{"agree", d, person(d, "azerbaijan"), good, Agree, today, ""},
		{"disagree", d, person(d, "armenia"), good, Disagree, today, ""},
		{"pass", d, person(d, "armenia"), good, Pass, today, ""},
		{"on the last day", d, person(d, "azerbaijan"), good, Agree, d.LastDay, ""},
		{"after the last day", d, person(d, "azerbaijan"), good, Agree, d.LastDay + 1, "refusal.not_open"},
		{"before opening", ready, person(ready, "armenia"), good, Agree, today, "refusal.not_open"},
		{"after the end", closed, person(d, "armenia"), good, Agree, today, "refusal.not_open"},
		{"something else", d, person(d, "azerbaijan"), good, 2, today, "refusal.choice"},
		{"something else", d, person(d, "azerbaijan"), good, -2, today, "refusal.choice"},
		{"on a pending one", d, person(d, "azerbaijan"), in(Pending), Agree, today, "refusal.statement_unknown"},
		{"on a rejected one", d, person(d, "armenia"), in(Rejected), Agree, today, "refusal.statement_unknown"},
		{"on a withdrawn one", d, person(d, "armenia"), in(Withdrawn), Agree, today, "refusal.statement_unknown"},
		{"on none", d, person(d, "armenia"), Statement{}, Agree, today, "refusal.statement_unknown"},
		{"in another dialogue", d, other, good, Agree, today, "refusal.participants_only"},
		{"as a co-chair", d, chair("azerbaijan"), good, Agree, today, "refusal.participants_only"},
		{"as a moderator", d, holder(Moderator, "armenia"), good, Agree, today, "refusal.participants_only"},
		{"as nobody", d, Viewer{}, good, Agree, today, "refusal.participants_only"},
	} {
		for _, important := range []bool{false, true} {
			v, err := c.d.AcceptVote(c.by, c.s, c.choice, important, c.day)
			wantKey(t, c.name, err, c.key)
			want := Vote{c.by.Participant, c.s.ID, c.choice, important}
			if c.key != "" {
				want = Vote{}
			}
			if v != want {
				t.Errorf("%s: %+v, want %+v", c.name, v, want)
			}
		}
	}
}
