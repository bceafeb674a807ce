package record

import (
	"errors"
	"math"

	"github.com/transparency-dev/formats/proof"
)

// A Proof shows that an entry is in the record, under a checkpoint with its
// cosignatures.
type Proof struct {
	Index      int64 // of the entry, 0 for the first
	Hashes     []Digest
	Checkpoint []byte
}

// longestProof in bytes.
const longestProof = longestNote + 64*64

var errProof = errors.New("a proof is not of the form that proofs have")

// Bytes writes the proof as a C2SP tlog-proof, which other verifiers read.
func (p Proof) Bytes() []byte {
	t := proof.TLogProof{Index: uint64(max(p.Index, 0)), Checkpoint: p.Checkpoint}
	for _, d := range p.Hashes {
		t.Hashes = append(t.Hashes, d)
	}
	return t.Marshal()
}

// ParseProof reads what Bytes wrote, and nothing else.
func ParseProof(b []byte) (Proof, error) {
	var t proof.TLogProof
	if len(b) > longestProof || t.Unmarshal(b) != nil || t.Index > math.MaxInt64 || len(t.Hashes) > mostProof {
		return Proof{}, errProof
	}
	p := Proof{Index: int64(t.Index), Checkpoint: t.Checkpoint}
	for _, h := range t.Hashes {
		p.Hashes = append(p.Hashes, h)
	}
	if string(p.Bytes()) != string(b) {
		return Proof{}, errProof
	}
	return p, nil
}
