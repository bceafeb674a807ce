package record

import (
	"bytes"
	"testing"
)

// onlyKeys reports whether a file is the bundle but for the keys that it brings
// along, on which nothing rests under a trust file.
func onlyKeys(file []byte, b Bundle) bool {
	read, err := ParseBundle(file)
	keys := read.Keys
	read.Keys = b.Keys
	return err == nil && bytes.Equal(read.Bytes(), b.Bytes()) && (keys.Check() != nil || !b.Keys.names(keys))
}

// Whatever byte of a bundle changes, nobody is told that it is verified, nor
// that it is consistent, and a part is named; but for a key in it, where there
// is a trust file.
func TestEveryByteCounts(t *testing.T) {
	w := newWorld(t, "w")
	b, trust := w.release(t, document), w.trust()
	file := b.Bytes()
	parts := map[Part]int{}
	for _, pattern := range []byte{0x01, 0x20, 0x80, 0xff} {
		for i := range file {
			changed := bytes.Clone(file)
			changed[i] ^= pattern
			for _, under := range []*Trust{&trust, nil} {
				v := Verify(changed, under, Given{})
				if under != nil && v.Outcome == Verified && onlyKeys(changed, b) {
					continue
				}
				if v.Outcome != Broken || len(v.Broken()) == 0 {
					t.Errorf("byte %d (%q) ^ %#x: %s, %v", i, file[max(0, i-20):min(len(file), i+20)], pattern, v.Outcome, v.Broken())
				}
				for _, p := range v.Broken() {
					parts[p]++
				}
			}
		}
	}
	for _, p := range []Part{PartBundle, PartDocument, PartApprovals, PartEntry, PartProof, PartCheckpoint, PartCosignatures, PartKeys} {
		if parts[p] == 0 {
			t.Errorf("no change was put down to %s", p)
		}
	}
	t.Logf("%d bytes; changes by part: %v", len(file), parts)
}

// Bytes cut off, doubled or left out are no other bundle either.
func TestEveryLengthCounts(t *testing.T) {
	w := newWorld(t, "w")
	b, trust := w.release(t, document), w.trust()
	file := b.Bytes()
	for i := range file {
		for _, changed := range [][]byte{
			file[:i], append(bytes.Clone(file[:i]), file[i+1:]...), append(append(bytes.Clone(file[:i+1]), file[i]), file[i+1:]...),
		} {
			if bytes.Equal(changed, file) {
				continue
			}
			if v := Verify(changed, &trust, Given{}); v.Outcome != Broken && !onlyKeys(changed, b) {
				t.Errorf("around byte %d: %s", i, v.Outcome)
			}
		}
	}
}

func TestBundleReadsBack(t *testing.T) {
	b := newWorld(t, "w").release(t, []byte(`{"text":"<b>&amp; «կող» tərəf \u2028 "}`))
	text := b.Bytes()
	back, err := ParseBundle(text)
	if err != nil || !bytes.Equal(back.Document, b.Document) || !bytes.Equal(back.Act, b.Act) || !bytes.Equal(back.Bytes(), text) {
		t.Fatalf("%v\n%s", err, text)
	}
	(Bundle{}).Bytes() // does not panic
}

func FuzzParseBundle(f *testing.F) {
	w := newWorld(f, "w")
	b, trust := w.release(f, document), w.trust()
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := ParseBundle(text)
		if err == nil && !bytes.Equal(read.Bytes(), text) {
			t.Errorf("read %q, wrote %q", text, read.Bytes())
		}
		if v := Verify(text, &trust, Given{}); v.Outcome == Verified && (!bytes.Equal(read.Act, b.Act) || !bytes.Equal(read.Document, b.Document)) {
			t.Errorf("%q is verified", text)
		}
	})
}
