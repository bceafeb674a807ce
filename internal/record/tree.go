package record

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// StoredHashes returns the hashes to be stored with the entry of an index (0 for
// the first) that is written as leaf: its own, and those of the subtrees that it
// completes. They go to the places from tlog.StoredHashIndex(0, index) on; r
// reads those before.
func StoredHashes(index int64, leaf []byte, r tlog.HashReader) ([]tlog.Hash, error) {
	return tlog.StoredHashes(index, leaf, r)
}

// Root returns the root of the tree over the first size entries.
func Root(size int64, r tlog.HashReader) (Digest, error) {
	h, err := tlog.TreeHash(size, r)
	return Digest(h), err
}

// InclusionProof returns what proves that the entry of an index is among the
// first size entries.
func InclusionProof(index, size int64, r tlog.HashReader) ([]Digest, error) {
	if index < 0 || index >= size {
		return nil, fmt.Errorf("prove entry %d of %d", index, size)
	}
	p, err := tlog.ProveRecord(size, index, r)
	return digests(p), err
}

// ConsistencyProof returns what proves that a record of one size went on to be
// that of another. It is empty from nothing and between equal sizes.
func ConsistencyProof(old, size int64, r tlog.HashReader) ([]Digest, error) {
	if old < 0 || old > size {
		return nil, fmt.Errorf("prove that a record of %d entries went on to have %d", old, size)
	}
	if old == 0 || old == size {
		return nil, nil
	}
	p, err := tlog.ProveTree(size, old, r)
	return digests(p), err
}

// included checks a proof that InclusionProof made.
func included(proof []Digest, at Checkpoint, index int64, leaf []byte) bool {
	return index >= 0 && index < at.Size && len(proof) < 64 &&
		tlog.CheckRecord(treeHashes(proof), at.Size, tlog.Hash(at.Root), index, tlog.RecordHash(leaf)) == nil
}

// grew checks a proof that ConsistencyProof made.
func grew(proof []Digest, old, next Checkpoint) bool {
	switch {
	case old.Size > next.Size:
		return false
	case old.Size == next.Size:
		return len(proof) == 0 && old.Root == next.Root
	case old.Size == 0:
		return len(proof) == 0
	}
	return tlog.CheckTree(treeHashes(proof), next.Size, tlog.Hash(next.Root), old.Size, tlog.Hash(old.Root)) == nil
}
