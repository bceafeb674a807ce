package record

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCosignedNeedsEveryWitness(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 3)
	text := w.cosignedCheckpoint(t)
	keys := map[string]string{"armenia": w.witnesses["armenia"].public, "azerbaijan": w.witnesses["azerbaijan"].public}
	when, err := Cosigned(text, keys)
	if err != nil || !when["azerbaijan"].Equal(noon) || !when["armenia"].Equal(noon.Add(time.Minute)) {
		t.Fatalf("%v, %v", when, err)
	}
	alone, _ := w.checkpoint(t)
	if _, err := Cosigned(alone, keys); !errors.Is(err, ErrNotCosigned) || !strings.Contains(err.Error(), "armenia") {
		t.Errorf("not cosigned: %v", err)
	}
	keys["azerbaijan"] = newWorld(t, "another").witnesses["azerbaijan"].public
	if _, err := Cosigned(text, keys); !errors.Is(err, ErrNotCosigned) || !strings.Contains(err.Error(), "azerbaijan") {
		t.Errorf("another witness: %v", err)
	}
	keys["azerbaijan"] = w.sides["azerbaijan"].public
	if _, err := Cosigned(text, keys); err == nil {
		t.Error("a side's key is a witness")
	}
}

// A cosignature holds for one checkpoint and one second.
func TestCosignatureOfAnotherCheckpointOrTimeIsWrong(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 3)
	text, _ := w.checkpoint(t)
	key := map[string]string{"armenia": w.witnesses["armenia"].public}
	line, err := Cosign(text, w.log.public, w.witnesses["armenia"].private, noon)
	if err != nil {
		t.Fatal(err)
	}
	w.fill(t, 1)
	later, _ := w.checkpoint(t)
	moved, err := AddCosignatures(later, line)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Cosigned(moved, key); !errors.Is(err, ErrNotCosigned) {
		t.Errorf("of another checkpoint: %v", err)
	}
	for i := range line {
		changed := bytes.Clone(line)
		changed[i] ^= 1
		with, err := AddCosignatures(text, changed)
		if err != nil {
			continue
		}
		if _, err := Cosigned(with, key); err == nil {
			t.Errorf("byte %d changed: it counts", i)
		}
	}
	if _, err := Cosign(text, w.log.public, w.witnesses["armenia"].private, time.Time{}); err == nil {
		t.Error("cosigned at no time")
	}
	if _, err := Cosign(text, newWorld(t, "another").log.public, w.witnesses["armenia"].private, noon); err == nil {
		t.Error("cosigned what another record signed")
	}
}

func TestAddCosignatures(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 3)
	text := w.cosignedCheckpoint(t)
	again, err := Cosign(text, w.log.public, w.witnesses["armenia"].private, noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	renewed, err := AddCosignatures(text, again)
	if err != nil || bytes.Count(renewed, []byte("—")) != 3 {
		t.Fatalf("%s, %v", renewed, err)
	}
	when, err := Cosigned(renewed, map[string]string{"armenia": w.witnesses["armenia"].public})
	if err != nil || !when["armenia"].Equal(noon.Add(time.Hour)) {
		t.Errorf("%v, %v", when, err)
	}
	if same, err := AddCosignatures(text); err != nil || !bytes.Equal(same, text) {
		t.Errorf("nothing added: %q, %v", same, err)
	}
	for _, line := range []string{"x", "— a b\n", "\n", string(again) + "\n", strings.TrimSuffix(string(again), "\n"), "—" + string(again)} {
		if _, err := AddCosignatures(text, []byte(line)); err == nil {
			t.Errorf("%q was added", line)
		}
	}
}

// A witness may answer with lines by other keys. None of them reaches the
// checkpoint, where it could take the place of a true one.
func TestAWitnessSpeaksForItselfAlone(t *testing.T) {
	w, forger := newWorld(t, "w"), newWorld(t, "forger")
	w.fill(t, 3)
	text, _ := w.checkpoint(t)
	line := func(p pair) []byte {
		l, err := Cosign(text, w.log.public, p.private, noon)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	forged := bytes.Replace(line(w.witnesses["azerbaijan"]), []byte("A"), []byte("B"), 1)
	_, logLine, _ := strings.Cut(string(text), "\n\n")
	mine := line(w.witnesses["armenia"])
	answer := slices.Concat(line(forger.witnesses["armenia"]), forged, []byte(logLine), mine)
	got, err := Cosignature(text, answer, w.witnesses["armenia"].public)
	if err != nil || !bytes.Equal(got, mine) {
		t.Errorf("%q, %v", got, err)
	}
	for _, public := range []string{w.witnesses["azerbaijan"].public, w.log.public, ""} {
		if got, err := Cosignature(text, answer, public); err == nil {
			t.Errorf("under %q: %q", public, got)
		}
	}
	if _, err := AddCosignatures(text, answer); err == nil {
		t.Error("several lines were added as one")
	}
	if _, err := AddCosignatures(text, []byte(logLine)); err == nil {
		t.Error("the signature of the record was added as a cosignature")
	}
}

func FuzzAddCosignatures(f *testing.F) {
	w := newWorld(f, "w")
	w.fill(f, 2)
	text, at := w.checkpoint(f)
	line, err := Cosign(text, w.log.public, w.witnesses["azerbaijan"].private, noon)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(line)
	f.Fuzz(func(t *testing.T, line []byte) {
		whole, err := AddCosignatures(text, line)
		if err != nil || len(whole) > longestNote || bytes.Count(whole, []byte("\n")) > 100 {
			return
		}
		if back, err := OpenCheckpoint(whole, w.log.public); err != nil || back != at {
			t.Errorf("%q spoils the checkpoint: %v", line, err)
		}
	})
}
