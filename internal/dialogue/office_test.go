package dialogue

import (
	"testing"
	"time"
)

// A steward invites to the offices of the own side; who is in office as steward
// or co-chair is replaced with the recovery key only (R13).
func TestInvite(t *testing.T) {
	filled := []Office{{ID: 1, Side: "armenia", Role: Steward}, {ID: 2, Side: "armenia", Role: CoChair}, {ID: 3, Side: "azerbaijan", Role: Steward}}
	for _, c := range []struct {
		name string
		by   Viewer
		role Role
		key  string
	}{
		{"a moderator", holder(Steward, "armenia"), Moderator, ""},
		{"a co-chair beside another", holder(Steward, "armenia"), CoChair, "refusal.office_filled"},
		{"the first co-chair", holder(Steward, "azerbaijan"), CoChair, ""},
		{"a second steward", holder(Steward, "azerbaijan"), Steward, "refusal.office_filled"},
		{"no such office", holder(Steward, "azerbaijan"), "facilitator", "refusal.role"},
		{"by a co-chair", chair("azerbaijan"), Moderator, "refusal.steward_only"},
		{"by a moderator", holder(Moderator, "armenia"), Moderator, "refusal.steward_only"},
		{"by nobody", Viewer{}, Steward, "refusal.steward_only"},
	} {
		i, err := Invite(c.by, c.role, filled)
		wantKey(t, c.name, err, c.key)
		want := Invitation{Side: c.by.Side, Role: c.role}
		if err == nil && i != want {
			t.Errorf("%s: %+v, want %+v", c.name, i, want)
		}
	}
}

// A side replaces its own steward or co-chair, and nobody of another side.
func TestReplace(t *testing.T) {
	for _, c := range []struct {
		name string
		side SideID
		old  Office
		key  string
	}{
		{"co-chair", "azerbaijan", Office{ID: 4, Side: "azerbaijan", Role: CoChair}, ""},
		{"steward", "armenia", Office{ID: 5, Side: "armenia", Role: Steward}, ""},
		{"moderator", "armenia", Office{ID: 6, Side: "armenia", Role: Moderator}, "refusal.recovery_office"},
		{"co-chair of the other side", "armenia", Office{ID: 4, Side: "azerbaijan", Role: CoChair}, "refusal.recovery_office"},
		{"steward of the other side", "azerbaijan", Office{ID: 5, Side: "armenia", Role: Steward}, "refusal.recovery_office"},
		{"one whose card was used", "azerbaijan", Office{ID: 7, Side: "azerbaijan", Role: Steward, Locked: true}, ""},
		{"nobody", "azerbaijan", Office{}, "refusal.recovery_office"},
	} {
		others := []Office{{ID: 1, Side: "azerbaijan", Role: CoChair, Locked: true}, {ID: 2, Side: "armenia", Role: Steward, Locked: true}}
		if c.name == "nobody" {
			others = nil
		}
		i, err := Replace(c.side, c.old.Role, append(others, c.old), today)
		wantKey(t, c.name, err, c.key)
		want := Invitation{Side: c.side, Role: c.old.Role, Replaces: c.old.ID, From: today + DaysToReplace}
		if err == nil && i != want {
			t.Errorf("%s: %+v, want %+v", c.name, i, want)
		}
	}
}

// The wait is 72 hours at least (R13), also when it begins in the last second of
// a day, though no hour is kept.
func TestReplacementWaits72Hours(t *testing.T) {
	i, err := Replace("armenia", CoChair, []Office{{ID: 4, Side: "armenia", Role: CoChair}}, today)
	if err != nil {
		t.Fatal(err)
	}
	lastSecond := today.Time().Add(24*time.Hour - time.Second)
	for day := today - 1; day < i.From; day++ {
		wantKey(t, day.String(), i.Accept(day), "refusal.invitation_early")
	}
	wantKey(t, "then", i.Accept(i.From), "")
	if waited := i.From.Time().Sub(lastSecond); waited < 72*time.Hour {
		t.Errorf("it waits %s only", waited)
	}
	wantKey(t, "an invitation without a wait", Invitation{}.Accept(today), "")
}

func TestCheckForum(t *testing.T) {
	_, err := CheckForum(chair("azerbaijan"), inAll("Border villages"))
	wantKey(t, "by a co-chair", err, "")
	_, err = CheckForum(holder(Steward, "azerbaijan"), inAll("Border villages"))
	wantKey(t, "by a steward", err, "refusal.co_chair_only")
	_, err = CheckForum(chair("armenia"), Text{"hy": "Սահմանամերձ գյուղեր"})
	wantKey(t, "in one language", err, "refusal.text_missing")
}
