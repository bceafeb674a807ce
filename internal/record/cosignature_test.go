package record

import (
	"bytes"
	"errors"
	"fmt"
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
	twice, err := AddCosignatures(text, again)
	if err != nil || bytes.Count(twice, []byte("—")) != 4 {
		t.Fatalf("%s, %v", twice, err)
	}
	when, err := Cosigned(twice, map[string]string{"armenia": w.witnesses["armenia"].public})
	if err != nil || !when["armenia"].Equal(noon.Add(time.Minute)) {
		t.Errorf("not the first counts: %v, %v", when, err)
	}
	if same, err := AddCosignatures(twice, again); err != nil || !bytes.Equal(same, twice) {
		t.Errorf("the same once more: %q, %v", same, err)
	}
	if same, err := AddCosignatures(text); err != nil || !bytes.Equal(same, text) {
		t.Errorf("nothing added: %q, %v", same, err)
	}
	for _, line := range []string{"x", "— a b\n", "\n", string(again) + "\n", strings.TrimSuffix(string(again), "\n"), "—" + string(again)} {
		if with, err := AddCosignatures(text, []byte(line), again); err != nil || !bytes.Equal(with, twice) {
			t.Errorf("%q was added, or spoiled the next: %q, %v", line, with, err)
		}
	}
	for _, no := range []string{"", "x", string(text) + "x", strings.TrimSuffix(string(text), "\n")} {
		if _, err := AddCosignatures([]byte(no), again); err == nil {
			t.Errorf("%q is a checkpoint", no)
		}
	}
}

// The name and the number of a key are no secret, and 32 bits can be had by
// trying. Lines that have both from another key, also from that of the record,
// neither spoil a checkpoint nor take the place of a true line.
func TestNoLineTakesThePlaceOfAnother(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 3)
	text, at := w.checkpoint(t)
	var forged, lines [][]byte
	for _, of := range []pair{w.witnesses["armenia"], w.log, w.witnesses["azerbaijan"]} {
		k, err := parseAny(of.public)
		if err != nil {
			t.Fatal(err)
		}
		forged = append(forged, k.line(bytes.Repeat([]byte{1}, 72)))
	}
	named, err := Cosign(text, w.log.public, witnessKey(t, "x", "parley-0123456789abcdef").private, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, side := range []string{"armenia", "azerbaijan"} {
		line, err := Cosign(text, w.log.public, w.witnesses[side].private, noon)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	keys := map[string]string{"azerbaijan": w.witnesses["azerbaijan"].public, "armenia": w.witnesses["armenia"].public}
	for name, all := range map[string][][]byte{
		"before": slices.Concat(forged, [][]byte{named}, lines), "after": slices.Concat(lines, [][]byte{named}, forged),
	} {
		whole, err := AddCosignatures(text, all...)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := OpenCheckpoint(whole, w.log.public); err != nil || back != at {
			t.Errorf("%s: %v", name, err)
		}
		if when, err := Cosigned(whole, keys); err != nil || len(when) != 2 {
			t.Errorf("%s: %v, %v", name, when, err)
		}
		back, bare, err := BareCheckpoint(whole, w.log.public)
		if err != nil || back != at || !bytes.Equal(bare, text) {
			t.Errorf("%s: bare it is %q, %v", name, bare, err)
		}
	}
	var flood [][]byte
	for i := range 200 {
		flood = append(flood, witnessLine(t, fmt.Sprint(i)))
	}
	whole, err := AddCosignatures(text, append(lines, flood...)...)
	if err != nil || len(whole) > longestNote {
		t.Fatalf("%d bytes, %v", len(whole), err)
	}
	if _, err := Cosigned(whole, keys); err != nil {
		t.Errorf("in a flood: %v", err)
	}
}

// witnessLine is a line of nobody's.
func witnessLine(t testing.TB, name string) []byte {
	k, err := parseKey(witnessKey(t, name, name).public, cosigns)
	if err != nil {
		t.Fatal(err)
	}
	return k.line(make([]byte, 72))
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
	for name, line := range map[string][]byte{"several lines": answer, "the signature of the record": []byte(logLine)} {
		if same, err := AddCosignatures(text, line); err != nil || !bytes.Equal(same, text) {
			t.Errorf("%s: added as a cosignature: %v", name, err)
		}
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
