package record

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkVerify checks a bundle, file to verdict; of_50ms is the share that it
// takes of the time that a reader may be kept waiting.
func BenchmarkVerify(b *testing.B) {
	w := newWorld(b, "w")
	w.fill(b, 5000)
	file, trust := w.release(b, document).Bytes(), w.trust()
	for b.Loop() {
		if v := Verify(file, &trust, given); v.Outcome != Verified {
			b.Fatal(v)
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(50*time.Millisecond), "of_50ms")
}

// BenchmarkAppend adds entries one by one, each with its proof under the new
// root; growth is how much an entry of 10,000 costs over one of 1,000: it would
// be 10 if every entry cost what those before it do, and is near 1.
func BenchmarkAppend(b *testing.B) {
	var small, large time.Duration
	for b.Loop() {
		small += appendAll(b, 1_000)
		large += appendAll(b, 10_000)
	}
	b.ReportMetric(float64(large)/float64(b.N)/10_000, "ns/entry")
	b.ReportMetric(float64(large)/10/float64(small), "growth")
}

func appendAll(b *testing.B, n int) time.Duration {
	r := &tree{}
	began := time.Now()
	for i := range n {
		o := Open(CodesIssued, Salt{byte(i)}, fmt.Appendf(nil, "codes %d", i), 1, "2026-11-25", []string{"azerbaijan", "armenia"})
		at := r.add(b, o.Entry.Bytes())
		root, err := Root(r.size(), r)
		if err != nil {
			b.Fatal(err)
		}
		p, err := InclusionProof(at, r.size(), r)
		if err != nil || !included(p, Checkpoint{"x", r.size(), root}, at, r.leaves[at]) {
			b.Fatal(err)
		}
	}
	return time.Since(began)
}
