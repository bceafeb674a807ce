package record

import (
	"bytes"
	"encoding/base64"
	"errors"

	"golang.org/x/mod/sumdb/note"
)

// Bounds of a note: a checkpoint with cosignatures of many witnesses has a tenth
// of them.
const (
	longestNote    = 16 << 10
	mostSignatures = 100
)

var (
	errNote     = errors.New("a note is not of the form that notes have")
	errUnsigned = errors.New("a note is not signed by this key")
)

// openNote returns a note that is signed by a key: the signature that holds
// alone in Sigs, every other line in UnverifiedSigs. Every line stands there
// once, in the one way in which it is written. Two may be of one name and
// number, which are 32 bits and can be had by trying: then that counts which
// holds, so that no line takes the place of another.
func openNote(text []byte, k key) (*note.Note, error) {
	if len(text) > longestNote {
		return nil, errNote
	}
	_, err := note.Open(text, note.VerifierList())
	read, ok := errors.AsType[*note.UnverifiedNoteError](err)
	if !ok {
		return nil, errNote
	}
	n := &note.Note{Text: read.Note.Text}
	for _, s := range read.Note.UnverifiedSigs {
		raw, err := base64.StdEncoding.DecodeString(s.Base64)
		if err != nil || base64.StdEncoding.EncodeToString(raw) != s.Base64 {
			return nil, errNote
		}
		if len(n.Sigs) == 0 && s.Name == k.name && s.Hash == k.KeyHash() && k.Verify([]byte(n.Text), raw[4:]) {
			n.Sigs = append(n.Sigs, s)
			continue
		}
		n.UnverifiedSigs = append(n.UnverifiedSigs, s)
	}
	if lines := bytes.Count(text[len(n.Text)+1:], []byte("\n")); lines != len(read.Note.UnverifiedSigs) {
		return nil, errNote
	}
	if len(n.Sigs) == 0 {
		return nil, errUnsigned
	}
	return n, nil
}
