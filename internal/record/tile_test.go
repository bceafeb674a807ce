package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"parley/internal/fault"
)

// mth is the Merkle tree hash as RFC 6962 section 2.1 defines it, with nothing
// remembered.
func mth(leaves [][]byte) Digest {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, leaves[0]...))
	}
	k := 1
	for 2*k < len(leaves) {
		k *= 2
	}
	left, right := mth(leaves[:k]), mth(leaves[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

// largeTree has short leaves that are no entries: nothing here depends on that.
func largeTree(t testing.TB, size int) *tree {
	r := &tree{}
	for i := range size {
		r.add(t, fmt.Appendf(nil, "leaf %d", i))
	}
	return r
}

func TestRootsAndProofsAreThoseOfTheDefinition(t *testing.T) {
	r := largeTree(t, 70)
	for size := int64(0); size <= 70; size++ {
		root, err := Root(size, r)
		if err != nil || root != mth(r.leaves[:size]) {
			t.Fatalf("root of %d: %v", size, err)
		}
		at := Checkpoint{"x", size, root}
		for i := range size {
			p, err := InclusionProof(i, size, r)
			if err != nil || !included(p, at, i, r.leaves[i]) || included(p, at, i, []byte("leaf")) || size > 1 && included(p, at, (i+1)%size, r.leaves[i]) {
				t.Fatalf("entry %d of %d: %v", i, size, err)
			}
		}
		for old := range size {
			p, err := ConsistencyProof(old, size, r)
			before := Checkpoint{"x", old, mth(r.leaves[:old])}
			if err != nil || !grew(p, before, at) {
				t.Fatalf("from %d to %d: %v", old, size, err)
			}
			if before.Root[0] ^= 1; old > 0 && grew(p, before, at) {
				t.Fatalf("from another %d to %d", old, size)
			}
		}
	}
	if _, err := InclusionProof(70, 70, r); err == nil {
		t.Error("an entry that is not there was proved")
	}
	if _, err := ConsistencyProof(71, 70, r); err == nil {
		t.Error("a record shrank")
	}
}

// Every tile, full and partial, is what the definition says, byte for byte.
func TestTilesAreThoseOfTheDefinition(t *testing.T) {
	size := 256*256 + 3*256 + 5
	r := largeTree(t, size)
	at := func(path string) []byte {
		t.Helper()
		b, err := Tile(path, int64(size), r, r.entries)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return b
	}
	hashes := func(level, from, count int) []byte {
		var b []byte
		for i := from; i < from+count; i++ {
			h := mth(r.leaves[i<<(8*level) : (i+1)<<(8*level)])
			b = append(b, h[:]...)
		}
		return b
	}
	entries := func(from, count int) []byte {
		var b []byte
		for _, e := range r.leaves[from : from+count] {
			b = append(binary.BigEndian.AppendUint16(b, uint16(len(e))), e...)
		}
		return b
	}
	for path, want := range map[string][]byte{
		"tile/0/000":             hashes(0, 0, 256),
		"tile/0/255":             hashes(0, 255*256, 256),
		"tile/0/258":             hashes(0, 258*256, 256),
		"tile/0/259.p/5":         hashes(0, 259*256, 5),
		"tile/0/259.p/1":         hashes(0, 259*256, 1),
		"tile/0/007.p/255":       hashes(0, 7*256, 255),
		"tile/1/000":             hashes(1, 0, 256),
		"tile/1/001.p/3":         hashes(1, 256, 3),
		"tile/2/000.p/1":         hashes(2, 0, 1),
		"tile/entries/000":       entries(0, 256),
		"tile/entries/258":       entries(258*256, 256),
		"tile/entries/259.p/5":   entries(259*256, 5),
		"tile/entries/258.p/17":  entries(258*256, 17),
		"tile/entries/000.p/255": entries(0, 255),
	} {
		if !bytes.Equal(at(path), want) {
			t.Errorf("%s has other bytes", path)
		}
	}
}

func TestOtherAddressesAreNotFound(t *testing.T) {
	r := largeTree(t, 600)
	for _, path := range []string{
		"", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000", "tile/-1/000", "tile/+0/000",
		"tile/64/000", "tile/7/000.p/1", "tile/63/000.p/1", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p/1/1",
		"tile/0/x000/000", "tile/0/x001/000", "tile/0/001/000", "tile/0/x000", "tile/0/002", "tile/0/002.p/89", "tile/0/003.p/1",
		"tile/entries/002", "tile/entries/002.p/89", "tile/entries/0", "tile/data/000", "tile/8/0/000", "/tile/0/000", "tile/0/000/", "tile/0/../0/000",
		"tile/0/xx00/000", "tile/0/x999/x999/x999/x999/x999/999", "tile/0/x999/x999/x999/x999/x999/x999/999", "checkpoint", "tile/1/000", "tile/1/000.p/3",
	} {
		if _, err := Tile(path, 600, r, r.entries); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%q: %v", path, err)
		}
	}
	if _, err := Tile("tile/0/000.p/1", 0, &tree{}, r.entries); fault.KindOf(err) != fault.NotFound {
		t.Errorf("of an empty record: %v", err)
	}
	for _, path := range []string{"tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88"} {
		if _, err := Tile(path, 600, r, r.entries); err != nil {
			t.Errorf("%q: %v", path, err)
		}
	}
}

// What x/mod reads from our tiles is the record.
func TestTilesServeProofsToAnotherReader(t *testing.T) {
	r := largeTree(t, 777)
	tiles := tileReader(func(tile tlog.Tile) ([]byte, error) {
		ours := tilePath{tile.L, tile.N, tile.W, tile.W < tileWidth}
		return Tile(ours.String(), 777, r, r.entries)
	})
	root, err := Root(777, r)
	if err != nil {
		t.Fatal(err)
	}
	theirs := tlog.TileHashReader(tlog.Tree{N: 777, Hash: tlog.Hash(root)}, tiles)
	for _, i := range []int64{0, 255, 256, 700, 776} {
		p, err := tlog.ProveRecord(777, i, theirs)
		if err != nil || tlog.CheckRecord(p, 777, tlog.Hash(root), i, tlog.RecordHash(r.leaves[i])) != nil {
			t.Errorf("entry %d: %v", i, err)
		}
	}
}

type tileReader func(tlog.Tile) ([]byte, error)

func (r tileReader) Height() int                     { return 8 }
func (r tileReader) SaveTiles([]tlog.Tile, [][]byte) {}
func (r tileReader) ReadTiles(all []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range all {
		b, err := r(tile)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func FuzzTile(f *testing.F) {
	r := largeTree(f, 600)
	for _, path := range []string{"tile/0/000", "tile/entries/002.p/88", "tile/0/x123/x456/789.p/3", "tile/1/000.p/2"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if p, ok := parseTile(path); ok && p.String() != path {
			t.Errorf("read %q, wrote %q", path, p)
		}
		b, err := Tile(path, 600, r, r.entries)
		if err != nil && fault.KindOf(err) != fault.NotFound || err == nil && len(b) == 0 {
			t.Errorf("%q: %d bytes, %v", path, len(b), err)
		}
	})
}
