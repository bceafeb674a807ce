package record

import (
	"strings"
	"testing"

	"github.com/transparency-dev/formats/log"
)

func TestCheckpointIsThatOfOthers(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 3)
	text, at := w.checkpoint(t)
	back, err := OpenCheckpoint(text, w.log.public)
	if err != nil || back != at || at.Size != 3 {
		t.Fatalf("%+v, %v", back, err)
	}
	theirs := log.Checkpoint{Origin: at.Origin, Size: 3, Hash: at.Root[:]}
	if string(theirs.Marshal()) != at.Text() {
		t.Errorf("they write %q, we %q", theirs.Marshal(), at.Text())
	}
}

func TestCheckpointsOfOtherFormsAreRefused(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 3)
	_, at := w.checkpoint(t)
	k, err := parsePrivate(w.log.private, signs)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{"\n3\n", "\n03\n"}, {"\n3\n", "\n-3\n"}, {"\n3\n", "\n+3\n"}, {"\n3\n", "\n\n"}, {"=\n", "\n"}, {"=\n", "=\nextension\n"},
		{"parley-0", "parley-1"}, {"\n3\n", "\n9223372036854775808\n"},
	} {
		if _, err := OpenCheckpoint(k.sign(strings.Replace(at.Text(), change[0], change[1], 1)), w.log.public); err == nil {
			t.Errorf("%q for %q was read", change[1], change[0])
		}
	}
	text, _ := w.checkpoint(t)
	if _, err := OpenCheckpoint(text, newWorld(t, "another").log.public); err == nil {
		t.Error("opened with another key")
	}
	at.Origin = "parley-another"
	if _, err := SignCheckpoint(at, w.log.private); err == nil {
		t.Error("signed for another record")
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	w := newWorld(f, "w")
	w.fill(f, 2)
	_, at := w.checkpoint(f)
	f.Add(at.Text())
	f.Fuzz(func(t *testing.T, text string) {
		if c, ok := parseCheckpoint(text); ok && c.Text() != text {
			t.Errorf("read %q, wrote %q", text, c.Text())
		}
	})
}
