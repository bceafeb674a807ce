package exchange

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"parley/casedata"
	"parley/internal/register"
	"parley/registers"
)

// changedCase returns the files of the case with one text of one file replaced, or
// without the file.
func changedCase(t *testing.T, file, old, text string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := casedata.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := casedata.Files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == file {
			if old == "" {
				continue
			}
			if !strings.Contains(string(data), old) {
				t.Fatalf("%s has no %q", file, old)
			}
			data = []byte(strings.Replace(string(data), old, text, 1))
		}
		files[e.Name()] = &fstest.MapFile{Data: data}
	}
	return files
}

func TestBadFilesOfTheCaseForRegisters(t *testing.T) {
	defs, err := register.Load(registers.Files)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]struct{ file, old, text string }{
		"a file is missing":     {caseEvents, "", ""},
		"findings are missing":  {caseFindings, "", ""},
		"an unknown field":      {caseOrganisations, `"aliases"`, `"alias"`},
		"a new field":           {caseFindings, `"how_tallied"`, `"tallied"`},
		"an unknown kind":       {caseEvents, `"kind": "background"`, `"kind": "backdrop"`},
		"an unknown theme":      {caseInitiatives, `"contact"`, `"contacts-of-some-kind"`},
		"an unknown direction":  {caseRecommendations, `"Pathways (stakeholder lists)"`, `"Paths"`},
		"an unknown country":    {caseInitiatives, `"AM"`, `"XX"`},
		"a date that is none":   {caseEvents, `"1923"`, `"1923-13"`},
		"an unknown work":       {casePeriods, `"ypc-2025"`, `"ypc-2026"`},
		"an id twice":           {casePeriods, `"P2"`, `"P1"`},
		"a name that is empty":  {caseCases, `"name": "Northern Ireland"`, `"name": ""`},
		"a figure that is none": {caseIndicators, `750000`, `7e5`},
	} {
		_, err := ReadCaseRegisters(changedCase(t, bad.file, bad.old, bad.text), defs)
		wrong, ok := errors.AsType[*Error](err)
		if !ok || wrong.File != bad.file {
			t.Errorf("%s: %v, want an error of %s", name, err, bad.file)
		}
	}
}

func TestCaseNeedsItsDefinitions(t *testing.T) {
	none, err := register.Load(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadCaseRegisters(casedata.Files, none); err == nil || !strings.Contains(err.Error(), "works") {
		t.Errorf("without definitions: %v", err)
	}
}
