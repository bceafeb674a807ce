package register

import (
	"fmt"
	"slices"
	"testing"

	"parley/internal/dialogue"
)

// What is missed is visible, and no day too early (S38, S41).
func TestAlarms(t *testing.T) {
	d := &Definition{Fields: []Field{
		{Name: "review", Type: DateType}, {Name: "reviewed", Type: DateType}, {Name: "sign", Type: Text}, {Name: "fired", Type: DateType},
		{Name: "answer", Type: Text, PerSide: true}, {Name: "doubt", Type: Text, PerSide: true}, {Name: "state", Type: Choice},
	}}
	due := Watch{Name: "due", Due: "review", After: 30, Until: "reviewed", Where: map[string]string{"state": "open"}}
	yearly := Watch{Name: "yearly", Due: "reviewed", Every: 365}
	open := one("open")
	for i, c := range []struct {
		watch  Watch
		values map[string]Value
		want   string
	}{
		{due, map[string]Value{"review": on("2026-10"), "state": open}, ""},
		{due, map[string]Value{"review": on("2026-09"), "state": open}, "2026-10-30 +26"},
		{due, map[string]Value{"review": on("2026-09")}, ""},
		{due, map[string]Value{"review": on("2026-09"), "state": open, "reviewed": on("2026-09")}, ""},
		{due, map[string]Value{"review": on("2020/.."), "state": open}, ""},
		{due, map[string]Value{"state": open}, ""},
		{yearly, map[string]Value{"reviewed": on("2025-11-25")}, ""},
		{yearly, map[string]Value{"reviewed": on("2025-11-24")}, "2026-11-24 +1"},
		{yearly, nil, "2026-01-01 +328"},
		{Watch{When: "sign"}, map[string]Value{"sign": say("seen")}, " +0"},
		{Watch{When: "sign"}, nil, ""},
		{Watch{When: "fired", Until: "reviewed"}, map[string]Value{"fired": on("2026-11")}, "2026-11-01 +24"},
		{Watch{Due: "review", Until: "answer"}, map[string]Value{"review": on("2026-11-24")}, "2026-11-24 +1 armenia"},
		{Watch{When: "doubt"}, nil, " +0 azerbaijan"},
		{Watch{When: "doubt", Until: "answer"}, nil, ""},
	} {
		d.Watch = []Watch{c.watch}
		r := keptOf("well", c.values)
		r.Made = dayOf(t, "2025-01-01")
		r.Columns = map[dialogue.SideID]map[string]Value{"azerbaijan": {"answer": say("yes"), "doubt": say("is it?")}}
		var got []string
		for _, a := range d.Alarms(r, twoSides, dayOf(t, "2026-11-25")) {
			text := fmt.Sprintf("%s +%d", a.Due, a.Late)
			if a.Side != "" {
				text += " " + string(a.Side)
			}
			got = append(got, text)
		}
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		if !slices.Equal(got, want) {
			t.Errorf("case %d: %q, want %q", i, got, want)
		}
		if r.State = Draft; len(d.Alarms(r, twoSides, dayOf(t, "2026-11-25"))) > 0 {
			t.Errorf("case %d: an alarm of what nobody approved", i)
		}
	}
}
