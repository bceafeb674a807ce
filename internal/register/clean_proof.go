package register

import (
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"parley/internal/dialogue"
)

func cleanEvidence(f Field, all []Evidence, sides []dialogue.SideID) ([]Evidence, error) {
	var out []Evidence
	seen := map[string]bool{}
	for _, e := range all {
		var err error
		if e.What, err = f.words(e.What, LongestNote); err != nil {
			return nil, err
		}
		if e.Date, err = cleanDate(f, e.Date); err != nil {
			return nil, err
		}
		e.URL = strings.TrimSpace(e.URL)
		switch {
		case e.What.Empty() && e.Date == "" && e.URL == "":
			continue // a kind and a grade alone say nothing: forms have them chosen
		case e.What.Empty():
			return nil, f.refused("refusal.field_evidence")
		case !slices.Contains(SourceKinds(), e.Kind):
			return nil, f.refused("refusal.field_kind")
		case e.Grade != "" && !slices.Contains(Grades(), e.Grade):
			return nil, f.refused("refusal.field_grade")
		case e.Side != "" && !slices.Contains(sides, e.Side):
			return nil, f.refused("refusal.field_side")
		case e.URL != "" && !secureURL(e.URL):
			return nil, f.refused("refusal.field_url")
		}
		if id := among(len(all), e); !seen[id] {
			seen[id] = true
			out = append(out, e)
		}
		if err := f.few(len(out)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// TickStates lists what an item of a checklist can be.
func TickStates() []string { return []string{"yes", "no", "unknown"} }

func cleanTicks(f Field, all []Tick) ([]Tick, error) {
	ticked := map[string]Tick{}
	for _, tick := range all {
		var err error
		if tick.Note, err = f.line(tick.Note, LongestNote); err != nil {
			return nil, err
		}
		if tick.State == "" && tick.Note.Empty() {
			continue
		}
		_, known := f.Option(tick.Item)
		before, twice := ticked[tick.Item]
		switch {
		case !known:
			return nil, f.refused("refusal.field_option")
		case !slices.Contains(TickStates(), tick.State):
			return nil, f.refused("refusal.field_tick")
		case twice && identity(before) != identity(tick):
			return nil, f.refused("refusal.field_twice")
		}
		ticked[tick.Item] = tick
	}
	var out []Tick
	for _, o := range f.Options {
		if tick, ok := ticked[o.Value]; ok {
			out = append(out, tick)
		}
	}
	return out, nil
}

func cleanFiles(f Field, all []File) ([]File, error) {
	var out []File
	seen := map[File]bool{}
	for _, file := range all {
		var err error
		if file.Name, err = f.text(file.Name, LongestNote); err != nil {
			return nil, err
		}
		file.SHA256, file.URL = strings.ToLower(strings.TrimSpace(file.SHA256)), strings.TrimSpace(file.URL)
		sum, err := hex.DecodeString(file.SHA256)
		switch {
		case file.Name == "" && file.SHA256 == "" && file.URL == "", seen[file]:
			continue
		case file.Name == "" || file.Size < 0:
			return nil, f.refused("refusal.field_file")
		case err != nil || len(sum) != 32:
			return nil, f.refused("refusal.field_hash")
		case !slices.Contains(Origins(), file.Origin):
			return nil, f.refused("refusal.field_origin")
		case file.URL != "" && !secureURL(file.URL):
			return nil, f.refused("refusal.field_url")
		}
		seen[file] = true
		out = append(out, file)
	}
	return out, f.few(len(out))
}

// secureURL reports whether an address is one of the web that nobody can change on
// the way, and tells nothing of who wrote it.
func secureURL(text string) bool {
	if len(text) > LongestURL || strings.ContainsAny(text, " \t\r\n\"<>\\") {
		return false
	}
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil
}
