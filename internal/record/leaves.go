package record

import (
	"crypto/sha256"
	"math/bits"
)

// LeafHash returns the hash of an entry in the tree, as RFC 6962 has it.
func LeafHash(entry []byte) Digest { return sha256.Sum256(append([]byte{0}, entry...)) }

// LeafHashes returns those of several, in their order.
func LeafHashes(entries [][]byte) []Digest {
	var leaves []Digest
	for _, e := range entries {
		leaves = append(leaves, LeafHash(e))
	}
	return leaves
}

// RootOf returns the root of the tree over leaves, as RFC 6962 has it: anew, from
// all entries at hand, without what anybody stored.
func RootOf(leaves []Digest) Digest {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return leaves[0]
	}
	half := 1 << (bits.Len(uint(len(leaves)-1)) - 1) // the largest power of two below their number
	left, right := RootOf(leaves[:half]), RootOf(leaves[half:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}
