package register

import (
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

const today dialogue.Day = 20_000

var twoSides = []dialogue.SideID{"azerbaijan", "armenia"}

// wells is a register with shared and per-side fields of several levels.
func wells() *Definition {
	return leveled(&Definition{Name: "wells", Level: Public, Start: Members, Approve: EverySide, Suggest: true, Replies: true, Fields: []Field{
		{Name: "title", Type: Text, Is: "title", Required: true, Most: 80},
		{Name: "depth", Type: NumberType, Unit: "metre"},
		{Name: "kind", Type: Choice, Options: []Option{{Value: "spring"}, {Value: "drilled"}}},
		{Name: "near", Type: LinkType, To: "wells", Many: true},
		{Name: "broker", Type: Text, Level: Chairs, Most: 80},
		{Name: "impact", Type: Text, Most: 80, Needs: "proof"},
		{Name: "proof", Type: Proof},
		{Name: "state", Type: Choice, PerSide: true, Options: []Option{{Value: "dry"}, {Value: "full"}}},
		{Name: "notes", Type: Text, PerSide: true, Level: Side, Most: 80},
	}})
}

// leveled gives fields without a level that of their record, as Load does.
func leveled(d *Definition) *Definition {
	for i := range d.Fields {
		if d.Fields[i].Level == "" {
			d.Fields[i].Level = Public
		}
	}
	return d
}

func chair(side dialogue.SideID) dialogue.Viewer {
	return dialogue.Viewer{Account: 1, Role: dialogue.CoChair, Side: side}
}

func moderator(side dialogue.SideID) dialogue.Viewer {
	return dialogue.Viewer{Account: 2, Role: dialogue.Moderator, Side: side}
}

func say(text string) Value {
	return Value{Texts: []dialogue.Writing{{Original: "en", Text: dialogue.Text{"en": text}}}}
}

func one(choice string) Value { return Value{Choices: []string{choice}} }

func change(level Level, values map[string]Value) Change { return Change{Level: level, Values: values} }

// keptRecord returns a record that every side has approved.
func keptRecord(t *testing.T, d *Definition, level Level, values map[string]Value) Record {
	t.Helper()
	r, err := d.Write(chair("armenia"), twoSides, Record{ID: 1, Register: d.Name, Key: "well-1"}, change(level, values), today)
	if err != nil {
		t.Fatal(err)
	}
	return r.Enact(today)
}

func refused(t *testing.T, err error, key string) {
	t.Helper()
	if f := fault.Of(err); f == nil || f.Key != key {
		t.Errorf("got %v, want %s", err, key)
	}
}

// allSee says that everybody sees what a link leads to.
func allSee(Name, string) bool { return true }
