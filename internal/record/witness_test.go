package record

import (
	"bytes"
	"errors"
	"testing"
)

// request asks to go on from old to the record as it is.
func (w *world) request(t testing.TB, old int64) AddCheckpoint {
	t.Helper()
	text, at := w.checkpoint(t)
	p, err := ConsistencyProof(old, at.Size, w)
	if err != nil {
		t.Fatal(err)
	}
	return AddCheckpoint{old, p, text}
}

func (w *world) watch() WitnessState {
	return WitnessState{Origin: "parley-0123456789abcdef", Log: w.log.public}
}

func TestWitnessGoesAlongWhileARecordGrows(t *testing.T) {
	w := newWorld(t, "w")
	state := w.watch()
	for range 20 {
		w.fill(t, 7)
		request := w.request(t, state.Size)
		read, err := ParseAddCheckpoint(request.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		next, line, err := state.Advance(read, noon, w.witnesses["armenia"].private)
		if err != nil || next.Size != w.size() {
			t.Fatalf("from %d: %+v, %v", state.Size, next, err)
		}
		whole, err := AddCosignatures(request.Checkpoint, line)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Cosigned(whole, map[string]string{"armenia": w.witnesses["armenia"].public}); err != nil {
			t.Fatal(err)
		}
		state = next
	}
	again, line, err := state.Advance(w.request(t, state.Size), noon, w.witnesses["armenia"].private)
	if err != nil || again != state || line == nil {
		t.Errorf("once more: %+v, %v", again, err)
	}
}

// A node whose backup of yesterday was restored, and that goes on from there.
func TestYesterdayContinuedIsAnAlarm(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 10)
	yesterday := w.clone()
	w.fill(t, 5)
	state, _, err := w.watch().Advance(w.request(t, 0), noon, w.witnesses["azerbaijan"].private)
	if err != nil {
		t.Fatal(err)
	}
	w.tree = *yesterday
	for range 12 {
		o := Open(Paused, salt("fork"), []byte("fork"), 1, "2026-11-25", []string{"armenia"})
		w.add(t, o.Entry.Bytes())
		for _, old := range []int64{0, 10, 15} {
			if old > w.size() {
				continue
			}
			next, line, err := state.Advance(w.request(t, old), noon, w.witnesses["azerbaijan"].private)
			if err == nil || line != nil || next != state {
				t.Fatalf("%d entries, from %d: cosigned", w.size(), old)
			}
			var stale *StaleError
			var fork *ForkError
			var proof *ProofError
			switch {
			case w.size() == 15:
				if !errors.As(err, &fork) || fork.Known.Size != 15 || fork.Shown.Size != w.size() {
					t.Errorf("%d entries, from %d: no alarm but %v", w.size(), old, err)
				}
			case old == 15:
				if !errors.As(err, &proof) || proof.Known.Size != 15 || proof.Shown.Size != w.size() {
					t.Errorf("%d entries, from %d: %v", w.size(), old, err)
				}
			case !errors.As(err, &stale) || stale.Size != 15:
				t.Errorf("%d entries, from %d: %v", w.size(), old, err)
			}
		}
	}
}

func TestTwoCheckpointsOfOneSizeAreAnAlarm(t *testing.T) {
	w, other := newWorld(t, "w"), newWorld(t, "w")
	w.fill(t, 4)
	other.fill(t, 3)
	other.add(t, Open(Paused, salt("other"), nil, 1, "2026-11-25", []string{"azerbaijan"}).Entry.Bytes())
	state, _, err := w.watch().Advance(w.request(t, 0), noon, w.witnesses["armenia"].private)
	if err != nil {
		t.Fatal(err)
	}
	_, line, err := state.Advance(other.request(t, 4), noon, w.witnesses["armenia"].private)
	var fork *ForkError
	if !errors.As(err, &fork) || line != nil || fork.Known.Size != fork.Shown.Size || fork.Known.Root == fork.Shown.Root {
		t.Errorf("%v", err)
	}
}

// No proof but the true one lets a witness go on. None is an alarm: anybody who
// has a checkpoint can put one before it.
func TestWrongProofsAreRefused(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 11)
	private := w.witnesses["armenia"].private
	state, _, err := w.watch().Advance(w.request(t, 0), noon, private)
	if err != nil {
		t.Fatal(err)
	}
	known := w.request(t, 0)
	w.fill(t, 9)
	good := w.request(t, 11)
	if len(good.Proof) < 3 {
		t.Fatal("a proof of nothing")
	}
	bad := []AddCheckpoint{{11, []Digest{{9}}, known.Checkpoint}} // what it knows, behind a false proof
	for i := range good.Proof {
		p := append([]Digest{}, good.Proof...)
		p[i][3] ^= 1
		bad = append(bad, AddCheckpoint{11, p, good.Checkpoint})
	}
	bad = append(bad, AddCheckpoint{11, nil, good.Checkpoint}, AddCheckpoint{11, good.Proof[1:], good.Checkpoint},
		AddCheckpoint{11, append(append([]Digest{}, good.Proof...), Digest{}), good.Checkpoint})
	for i, request := range bad {
		_, line, err := state.Advance(request, noon, private)
		var proof *ProofError
		if !errors.As(err, &proof) || line != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
	if _, _, err := w.watch().Advance(good, noon, private); err == nil {
		t.Error("a new witness went on from 11")
	}
	for name, request := range map[string]AddCheckpoint{
		"beyond the checkpoint": {21, nil, good.Checkpoint},
		"of another record":     newWorld(t, "another").cosignedRequest(t),
		"no checkpoint":         {11, nil, nil},
	} {
		var stale *StaleError
		var fork *ForkError
		if _, line, err := state.Advance(request, noon, private); err == nil || line != nil || errors.As(err, &stale) || errors.As(err, &fork) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A witness of one record says nothing of another, and equal sizes are one root.
func TestWitnessKnowsItsRecord(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 2)
	state := w.watch()
	state.Origin = "parley-another"
	if _, line, err := state.Advance(w.request(t, 0), noon, w.witnesses["azerbaijan"].private); err == nil || line != nil {
		t.Error("cosigned for another record")
	}
	one := Checkpoint{"x", 2, Digest{1}}
	if !grew(nil, one, one) || grew(nil, one, Checkpoint{"x", 2, Digest{2}}) || grew([]Digest{{}}, one, one) {
		t.Error("equal sizes are not one root")
	}
}

func (w *world) cosignedRequest(t testing.TB) AddCheckpoint {
	w.fill(t, 12)
	return AddCheckpoint{11, nil, w.cosignedCheckpoint(t)}
}

func TestRequestIsWrittenAsTheStandardSays(t *testing.T) {
	got := string(AddCheckpoint{7, []Digest{{}, {1}}, []byte("checkpoint\n")}.Bytes())
	want := "old 7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\ncheckpoint\n"
	if got != want {
		t.Errorf("%q", got)
	}
	for _, text := range []string{"", "old 7\n", "old 07\n\nx", "old -1\n\nx", "new 7\n\nx", "7\n\nx", "old 7\nAA\n\nx", "old 7\r\n\nx", "old 7 \n\nx"} {
		if _, err := ParseAddCheckpoint([]byte(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func FuzzParseAddCheckpoint(f *testing.F) {
	w := newWorld(f, "w")
	w.fill(f, 9)
	f.Add(w.request(f, 4).Bytes())
	f.Add([]byte("old 0\n\n"))
	state := w.watch()
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := ParseAddCheckpoint(b)
		if err != nil {
			return
		}
		if !bytes.Equal(a.Bytes(), b) {
			t.Errorf("read %q, wrote %q", b, a.Bytes())
		}
		if next, _, err := state.Advance(a, noon, w.witnesses["armenia"].private); err == nil && next.Size != 9 {
			t.Errorf("went on to %+v", next)
		}
	})
}
