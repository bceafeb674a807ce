package register

import (
	"fmt"
	"slices"
	"testing"
)

func TestBoardHasAColumnForEveryOption(t *testing.T) {
	d := definitionOf(t, "everything")
	all := []Record{
		keptOf("a", map[string]Value{"uses": {Choices: []string{"drinking", "school"}}}),
		keptOf("b", nil),
		keptOf("c", map[string]Value{"uses": one("school")}),
	}
	if got := fmt.Sprint(d.Board(View{By: "uses"}, all)); got != "[{drinking [0]} {fields []} {school [0 2]} { [1]}]" {
		t.Error(got)
	}
	computed := []Record{all[0].With(map[string]Value{"agreed": one("disputed")})}
	if got := fmt.Sprint(d.Board(View{By: "agreed"}, computed)); got != "[{none []} {begun []} {partly []} {all []} {disputed [0]}]" {
		t.Error(got)
	}
	if _, ok := all[0].Values["agreed"]; ok {
		t.Error("With changed the record that it was given")
	}
}

// A record with two values counts at both, and once in the total.
func TestCountsOfTwoFields(t *testing.T) {
	d := definitionOf(t, "everything")
	all := []Record{
		keptOf("a", map[string]Value{"uses": {Choices: []string{"drinking", "school"}}, "region": one("plain")}),
		keptOf("b", map[string]Value{"uses": one("school")}),
		keptOf("c", map[string]Value{"region": one("hills")}),
	}
	p := d.Counts(View{By: "region", Across: "uses"}, all)
	if got := fmt.Sprintf("%q %q %v %v %v %d", p.Rows, p.Columns, p.Cells, p.InRow, p.InColumn, p.Records); got !=
		`["hills" "plain" ""] ["drinking" "school" ""] [[0 0 1] [1 1 0] [0 1 0]] [1 1 1] [1 2 1] 3` {
		t.Error(got)
	}
	p = d.Counts(View{By: "region"}, all)
	if got := fmt.Sprint(p.InRow, p.Columns, p.InColumn); got != "[1 1 1] [] []" {
		t.Error(got)
	}
	if p := d.Counts(View{By: "region"}, nil); len(p.Rows) > 0 {
		t.Errorf("nothing has %+v", p)
	}
}

// S33: what is not covered is marked, whichever register holds the link.
func TestS33_MatrixMarksWhatIsNotCovered(t *testing.T) {
	rs := everything(t)
	wells, _ := rs.Get("everything")
	visits, _ := rs.Get("others")
	rows := []Record{keptOf("w1", map[string]Value{"partners": linkTo("v2")}), keptOf("w2", nil), keptOf("w3", nil)}
	columns := []Record{keptOf("v1", map[string]Value{"wells": linkTo("w1", "w3")}), keptOf("v2", nil)}
	for view, want := range map[string]string{
		"wells":    "{[[true false] [false false] [true false]] [false true false] [false true]}",
		"partners": "{[[false true] [false false] [false false]] [false true true] [true false]}",
	} {
		if got := fmt.Sprint(wells.Matrix(View{Via: view}, rows, visits, columns)); got != want {
			t.Errorf("%s: %s, want %s", view, got, want)
		}
	}
}

func family(parents ...string) []Record {
	var all []Record
	for i, parent := range parents {
		r := keptOf(string(rune('a'+i)), nil)
		if parent != "" {
			r.Values = map[string]Value{"upstream": linkTo(parent)}
		}
		all = append(all, r)
	}
	return all
}

func TestTreeBreaksCycles(t *testing.T) {
	d := definitionOf(t, "everything")
	v := viewOf(t, d, "tree")
	for _, c := range []struct {
		parents []string
		want    string
	}{
		{nil, "{[] []}"},
		{[]string{"", "a", "a", "b"}, "{[{0 [{1 [{3 []}]} {2 []}]}] []}"},
		{[]string{"gone", "a"}, "{[{0 [{1 []}]}] []}"},
		{[]string{"a"}, "{[{0 []}] [[0]]}"},
		{[]string{"c", "a", "b", "b"}, "{[{0 [{1 [{2 []} {3 []}]}]}] [[0 1 2]]}"},
		{[]string{"b", "c", "b"}, "{[{1 [{0 []} {2 []}]}] [[1 2]]}"},
		{[]string{"b", "a", "d", "c"}, "{[{0 [{1 []}]} {2 [{3 []}]}] [[0 1] [2 3]]}"},
	} {
		if got := fmt.Sprint(d.Tree(v, family(c.parents...))); got != c.want {
			t.Errorf("%v: %s, want %s", c.parents, got, c.want)
		}
	}
}

// S36: a tree is walked step by step, and nobody walks where there is no way.
func TestS36_DrillWalksTheTree(t *testing.T) {
	d := definitionOf(t, "everything")
	v, all := viewOf(t, d, "drill"), family("", "a", "a", "b", "")
	for _, c := range []struct {
		chosen []string
		want   string
	}{
		{nil, "{[] [0 4]}"}, {[]string{"a"}, "{[0] [1 2]}"}, {[]string{"a", "b", "d"}, "{[0 1 3] []}"},
		{[]string{"b"}, "{[] [0 4]}"}, {[]string{"a", "d", "b"}, "{[0] [1 2]}"},
	} {
		if got := fmt.Sprint(d.Drill(v, all, c.chosen)); got != c.want {
			t.Errorf("%v: %s, want %s", c.chosen, got, c.want)
		}
	}
}

// S67: two cases beside each other, each side's column on its own.
func TestS67_CompareTwoRecords(t *testing.T) {
	d := definitionOf(t, "everything")
	a := keptOf("a", map[string]Value{"name": say("A"), "kind": one("dug"), "state": one("open")})
	b := keptOf("b", map[string]Value{"name": say("B"), "kind": one("dug")})
	a.Columns = columnsOf("azerbaijan", "done", one("all"))
	b.Columns = columnsOf("armenia", "done", one("all"))
	var got []string
	for _, c := range d.Compare(View{}, a, b, twoSides) {
		got = append(got, fmt.Sprintf("%s%s %v", c.Field, c.Side, c.Same))
	}
	if want := []string{"name false", "kind true", "state false", "doneazerbaijan false", "donearmenia false"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := d.Compare(View{Show: []string{"kind"}}, a, b, twoSides); len(got) != 1 || !got[0].Same {
		t.Errorf("%+v", got)
	}
}
