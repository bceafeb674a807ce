package peer

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"parley/internal/record"
)

// A node and its witness over HTTP: each checkpoint goes on from the last.
func TestWitnessCosignsWhatGoesOn(t *testing.T) {
	l := newLedger(t)
	w := newWatch(t, l)
	url := w.serve(t)
	old := int64(0)
	for _, n := range []int{1, 1, 5, 300} {
		l.add(n, "")
		size := int64(len(l.entries))
		line, err := w.ask(t, url, l.request(old, size))
		must(t, err)
		w.cosigned(t, l.checkpoint(size), line)
		old = size
	}
	line, err := w.ask(t, url+"/", l.request(old, old)) // the same once more, of an address with a stroke at its end
	must(t, err)
	w.cosigned(t, l.checkpoint(old), line)
	if want := []int64{1, 2, 7, 307, 307}; !slices.Equal(w.sizes, want) || len(w.alarms) > 0 {
		t.Errorf("kept %v and not %v; alarms %v", w.sizes, want, w.alarms)
	}
	last := w.Last()
	if at, err := record.OpenCheckpoint([]byte(last.Checkpoint), l.public); err != nil || at.Size != 307 {
		t.Errorf("remembers %v, %v", at, err)
	}
}

// A witness that was killed after it had kept a checkpoint, and before it
// answered, says which size it has, and goes on from there.
func TestWitnessKilledBeforeItAnswers(t *testing.T) {
	l := newLedger(t)
	w := newWatch(t, l)
	url := w.serve(t)
	l.add(4, "")
	w.crashing(func() { panic(http.ErrAbortHandler) })
	if _, err := w.ask(t, url, l.request(0, 4)); err == nil {
		t.Fatal("it answered")
	}
	w.crashing(nil)
	w.start()
	l.add(2, "")
	_, err := w.ask(t, url, l.request(0, 6))
	var stale *record.StaleError
	if !errors.As(err, &stale) || stale.Size != 4 {
		t.Fatalf("got %v and not that it has 4", err)
	}
	line, err := w.ask(t, url, l.request(stale.Size, 6))
	must(t, err)
	w.cosigned(t, l.checkpoint(6), line)
}

// What cannot be kept is not cosigned.
func TestWitnessWithFullDisk(t *testing.T) {
	l := newLedger(t)
	w := newWatch(t, l)
	url := w.serve(t)
	l.add(3, "")
	w.full = true
	if line, err := w.ask(t, url, l.request(0, 3)); err == nil || !strings.Contains(err.Error(), "500") {
		t.Fatalf("got %q, %v", line, err)
	}
	w.full = false
	line, err := w.ask(t, url, l.request(0, 3))
	must(t, err)
	w.cosigned(t, l.checkpoint(3), line)
}

// Yesterday's backup, continued (SAFETY C8): while it has fewer entries than the
// witness saw it is told how many; with as many it is refused with an alarm, with
// more without one, for nothing is proved; and what the witness remembers does
// not change.
func TestWitnessRefusesYesterday(t *testing.T) {
	l := newLedger(t)
	w := newWatch(t, l)
	url := w.serve(t)
	l.add(10, "")
	must(t, second(w.ask(t, url, l.request(0, 10))))
	kept, known := w.disk, l.checkpoint(10)
	l.cut(8)
	l.add(1, "other")
	var stale *record.StaleError
	if _, err := w.ask(t, url, l.request(8, 9)); !errors.As(err, &stale) || stale.Size != 10 {
		t.Errorf("with 9 entries: %v", err)
	}
	if len(w.alarms) > 0 {
		t.Errorf("an alarm where nothing is proved: %v", w.alarms)
	}
	l.add(1, "other")
	_, err := w.ask(t, url, l.request(10, 10))
	var fork *record.ForkError
	if !errors.As(err, &fork) || fork.Shown.Size != 10 || fork.Known.Size != 10 || fork.Known.Root != kept.State.Root {
		t.Errorf("with 10 entries: %v", err)
	}
	l.add(3, "other")
	_, err = w.ask(t, url, l.request(10, 13))
	var proof *record.ProofError
	if !errors.As(err, &proof) || proof.Shown.Size != 13 || proof.Known.Size != 10 || proof.Known.Root != kept.State.Root {
		t.Errorf("with 13 entries: %v", err)
	}
	if len(w.alarms) != 1 || len(w.proofs) != 1 || w.disk != kept || w.Last() != kept {
		t.Fatalf("%d alarms, %d proofs, keeps %v", len(w.alarms), len(w.proofs), w.disk)
	}
	shown := w.alarms[0]
	if !strings.HasPrefix(string(shown.Known), string(known)) || string(shown.Shown) != string(l.checkpoint(10)) || !shown.Proves() {
		t.Errorf("the alarm does not show both checkpoints: %q %q", shown.Known, shown.Shown)
	}
}

func second(_ []byte, err error) error { return err }

// Whoever has what everybody can fetch raises no alarm, and puts nothing into
// what the witness keeps.
func TestStrangersRaiseNoAlarm(t *testing.T) {
	l := newLedger(t)
	w := newWatch(t, l)
	url := w.serve(t)
	l.add(5, "")
	must(t, second(w.ask(t, url, l.request(0, 5))))
	junk := []record.Digest{{9}}
	now := l.checkpoint(5)
	l.add(4, "")
	next := l.checkpoint(9)
	for _, c := range []record.AddCheckpoint{{Old: 5, Proof: junk, Checkpoint: now}, {Old: 5, Proof: junk, Checkpoint: next}, {Old: 5, Checkpoint: next}} {
		if status, _, _ := post(t, url, string(c.Bytes())); status != http.StatusUnprocessableEntity {
			t.Errorf("%d hashes before %q: status %d", len(c.Proof), c.Checkpoint, status)
		}
	}
	if len(w.alarms) > 0 || len(w.proofs) != 3 {
		t.Errorf("%d alarms, %d proofs", len(w.alarms), len(w.proofs))
	}
	var lines [][]byte
	for i := range 98 {
		_, public, err := record.NewWitnessKey(strings.NewReader(fmt.Sprintf("%32d", i)), "stranger")
		must(t, err)
		id, err := hex.DecodeString(strings.Split(public, "+")[1])
		must(t, err)
		lines = append(lines, fmt.Appendf(nil, "— stranger %s\n", base64.StdEncoding.EncodeToString(append(id, make([]byte, 72)...))))
	}
	padded, err := record.AddCosignatures(next, lines...)
	must(t, err)
	asked, err := record.ParseAddCheckpoint(l.request(5, 9))
	must(t, err)
	asked.Checkpoint = padded
	line, err := w.ask(t, url, asked.Bytes())
	must(t, err)
	want, err := record.AddCosignatures(next, line)
	must(t, err)
	if w.disk.Checkpoint != string(want) {
		t.Errorf("it keeps %q", w.disk.Checkpoint)
	}
}

// Alarms are told apart by their checkpoints, and not by what stands under them.
func TestAlarms(t *testing.T) {
	l := newLedger(t)
	l.add(3, "")
	known := l.checkpoint(3)
	l.cut(2)
	l.add(2, "other")
	shown, more := l.checkpoint(3), l.checkpoint(4)
	one := Alarm{Known: known, Shown: shown}
	if !one.Proves() || (Alarm{Known: known, Shown: known}).Proves() || (Alarm{Known: known, Shown: more}).Proves() || (Alarm{Shown: shown}).Proves() {
		t.Error("proof is what is none, or the other way round")
	}
	if !one.Same(Alarm{Known: known, Shown: append(shown, "— x\n"...)}) || one.Same(Alarm{Known: more, Shown: shown}) {
		t.Error("the same is another, or the other way round")
	}
}

// Two checkpoints of one size with different roots are a conflict without a
// size, so that nobody tries again; a proof that does not hold is unprocessable.
func TestWitnessStatusOfForks(t *testing.T) {
	l := newLedger(t)
	w := newWatch(t, l)
	url := w.serve(t)
	l.add(4, "")
	must(t, second(w.ask(t, url, l.request(0, 4))))
	before := l.checkpoint(4)
	l.cut(2)
	l.add(4, "other")
	for _, c := range []struct {
		request []byte
		status  int
	}{{l.request(4, 4), 409}, {l.request(0, 4), 409}, {l.request(4, 6), 422}} {
		status, kind, body := post(t, url, string(c.request))
		if status != c.status || kind == sizeType || !strings.HasPrefix(string(before), body) {
			t.Errorf("status %d, %s, %q", status, kind, body)
		}
	}
}

func post(t testing.TB, url, body string) (status int, kind, answer string) {
	t.Helper()
	r, err := http.Post(url+"/add-checkpoint", "text/plain", strings.NewReader(body))
	must(t, err)
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	must(t, err)
	return r.StatusCode, r.Header.Get("Content-Type"), string(text)
}

func TestWitnessRefusesWhatIsNoRequest(t *testing.T) {
	l, other := newLedger(t), newLedger(t)
	w := newWatch(t, l)
	url := w.serve(t)
	l.add(3, "")
	other.origin = "parley-other"
	other.private, other.public, _ = record.NewKey(strings.NewReader(strings.Repeat("k", 32)), other.origin)
	other.add(3, "")
	stranger := newLedger(t)
	stranger.private, _, _ = record.NewKey(strings.NewReader(strings.Repeat("k", 32)), l.origin)
	stranger.add(3, "")
	good := string(l.request(0, 3))
	for name, c := range map[string]struct {
		body   string
		status int
	}{
		"nothing":             {"", 400},
		"garbage":             {"\x00\xff garbage\n\n\n", 400},
		"no checkpoint":       {"old 0\n\n", 404},
		"old size in front":   {strings.Replace(good, "old 0", "old 00", 1), 400},
		"negative":            {strings.Replace(good, "old 0", "old -1", 1), 400},
		"no empty line":       {strings.Replace(good, "old 0\n\n", "old 0\n", 1), 400},
		"smaller than old":    {strings.Replace(good, "old 0", "old 4", 1), 400},
		"too many hashes":     {strings.Replace(good, "old 0\n", "old 0\n"+strings.Repeat(strings.Repeat("A", 43)+"=\n", 64), 1), 400},
		"long":                {good + strings.Repeat("x", LongestRequest), 413},
		"another record":      {string(other.request(0, 3)), 404},
		"another key":         {string(stranger.request(0, 3)), 403},
		"tampered checkpoint": {strings.Replace(good, "\n3\n", "\n4\n", 1), 403},
		"cut off":             {good[:len(good)-9], 403},
		"proof from nothing":  {strings.Replace(good, "old 0\n", "old 0\n"+strings.Repeat("A", 43)+"=\n", 1), 422},
	} {
		if status, _, _ := post(t, url, c.body); status != c.status {
			t.Errorf("%s: status %d and not %d", name, status, c.status)
		}
	}
	if len(w.sizes) > 0 || len(w.alarms) > 0 {
		t.Errorf("it kept %v, with %d alarms", w.sizes, len(w.alarms))
	}
	for _, method := range []string{"GET", "PUT", "DELETE"} {
		r, err := http.NewRequest(method, url+"/add-checkpoint", nil)
		must(t, err)
		answer, err := http.DefaultClient.Do(r)
		must(t, err)
		answer.Body.Close()
		if answer.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: %s", method, answer.Status)
		}
	}
}

// Of many who ask at once for the same step one gets it, all that is kept goes
// on from what was kept before, and nobody is cosigned twice for one step.
func TestWitnessAskedByManyAtOnce(t *testing.T) {
	l := newLedger(t)
	w := newWatch(t, l)
	url := w.serve(t)
	l.add(64, "")
	var requests [][]byte
	for size := int64(1); size <= 64; size++ {
		requests = append(requests, l.request(0, size))
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	cosigned := 0
	for _, r := range requests {
		all.Go(func() {
			_, err := Ask(t.Context(), http.DefaultClient, url, r)
			var stale *record.StaleError
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				cosigned++
			} else if !errors.As(err, &stale) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if cosigned != 1 || len(w.sizes) != 1 {
		t.Errorf("cosigned %d, kept %v", cosigned, w.sizes)
	}
	for size := w.sizes[0]; size <= 64; size++ { // and on from there, each asked for by four
		if size == 64 {
			break
		}
		r := l.request(size, size+1)
		results := make(chan error, 4)
		for range 4 {
			all.Go(func() { results <- second(Ask(t.Context(), http.DefaultClient, url, r)) })
		}
		all.Wait()
		won := 0
		for range 4 {
			if <-results == nil {
				won++
			}
		}
		if won != 1 {
			t.Fatalf("%d of 4 were cosigned for one step", won)
		}
	}
	if !slices.IsSorted(w.sizes) {
		t.Errorf("kept %v", w.sizes)
	}
}

// What a witness answers is read within bounds, and believed only where it is
// of the form.
func TestAskStrangeWitnesses(t *testing.T) {
	l := newLedger(t)
	l.add(2, "")
	for name, c := range map[string]struct {
		status     int
		kind, body string
		want       any // *record.StaleError, *record.ForkError, *record.ProofError, or nil for any other error
	}{
		"stale":             {409, sizeType, "7\n", &record.StaleError{}},
		"stale with params": {409, sizeType + "; charset=utf-8", "0\n", &record.StaleError{}},
		"no line end":       {409, sizeType, "7", &record.ForkError{}},
		"negative":          {409, sizeType, "-7\n", &record.ForkError{}},
		"leading zero":      {409, sizeType, "07\n", &record.ForkError{}},
		"conflict":          {409, "text/plain", "7\n", &record.ForkError{}},
		"bad proof":         {422, "text/plain", "no", &record.ProofError{}},
		"long":              {200, "text/plain", strings.Repeat("x", longestAnswer+1), nil},
		"error":             {503, "text/plain", "busy", nil},
		"moved":             {302, "text/plain", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			url := answering(t, c.status, c.kind, c.body)
			_, err := Ask(t.Context(), http.DefaultClient, url, l.request(0, 2))
			var stale *record.StaleError
			var fork *record.ForkError
			var proof *record.ProofError
			got := fmt.Sprintf("%T", nil)
			switch {
			case err == nil:
				t.Fatal("it was believed")
			case errors.As(err, &stale):
				got = fmt.Sprintf("%T", stale)
			case errors.As(err, &proof):
				got = fmt.Sprintf("%T", proof)
				if proof.Shown.Size != 2 {
					t.Errorf("shown %v", proof.Shown)
				}
			case errors.As(err, &fork):
				got = fmt.Sprintf("%T", fork)
				if fork.Shown.Size != 2 {
					t.Errorf("shown %v", fork.Shown)
				}
			}
			if want := fmt.Sprintf("%T", c.want); got != want {
				t.Errorf("%v: %s and not %s", err, got, want)
			}
		})
	}
	if _, err := Ask(t.Context(), http.DefaultClient, "http://127.0.0.1:1", l.request(0, 2)); err == nil {
		t.Error("nobody answers, and no error")
	}
	if _, err := Ask(t.Context(), http.DefaultClient, "::", nil); err == nil {
		t.Error("no address, and no error")
	}
}
