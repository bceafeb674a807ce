package registers_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"unicode/utf8"

	"parley/internal/dialogue"
	"parley/internal/register"
	"parley/registers"
)

var loaded = sync.OnceValues(func() (*register.Registers, error) { return register.Load(registers.Files) })

func load(t *testing.T) *register.Registers {
	t.Helper()
	all, err := loaded()
	if err != nil {
		t.Fatalf("the definitions do not load:\n%v", err)
	}
	return all
}

// Every file is valid, and nobody has to know a register's records to find one:
// there is something to filter by and a way to see many at once.
func TestEveryDefinitionLoads(t *testing.T) {
	all := load(t).All()
	if len(all) == 0 {
		t.Fatal("no definition was found")
	}
	for _, d := range all {
		if !slices.ContainsFunc(d.Fields, func(f register.Field) bool { return f.Facet }) {
			t.Errorf("%s has no field that filters", d.Name)
		}
		if len(d.Views) == 0 {
			t.Errorf("%s has no view", d.Name)
		}
		if len(d.Rows) == 0 {
			t.Errorf("%s serves no row of REQUIREMENTS.md", d.Name)
		}
	}
}

// G3 and G4 are rows S32 to S71.
func TestRowsAreServed(t *testing.T) {
	served := map[string]bool{}
	for _, d := range load(t).All() {
		for _, row := range d.Rows {
			served[row] = true
		}
	}
	for n := 32; n <= 71; n++ {
		if row := fmt.Sprintf("S%d", n); !served[row] {
			t.Errorf("no definition serves %s", row)
		}
	}
}

// Labels fit a narrow screen in every language.
func TestLabelsAreShort(t *testing.T) {
	const longest = 40
	short := func(where string, words dialogue.Text) {
		t.Helper()
		for language, text := range words {
			if n := utf8.RuneCountInString(text); n > longest {
				t.Errorf("%s: %q (%s) has %d characters, at most %d", where, text, language, n, longest)
			}
		}
	}
	for _, d := range load(t).All() {
		for _, f := range d.Fields {
			short(string(d.Name)+"."+f.Name, f.Label)
			for _, o := range f.Options {
				short(string(d.Name)+"."+f.Name+"."+o.Value, o.Label)
			}
		}
		for _, v := range d.Views {
			short(string(d.Name)+" "+v.Name, v.Title)
		}
		for _, w := range d.Watch {
			short(string(d.Name)+" "+w.Name, w.Title)
		}
	}
}
