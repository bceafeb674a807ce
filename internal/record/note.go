package record

import (
	"bytes"
	"encoding/base64"
	"errors"
	"slices"

	"golang.org/x/mod/sumdb/note"
)

// longestNote in bytes: a checkpoint with cosignatures of many witnesses has a
// tenth of it.
const longestNote = 16 << 10

var (
	errNote     = errors.New("a note is not of the form that notes have")
	errUnsigned = errors.New("a note is not signed by this key")
)

// openNote returns a note that is signed by at least one of the keys, and by
// none of them wrongly. Every signature stands there once, in the one way in
// which it is written.
func openNote(text []byte, keys ...key) (*note.Note, error) {
	if len(text) > longestNote {
		return nil, errNote
	}
	var known []note.Verifier
	for _, k := range keys {
		known = append(known, k)
	}
	n, err := note.Open(text, note.VerifierList(known...))
	var unsigned *note.UnverifiedNoteError
	var wrong *note.InvalidSignatureError
	switch {
	case errors.As(err, &unsigned), errors.As(err, &wrong):
		return nil, errUnsigned
	case err != nil:
		return nil, errNote
	}
	all := slices.Concat(n.Sigs, n.UnverifiedSigs)
	seen := map[string]bool{}
	for _, s := range all {
		raw, err := base64.StdEncoding.DecodeString(s.Base64)
		id := s.Name + string(raw[:min(4, len(raw))])
		if err != nil || base64.StdEncoding.EncodeToString(raw) != s.Base64 || seen[id] {
			return nil, errNote
		}
		seen[id] = true
	}
	if lines := bytes.Count(text[len(n.Text)+1:], []byte("\n")); lines != len(all) {
		return nil, errNote
	}
	return n, nil
}
