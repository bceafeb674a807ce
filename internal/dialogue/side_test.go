package dialogue

import (
	"strings"
	"testing"
)

func aSide(id SideID) Side { return Side{id, inAll("Side " + string(id)), []Language{"ru"}} }

func TestCheckSides(t *testing.T) {
	many := func(n int) []Side {
		var all []Side
		for i := range n {
			all = append(all, aSide(SideID("s"+strings.Repeat("x", i))))
		}
		return all
	}
	change := func(f func(*Side)) []Side {
		s := aSide("armenia")
		f(&s)
		return []Side{aSide("azerbaijan"), s}
	}
	for _, c := range []struct {
		name  string
		sides []Side
		key   string
	}{
		{"two", many(2), ""},
		{"six", many(MostSides), ""},
		{"none", nil, "refusal.sides_number"},
		{"one", many(1), "refusal.sides_number"},
		{"seven", many(MostSides + 1), "refusal.sides_number"},
		{"twice the same", []Side{aSide("armenia"), aSide("armenia")}, "refusal.side_twice"},
		{"without a language", change(func(s *Side) { s.Languages = nil }), "refusal.side_language"},
		{"in another language", change(func(s *Side) { s.Languages = []Language{"hy", "tr"} }), "refusal.language"},
		{"one name missing", change(func(s *Side) { delete(s.Names, "az") }), "refusal.text_missing"},
		{"name too long", change(func(s *Side) { s.Names = inAll(strings.Repeat("ա", LongestName+1)) }), "refusal.text_long"},
		{"no identifier", change(func(s *Side) { s.ID = "" }), "refusal.side_id"},
		{"a space in it", change(func(s *Side) { s.ID = "nor th" }), "refusal.side_id"},
		{"a capital", change(func(s *Side) { s.ID = "North" }), "refusal.side_id"},
		{"another script", change(func(s *Side) { s.ID = "հայաստան" }), "refusal.side_id"},
		{"something between letters", change(func(s *Side) { s.ID = "a/b" }), "refusal.side_id"},
		{"a hyphen first", change(func(s *Side) { s.ID = "-north" }), "refusal.side_id"},
		{"too long", change(func(s *Side) { s.ID = SideID(strings.Repeat("a", 41)) }), "refusal.side_id"},
		{"as long as can be", change(func(s *Side) { s.ID = SideID(strings.Repeat("a", 38) + "-1") }), ""},
	} {
		got, err := CheckSides(c.sides)
		wantKey(t, c.name, err, c.key)
		for i := range got {
			if got[i].ID != c.sides[i].ID {
				t.Errorf("%s: the order of sides changed", c.name)
			}
		}
	}
}
