package record

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A Checkpoint says how large a record is, and the root of the tree over its
// entries.
type Checkpoint struct {
	Origin string // which record: the name of its key
	Size   int64
	Root   Digest
}

// Text returns what is signed: three lines.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// SignCheckpoint returns a checkpoint as a note under the private key of the
// record.
func SignCheckpoint(at Checkpoint, private string) ([]byte, error) {
	k, err := parsePrivate(private, signs)
	if err == nil && k.name != at.Origin {
		err = errName
	}
	if err != nil {
		return nil, fmt.Errorf("sign a checkpoint: %w", err)
	}
	if _, ok := parseCheckpoint(at.Text()); !ok {
		return nil, fmt.Errorf("sign a checkpoint: %w", errNote)
	}
	return k.sign(at.Text()), nil
}

// OpenCheckpoint returns the checkpoint that a note holds, if the record signed
// it with the private key of this public one. Cosignatures may stand there; they
// are not checked.
func OpenCheckpoint(text []byte, public string) (Checkpoint, error) {
	at, _, err := openCheckpoint(text, public)
	return at, err
}

// BareCheckpoint returns a checkpoint as OpenCheckpoint does, and the note with
// the record's signature alone: what others put under it has no end.
func BareCheckpoint(text []byte, public string) (Checkpoint, []byte, error) {
	at, n, err := openCheckpoint(text, public)
	if err != nil {
		return Checkpoint{}, nil, err
	}
	return at, fmt.Appendf(nil, "%s\n— %s %s\n", n.Text, n.Sigs[0].Name, n.Sigs[0].Base64), nil
}

// openCheckpoint is OpenCheckpoint, and returns the note too.
func openCheckpoint(text []byte, public string) (Checkpoint, *note.Note, error) {
	k, err := parseKey(public, signs)
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("open a checkpoint: %w", err)
	}
	n, err := openNote(text, k)
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("open a checkpoint: %w", err)
	}
	at, ok := parseCheckpoint(n.Text)
	if !ok || at.Origin != k.name {
		return Checkpoint{}, nil, fmt.Errorf("open a checkpoint: %w", errNote)
	}
	return at, n, nil
}

// parseCheckpoint reads what Text wrote, and nothing else.
func parseCheckpoint(text string) (Checkpoint, bool) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 {
		return Checkpoint{}, false
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, err2 := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || err2 != nil || size < 0 || len(root) != len(Digest{}) || !isName(lines[0]) {
		return Checkpoint{}, false
	}
	c := Checkpoint{lines[0], size, Digest(root)}
	return c, c.Text() == text
}
