package peer

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"strings"

	"parley/internal/record"
)

// An Alarm is what a witness or a monitor tells its owner, at once and loudly:
// that the record was written anew.
type Alarm struct {
	Err   error  // says what was seen
	Known []byte // the checkpoint that was known before, as the record signed it; empty where there was none
	Shown []byte // what was shown now
}

// Proves reports whether the two checkpoints are proof by themselves, for
// anybody: of one size, with different roots. Both were signed by the record.
func (a Alarm) Proves() bool {
	known, ok := parsePlain(a.Known)
	shown, ok2 := parsePlain(a.Shown)
	return ok && ok2 && known.Size == shown.Size && known.Root != shown.Root
}

// Same reports whether two alarms are about the same checkpoints, whoever put
// what under them.
func (a Alarm) Same(b Alarm) bool {
	return bytes.Equal(body(a.Known), body(b.Known)) && bytes.Equal(body(a.Shown), body(b.Shown))
}

// body returns what is signed of a checkpoint.
func body(text []byte) []byte {
	text, _, _ = bytes.Cut(text, []byte("\n\n"))
	return text
}

// parsePlain reads the three lines of a checkpoint without looking at any
// signature.
func parsePlain(text []byte) (record.Checkpoint, bool) {
	lines := strings.Split(strings.TrimSuffix(string(body(text)), "\n"), "\n")
	if len(lines) != 3 {
		return record.Checkpoint{}, false
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, err2 := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || err2 != nil || size < 0 || len(root) != len(record.Digest{}) {
		return record.Checkpoint{}, false
	}
	return record.Checkpoint{Origin: lines[0], Size: size, Root: record.Digest(root)}, true
}
