package dialogue

import "testing"

// Who may see what of a forum (C10): whoever holds an office what is being
// written, co-chairs what is being decided, others nothing.
func TestWhoMaySeeWhatOfAForum(t *testing.T) {
	for who, v := range everybody(running(both...)) {
		office := who == "steward" || who == "co-chair" || who == "moderator"
		for what := ForumThing(-1); what < 10; what++ {
			want := office && what >= TheirIssues && what <= TheirReports || who == "co-chair" && what == ForumProposals
			if got := v.MaySeeForum(what); got != want {
				t.Errorf("%s sees thing %d: %v, want %v", who, what, got, want)
			}
		}
	}
}

// A release is public once it is cosigned and its embargo has passed, as long as
// no side stops it (S8, S112); co-chairs see it all the time.
func TestS112WhoMaySeeARelease(t *testing.T) {
	for _, c := range []struct {
		name     string
		r        Release
		cosigned bool
		public   bool
	}{
		{"cosigned", Release{}, true, true},
		{"not cosigned", Release{}, false, false},
		{"embargo until tomorrow", Release{Embargo: today + 1}, true, false},
		{"embargo until today", Release{Embargo: today}, true, true},
		{"embargo until yesterday, not cosigned", Release{Embargo: today - 1}, false, false},
		{"stopped", Release{StoppedBy: "azerbaijan"}, true, false},
		{"redacted: that it was there", Release{Redacted: true}, true, true},
		{"an example is no exception", Release{Example: true}, false, false},
	} {
		for who, v := range everybody(running(both...)) {
			if got := v.MaySeeRelease(c.r, c.cosigned, today); got != (c.public || who == "co-chair") {
				t.Errorf("%s: %s sees it: %v", c.name, who, got)
			}
		}
	}
}
