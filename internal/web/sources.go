package web

import (
	"strings"

	"parley/internal/dialogue"
)

// A source is where something was taken from.
type source struct{ Work, Section, URL string }

func sourcesOf(all []dialogue.Source) []source {
	var out []source
	for _, s := range all {
		out = append(out, source{s.Work, s.Section, s.URL})
	}
	return out
}

// sourceLines writes sources as a form has them, one a line:
// "work | section | https://…".
func sourceLines(all []dialogue.Source) string {
	var lines []string
	for _, s := range all {
		line := s.Work
		for _, part := range []string{s.Section, s.URL} {
			if part != "" {
				line += " | " + part
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// sources reads what sourceLines wrote. An address can stand in any place but the
// first.
func sources(typed string) []dialogue.Source {
	var all []dialogue.Source
	for _, line := range nonEmptyLines(typed) {
		parts := strings.Split(line, "|")
		s := dialogue.Source{Work: strings.TrimSpace(parts[0])}
		for _, part := range parts[1:] {
			if part = strings.TrimSpace(part); strings.Contains(part, "://") {
				s.URL = part
			} else {
				s.Section = strings.TrimSpace(s.Section + " " + part)
			}
		}
		all = append(all, s)
	}
	return all
}

func nonEmptyLines(typed string) []string {
	var lines []string
	for line := range strings.Lines(typed) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// provisionLines writes the provisions that a source names, or those that were
// tied by theme, one a line.
func provisionLines(all []dialogue.Provision, inferred bool) string {
	var lines []string
	for _, p := range all {
		if p.Inferred == inferred {
			lines = append(lines, p.Name)
		}
	}
	return strings.Join(lines, "\n")
}

// provisions reads what was sent for both fields.
func (v *visitor) provisions() []dialogue.Provision {
	var all []dialogue.Provision
	for _, name := range nonEmptyLines(v.field("provisions")) {
		all = append(all, dialogue.Provision{Name: name})
	}
	for _, name := range nonEmptyLines(v.field("inferred")) {
		all = append(all, dialogue.Provision{Name: name, Inferred: true})
	}
	return all
}

// provisionWords names the provisions to which something is tied.
func (v *visitor) provisionWords(all []dialogue.Provision) []string {
	var words []string
	for _, p := range all {
		if p.Inferred {
			words = append(words, v.Text("issue.provision_inferred", "Provision", p.Name))
		} else {
			words = append(words, p.Name)
		}
	}
	return words
}
