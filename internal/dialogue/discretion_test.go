package dialogue

import (
	"fmt"
	"testing"
)

// everybody is one viewer of each sort, by what they are.
func everybody(d Dialogue) map[string]Viewer {
	other := person(d, "armenia")
	other.Dialogue++
	return map[string]Viewer{
		"public": {}, "elsewhere": other, "participant": person(d, "armenia"),
		"steward": holder(Steward, "armenia"), "co-chair": chair("armenia"), "moderator": holder(Moderator, "armenia"),
	}
}

var things = map[string]Thing{
	"existence": ItsExistence, "statements": ItsStatements, "result": ItsResult, "log": ItsLog, "queue": ItsQueue,
	"balance": ItsBalance, "proposals": ItsProposals, "papers": ItsPapers, "rows": ItsRows,
}

// Who may see what (C10, R4, the act 7), told as lists: whoever is not
// named may not. "own side" stands for a moderator asking for the own side.
func TestWhoMaySeeWhat(t *testing.T) {
	members := []string{"participant", "steward", "co-chair", "moderator"}
	everyone := append([]string{"public", "elsewhere"}, members...)
	chairs := []string{"co-chair"}
	open := map[string][]string{
		"existence": everyone, "statements": members, "log": members, "proposals": chairs, "papers": chairs, "rows": chairs,
		"queue": {"moderator"}, "balance": {"moderator"},
	}
	with := func(base map[string][]string, change map[string][]string) map[string][]string {
		all := map[string][]string{}
		for k, v := range base {
			all[k] = v
		}
		for k, v := range change {
			all[k] = v
		}
		return all
	}
	for _, c := range []struct {
		name   string
		change func(*Dialogue)
		see    map[string][]string
	}{
		{"preparing", func(d *Dialogue) { d.Phase = Preparing },
			map[string][]string{"existence": chairs, "statements": chairs, "papers": chairs, "proposals": chairs}},
		{"preparing, live set", func(d *Dialogue) { d.Phase, d.Live = Preparing, true },
			map[string][]string{"existence": chairs, "statements": chairs, "papers": chairs, "proposals": chairs}},
		{"open", func(*Dialogue) {}, open},
		{"open, live", func(d *Dialogue) { d.Live = true }, with(open, map[string][]string{"result": everyone})},
		{"open, live, for members", func(d *Dialogue) { d.Live, d.Settings.Results = true, Members },
			with(open, map[string][]string{"existence": members, "result": members})},
		{"open, for members", func(d *Dialogue) { d.Settings.Results = Members }, with(open, map[string][]string{"existence": members})},
		{"paused", func(d *Dialogue) { d.PausedBy = "azerbaijan" }, open},
		{"closed", func(d *Dialogue) { d.Phase = Closed }, with(open, map[string][]string{"result": everyone})},
		{"closed, for members", func(d *Dialogue) { d.Phase, d.Settings.Results = Closed, Members },
			with(open, map[string][]string{"existence": members, "result": members})},
	} {
		for _, kind := range []Kind{Named, Protected} {
			d := running("azerbaijan", "armenia")
			d.Kind = kind
			c.change(&d)
			for thing, what := range things {
				for who, v := range everybody(d) {
					want := false
					for _, allowed := range c.see[thing] {
						want = want || allowed == who
					}
					if got := v.MaySee(d, what, "armenia"); got != want {
						t.Errorf("%s %s: %s sees the %s: %v, want %v", kind, c.name, who, thing, got, want)
					}
				}
			}
		}
	}
}

// A moderator's own business ends at the own side.
func TestModeratorSeesTheOwnSideOnly(t *testing.T) {
	d := running("armenia", "azerbaijan")
	for _, what := range []Thing{ItsQueue, ItsBalance} {
		for _, of := range []SideID{"armenia", "azerbaijan"} {
			for _, side := range []SideID{"azerbaijan", "armenia", ""} {
				if got := holder(Moderator, of).MaySee(d, what, side); got != (of == side) {
					t.Errorf("moderator of %s sees thing %d of %q: %v", of, what, side, got)
				}
			}
		}
	}
}

// While it is being prepared a dialogue does not exist for anybody but
// co-chairs, whatever is asked for, also what nobody has thought of yet.
func TestNobodySeesWhatIsBeingPrepared(t *testing.T) {
	d := preparing(both...)
	for what := Thing(-1); what < 50; what++ {
		for who, v := range everybody(d) {
			for _, side := range []SideID{"armenia", "azerbaijan", ""} {
				if who != "co-chair" && v.MaySee(d, what, side) {
					t.Errorf("%s sees thing %d of %q", who, what, side)
				}
			}
		}
	}
	for _, p := range []Phase{Preparing, Open, Closed} {
		d.Phase = p
		for who, v := range everybody(d) {
			if v.MaySee(d, Thing(len(things)), "armenia") {
				t.Errorf("%s sees a thing that there is not while %s", who, p)
			}
		}
	}
}

func TestReads(t *testing.T) {
	d := running(both...)
	want := map[string]Audience{"public": Everyone, "elsewhere": Everyone, "participant": Members,
		"steward": Members, "co-chair": Members, "moderator": Members}
	got := map[string]Audience{}
	for who, v := range everybody(d) {
		got[who] = v.Reads(d)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}
