package dialogue

import (
	"slices"

	"crypto/sha256"
	"testing"

	"parley/internal/fault"
)

// today is the day on which the tests happen: 2026-11-23.
const today Day = 20780

// key names the refusal that an error is; "" when there is none.
func key(err error) string {
	if f := fault.Of(err); f != nil {
		return f.Key
	}
	if err != nil {
		return "not a refusal: " + err.Error()
	}
	return ""
}

func wantKey(t *testing.T, what string, err error, want string) {
	t.Helper()
	if got := key(err); got != want {
		t.Errorf("%s: refusal %q, want %q", what, got, want)
	}
}

// inAll is one text in every language.
func inAll(text string) Text {
	all := Text{}
	for _, l := range Languages() {
		all[l] = text
	}
	return all
}

func someSettings() Settings {
	s := DefaultSettings(Named)
	s.Topic, s.Description = inAll("Water of the border villages"), inAll("What should be done first?")
	return s
}

// preparing is a dialogue of sides without any codes yet.
func preparing(sides ...SideID) Dialogue {
	d := Dialogue{ID: 77, Forum: 5, Kind: Named, Phase: Preparing, Settings: someSettings()}
	for _, s := range sides {
		d.Sides = append(d.Sides, Allotment{Side: s})
	}
	return d
}

// running is an open dialogue in which every side has 60 codes.
func running(sides ...SideID) Dialogue {
	d := preparing(sides...)
	d.Phase, d.OpenedOn, d.LastDay = Open, today-3, today+10
	for i := range d.Sides {
		d.Sides[i].Issued = 60
	}
	return d
}

// seeds are two statements to begin with.
func seeds() []Statement {
	return []Statement{
		{ID: 4711, Side: "azerbaijan", Language: "az", Text: "Su hamınındır.", Seed: true, State: Accepted},
		{ID: 1234, Side: "armenia", Language: "hy", Text: "Ջուրը բոլորինն է։", Seed: true, State: Accepted},
	}
}

// batch is as many codes for every side.
func batch(n int, sides ...SideID) Batch {
	b := Batch{}
	for _, s := range sides {
		sum := sha256.Sum256([]byte{byte(n)})
		b[s] = CodeCount{Count: n, Digest: Hash(sum).String()}
	}
	return b
}

// basis is what opening a dialogue rests on.
func basis(sides ...SideID) Basis {
	return Basis{Statements: seeds(), Waiting: batch(60, sides...), Today: today}
}

var both = []SideID{"azerbaijan", "armenia"}

// accounts of co-chairs; those of their successors are one higher.
func accountOf(side SideID) AccountID { return AccountID(100 * len(side)) }

func chair(side SideID) Viewer {
	return Viewer{Account: accountOf(side), Role: CoChair, Side: side}
}

func holder(role Role, side SideID) Viewer {
	return Viewer{Account: 9, Role: role, Side: side}
}

func chairsOf(d Dialogue) []Office {
	var all []Office
	for _, a := range d.Sides {
		all = append(all, Office{ID: accountOf(a.Side), Side: a.Side, Role: CoChair})
	}
	return all
}

// person is a participant of a dialogue.
func person(d Dialogue, side SideID) Viewer {
	return Viewer{Participant: 31, Dialogue: d.ID, Side: side}
}

// with returns a dialogue that was changed.
func with(d Dialogue, change func(*Dialogue)) Dialogue {
	d.Sides = slices.Clone(d.Sides)
	change(&d)
	return d
}
