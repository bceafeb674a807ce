package report

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// spansIn calls use with every span of blocks, in reading order.
func spansIn(blocks []Block, use func(s Span)) {
	all := func(spans []Span) {
		for _, s := range spans {
			use(s)
		}
	}
	for _, b := range blocks {
		all(b.Spans)
		for _, i := range b.Items {
			spansIn(i.Blocks, use)
		}
		all(b.Table.Caption)
		for _, row := range append([][][]Span{b.Table.Headings}, b.Table.Rows...) {
			for _, cell := range row {
				all(cell)
			}
		}
		for _, c := range b.Column {
			all(c.Title)
			spansIn(c.Blocks, use)
		}
	}
}

// plainText is what blocks say, a line each.
func plainText(blocks []Block) string {
	var lines []string
	spansIn(blocks, func(s Span) { lines = append(lines, s.Text) })
	return strings.Join(lines, "\n")
}

// columnsIn returns which side is first in every pair of columns.
func columnsIn(blocks []Block) []string {
	var first []string
	for _, b := range blocks {
		if b.Kind == Columns {
			first = append(first, b.Column[0].Side)
		}
	}
	return first
}

func TestSidesTakeTurns(t *testing.T) {
	s := bridges(t)
	for k := range 3 {
		more := whoPays()
		more.ID += dialogue.IssueID(10 + k)
		s.Issues = append(s.Issues, more)
	}
	d := Compose(s)
	for _, l := range locale.Languages() {
		first := columnsIn(Blocks(d, "", string(l)))
		for k := 1; k < len(first); k++ {
			if first[k] == first[k-1] {
				t.Errorf("%s: the same side is first twice in a row: %v", l, first)
			}
		}
		for _, side := range []string{"armenia", "azerbaijan"} {
			if first := columnsIn(Blocks(d, Edition(side), string(l))); slices.ContainsFunc(first, func(f string) bool { return f != side }) || len(first) != 5 {
				t.Errorf("%s: the edition of %s begins columns with %v", l, side, first)
			}
		}
	}
}

// In the edition of a side no two sides are named in another order: in readings,
// columns, tables and lists.
func TestEditionOfASidePutsItFirst(t *testing.T) {
	d := Compose(bridges(t))
	for _, side := range []string{"azerbaijan", "armenia"} {
		last := ""
		spansIn(Blocks(d, Edition(side), "en"), func(s Span) {
			if s.Role == Alternative {
				if last == "" && s.Side != side {
					t.Errorf("the edition of %s reads %q first", side, s.Text)
				}
				if last = s.Side; last != side {
					last = ""
				}
			}
		})
		for _, b := range Blocks(d, Edition(side), "en") {
			name := map[string]string{"armenia": "Armenia", "azerbaijan": "Azerbaijan"}[side]
			if b.Kind == TableOf && len(b.Table.Rows) == 2 && b.Table.Headings[0][0].Text == "Side" && b.Table.Rows[0][0][0].Text != name {
				t.Errorf("the edition of %s has a table that begins with %s", side, b.Table.Rows[0][0][0].Text)
			}
		}
	}
}

// Every text that may be shown stands in every edition of its language, or of
// every language where no translation is approved.
func TestEveryTextIsInEveryEdition(t *testing.T) {
	d := Compose(bridges(t))
	seen := 0
	for _, edition := range []Edition{"", "armenia", "azerbaijan"} {
		for _, l := range dialogue.Languages() {
			said := plainText(Blocks(d, edition, string(l)))
			d.clone().eachWriting(func(place string, w dialogue.Writing) dialogue.Writing {
				text, _, _ := w.In(l)
				for line := range strings.SplitSeq(text, "\n") {
					if strings.Contains(line, "[") {
						continue // readings, which stand apart: TestBrackets
					}
					if seen++; !strings.Contains(said, line) {
						t.Errorf("%q %s: %s is not there: %q", edition, l, place, line)
					}
				}
				return w
			})
		}
	}
	if seen < 500 {
		t.Errorf("only %d texts were looked for", seen)
	}
}

// Each claim stands in its own side's column, each response in that of whoever
// responds.
func TestClaimsStandInTheColumnOfTheirSide(t *testing.T) {
	d := Compose(bridges(t))
	for _, b := range Blocks(d, "", "hy") {
		for _, c := range b.Column {
			said := plainText(c.Blocks)
			for words, side := range map[string]string{"Balıqlar qorxur.": "azerbaijan", "Վերին հունն ավելի ապահով է։": "armenia", "Վերին հունը վարարումների ժամանակ փակ է։": "azerbaijan", "Կես առ կես։": "armenia"} {
				if strings.Contains(said, words) && c.Side != side {
					t.Errorf("%q stands in the column of %s", words, c.Side)
				}
			}
		}
	}
}

func TestBrackets(t *testing.T) {
	d := Compose(bridges(t))
	said := plainText(Blocks(d, "armenia", "hy"))
	if want := "Գետը մարտին \n[\nՀայաստան՝\n \nսառն է\n | \nԱդրբեջան՝\n \nզով է\n]\n։"; !strings.Contains(said, want) {
		t.Errorf("the readings are not\n%s\nin\n%s", want, said)
	}
}

// A text of a side is marked as translation, or as the original for want of one;
// a translation that is not approved is not shown.
func TestTranslationsAreMarked(t *testing.T) {
	d := Compose(bridges(t))
	said := plainText(Blocks(d, "", "en"))
	for _, want := range []string{
		"The lower ford is nearer.\n \n(translation approved by its side; original: Azerbaijani)",
		"Balıqlar qorxur.\n \n(original: Azerbaijani; no approved translation)",
		"Nobody is hurt.\nEmbargo:",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(plainText(Blocks(d, "", "hy")), "Չհաստատված") {
		t.Error("a translation is shown that nobody approved")
	}
}

func TestExampleIsMarkedInEveryEdition(t *testing.T) {
	s := bridges(t)
	s.Forum.Example = true
	d := Compose(s)
	for _, name := range Renderings(d) {
		if !strings.HasSuffix(name, ".html") && !strings.HasSuffix(name, ".md") {
			continue
		}
		out, err := Render(d, name)
		if err != nil {
			t.Fatal(err)
		}
		l := strings.Split(name, ".")[1]
		for _, key := range []locale.Key{"report.example", "report.example_short", "site.simulated"} {
			if want := locale.For(locale.Language(l)).Text(key); !strings.Contains(string(out), want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
}

// Anchors are unique, and links lead to them; no span holds a line end, and a
// span in another language says so.
func TestBlocksAreWellFormed(t *testing.T) {
	d := Compose(bridges(t))
	for _, l := range locale.Languages() {
		blocks := Blocks(d, "armenia", string(l))
		anchors := map[string]bool{}
		var note func(blocks []Block)
		note = func(blocks []Block) {
			for _, b := range blocks {
				if b.Anchor != "" && anchors[b.Anchor] {
					t.Errorf("anchor %s is there twice", b.Anchor)
				}
				anchors[b.Anchor] = true
				for _, row := range b.Table.Rows {
					if len(row) != len(b.Table.Headings) {
						t.Errorf("a row of %d cells under %d headings", len(row), len(b.Table.Headings))
					}
				}
				for _, i := range b.Items {
					if i.Anchor != "" && anchors[i.Anchor] {
						t.Errorf("anchor %s is there twice", i.Anchor)
					}
					anchors[i.Anchor] = true
					note(i.Blocks)
				}
				for _, c := range b.Column {
					note(c.Blocks)
				}
			}
		}
		note(blocks)
		spansIn(blocks, func(s Span) {
			if target, ok := strings.CutPrefix(s.Link, "#"); ok && !anchors[target] {
				t.Errorf("a link leads to %q, which is nowhere", s.Link)
			}
			if strings.ContainsAny(s.Text, "\r\n") || s.Text == "" || s.Language == "" && s.Role != Quiet {
				t.Errorf("a span is %+v", s)
			}
			if strings.HasPrefix(s.Text, "[") && s.Text != "[" {
				t.Errorf("a message is missing: %s", s.Text)
			}
		})
	}
}
