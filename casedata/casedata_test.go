package casedata

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// read parses one embedded file into into.
func read(t *testing.T, name string, into any) {
	t.Helper()
	data, err := Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func TestFilesHoldTheWholeReferenceCase(t *testing.T) {
	want := []string{
		"README.md", "cases.json", "dialogue.json", "discrepancies.json", "events.json",
		"findings.json", "indicators.json", "initiatives.json", "organisations.json",
		"periods.json", "perspectives.json", "recommendations.json", "terms.json", "works.json",
	}
	entries, err := fs.ReadDir(Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(want) {
		t.Fatalf("%d files, want %d", len(entries), len(want))
	}
	for i, e := range entries {
		if e.Name() != want[i] {
			t.Errorf("file %d is %s, want %s", i, e.Name(), want[i])
		}
		data, err := Files.ReadFile(e.Name())
		if err != nil {
			t.Error(err)
		} else if filepath.Ext(e.Name()) == ".json" && !json.Valid(data) {
			t.Errorf("%s is not JSON", e.Name())
		}
	}
}

// The copies are the files that were handed to the project, byte for byte.
func TestFilesAreUnchanged(t *testing.T) {
	original := "../../shared/data/reference-case"
	if _, err := os.Stat(original); err != nil && os.Getenv("CI") == "" {
		t.Skipf("the originals are not beside this repository: %v", err)
	}
	names, err := fs.Glob(Files, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if name == "dialogue.json" {
			continue // ours
		}
		got, _ := Files.ReadFile(name)
		want, err := os.ReadFile(filepath.Join(original, name))
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s differs from %s", name, original)
		}
	}
}

// A record that names no work, or one that is not in works.json, cannot be
// attributed.
func TestEveryRecordNamesItsWork(t *testing.T) {
	works := voices(t)
	for _, name := range []string{"cases", "events", "indicators", "initiatives", "organisations", "periods", "perspectives", "recommendations", "terms"} {
		var records []struct {
			ID     string   `json:"id"`
			Source []source `json:"source"`
		}
		read(t, name+".json", &records)
		seen := map[string]bool{}
		for _, r := range records {
			if r.ID == "" || seen[r.ID] {
				t.Errorf("%s.json: id %q is empty or there twice", name, r.ID)
			}
			seen[r.ID] = true
			if len(r.Source) == 0 {
				t.Errorf("%s.json: %s has no source", name, r.ID)
			}
			for _, s := range r.Source {
				if works[s.Work] == "" {
					t.Errorf("%s.json: %s cites %q, which works.json does not have", name, r.ID, s.Work)
				}
			}
		}
	}
}

// A source is where in which work a record was found.
type source struct {
	Work string `json:"work"`
}

// voices returns whose voice each work is: a side, or "joint".
func voices(t *testing.T) map[string]string {
	t.Helper()
	var works []struct{ ID, Voice string }
	read(t, "works.json", &works)
	voice := map[string]string{}
	for _, w := range works {
		voice[w.ID] = w.Voice
	}
	return voice
}
