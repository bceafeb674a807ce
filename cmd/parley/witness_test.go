package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"parley/internal/peer"
	"parley/internal/record"
)

// A ledger is the record of a node, without the node.
type ledger struct {
	private, public string

	mu      sync.Mutex
	entries [][]byte
	hashes  []tlog.Hash
}

// testLog makes the key of the record that tests witness.
func testLog(name string) (private, public string) {
	private, public, err := record.NewKey(bytes.NewReader(bytes.Repeat([]byte("t"), 32)), name)
	if err != nil {
		panic(err)
	}
	return private, public
}

func newLedger() *ledger {
	l := &ledger{}
	l.private, l.public = testLog("parley-test")
	return l
}

// grow adds entries; another mark makes others.
func (l *ledger) grow(t testing.TB, n int, mark string) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	for range n {
		at := int64(len(l.entries))
		leaf := record.Open(record.ProposalEnacted, record.Salt{byte(at)}, fmt.Append(nil, at, mark), 2, "2026-11-25", []string{"armenia", "azerbaijan"}).Entry.Bytes()
		more, err := record.StoredHashes(at, leaf, l.reader())
		must(t, err)
		l.entries, l.hashes = append(l.entries, leaf), append(l.hashes, more...)
	}
}

// restore takes the record back to a size, as an old backup does.
func (l *ledger) restore(size int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := tlog.StoredHashIndex(0, size)
	l.entries, l.hashes = l.entries[:size:size], l.hashes[:n:n]
}

func (l *ledger) size() int64 { return int64(len(l.entries)) }

func (l *ledger) reader() tlog.HashReaderFunc {
	return func(indexes []int64) (all []tlog.Hash, err error) {
		for _, i := range indexes {
			all = append(all, l.hashes[i])
		}
		return all, nil
	}
}

func (l *ledger) checkpoint(t testing.TB, size int64) []byte {
	t.Helper()
	root, err := record.Root(size, l.reader())
	must(t, err)
	text, err := record.SignCheckpoint(record.Checkpoint{Origin: "parley-test", Size: size, Root: root}, l.private)
	must(t, err)
	return text
}

// ask asks a witness as a node does, and once more where it says that it has
// another size. It returns the cosignature of the record as it is now.
func (l *ledger) ask(t testing.TB, address string, old int64) (line []byte, err error) {
	t.Helper()
	for range 2 {
		proof, err := record.ConsistencyProof(old, l.size(), l.reader())
		must(t, err)
		request := record.AddCheckpoint{Old: old, Proof: proof, Checkpoint: l.checkpoint(t, l.size())}
		line, err = peer.Ask(t.Context(), http.DefaultClient, "http://"+address, request.Bytes())
		stale, ok := errors.AsType[*record.StaleError](err)
		if !ok || stale.Size > l.size() {
			return line, err
		}
		old = stale.Size
	}
	return nil, errors.New("it tells another size each time")
}

// serve shows the record as a node does.
func (l *ledger) serve(t testing.TB) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if r.URL.Path == "/checkpoint" {
			w.Write(l.checkpoint(t, l.size()))
			return
		}
		tile, err := record.Tile(strings.TrimPrefix(r.URL.Path, "/"), l.size(), l.reader(),
			func(from, count int64) ([][]byte, error) { return l.entries[from : from+count], nil })
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Write(tile)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

var (
	sayWitness = regexp.MustCompile(`(?m)^The witness of parley-test is at http://([^\s/]+)\. `)
	sayKey     = regexp.MustCompile(`(?m)^public key:  (\S+)$`)
)

// witness starts `parley witness` over a folder, and returns when it answers.
func (l *ledger) witness(t testing.TB, dir string, args ...string) (p *process, public string) {
	t.Helper()
	p = begin(t, append([]string{"witness", "--data", dir, "--log", l.public, "--addr", "127.0.0.1:0"}, args...)...)
	for p.address == "" || public == "" {
		select {
		case <-p.said.more:
		case <-p.over:
			t.Fatalf("parley witness ended with status %d: %s", p.cmd.ProcessState.ExitCode(), p.logged.String())
		}
		if found := sayWitness.FindStringSubmatch(p.said.String()); found != nil {
			p.address = found[1]
		}
		if found := sayKey.FindStringSubmatch(p.said.String()); found != nil {
			public = found[1]
		}
	}
	return p, public
}

// health returns what a witness answers at /healthz.
func (p *process) health() int {
	answer, err := http.Get("http://" + p.address + "/healthz")
	must(p.t, err)
	answer.Body.Close()
	return answer.StatusCode
}

// A witness that is killed again and again, while two nodes with the same key
// ask it at once for two records that part, never cosigns both: whatever it
// cosigned lies on one line.
func TestWitnessKilledCosignsOneRecord(t *testing.T) {
	const kills = 12
	dir := filepath.Join(t.TempDir(), "watch")
	one, two := newLedger(), newLedger()
	one.grow(t, 3, "")
	two.grow(t, 3, "")
	running, public := one.witness(t, dir)
	if _, err := one.ask(t, running.address, 0); err != nil {
		t.Fatal(err)
	}
	one.grow(t, 1, "this")
	two.grow(t, 1, "that")
	chance := rand.New(rand.NewPCG(3, 4))
	var cosigned [2][]int64 // sizes, by record
	for range kills {
		var going sync.WaitGroup
		enough := make(chan struct{}, 200)
		for i, l := range []*ledger{one, two} {
			going.Go(func() {
				for range 100 {
					line, err := l.ask(t, running.address, l.size())
					fork, isFork := errors.AsType[*record.ForkError](err)
					_, isProof := errors.AsType[*record.ProofError](err)
					switch {
					case err == nil:
						cosigned[i] = append(cosigned[i], l.size())
						checkLine(t, l.checkpoint(t, l.size()), line, public)
						l.grow(t, 1, fmt.Sprint("on ", i))
					case isFork && fork.Known.Size == 0:
						t.Errorf("a fork of nothing: %v", fork)
					case isFork, isProof:
					default:
						return // it was killed
					}
					enough <- struct{}{}
				}
			})
		}
		for range 1 + chance.IntN(20) {
			<-enough
		}
		running.kill()
		going.Wait()
		var again string
		if running, again = one.witness(t, dir); again != public {
			t.Fatalf("it has another key")
		}
	}
	if len(cosigned[0]) > 0 && len(cosigned[1]) > 0 {
		t.Errorf("it cosigned both: %v and %v", cosigned[0], cosigned[1])
	}
	winner, loser := one, two
	if len(cosigned[1]) > 0 {
		winner, loser = two, one
	}
	if winner.size() == 4 {
		t.Error("it cosigned nothing")
	}
	if stale, ok := errors.AsType[*record.StaleError](ignoring(loser.ask(t, running.address, 0))); ok {
		loser.grow(t, int(stale.Size-loser.size()), "late")
	}
	if _, ok := errors.AsType[*record.ForkError](ignoring(loser.ask(t, running.address, 0))); !ok {
		t.Error("the other record is not refused")
	}
	if running.health() != http.StatusServiceUnavailable {
		t.Error("after all that it is well")
	}
}

func checkLine(t testing.TB, checkpoint, line []byte, public string) {
	t.Helper()
	whole, err := record.AddCosignatures(checkpoint, line)
	if err == nil {
		_, err = record.Cosigned(whole, map[string]string{"azerbaijan": public})
	}
	if err != nil {
		t.Error(err)
	}
}

// Yesterday's backup, restored and continued, is refused (SAFETY C8), with an
// alarm on standard error, in a file with both checkpoints, and at /healthz;
// also after the witness began anew. What goes on from what it remembers it
// cosigns as before.
func TestWitnessRefusesYesterdaysBackup(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "watch")
	l, honest := newLedger(), newLedger()
	l.grow(t, 9, "")
	honest.grow(t, 9, "")
	running, _ := l.witness(t, dir)
	must(t, ignoring(l.ask(t, running.address, 0)))
	before := l.checkpoint(t, 9)

	l.restore(7)
	l.grow(t, 1, "other")
	if stale, ok := errors.AsType[*record.StaleError](ignoring(l.ask(t, running.address, 7))); !ok || stale.Size != 9 {
		t.Error("fewer entries than it saw are not refused with its size")
	}
	l.grow(t, 1, "other")
	if _, ok := errors.AsType[*record.ForkError](ignoring(l.ask(t, running.address, 9))); !ok {
		t.Errorf("%d entries, of which some are others, are not refused", l.size())
	}
	forked := l.checkpoint(t, 9)
	l.grow(t, 4, "other")
	if _, ok := errors.AsType[*record.ProofError](ignoring(l.ask(t, running.address, 9))); !ok {
		t.Errorf("%d entries, of which some are others, are not refused", l.size())
	}
	text, err := os.ReadFile(filepath.Join(dir, "ALARM"))
	must(t, err)
	for _, want := range []string{string(before[:40]), string(forked), "does not go on from"} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("the alarm does not hold %q: %s", want, text)
		}
	}
	if n := strings.Count(running.logged.String(), "ALARM: "); n != 1 {
		t.Errorf("%d alarms on standard error: %s", n, running.logged.String())
	}
	if running.health() != http.StatusServiceUnavailable || running.stop() != 0 {
		t.Error("it is well, or did not stop")
	}

	running, _ = l.witness(t, dir)
	l.restore(9)
	if _, ok := errors.AsType[*record.ForkError](ignoring(l.ask(t, running.address, 9))); !ok {
		t.Error("when it began anew it had forgotten")
	}
	if running.logged.String() != "" {
		t.Errorf("the same alarm is told twice: %s", running.logged.String())
	}
	honest.grow(t, 2, "")
	must(t, ignoring(honest.ask(t, running.address, 9)))
}

func ignoring(_ []byte, err error) error { return err }

// With --follow a witness keeps every entry, shows them as a node does, and sees
// what is shown to others but not to it.
func TestWitnessFollows(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "watch")
	l := newLedger()
	l.grow(t, 300, "")
	url := l.serve(t)
	running, _ := l.witness(t, dir, "--follow", url, "--every", "1s")
	must(t, ignoring(l.ask(t, running.address, 0)))
	awaitFile(t, filepath.Join(dir, "entries"), 300)
	if status := running.stop(); status != 0 || running.logged.String() != "" {
		t.Errorf("status %d: %s", status, running.logged.String())
	}

	kept := filepath.Join(dir, "entries")
	text, err := os.ReadFile(kept)
	must(t, err)
	if !bytes.Equal(text, append(bytes.Join(l.entries, []byte("\n")), '\n')) {
		t.Error("the entries are others")
	}
	must(t, os.WriteFile(kept, text[:len(text)-7], 0o600)) // cut off by a power failure
	l.grow(t, 2, "")
	running, _ = l.witness(t, dir, "--follow", url, "--every", "1s")
	awaitFile(t, kept, 302)
	lost := newLibrary(t, l, "http://"+running.address) // a node that lost its entries has them back
	if len(lost) != 302 || !bytes.Equal(lost[301], l.entries[301]) {
		t.Errorf("the witness shows %d entries", len(lost))
	}
	running.kill()

	l.restore(250)
	l.grow(t, 100, "other")
	running, _ = l.witness(t, dir, "--follow", url, "--every", "1s")
	awaitFile(t, filepath.Join(dir, "ALARM"), 1)
	if running.health() != http.StatusServiceUnavailable {
		t.Error("it is well")
	}
}

// newLibrary fetches all entries that somebody shows.
func newLibrary(t testing.TB, l *ledger, url string) (all [][]byte) {
	t.Helper()
	m := peer.NewMonitor(nil, nil, peer.MonitorOptions{Client: http.DefaultClient, URL: url, Log: l.public,
		Alarm: func(a peer.Alarm) { t.Error(a.Err) },
		Keep: func(entries [][]byte, _ []byte) error {
			all = append(all, entries...)
			return nil
		}})
	must(t, m.Look(t.Context()))
	return all
}

// awaitFile waits until a file has so many lines.
func awaitFile(t testing.TB, name string, lines int) {
	t.Helper()
	for range 600 {
		text, err := os.ReadFile(name)
		if err == nil && bytes.Count(text, []byte("\n")) >= lines {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s has not %d lines", name, lines)
}
