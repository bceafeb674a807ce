package node_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
	"parley/internal/store/pgtest"
)

// seen is everything that a viewer is told, by method. Commitments are left out: they
// hide what they commit to (register.TestCommitmentHides), and are all that may differ.
func (b *benchWorld) seen(v dialogue.Viewer) map[string]string {
	b.t.Helper()
	ctx, out := b.t.Context(), map[string]string{}
	note := func(method string, value any, err error) {
		text, failed := json.Marshal(value)
		b.must(failed)
		out[method] = fmt.Sprintf("%s %v", text, err)
	}
	cycle, err := b.Cycle(ctx, v, b.cycle)
	note("Cycle", hideCommitments(cycle), err)
	lines, err := b.Cycles(ctx, v, "duties")
	note("Cycles", lines, err)
	tracked, err := b.Tracked(ctx, v, b.cycle)
	note("Tracked", tracked, err)
	all, err := b.RecordsOf(ctx, v, "duties", nil)
	note("RecordsOf", all, err)
	for _, key := range []string{"duty-1", "duty-2", "duty-3"} {
		item, err := b.ItemAssessments(ctx, v, "duties", key)
		for i := range item {
			item[i] = hideCommitments(item[i])
		}
		note("ItemAssessments "+key, item, err)
		_, one, err := b.RecordIn(ctx, v, "duties", key)
		note("RecordIn "+key, one, err)
	}
	page, err := b.FindRecords(ctx, v, "duties", register.Query{Size: 10})
	note("FindRecords", page.Found, err)
	hits, err := b.SearchRegisters(ctx, v, "secret")
	note("SearchRegisters", hits, err)
	registers, err := b.Registers(ctx, v)
	note("Registers", len(registers), err)
	for _, r := range b.everyRow() {
		opening, err := b.OpeningOf(ctx, v, b.cycle, r)
		note("OpeningOf "+r.String(), len(opening), err)
	}
	size, err := b.db.RecordSize(ctx)
	note("the record's size", size, err)
	return out
}

func hideCommitments(c node.CycleView) node.CycleView {
	for i, r := range c.Rows {
		sheets := maps.Clone(r.Stand.Sheets)
		for side, s := range sheets {
			s.Commitment = dialogue.Hash{}
			sheets[side] = s
		}
		c.Rows[i].Stand.Sheets = sheets
	}
	return c
}

func (b *benchWorld) everyRow() []register.RowID {
	t := b.terms("2026-Q1")
	t.Sides = b.sides
	return t.Rows()
}

var leafSubject = regexp.MustCompile(`"(prev|subject)":"[0-9a-f]{64}"`)

// atRest is everything that is kept, with the lengths of what is sealed, and without
// commitments and the hashes that follow from them.
func (b *benchWorld) atRest() map[string]string {
	b.t.Helper()
	out := map[string]string{}
	for name, table := range b.dump() {
		for i, row := range table.rows {
			var cells []string
			for at, column := range table.columns {
				cell := textOf(row[at])
				switch name + "." + column {
				case "assessment.sealed", "coding.sealed":
					cell = fmt.Sprint(len(cell))
				case "assessment.commitment", "assessment.entry", "record_hash.hash":
					cell = ""
				case "record_entry.leaf":
					raw, err := base64.StdEncoding.DecodeString(cell)
					b.must(err)
					cell = leafSubject.ReplaceAllString(string(raw), "")
				}
				cells = append(cells, cell)
			}
			out[fmt.Sprintf("%s %d", name, i)] = strings.Join(cells, "|")
		}
	}
	return out
}

// secrets are what a side says in the one world and in the other: levels or states,
// long words or none, much evidence or none.
func secrets(x int) (register.Assessment, register.Coding) {
	if x == 0 {
		a := says(3, strings.Repeat("secret ", 80))
		a.NextStep, a.Blockage = dialogue.Text{"hy": strings.Repeat("ջուր ", 50)}, register.Blockage{Kind: "political", Owner: "somebody"}
		for i := range 15 {
			a.Evidence = append(a.Evidence, register.EvidenceRef{ID: fmt.Sprintf("ev-%d", i+10), Grade: "B", Language: "az"})
		}
		a.Dissent = true
		return a, register.Coding{Level: 3, Timeliness: "unset_in_text", Matches: "text_disputed", Confidence: 3}
	}
	a := says(0, "secret")
	a.Rate(register.Rating{Instead: register.CannotAssess})
	a.Evidence = nil
	return a, register.Coding{Instead: "na", Timeliness: "late", Matches: "partial", Confidence: 1}
}

// C7, C10, non-interference: two worlds that differ only in what one side says, coded,
// committed to and sealed, tell everybody the same, on every way, in the same lengths,
// until every side has revealed; and nothing that is kept differs but under the seal.
func TestSealedContentLeavesNoTrace(t *testing.T) {
	for name, url := range map[string]func(*testing.T) string{"SQLite": sqliteURL, "PostgreSQL": func(t *testing.T) string { return pgtest.URL(t) }} {
		for _, secret := range []dialogue.SideID{"armenia", "azerbaijan"} {
			t.Run(name+"/"+string(secret), func(t *testing.T) {
				worlds := []*benchWorld{newBench(t, url(t), sides), newBench(t, url(t), sides)}
				other := sides[0].ID
				if other == secret {
					other = sides[1].ID
				}
				differs := false
				for _, step := range []struct {
					what  string
					own   bool // whether the co-chair whose secret it is reads it
					does  func(b *benchWorld, x int)
					later int // days
				}{
					{"opened", false, func(b *benchWorld, x int) { b.openCycle(b.terms("2026-Q1"), b.book) }, 0},
					{"coded", false, func(b *benchWorld, x int) {
						_, c := secrets(x)
						for _, row := range b.everyRow() {
							b.must(b.CodeRow(t.Context(), b.moderator(secret), b.cycle, row, c))
							b.must(b.CodeRow(t.Context(), b.chair(secret), b.cycle, row, codes(x)))
						}
					}, 0},
					{"committed", true, func(b *benchWorld, x int) {
						a, _ := secrets(x)
						for _, row := range b.everyRow() {
							b.must(b.CommitRow(t.Context(), b.chair(secret), b.cycle, row, a))
						}
					}, 0},
					{"committed by all", true, func(b *benchWorld, x int) {
						for i, row := range b.everyRow() {
							b.commits(other, row, min(i, 2))
						}
					}, 0},
					{"revealed by the other", true, func(b *benchWorld, x int) {
						for _, row := range b.everyRow() {
							b.reveals(other, row)
						}
					}, 0},
					{"withheld", true, func(b *benchWorld, x int) {
						b.must(b.ShowAlone(t.Context(), b.chair(other), b.cycle, b.everyRow()[1], true, nil))
					}, 30},
				} {
					for x, b := range worlds {
						b.now = b.now.AddDate(0, 0, step.later)
						step.does(b, x)
					}
					for who, v := range worlds[0].everybody(map[string]dialogue.Viewer{"a participant": {Participant: 5, Dialogue: 6, Side: secret}}) {
						mine := step.own && v.Role == dialogue.CoChair && v.Side == secret
						a, b := worlds[0].seen(v), worlds[1].seen(v)
						for method := range a {
							if a[method] != b[method] && !mine {
								t.Fatalf("%s: %s tells %s\n%s\nand in the other world\n%s", step.what, method, who, a[method], b[method])
							}
							differs = differs || mine && a[method] != b[method]
						}
					}
					a, b := worlds[0].atRest(), worlds[1].atRest()
					for _, row := range slices.Sorted(maps.Keys(a)) {
						if a[row] != b[row] {
							t.Fatalf("%s: at rest %s is\n%s\nand in the other world\n%s", step.what, row, a[row], b[row])
						}
					}
					if len(a) != len(b) {
						t.Fatalf("%s: %d rows are kept, and %d in the other world", step.what, len(a), len(b))
					}
				}
				if !differs {
					t.Error("the worlds do not differ: nothing was tested")
				}
			})
		}
	}
}

// What is sealed stands nowhere in the database's files, also after it was revealed.
func TestSealedAtRest(t *testing.T) {
	b := newBench(t, sqliteURL(t), sides)
	b.openCycle(b.terms("2026-Q1"), b.book)
	row := b.everyRow()[0]
	const word = "Zirconium lanterns at every quay"
	for _, side := range b.sides {
		b.must(b.CommitRow(t.Context(), b.chair(side), b.cycle, row, says(1, word)))
	}
	for _, side := range b.sides {
		b.reveals(side, row)
	}
	if _, r := b.view(b.chair("armenia"), row); r.Said["azerbaijan"].Reason["en"] != word {
		t.Fatal("it is not shown")
	}
	b.must(b.db.Close())
	if b.onDisk([]byte(word)) || !b.onDisk([]byte("duty-1")) {
		t.Error("words stand on the disk that are sealed, or nothing is found there")
	}
}

// Three sides: nothing is shown before the third revealed, three values stand side by
// side, and of two others each is one of its own.
func TestAssessmentsOfThreeSides(t *testing.T) {
	three := []dialogue.Side{sides[0], {ID: "valley", Languages: []dialogue.Language{"ru"}, Names: dialogue.Text{"az": "Dərə", "en": "Valley", "hy": "Հովիտ", "ru": "Долина"}}, sides[1]}
	b := newBench(t, sqliteURL(t), three)
	b.openCycle(b.terms("2026-Q1"), b.book)
	row := register.RowID{Item: "duty-1", Conduct: "valley"}
	for i, side := range b.sides {
		b.commits(side, row, i)
	}
	for i, side := range b.sides {
		if _, r := b.view(b.chair("valley"), row); len(r.Said) != 0 || r.Gap != "" {
			t.Errorf("after %d of 3: %+v", i, r)
		}
		b.reveals(side, row)
	}
	c, r := b.view(b.chair("armenia"), row)
	if r.Gap != register.GapApart || len(r.Said) != 3 || r.Said["valley"].About != "own" || r.Said["armenia"].About != "other:valley" {
		t.Errorf("%+v", r)
	}
	if of := c.Said[0]; len(of.Indexes) != 3 || of.Lower.String() != "0.00" || of.Upper.String() != "0.67" || of.Counted != 1 {
		t.Errorf("%+v", of)
	}
	if got := len(c.Rows); got != 5 {
		t.Errorf("%d rows", got)
	}
}
