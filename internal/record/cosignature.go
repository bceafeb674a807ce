package record

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// latest is the last second that a cosignature may name: of the year 9999.
const latest = 253402300799

// ErrNotCosigned is what Cosigned returns, with the side, where a cosignature is
// missing or wrong.
var ErrNotCosigned = errors.New("a witness did not cosign")

// Cosign returns the line with which a witness says that it saw a checkpoint at
// a time, and that the record only grew until then: C2SP cosignature/v1. It
// checks the signature of the record and nothing else; a witness calls Advance.
func Cosign(text []byte, logPublic, private string, now time.Time) ([]byte, error) {
	at, err := OpenCheckpoint(text, logPublic)
	if err != nil {
		return nil, fmt.Errorf("cosign: %w", err)
	}
	k, err := parsePrivate(private, cosigns)
	if err != nil {
		return nil, fmt.Errorf("cosign: %w", err)
	}
	seconds := now.Unix()
	if seconds <= 0 || seconds > latest {
		return nil, fmt.Errorf("cosign: the clock shows %s", now)
	}
	sig := binary.BigEndian.AppendUint64(nil, uint64(seconds))
	sig = append(sig, ed25519.Sign(k.private, cosigned([]byte(at.Text()), seconds))...)
	return k.line(sig), nil
}

// cosigned returns what a witness signs.
func cosigned(text []byte, at int64) []byte {
	return append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", at), text...)
}

// cutTime parts a cosignature into the second at which it was made and the
// Ed25519 signature.
func cutTime(sig []byte) (at int64, rest []byte, ok bool) {
	if len(sig) != 8+ed25519.SignatureSize {
		return 0, nil, false
	}
	seconds := binary.BigEndian.Uint64(sig)
	return int64(seconds), sig[8:], seconds > 0 && seconds <= latest
}

// AddCosignatures returns a checkpoint with further signature lines, each
// argument holding one; whether they are true Cosigned says. It leaves out those
// that are not of the form that such lines have, that stand there already, and
// for which a note has no room; none takes the place of another. So one line
// spoils nothing for the others. It fails only where text is no checkpoint with
// signature lines.
func AddCosignatures(text []byte, lines ...[]byte) ([]byte, error) {
	_, old, ok := strings.Cut(string(text), "\n\n")
	if !ok || len(text) > longestNote {
		return nil, errNote
	}
	var all []string
	for line := range strings.Lines(old) {
		if !isSignature(line) {
			return nil, errNote
		}
		all = append(all, line)
	}
	whole := slices.Clone(text)
	for _, line := range lines {
		fits := len(whole)+len(line) <= longestNote && len(all) < mostSignatures
		if !fits || !isSignature(string(line)) || slices.Contains(all, string(line)) {
			continue
		}
		all, whole = append(all, string(line)), append(whole, line...)
	}
	return whole, nil
}

// Cosignature returns the one line of a witness's answer with which it cosigned a
// checkpoint under its public key. An answer may hold lines by other keys (C2SP
// tlog-witness); they are left out, so that no witness speaks for another.
func Cosignature(text, answer []byte, public string) ([]byte, error) {
	body, _, _ := strings.Cut(string(text), "\n\n")
	for line := range strings.Lines(string(answer)) {
		alone := map[string]string{"this side": public}
		if _, err := Cosigned([]byte(body+"\n\n"+line), alone); err == nil {
			return []byte(line), nil
		}
	}
	return nil, ErrNotCosigned
}

// isSignature reports whether a line, with its end, is of the form that
// signature lines have.
func isSignature(line string) bool {
	rest, dash := strings.CutPrefix(line, "— ")
	rest, end := strings.CutSuffix(rest, "\n")
	name, coded, _ := strings.Cut(rest, " ")
	sig, err := base64.StdEncoding.DecodeString(coded)
	return dash && end && err == nil && len(sig) >= 5 && isName(name) && base64.StdEncoding.EncodeToString(sig) == coded
}

// Cosigned returns when each witness, given by its side and public key, cosigned
// a checkpoint. It fails with the first side, in the order of their identifiers,
// whose cosignature is missing or wrong. The signature of the record is not
// checked here.
func Cosigned(text []byte, witnesses map[string]string) (map[string]time.Time, error) {
	when := map[string]time.Time{}
	for _, side := range slices.Sorted(maps.Keys(witnesses)) {
		k, err := parseKey(witnesses[side], cosigns)
		if err != nil {
			return nil, fmt.Errorf("the witness of %s: %w", side, err)
		}
		n, err := openNote(text, k)
		if errors.Is(err, errUnsigned) {
			return nil, fmt.Errorf("%s: %w", side, ErrNotCosigned)
		}
		if err != nil {
			return nil, err
		}
		if _, ok := parseCheckpoint(n.Text); !ok {
			return nil, errNote
		}
		when[side] = cosignedAt(n.Sigs[0])
	}
	return when, nil
}

// cosignedAt returns the time in a cosignature that was found to be true.
func cosignedAt(s note.Signature) time.Time {
	raw, _ := base64.StdEncoding.DecodeString(s.Base64)
	at, _, _ := cutTime(raw[4:])
	return time.Unix(at, 0).UTC()
}
