package peer

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"parley/internal/record"
)

// answering serves one answer, whatever is asked.
func answering(t testing.TB, status int, kind, body string) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		io.WriteString(w, body)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// A library is what a monitor keeps.
type library struct {
	entries [][]byte
	note    []byte
	full    bool
	alarms  []Alarm
}

func (k *library) monitor(l *ledger, url string, w *Witness) *Monitor {
	return NewMonitor(k.entries, k.note, MonitorOptions{Client: http.DefaultClient, URL: url, Log: l.public, Witness: w,
		Keep: func(entries [][]byte, note []byte) error {
			if k.full {
				return io.ErrShortWrite
			}
			k.entries, k.note = append(k.entries, entries...), note
			return nil
		},
		Alarm: func(a Alarm) { k.alarms = append(k.alarms, a) }})
}

// same reports whether the library holds the whole record.
func (k *library) same(l *ledger) bool {
	return bytes.Equal(bytes.Join(k.entries, []byte("\n")), bytes.Join(l.entries, []byte("\n")))
}

// A monitor follows over the edges of tiles, also after it began anew, and has
// every entry once.
func TestMonitorKeepsTheEntries(t *testing.T) {
	l := newLedger(t)
	l.add(1, "")
	url, k := l.serve().URL, &library{}
	m := k.monitor(l, url, nil)
	for i, n := range []int{0, 3, 252, 1, 700, 0} {
		l.add(n, "")
		if i == 4 {
			m = k.monitor(l, url+"/", nil)
		}
		must(t, m.Look(t.Context()))
		if !k.same(l) {
			t.Fatalf("of %d entries it has %d, or others", len(l.entries), len(k.entries))
		}
	}
	if !bytes.Equal(k.note, l.checkpoint(957)) {
		t.Errorf("the checkpoint kept is %q", k.note)
	}
}

func TestMonitorAlarms(t *testing.T) {
	for name, c := range map[string]struct {
		change func(l *ledger)
	}{
		"fewer entries":              {func(l *ledger) { l.cut(8) }},
		"as many, others":            {func(l *ledger) { l.cut(8); l.add(2, "other") }},
		"more, over other entries":   {func(l *ledger) { l.cut(8); l.add(20, "other") }},
		"an entry is not what it is": {func(l *ledger) { l.add(1, ""); l.entries[10] = l.entries[3] }},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLedger(t)
			l.add(10, "")
			url, k := l.serve().URL, &library{}
			m := k.monitor(l, url, nil)
			must(t, m.Look(t.Context()))
			c.change(l)
			for _, m := range []*Monitor{m, k.monitor(l, url, nil)} { // before and after it begins anew
				var fork *record.ForkError
				if err := m.Look(t.Context()); !errors.As(err, &fork) || fork.Known.Size != 10 {
					t.Errorf("got %v", err)
				}
			}
			if len(k.alarms) != 2 || len(k.entries) != 10 || len(k.alarms[1].Known) == 0 || len(k.alarms[1].Shown) == 0 {
				t.Errorf("%d alarms, %d entries", len(k.alarms), len(k.entries))
			}
		})
	}
}

// What a node shows to all is held against what it had cosigned.
func TestMonitorHoldsAgainstTheWitness(t *testing.T) {
	l := newLedger(t)
	w := newWatch(t, l)
	l.add(6, "")
	must(t, second(w.Cosign(l.request(0, 6))))
	url, k := l.serve().URL, &library{}
	must(t, k.monitor(l, url, w.Witness).Look(t.Context()))

	l.cut(4)
	k = &library{}
	for _, n := range []int{0, 2, 3} { // fewer than were cosigned, as many, more
		l.add(n, "other")
		var fork *record.ForkError
		if err := k.monitor(l, url, w.Witness).Look(t.Context()); !errors.As(err, &fork) {
			t.Errorf("got %v", err)
		}
	}
	if len(k.alarms) != 3 || len(k.entries) > 0 {
		t.Errorf("%d alarms, %d entries", len(k.alarms), len(k.entries))
	}
}

// A disk that takes nothing changes nothing.
func TestMonitorWithFullDisk(t *testing.T) {
	l := newLedger(t)
	l.add(5, "")
	k := &library{full: true}
	m := k.monitor(l, l.serve().URL, nil)
	if err := m.Look(t.Context()); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("got %v", err)
	}
	k.full = false
	must(t, m.Look(t.Context()))
	if !k.same(l) || len(k.alarms) > 0 {
		t.Errorf("it has %d entries", len(k.entries))
	}
}

// A long record is kept in lots, each of which is known to be of it; the
// checkpoint comes with the last. Another entry in a lot is seen at once.
func TestMonitorTakesALongRecordInRounds(t *testing.T) {
	l := newLedger(t)
	l.add(Round+300, "")
	url, k := l.serve().URL, &library{}
	m := k.monitor(l, url, nil)
	for i, want := range []int{Round, Round + 300, Round + 300} {
		must(t, m.Look(t.Context()))
		if len(k.entries) != want || len(k.note) > 0 != (i > 0) {
			t.Fatalf("look %d: %d entries, note %q", i, len(k.entries), k.note)
		}
	}
	if !k.same(l) || len(k.alarms) > 0 {
		t.Errorf("%d entries, %d alarms", len(k.entries), len(k.alarms))
	}
	l.entries[700] = l.entries[3]
	k = &library{}
	var fork *record.ForkError
	if err := k.monitor(l, url, nil).Look(t.Context()); !errors.As(err, &fork) || len(k.entries) > 0 || len(k.alarms) != 1 {
		t.Errorf("got %v, %d entries, %d alarms", err, len(k.entries), len(k.alarms))
	}
}

// A node that claims more than there can be is asked for none of it.
func TestMonitorOfANodeThatClaimsEverything(t *testing.T) {
	l := newLedger(t)
	for _, size := range []int64{MostEntries + 1, 1 << 62} {
		text, err := record.SignCheckpoint(record.Checkpoint{Origin: l.origin, Size: size}, l.private)
		must(t, err)
		asked := 0
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			w.Write(text)
		}))
		k := &library{}
		if err := k.monitor(l, s.URL, nil).Look(t.Context()); err == nil || asked != 1 || len(k.entries) > 0 {
			t.Errorf("of %d: %v, asked %d times", size, err, asked)
		}
		s.Close()
	}
}

func TestMonitorOfStrangeNodes(t *testing.T) {
	l := newLedger(t)
	l.add(3, "")
	k := &library{}
	good := string(l.checkpoint(3))
	for name, url := range map[string]string{
		"no answer":    "http://127.0.0.1:1",
		"not found":    answering(t, 404, "text/plain", "no"),
		"garbage":      answering(t, 200, "text/plain", "\x00"),
		"long":         answering(t, 200, "text/plain", good+strings.Repeat("x", longestCheckpoint)),
		"another size": answering(t, 200, "text/plain", strings.Replace(good, "\n3\n", "\n4\n", 1)),
		"no entries":   answering(t, 200, "text/plain", good),
	} {
		if err := k.monitor(l, url, nil).Look(t.Context()); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if len(k.alarms) > 0 || len(k.entries) > 0 {
		t.Errorf("%d alarms, %d entries", len(k.alarms), len(k.entries))
	}
}

func TestSplitTile(t *testing.T) {
	l := newLedger(t)
	l.add(2, "")
	whole, err := record.Tile("tile/entries/000.p/2", 2, l.reader(), func(int64, int64) ([][]byte, error) { return l.entries, nil })
	must(t, err)
	if all, err := splitTile(whole, 2); err != nil || len(all) != 2 || !bytes.Equal(all[1], l.entries[1]) {
		t.Errorf("got %q, %v", all, err)
	}
	for cut := range whole {
		if _, err := splitTile(whole[:cut], 2); err == nil {
			t.Errorf("cut off at %d it is read", cut)
		}
	}
	if _, err := splitTile([]byte("\x00\x02{}"), 1); err == nil {
		t.Error("what is no entry is read")
	}
}

// The tree is that of the record.
func TestRoot(t *testing.T) {
	l := newLedger(t)
	for size := range int64(70) {
		want, err := record.Root(size, l.reader())
		must(t, err)
		if got := record.RootOf(record.LeafHashes(l.entries)); size > 0 && got != want {
			t.Errorf("of %d entries: %s and not %s", size, got, want)
		}
		l.add(1, "")
	}
	for n, want := range map[int64]string{0: "000", 999: "999", 1234067: "x001/x234/067"} {
		if got := tilePath("entries", n, perTile); got != "tile/entries/"+want {
			t.Errorf("%d is at %s", n, got)
		}
		if got, want := tilePath("entries", n, 5), (tlog.Tile{H: 8, L: -1, N: n, W: 5}).Path(); "tile/entries/"+strings.TrimPrefix(want, "tile/8/data/") != got {
			t.Errorf("%d is at %s and not %s", n, got, want)
		}
	}
}
