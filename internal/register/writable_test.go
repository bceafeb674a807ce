package register

import (
	"slices"
	"testing"

	"parley/internal/dialogue"
)

func namesOfFields(all []Field) []string {
	var names []string
	for _, f := range all {
		names = append(names, f.Name)
	}
	return names
}

// A form asks for what somebody may read and write, and offers no circle of readers
// in which its writer would not be.
func TestWritable(t *testing.T) {
	d := &Definition{Level: Public, Fields: []Field{
		{Name: "name", Type: Text, Level: Public},
		{Name: "caution", Type: Text, Level: Chairs},
		{Name: "own", Type: Text, Level: Side},
		{Name: "account", Type: Text, Level: Public, PerSide: true},
		{Name: "note", Type: Text, Level: Side, PerSide: true},
		{Name: "age", Type: Computed, Level: Public},
		{Name: "rating", Type: Assessed, Level: Public},
	}}
	chair := dialogue.Viewer{Account: 1, Role: dialogue.CoChair, Side: "azerbaijan"}
	moderator := dialogue.Viewer{Account: 2, Role: dialogue.Moderator, Side: "armenia"}
	for name, c := range map[string]struct {
		got, want []string
	}{
		"a co-chair":            {namesOfFields(d.Writable(chair, "", false)), []string{"name", "caution"}},
		"a co-chair of its own": {namesOfFields(d.Writable(chair, "azerbaijan", false)), []string{"name", "caution", "own"}},
		"a moderator":           {namesOfFields(d.Writable(moderator, "azerbaijan", false)), []string{"name"}},
		"a column":              {namesOfFields(d.Writable(chair, "armenia", true)), []string{"account", "note"}},
		"nobody":                {namesOfFields(d.Writable(dialogue.Viewer{}, "", false)), []string{"name"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s is asked for %v, want %v", name, c.got, c.want)
		}
	}
	if got := d.Choosable(moderator, ""); !slices.Equal(got, []Level{Public, Members}) {
		t.Errorf("a moderator chooses among %v", got)
	}
	d.Level = Members
	if got := d.Choosable(chair, "azerbaijan"); !slices.Equal(got, []Level{Members, Chairs, Side}) {
		t.Errorf("a co-chair chooses among %v", got)
	}
}
