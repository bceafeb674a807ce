package report

import (
	"fmt"
	"slices"
	"strings"

	"parley/internal/locale"
)

// byFormat are the formats of a rendering, by the end of its name.
var byFormat = map[string]func(blocks []Block, m Meta) ([]byte, error){
	"docx": renderDOCX,
	"html": renderHTML,
	"md":   renderMarkdown,
	"pdf":  renderPDF,
}

func formats() []string { return []string{"docx", "html", "md", "pdf"} }

// Neutral names the edition in which the sides take turns.
const Neutral = "neutral"

// Renderings names every rendering of a document, in order: its edition
// ("neutral", or the side that stands first), language and format, as in
// "armenia.hy.pdf".
func Renderings(d Document) []string {
	editions := []string{Neutral}
	for _, side := range d.Sides {
		editions = append(editions, side.ID)
	}
	var names []string
	for _, edition := range editions {
		for _, l := range locale.Languages() {
			for _, format := range formats() {
				names = append(names, edition+"."+string(l)+"."+format)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Render returns a rendering by its name. The same document gives the same
// bytes.
func Render(d Document, name string) ([]byte, error) {
	if !slices.Contains(Renderings(d), name) {
		return nil, fmt.Errorf("render a report: no rendering is called %q", name)
	}
	name, format := cutLast(name)
	side, language := cutLast(name)
	edition := Edition(side)
	if edition == Neutral {
		edition = ""
	}
	out, err := byFormat[format](Blocks(d, edition, language), meta(d, edition, language))
	if err != nil {
		return nil, fmt.Errorf("render %s.%s: %w", name, format, err)
	}
	return out, nil
}

// cutLast cuts a name at its last dot.
func cutLast(name string) (before, after string) {
	at := strings.LastIndex(name, ".")
	return name[:at], name[at+1:]
}
