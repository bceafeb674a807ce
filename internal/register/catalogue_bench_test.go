package register

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"parley/internal/dialogue"
)

const benchmarked = 100_000

// longRecords returns records with about sixty words each, most of them of a few
// thousand, some of their own.
func longRecords(n int) []Record {
	random := rand.New(rand.NewPCG(11, 12))
	endings := map[dialogue.Language][]string{"hy": {"", "ը", "ի", "ներ", "ներում"}, "az": {"", "lar", "da", "ların", "dan"},
		"ru": {"", "а", "ов", "ами", "ом"}, "en": {"", "s", "ing", "ed", "er"}}
	letters := map[dialogue.Language][]rune{"hy": []rune("աբգդեզթիլխկհմնոպսվտր"), "az": []rune("abcdeəfghiklmnoprstuyz"),
		"ru": []rune("абвгдезиклмнопрстуяч"), "en": []rune("abcdefghiklmnoprstuw")}
	stems := map[dialogue.Language][]string{}
	for _, l := range dialogue.Languages() {
		for range 8000 {
			word := make([]rune, 4+random.IntN(6))
			for i := range word {
				word[i] = letters[l][random.IntN(len(letters[l]))]
			}
			stems[l] = append(stems[l], string(word))
		}
	}
	say := func(l dialogue.Language, n int) (text string) {
		for range n {
			at := int(float64(len(stems[l])) * random.Float64() * random.Float64() * random.Float64())
			text += stems[l][at] + endings[l][random.IntN(len(endings[l]))] + " "
		}
		return text
	}
	all := make([]Record, n)
	for i := range all {
		r := someRecord(random, ID(random.Int64()))
		r.State, r.Pending, r.Replies, r.Sources = Kept, nil, nil, nil
		r.Key = fmt.Sprintf("record-%d", i)
		l := dialogue.Languages()[i%4]
		other := dialogue.Languages()[(i+1)%4]
		r.Values = map[string]Value{
			"name":     {Texts: []dialogue.Writing{{Original: l, Text: dialogue.Text{l: say(l, 6)}}}},
			"about":    {Texts: []dialogue.Writing{{Original: l, Text: dialogue.Text{l: say(l, 27), other: say(other, 27)}, Approved: []dialogue.Language{other}}}},
			"start":    {Date: someDate(random)},
			"people":   {Number: &Number{Lower: Decimal(fmt.Sprint(random.IntN(1000)))}},
			"track":    one([]string{"track-1", "track-2"}[random.IntN(2)]),
			"country":  one([]string{"am", "az", "ge"}[random.IntN(3)]),
			"partners": {Links: []Link{{Key: fmt.Sprintf("organisation-%d", random.IntN(500))}}},
		}
		for side := range r.Columns {
			delete(r.Columns[side], "word")
		}
		all[i] = r
	}
	return all
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// processor returns the time of processors that was used so far: others may work on
// the same machine.
func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkCatalogue prints what a catalogue of 100,000 records of sixty words costs.
func BenchmarkCatalogue(b *testing.B) {
	records := longRecords(benchmarked)
	before := heap()
	start := processor(b)
	c := NewCatalogue(meetings())
	for _, r := range records {
		c.Put(r)
	}
	filled := processor(b) - start
	after := heap()
	start = processor(b)
	for _, l := range dialogue.Languages() {
		c.Find(Query{Language: l, Size: 50})
	}
	sorted := processor(b) - start
	b.Run("fill", func(b *testing.B) {
		for b.Loop() { // it was done once, above
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(filled.Microseconds())/benchmarked, "µs/record")
		b.ReportMetric(float64(after-before)/benchmarked, "bytes/record")
		b.ReportMetric(float64(sorted.Milliseconds())/4, "ms/language-sorted-first")
	})
	text := records[0].Values["about"].Texts[0]
	words := text.Text[text.Original][:30]
	for _, q := range []struct {
		name string
		ask  func()
	}{
		{"page by title", func() { c.Find(Query{Size: 50, Language: "hy"}) }},
		{"filters and facets", func() {
			c.Find(Query{Size: 50, Language: "az", Sort: "-start", From: "1994", To: "2019",
				Filters: map[string][]string{"track": {"track-1"}, "country": {"am", "az"}, "state": {"yes", "partly"}}})
		}},
		{"last page by figure", func() { c.Find(Query{Page: benchmarked/50 - 1, Size: 50, Sort: "people", Language: "ru"}) }},
		{"search two words", func() { c.Search(words, 50) }},
		{"search a beginning", func() { c.Search("bar", 50) }},
		{"words with filters", func() {
			c.Find(Query{Words: "мир", Size: 50, Language: "en", Filters: map[string][]string{"track": {"track-1"}}})
		}},
		{"linked", func() { c.Linked("partners", "organisation-7") }},
		{"put in place", func() { c.Put(records[0]) }},
		{"put, then a page", func() { c.Put(records[1]); c.Find(Query{Size: 50, Language: "hy"}) }},
	} {
		b.Run(q.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				start := time.Now()
				q.ask()
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
		})
	}
	runtime.KeepAlive(records)
}
