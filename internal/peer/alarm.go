package peer

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"strings"

	"parley/internal/record"
)

// An Alarm is what a witness or a monitor tells its owner, at once and loudly:
// that the record may have been written anew.
type Alarm struct {
	Err   error  // says what was seen
	Known []byte // the checkpoint that was known before, as the record signed it; empty where there was none
	Shown []byte // what was shown now
}

// parsePlain reads the three lines of a checkpoint without looking at any
// signature.
func parsePlain(text []byte) (record.Checkpoint, bool) {
	text, _, _ = bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
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
