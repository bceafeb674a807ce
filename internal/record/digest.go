package record

import (
	"encoding/hex"
	"errors"

	"golang.org/x/mod/sumdb/tlog"
)

// A Digest is a SHA-256 hash: of an entry's subject, of what is approved, of a
// node of the tree.
type Digest [32]byte

var errDigest = errors.New("a digest is not of the form that digests have")

// String writes a digest as 64 lower-case hexadecimal digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// ParseDigest reads what String wrote, and nothing else.
func ParseDigest(text string) (Digest, bool) {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(Digest{}) {
		return Digest{}, false
	}
	d := Digest(b)
	return d, d.String() == text
}

// MarshalText is String, for JSON.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText refuses what MarshalText does not write.
func (d *Digest) UnmarshalText(text []byte) error {
	parsed, ok := ParseDigest(string(text))
	if !ok {
		return errDigest
	}
	*d = parsed
	return nil
}

func digests(hashes []tlog.Hash) []Digest {
	all := make([]Digest, len(hashes))
	for i, h := range hashes {
		all[i] = Digest(h)
	}
	return all
}

func treeHashes(all []Digest) []tlog.Hash {
	hashes := make([]tlog.Hash, len(all))
	for i, d := range all {
		hashes[i] = tlog.Hash(d)
	}
	return hashes
}
