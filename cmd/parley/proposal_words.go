package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/register"
	"parley/internal/report"
)

// show prints everything that would be approved: what the document says in a
// language, and in more, what the act fixes, and what is signed. The document
// comes first, so that the rest still stands on the screen when it is asked about.
func (p *proposal) show(stdout io.Writer, l locale.Language, more ...locale.Language) error {
	w := bufio.NewWriter(stdout)
	document := append([]locale.Language{l}, more...)
	for _, l := range document {
		if p.document == nil {
			break
		}
		text, err := report.Render(*p.document, fmt.Sprintf("neutral.%s.md", l))
		if err != nil {
			return fmt.Errorf("show the document: %w", err)
		}
		fmt.Fprintf(w, "%s\n", plain(strings.TrimSpace(string(text))))
		fmt.Fprintf(w, "\n%s\n\n", strings.Repeat("=", 72))
	}
	if p.changes != nil {
		showChanges(w, *p.changes)
	}
	fmt.Fprintf(w, "To be approved: %s\n", locale.For(l).Text(locale.Key("act."+string(p.act.Kind))))
	for _, line := range p.lines(l) {
		fmt.Fprintf(w, "  %-12s %s\n", line[0], plainLine(line[1]))
	}
	if signed := languagesOf(p.act.Files); len(signed) > len(document) {
		fmt.Fprintf(w, "\nIt is signed in every language: %s. Above it is shown in %s alone; --lang all shows it in each.\n",
			plainLine(strings.Join(signed, ", ")), l)
	}
	fmt.Fprintf(w, "\nThe whole act, as it is signed:\n%s\n", plain(indented(p.body)))
	fmt.Fprintf(w, "\nhash of the act: %s\n\n", p.hash)
	return w.Flush()
}

// showChanges prints every change of a register, whole, as its bytes say it: what is
// signed holds all languages.
func showChanges(w io.Writer, b register.Batch) {
	for _, c := range b.Changes {
		body, err := json.Marshal(c.Change)
		if err != nil {
			body = []byte(err.Error())
		}
		fmt.Fprintf(w, "%s %s, in place of version %d:\n%s\n\n", b.Register, plainLine(c.Key), c.Version, plain(indented(body)))
	}
	fmt.Fprintf(w, "%s\n\n", strings.Repeat("=", 72))
}

// lines are what an act fixes, in words, each with its label.
func (p *proposal) lines(l locale.Language) [][2]string {
	var all [][2]string
	add := func(label, text string) {
		if text != "" {
			all = append(all, [2]string{label, text})
		}
	}
	a := p.act
	add("dialogue", a.Dialogue)
	add("forum", a.Forum)
	add("report", a.Report)
	add("release", a.Release)
	if a.Number > 0 {
		add("edition", fmt.Sprint(a.Number))
	}
	add("language", string(a.Language))
	add("register", a.Register)
	if a.Records > 0 {
		add("records", fmt.Sprint(a.Records))
		add("changes", a.Changes)
	}
	add("last day", a.LastDay)
	add("not before", a.Embargo)
	if d := p.document; d != nil {
		title := d.Title()
		text, _ := title.Text.In(dialogue.Language(l))
		add("title", text)
		add("sides", sidesOf(d))
		add("document", a.Document)
	}
	if len(a.Files) > 0 {
		add("renderings", fmt.Sprintf("%d, in %s", len(a.Files), strings.Join(languagesOf(a.Files), ", ")))
	}
	for _, v := range a.VotesDigests {
		add("votes of", v.Dialogue+": "+v.Digest)
	}
	return all
}

func sidesOf(d *report.Document) string {
	var all []string
	for _, s := range d.Sides {
		all = append(all, s.ID)
	}
	return strings.Join(all, ", ")
}

// languagesOf lists the languages of renderings, "<edition>.<language>.<form>".
func languagesOf(files []dialogue.File) []string {
	var all []string
	for _, f := range files {
		if parts := strings.Split(f.Name, "."); len(parts) == 3 && !slices.Contains(all, parts[1]) {
			all = append(all, parts[1])
		}
	}
	slices.Sort(all)
	return all
}

// indented sets JSON over lines, without changing what it says.
func indented(text []byte) string {
	var out bytes.Buffer
	if json.Indent(&out, text, "  ", "  ") != nil {
		return string(text)
	}
	return "  " + out.String()
}
