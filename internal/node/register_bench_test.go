package node_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
	"parley/internal/store/pgtest"
)

// vocabulary is the words of the initiatives of the reference case, as often as they
// occur.
func vocabulary(b *testing.B) []string {
	b.Helper()
	text, err := os.ReadFile("../../casedata/initiatives.json")
	if err != nil {
		b.Fatal(err)
	}
	return strings.FieldsFunc(string(text), func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') })
}

// manyWells writes a CSV of so many made-up records, of 40 words each.
func manyWells(b *testing.B, n int) []byte {
	b.Helper()
	words, random := vocabulary(b), rand.New(rand.NewPCG(1, 2))
	some := func(n int) string {
		var all []string
		for range n {
			all = append(all, words[random.IntN(len(words))])
		}
		return strings.Join(all, " ")
	}
	var out bytes.Buffer
	out.WriteString("key,level,name.en,summary.en,opened,closed,kind,state,region\n")
	kinds, states, regions := []string{"dug", "drilled", "spring"}, []string{"planned", "open", "closed"}, []string{"hills", "plain"}
	for i := range n {
		year := 1950 + random.IntN(70)
		fmt.Fprintf(&out, "well-%d,public,%s %d,%s,%d,%d,%s,%s,%s\n", i, some(5), i, some(35), year, year+random.IntN(5),
			kinds[random.IntN(3)], states[random.IntN(3)], regions[random.IntN(2)])
	}
	return out.Bytes()
}

// BenchmarkRegister fills a register with 100,000 records and asks of it what people
// ask. It prints how long each took, and an empty query of the same node as measure.
func BenchmarkRegister(b *testing.B) {
	const n = 100_000
	for name, url := range map[string]func() string{
		"SQLite":     func() string { return "sqlite:" + b.TempDir() + "/parley.db" },
		"PostgreSQL": func() string { return pgtest.URL(b) },
	} {
		b.Run(name, func(b *testing.B) {
			w := wellsNode(b, url())
			file := manyWells(b, n)
			w.askRegister(b, file, n) // once: what is printed is measured inside
		})
	}
}

func (w *wellsOnly) askRegister(b *testing.B, file []byte, n int) {
	ctx, chair := b.Context(), w.chairs["armenia"]
	begun := time.Now()
	report, err := w.ImportRecords(ctx, chair, wells, bytes.NewReader(file), "wells.csv", false)
	if err != nil || report.Added != n {
		b.Fatal(report.Added, len(report.Refused), err)
	}
	b.ReportMetric(float64(n)/time.Since(begun).Seconds(), "import/s")
	begun = time.Now()
	p, err := w.ProposeRecords(ctx, chair, wells, nil)
	if err != nil {
		b.Fatal(err)
	}
	view, err := w.Proposal(ctx, w.chairs["azerbaijan"], p)
	if err != nil {
		b.Fatal(err)
	}
	if err := w.Approve(ctx, w.chairs["azerbaijan"], p, view.Proposal.Hash(), node.Signing{}); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(begun).Seconds(), "approve-s")
	begun = time.Now()
	if _, err := w.FindRecords(ctx, dialogue.Viewer{}, wells, register.Query{Size: 50, Language: "en"}); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(begun).Seconds(), "first-page-s")
	runtime.GC()
	words := vocabulary(b)
	ask := func(unit string, q func(i int) register.Query) {
		var all []time.Duration
		for i := range 200 {
			begun := time.Now()
			if _, err := w.FindRecords(ctx, dialogue.Viewer{}, wells, q(i)); err != nil {
				b.Fatal(err)
			}
			all = append(all, time.Since(begun))
		}
		slices.Sort(all)
		b.ReportMetric(float64(all[100].Microseconds())/1000, unit+"-ms")
		b.ReportMetric(float64(all[197].Microseconds())/1000, unit+"-p99-ms")
	}
	ask("page", func(i int) register.Query {
		return register.Query{Size: 50, Page: i, Language: "en", Filters: map[string][]string{"kind": {"dug"}}}
	})
	ask("search", func(i int) register.Query {
		return register.Query{Size: 50, Words: words[i*7] + " " + words[i*11], Language: "en"}
	})
	ask("nothing", func(int) register.Query { return register.Query{Size: 1, Words: "zzzzzz", Language: "en"} })
}
