package record

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// AddCheckpoint is what a record asks of a witness, as C2SP tlog-witness writes
// it: "old" with the size that the witness last cosigned, the proof that the
// record only grew since, an empty line, the checkpoint.
type AddCheckpoint struct {
	Old        int64
	Proof      []Digest
	Checkpoint []byte
}

// mostProof is the most hashes that a proof of the largest tree can have.
const mostProof = 63

var errRequest = errors.New("a request to a witness is not of the form that requests have")

// Bytes writes the request.
func (a AddCheckpoint) Bytes() []byte {
	b := fmt.Appendf(nil, "old %d\n", a.Old)
	for _, d := range a.Proof {
		b = fmt.Appendf(b, "%s\n", base64.StdEncoding.EncodeToString(d[:]))
	}
	return append(append(b, '\n'), a.Checkpoint...)
}

// ParseAddCheckpoint reads what Bytes wrote, and nothing else. The checkpoint in
// it is not looked at.
func ParseAddCheckpoint(b []byte) (AddCheckpoint, error) {
	head, checkpoint, ok := strings.Cut(string(b), "\n\n")
	lines := strings.Split(head, "\n")
	old, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "old "), 10, 64)
	if !ok || err != nil || old < 0 || len(lines) > 1+mostProof || len(checkpoint) > longestNote {
		return AddCheckpoint{}, errRequest
	}
	a := AddCheckpoint{Old: old, Checkpoint: []byte(checkpoint)}
	for _, line := range lines[1:] {
		d, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(d) != len(Digest{}) {
			return AddCheckpoint{}, errRequest
		}
		a.Proof = append(a.Proof, Digest(d))
	}
	if string(a.Bytes()) != string(b) {
		return AddCheckpoint{}, errRequest
	}
	return a, nil
}

// A StaleError says that a witness last cosigned another size than the request
// goes on from: 409 in HTTP, with the size. Of a size larger than the record has,
// it says that the record lost entries.
type StaleError struct{ Size int64 }

func (e *StaleError) Error() string {
	return fmt.Sprintf("the witness last cosigned %d entries", e.Size)
}

// A ForkError says that a record was written anew: what it signed does not go on
// from what was known of it. Two checkpoints of one size with different roots
// are proof of that by themselves, for anybody (409 in HTTP). Of other sizes it
// is an alarm only where the roots were computed from the entries.
type ForkError struct{ Known, Shown Checkpoint }

func (e *ForkError) Error() string {
	return fmt.Sprintf("ALARM: the record of %d entries with root %s does not go on from that of %d with root %s",
		e.Shown.Size, e.Shown.Root, e.Known.Size, e.Known.Root)
}

// A ProofError says that the proof in a request does not show that the record
// only grew: 422 in HTTP. It is no alarm, since anybody can put a false proof
// before a true checkpoint.
type ProofError struct{ Known, Shown Checkpoint }

func (e *ProofError) Error() string {
	return fmt.Sprintf("the proof does not show that the record of %d entries with root %s went on to that of %d with root %s",
		e.Known.Size, e.Known.Root, e.Shown.Size, e.Shown.Root)
}

// A WitnessState is all that a witness must remember of a record: the last
// checkpoint that it cosigned. Whoever keeps it writes the next state before the
// cosignature leaves the house, on condition that it is still the same.
type WitnessState struct {
	Origin string `json:"origin"`
	Log    string `json:"log"` // the record's public key
	Size   int64  `json:"size"`
	Root   Digest `json:"root"`
}

// Advance decides whether a record only grew. If so it returns the next state
// and the cosignature; otherwise the state as it was with a StaleError, a
// ProofError, or an error about a request that is malformed or not the record's.
// It fails with a ForkError for nothing but two checkpoints of one size.
func (w WitnessState) Advance(request AddCheckpoint, now time.Time, private string) (WitnessState, []byte, error) {
	next, err := OpenCheckpoint(request.Checkpoint, w.Log)
	if err != nil {
		return w, nil, fmt.Errorf("witness a checkpoint: %w", err)
	}
	if next.Origin != w.Origin || next.Size < 1 || request.Old > next.Size {
		return w, nil, fmt.Errorf("witness a checkpoint: %w", errRequest)
	}
	known := Checkpoint{w.Origin, w.Size, w.Root}
	if next.Size == w.Size && next.Root != w.Root {
		return w, nil, &ForkError{known, next}
	}
	if request.Old != w.Size {
		return w, nil, &StaleError{w.Size}
	}
	if !grew(request.Proof, known, next) {
		return w, nil, &ProofError{known, next}
	}
	line, err := Cosign(request.Checkpoint, w.Log, private, now)
	if err != nil {
		return w, nil, err
	}
	w.Size, w.Root = next.Size, next.Root
	return w, line, nil
}
