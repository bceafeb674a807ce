package register

import (
	"math/big"
	"testing"

	"parley/internal/dialogue"
)

// What rests on nothing has no value, and what two sides say is never averaged (S42).
func TestComputedFields(t *testing.T) {
	d := definitionOf(t, "everything")
	now := dayOf(t, "2026-11-25")
	for _, c := range []struct {
		field  string
		values map[string]Value
		az, am map[string]Value
		want   string
	}{
		{field: "agreed"},
		{field: "agreed", az: map[string]Value{"done": one("all")}},
		{field: "agreed", am: map[string]Value{"done": one("all")}, az: map[string]Value{"done": one("all")}, want: "all"},
		{field: "agreed", az: map[string]Value{"done": one("all")}, am: map[string]Value{"done": one("begun")}, want: "disputed"},
		{field: "gap", am: map[string]Value{"done": one("all")}},
		{field: "gap", am: map[string]Value{"done": one("all")}, az: map[string]Value{"done": one("begun")}, want: "2"},
		{field: "gap", am: map[string]Value{"done": one("all")}, az: map[string]Value{"done": one("all")}, want: "0"},
		{field: "litres_gap", az: map[string]Value{"litres": figure("10", "")}, am: map[string]Value{"litres": figure("7.5", "")}, want: "2.5"},
		{field: "litres_gap", az: map[string]Value{"litres": figure("10", "12")}, am: map[string]Value{"litres": figure("7", "11")}, want: "0–5"},
		{field: "litres_gap", az: map[string]Value{"litres": figure("10", "12")}},
		{field: "age"},
		{field: "age", values: map[string]Value{"opened": on("2026-11-20")}, want: "5"},
		{field: "age", values: map[string]Value{"opened": on("2026-10")}, want: "25–55"},
		{field: "age", values: map[string]Value{"opened": on("2026-10-01/..")}, want: "55"},
		{field: "age", values: map[string]Value{"opened": on("../2026")}},
		{field: "age", values: map[string]Value{"opened": on("2027")}},
		{field: "age", values: map[string]Value{"opened": on("2026-10"), "closed": on("2026-11")}},
		{field: "late", values: map[string]Value{"reviewed": on("2026")}},
		{field: "late", values: map[string]Value{"review": on("2026-10-26")}, want: "in_time"},
		{field: "late", values: map[string]Value{"review": on("2026-10-25")}, want: "overdue"},
		{field: "late", values: map[string]Value{"review": on("2026-10")}, want: "in_time"},
		{field: "late", values: map[string]Value{"review": on("2025/..")}, want: "in_time"},
		{field: "late", values: map[string]Value{"review": on("2020"), "reviewed": on("2021")}, want: "in_time"},
		{field: "time", values: map[string]Value{"opened": on("2026-10-01")}},
		{field: "time", values: map[string]Value{"opened": on("2026-10-01"), "closed": on("2026-10-31")}, want: "30"},
		{field: "time", values: map[string]Value{"opened": on("2026-10"), "closed": on("2026-10")}, want: "0–30"},
		{field: "time", values: map[string]Value{"opened": on("2026-10-31"), "closed": on("2026-10-01")}, want: "-30"},
		{field: "time", values: map[string]Value{"opened": on("2026"), "closed": on("2027/..")}},
		{field: "length", values: map[string]Value{"depth": figure("0.1", "")}},
		{field: "length", values: map[string]Value{"depth": figure("0.1", ""), "lining": figure("0.2", "")}, want: "0.3"},
		{field: "length", values: map[string]Value{"depth": figure("1", "2"), "lining": figure("10", "20")}, want: "11–22"},
		{field: "volume", values: map[string]Value{"depth": figure("-2", "3"), "pumps": figure("-5", "4")}, want: "-15–12"},
		{field: "volume", values: map[string]Value{"depth": figure("0.001", ""), "pumps": figure("0.0005", "")}, want: "0"},
		{field: "proven", want: "no"},
		{field: "proven", values: map[string]Value{"proof": {Evidence: []Evidence{{Kind: "study"}}}}, want: "yes"},
	} {
		f, _ := d.Field(c.field)
		r := keptOf("well", c.values)
		r.Columns = map[dialogue.SideID]map[string]Value{"armenia": c.am, "azerbaijan": c.az}
		if got := shows(d.Compute(f, r, twoSides, nil, now)); got != c.want {
			t.Errorf("%s of %v, %v, %v: %q, want %q", c.field, c.values, c.az, c.am, got, c.want)
		}
	}
}

// Three sides agree when all three do.
func TestAgreedNeedsEverySide(t *testing.T) {
	d := definitionOf(t, "everything")
	f, _ := d.Field("agreed")
	r := keptOf("well", nil)
	r.Columns = map[dialogue.SideID]map[string]Value{"north": {"done": one("all")}, "south": {"done": one("all")}}
	three := []dialogue.SideID{"north", "east", "south"}
	if v := d.Compute(f, r, three, nil, today); !v.Empty() {
		t.Errorf("one is silent: %v", v)
	}
	r.Columns["east"] = map[string]Value{"done": one("partly")}
	if v := d.Compute(f, r, three, nil, today); shows(v) != "disputed" {
		t.Errorf("one differs: %v", v)
	}
}

// What links here counts once it is kept and has the value asked for.
func TestComputedFromOtherRecords(t *testing.T) {
	d := definitionOf(t, "everything")
	visits := []Record{
		keptOf("a", map[string]Value{"occasion": one("inspection"), "on": on("2020-05")}),
		keptOf("b", map[string]Value{"occasion": one("lesson"), "on": on("2025")}),
		keptOf("c", map[string]Value{"occasion": one("inspection"), "on": on("2021")}),
		{Key: "d", State: Draft, Pending: &Change{Values: map[string]Value{"occasion": one("inspection"), "on": on("2026")}}},
	}
	linked := func(all []Record) Linked { return func(Name, string, string) []Record { return all } }
	for field, want := range map[string][3]string{
		"inspections": {"2", "", ""}, "last_inspection": {"2025", "", ""}, "inspected": {"yes", "no", ""},
	} {
		f, _ := d.Field(field)
		for i, l := range []Linked{linked(visits), linked(visits[3:]), nil} {
			if got := shows(d.Compute(f, keptOf("well", nil), twoSides, l, today)); got != want[i] {
				t.Errorf("%s, case %d: %q, want %q", field, i, got, want[i])
			}
		}
	}
}

func TestDecimalsAreRoundedHalfToEven(t *testing.T) {
	for fraction, want := range map[string]Decimal{
		"1/3": "0.333333", "2/3": "0.666667", "-2/3": "-0.666667", "5/10000000": "0", "15/10000000": "0.000002",
		"-15/10000000": "-0.000002", "25/10000000": "0.000002", "-5/10000000": "0", "7": "7", "1/2": "0.5",
	} {
		r, _ := new(big.Rat).SetString(fraction)
		if got := decimalOf(r); got != want {
			t.Errorf("%s is %q, want %q", fraction, got, want)
		}
	}
}
