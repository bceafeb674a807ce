package report

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"parley/internal/opinion"
)

// small is a small dialogue whose votes a program made, in which most things
// occur: some splits are for members only, some for nobody.
func small(t *testing.T) Figures {
	f := simulated(t, opinion.Simulation{Participants: 100, Statements: 10, VotesPer: 8, Sides: 2, Seed: 4}, opinion.Input{Rooms: []int{64, 70}})
	f.Topic, f.Description, f.Language = "The market hall", "Simulated: nobody cast these votes.", "en"
	f.SideNames = map[string]map[string]string{
		"azerbaijan": {"az": "Azərbaycan", "en": "Azerbaijan", "hy": "Ադրբեջան", "ru": "Азербайджан"},
		"armenia":    {"az": "Ermənistan", "en": "Armenia", "hy": "Հայաստան", "ru": "Армения"},
	}
	for j := range f.Statements {
		f.Statements[j].Language, f.Statements[j].Author = "en", f.Sides[j%2]
	}
	return f
}

// What each audience sees of one dialogue. A change of these files is a change
// of what is disclosed, and to be read as one.
func TestGoldenDisclosure(t *testing.T) {
	for name, make := range map[string]func(f Figures) *Result{
		"public":    func(f Figures) *Result { return Disclose(f, Public) },
		"members":   func(f Figures) *Result { return Disclose(f, Members) },
		"operator":  func(f Figures) *Result { return Disclose(f, Operator) },
		"live":      func(f Figures) *Result { return Step(nil, Disclose(f, Public)) },
		"protected": func(f Figures) *Result { f.Protected = true; return Disclose(f, Public) },
	} {
		file := "testdata/small-" + name + ".json"
		got := lines(t, make(small(t)))
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s has changed (go test ./internal/report -update writes it anew):\n%s", file, got)
		}
	}
}

// lines writes a result as JSON, a line for each element of its lists.
func lines(t *testing.T, r *Result) []byte {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(strings.NewReplacer(`,{"`, ",\n{\"", `],"`, "],\n\"", `],[`, "],\n[", `},"`, "},\n\"").Replace(string(text)) + "\n")
}

func TestNamesOfSides(t *testing.T) {
	if r := Disclose(small(t), Public); r.SideNames["armenia"]["hy"] != "Հայաստան" {
		t.Errorf("names %v", r.SideNames)
	}
	if text := encode(t, Disclose(tiny(), Public)); bytes.Contains(text, []byte("side_names")) {
		t.Error("names are written where there are none")
	}
}
