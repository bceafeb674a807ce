package record

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// seed returns 32 bytes that follow from a name.
func seed(name string) []byte {
	sum := sha256.Sum256([]byte("a key for tests: " + name))
	return sum[:]
}

// A pair is a key as texts.
type pair struct{ private, public string }

func newPair(t testing.TB, make func(from *bytes.Reader, name string) (string, string, error), from, name string) pair {
	t.Helper()
	private, public, err := make(bytes.NewReader(seed(from)), name)
	if err != nil {
		t.Fatal(err)
	}
	return pair{private, public}
}

func sideKey(t testing.TB, from, name string) pair {
	return newPair(t, func(r *bytes.Reader, name string) (string, string, error) { return NewKey(r, name) }, from, name)
}

func witnessKey(t testing.TB, from, name string) pair {
	return newPair(t, func(r *bytes.Reader, name string) (string, string, error) { return NewWitnessKey(r, name) }, from, name)
}

// A tree is a record in memory.
type tree struct {
	leaves [][]byte
	hashes []tlog.Hash
}

func (r *tree) ReadHashes(at []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(at))
	for i, n := range at {
		if n >= int64(len(r.hashes)) {
			return nil, fmt.Errorf("hash %d is not there", n)
		}
		out[i] = r.hashes[n]
	}
	return out, nil
}

func (r *tree) size() int64 { return int64(len(r.leaves)) }

func (r *tree) add(t testing.TB, leaf []byte) int64 {
	t.Helper()
	hashes, err := StoredHashes(r.size(), leaf, r)
	if err != nil {
		t.Fatal(err)
	}
	r.leaves, r.hashes = append(r.leaves, leaf), append(r.hashes, hashes...)
	return r.size() - 1
}

func (r *tree) clone() *tree {
	return &tree{append([][]byte{}, r.leaves...), append([]tlog.Hash{}, r.hashes...)}
}

func (r *tree) entries(from, count int64) ([][]byte, error) { return r.leaves[from : from+count], nil }

// A world is a node with two sides, everybody's keys, and a record.
type world struct {
	tree
	log       pair
	sides     map[string]pair
	witnesses map[string]pair
}

// newWorld makes a world whose keys follow from a name.
func newWorld(t testing.TB, of string) *world {
	w := &world{log: sideKey(t, of+" log", "parley-0123456789abcdef")}
	w.sides = map[string]pair{"azerbaijan": sideKey(t, of+" az", "azerbaijan"), "armenia": sideKey(t, of+" hy", "armenia")}
	w.witnesses = map[string]pair{
		"armenia":    witnessKey(t, of+" witness hy", "witness.armenia.example"),
		"azerbaijan": witnessKey(t, of+" witness az", "witness.azerbaijan.example"),
	}
	return w
}

func (w *world) trust() Trust {
	t := Trust{Log: w.log.public, Sides: map[string][]string{}, Witnesses: map[string][]string{}}
	for side := range w.sides {
		t.Sides[side] = []string{w.sides[side].public}
		t.Witnesses[side] = []string{w.witnesses[side].public}
	}
	return t
}

// checkpoint signs the record as it is.
func (w *world) checkpoint(t testing.TB) ([]byte, Checkpoint) {
	t.Helper()
	root, err := Root(w.size(), w)
	if err != nil {
		t.Fatal(err)
	}
	at := Checkpoint{"parley-0123456789abcdef", w.size(), root}
	text, err := SignCheckpoint(at, w.log.private)
	if err != nil {
		t.Fatal(err)
	}
	return text, at
}

// noon of a day in which everything happens.
var noon = time.Date(2026, 11, 25, 12, 0, 7, 0, time.UTC)

// cosignedCheckpoint has both witnesses cosign the record as it is.
func (w *world) cosignedCheckpoint(t testing.TB) []byte {
	t.Helper()
	text, _ := w.checkpoint(t)
	for i, side := range []string{"azerbaijan", "armenia"} {
		line, err := Cosign(text, w.log.public, w.witnesses[side].private, noon.Add(time.Duration(i)*time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		if text, err = AddCosignatures(text, line); err != nil {
			t.Fatal(err)
		}
	}
	return text
}

func salt(name string) Salt { return Salt(seed("salt " + name)) }

// fill adds entries that are about nothing.
func (w *world) fill(t testing.TB, n int) {
	t.Helper()
	for i := range n {
		o := Open(CodesIssued, salt(fmt.Sprint(i)), fmt.Appendf(nil, "codes %d", i), 10*i, "2026-11-20", []string{"armenia", "azerbaijan"})
		w.add(t, o.Entry.Bytes())
	}
}

func hexOf(b []byte) string { return Digest(sha256.Sum256(b)).String() }

// Simulated: no side wrote or approved any of this.
var (
	page     = []byte("%PDF-1.7 simulated")
	document = []byte(`{"example":true,"title":{"az":"Su haqqında hesabat","en":"A report on water","hy":"Զեկույց ջրի մասին","ru":"Доклад о воде"}}`)
)

func actFor(document []byte) []byte {
	return fmt.Appendf(nil, `{"kind":"release","report":"0000000000001","number":1,"document":%q,"files":[{"name":"neutral.hy.pdf","digest":%q}],"votes_digests":[{"dialogue":"0000000000002","digest":%q}],"embargo":"2026-12-01"}`,
		hexOf(document), hexOf(page), hexOf([]byte("votes")))
}

func (w *world) approve(t testing.TB, side string, act []byte, how How) string {
	t.Helper()
	a := Approval{side, sha256.Sum256(act), how, "2026-11-24"}
	text, err := a.Sign(w.sides[side].private)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// release puts a release on record, between other entries, and bundles it.
func (w *world) release(t testing.TB, document []byte) Bundle {
	t.Helper()
	act := actFor(document)
	w.fill(t, 5)
	o := Open(ReportApproved, salt("release"), act, 2, "2026-11-25", []string{"azerbaijan", "armenia"})
	index := w.add(t, o.Entry.Bytes())
	w.fill(t, 3)
	hashes, err := InclusionProof(index, w.size(), w)
	if err != nil {
		t.Fatal(err)
	}
	return Bundle{
		Act: act, Document: document, Entry: o.Entry, Salt: o.Salt,
		Approvals: []string{w.approve(t, "armenia", act, Offline), w.approve(t, "azerbaijan", act, NodeHeld)},
		Proof:     Proof{index, hashes, w.cosignedCheckpoint(t)},
		Keys:      w.trust(),
	}
}
