package record

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
)

// A line that nobody checked stands in a note once, and in one way.
func TestSignaturesStandOnceAndInOneWay(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 2)
	text, _ := w.checkpoint(t)
	k, err := parseKey(w.witnesses["azerbaijan"].public, cosigns)
	if err != nil {
		t.Fatal(err)
	}
	one, other := k.line(make([]byte, 72)), k.line(bytes.Repeat([]byte{1}, 72))
	if _, err := OpenCheckpoint(append(bytes.Clone(text), one...), w.log.public); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenCheckpoint(append(append(bytes.Clone(text), one...), other...), w.log.public); err != nil {
		t.Errorf("a line in the name of another spoils the note: %v", err)
	}
	if _, err := OpenCheckpoint(append(append(bytes.Clone(text), one...), one...), w.log.public); err == nil {
		t.Error("one line stands there twice")
	}
	// 76 bytes end in base64 whose last four bits are free.
	loose := strings.Replace(string(one), "A==\n", "B==\n", 1)
	if _, err := OpenCheckpoint([]byte(string(text)+loose), w.log.public); err == nil || loose == string(one) {
		t.Errorf("%q was read", loose)
	}
}

func TestCosignaturesNameASecondThatCanBe(t *testing.T) {
	for _, at := range []uint64{0, latest + 1, 1 << 63} {
		sig := make([]byte, 72)
		for i := range 8 {
			sig[i] = byte(at >> (56 - 8*i))
		}
		if _, _, ok := cutTime(sig); ok {
			t.Errorf("second %d counts (%s)", at, base64.StdEncoding.EncodeToString(sig))
		}
	}
}
