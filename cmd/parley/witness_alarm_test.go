package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/peer"
)

// Whatever was told before, proof of a record that was written anew is printed
// and kept: once for two checkpoints, whoever put what under them.
func TestProofIsAlwaysTold(t *testing.T) {
	one, other := newLedger(), newLedger()
	one.grow(t, 900, "")
	other.grow(t, 3, "")
	other.grow(t, 897, "other")
	var out bytes.Buffer
	bell := &alarmBell{file: filepath.Join(t.TempDir(), "ALARM"), out: &out, today: func() dialogue.Day { return 20_782 }}
	told := func() int { return strings.Count(out.String(), "Both checkpoints are in") }
	known := one.checkpoint(t, 500)
	for size := int64(501); size < 900; size++ { // no proof by themselves
		bell.ring(peer.Alarm{Err: errors.New("ALARM"), Known: known, Shown: append(other.checkpoint(t, size), bytes.Repeat([]byte("— x y\n"), 150)...)})
	}
	before := told()
	text, err := os.ReadFile(bell.file)
	must(t, err)
	if before == 0 || before >= 399 || len(text) < largestAlarm || len(text) > largestAlarm+8<<10 {
		t.Errorf("%d alarms in %d bytes", before, len(text))
	}
	proof := peer.Alarm{Err: errors.New("ALARM"), Known: known, Shown: other.checkpoint(t, 500)}
	bell.ring(proof)
	bell.ring(peer.Alarm{Err: proof.Err, Known: append(known, "— a b\n"...), Shown: append(proof.Shown, "— c d\n"...)})
	shown := peer.Alarm{Err: proof.Err, Known: one.checkpoint(t, 600), Shown: other.checkpoint(t, 600)} // shown before, beside another
	bell.ring(shown)
	bell.ring(shown)
	if told() != before+2 {
		t.Errorf("of two proofs %d were told", told()-before)
	}
	text, err = os.ReadFile(bell.file)
	must(t, err)
	for _, want := range []peer.Alarm{proof, shown} {
		if !bytes.Contains(text, want.Known) || !bytes.Contains(text, want.Shown) {
			t.Errorf("the file does not hold %q", want.Shown)
		}
	}
}

// A stranger who sends proofs that do not hold fills no log.
func TestFalseProofsAreLoggedWithinABound(t *testing.T) {
	var out bytes.Buffer
	tell := doubts(slog.New(slog.NewTextHandler(&out, nil)))
	for i := range 500 {
		tell(fmt.Errorf("proof %d", i))
	}
	if n := strings.Count(out.String(), "\n"); n != mostDoubts || !strings.Contains(out.String(), "further ones are not logged") {
		t.Errorf("%d lines: %s", n, out.String())
	}
}
