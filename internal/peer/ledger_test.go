package peer

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"parley/internal/record"
)

// A ledger is a record in memory, as a node keeps one.
type ledger struct {
	t               testing.TB
	private, public string
	origin          string

	mu      sync.Mutex
	entries [][]byte
	hashes  []tlog.Hash
	shown   int64 // size that is shown to all; 0 for all entries
}

func newLedger(t testing.TB) *ledger {
	l := &ledger{t: t, origin: "parley-test"}
	var err error
	l.private, l.public, err = record.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)), l.origin)
	must(t, err)
	return l
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// add adds n entries. Others than before are told by a mark.
func (l *ledger) add(n int, mark string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for range n {
		at := int64(len(l.entries))
		salt := record.Salt{byte(at), byte(at >> 8)}
		e := record.Open(record.ProposalEnacted, salt, fmt.Appendf(nil, "%d %s", at, mark), 2, "2026-11-25", []string{"azerbaijan", "armenia"})
		hashes, err := record.StoredHashes(at, e.Entry.Bytes(), l.reader())
		must(l.t, err)
		l.entries, l.hashes = append(l.entries, e.Entry.Bytes()), append(l.hashes, hashes...)
	}
}

func (l *ledger) reader() tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		var all []tlog.Hash
		for _, i := range indexes {
			all = append(all, l.hashes[i])
		}
		return all, nil
	}
}

// cut takes the record back to a size, as an old backup does.
func (l *ledger) cut(size int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries, l.hashes = l.entries[:size:size], l.hashes[:tlog.StoredHashIndex(0, size):tlog.StoredHashIndex(0, size)]
}

// checkpoint signs a checkpoint over the first entries.
func (l *ledger) checkpoint(size int64) []byte {
	l.t.Helper()
	root, err := record.Root(size, l.reader())
	must(l.t, err)
	text, err := record.SignCheckpoint(record.Checkpoint{Origin: l.origin, Size: size, Root: root}, l.private)
	must(l.t, err)
	return text
}

// request asks to go on from one size to another.
func (l *ledger) request(old, size int64) []byte {
	l.t.Helper()
	proof, err := record.ConsistencyProof(old, size, l.reader())
	must(l.t, err)
	return record.AddCheckpoint{Old: old, Proof: proof, Checkpoint: l.checkpoint(size)}.Bytes()
}

// serve shows the record as C2SP tlog-tiles has it.
func (l *ledger) serve() *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		size := int64(len(l.entries))
		if l.shown > 0 {
			size = l.shown
		}
		path := strings.TrimPrefix(r.URL.Path, "/")
		if path == "checkpoint" {
			w.Write(l.checkpoint(size))
			return
		}
		tile, err := record.Tile(path, size, l.reader(), func(from, count int64) ([][]byte, error) {
			return l.entries[from : from+count], nil
		})
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Write(tile)
	}))
	l.t.Cleanup(s.Close)
	return s
}

// A watch is a witness whose disk is a variable.
type watch struct {
	*Witness
	public string

	mu     sync.Mutex
	disk   Cosigned
	full   bool      // the disk takes nothing
	crash  func()    // called when the disk has it, before the answer
	alarms []Alarm   // in the order in which they were raised
	proofs []error   // that did not hold
	sizes  []int64   // that were kept, in that order
	key    string    // private
	ledger *ledger   // whose record it witnesses
	now    time.Time // by its clock
}

func newWatch(t testing.TB, l *ledger) *watch {
	w := &watch{ledger: l, now: time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)}
	var err error
	w.key, w.public, err = record.NewWitnessKey(bytes.NewReader(bytes.Repeat([]byte{9}, 32)), "azerbaijan-witness")
	must(t, err)
	w.disk = Cosigned{State: record.WitnessState{Origin: l.origin, Log: l.public}}
	w.start()
	return w
}

// start lets the witness begin with what its disk has.
func (w *watch) start() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.Witness = NewWitness(w.disk, WitnessOptions{Private: w.key, Now: func() time.Time { return w.now }, Save: w.save, Alarm: w.ring, Refused: w.refuse})
}

// running returns the witness that began last.
func (w *watch) running() *Witness {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.Witness
}

// crashing lets the process end when the disk has a checkpoint, or no more.
func (w *watch) crashing(crash func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.crash = crash
}

func (w *watch) save(c Cosigned) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.full {
		return io.ErrShortWrite
	}
	w.disk, w.sizes = c, append(w.sizes, c.State.Size)
	if w.crash != nil {
		w.crash()
	}
	return nil
}

func (w *watch) ring(a Alarm) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.alarms = append(w.alarms, a)
}

func (w *watch) refuse(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.proofs = append(w.proofs, err)
}

// serve serves add-checkpoint on loopback.
func (w *watch) serve(t testing.TB) string {
	s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) { w.running().Handler().ServeHTTP(out, r) }))
	t.Cleanup(s.Close)
	return s.URL
}

// ask asks as a node does.
func (w *watch) ask(t testing.TB, url string, request []byte) ([]byte, error) {
	t.Helper()
	return Ask(t.Context(), http.DefaultClient, url, request)
}

// cosigned checks that line is the witness's cosignature of a checkpoint.
func (w *watch) cosigned(t testing.TB, checkpoint, line []byte) {
	t.Helper()
	whole, err := record.AddCosignatures(checkpoint, line)
	must(t, err)
	when, err := record.Cosigned(whole, map[string]string{"azerbaijan": w.public})
	must(t, err)
	if !when["azerbaijan"].Equal(w.now) {
		t.Errorf("cosigned at %s and not %s", when["azerbaijan"], w.now)
	}
}
