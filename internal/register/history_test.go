package register

import (
	"fmt"
	"slices"
	"testing"

	"parley/internal/dialogue"
)

func columnsOf(side dialogue.SideID, field string, v Value) map[dialogue.SideID]map[string]Value {
	return map[dialogue.SideID]map[string]Value{side: {field: v}}
}

// S41: a plan is revised without losing what it was, and each step says who and why.
func TestS41_HistorySaysWhatChanged(t *testing.T) {
	d := wells()
	r := keptRecord(t, d, Members, map[string]Value{"title": say("One")})
	write := func(level Level, why string, values map[string]Value) {
		c := change(level, values)
		c.Why = say(why).Texts[0]
		var err error
		if r, err = d.Write(chair("azerbaijan"), twoSides, r, c, today+1); err != nil {
			t.Fatal(err)
		}
	}
	write(Public, "open it", map[string]Value{"title": say("Two"), "kind": one("spring")})
	r = r.Enact(today + 2)
	var err error
	r, err = d.Column(chair("armenia"), twoSides, r, map[string]Value{"state": one("dry")}, say("went there").Texts[0], today+3)
	if err != nil {
		t.Fatal(err)
	}
	write(Public, "wrong name", map[string]Value{"title": say("Three"), "kind": one("spring")})

	var got []string
	for _, s := range d.History(r) {
		line := fmt.Sprintf("%d+%d by %q %s→%s %s:", s.Version, s.On-today, s.By, s.From, s.To, s.Why.Text["en"])
		for _, x := range s.Differences {
			line += fmt.Sprintf(" %s/%s %s→%s", x.Field, x.Side, saysOf(x.Before), saysOf(x.After))
		}
		got = append(got, line)
	}
	want := []string{
		`0+1 by "azerbaijan" public→public wrong name: title/ Two→Three`,
		`3+3 by "armenia" public→public went there: state/armenia →dry`,
		`2+2 by "" members→public open it: title/ One→Two kind/ →spring`,
		`1+0 by "" members→members :`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func saysOf(v Value) string {
	if len(v.Texts) > 0 {
		return v.Texts[0].Text["en"]
	}
	return shows(v)
}

func TestHistoryOfADraftIsWhatIsPending(t *testing.T) {
	d := wells()
	r, err := d.Write(chair("azerbaijan"), twoSides, Record{ID: 1, Register: d.Name, Key: "well-1"}, change(Members, map[string]Value{"title": say("One")}), today)
	if err != nil {
		t.Fatal(err)
	}
	if steps := d.History(r); len(steps) != 1 || !steps[0].Pending() || len(steps[0].Differences) != 1 {
		t.Errorf("%+v", steps)
	}
}
