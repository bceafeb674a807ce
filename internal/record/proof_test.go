package record

import (
	"bytes"
	"strings"
	"testing"
)

func TestProofIsATlogProof(t *testing.T) {
	w := newWorld(t, "w")
	p := w.release(t, document).Proof
	text := string(p.Bytes())
	if !strings.HasPrefix(text, "c2sp.org/tlog-proof@v1\nindex 5\n") || !strings.HasSuffix(text, "\n\n"+string(p.Checkpoint)) {
		t.Errorf("%s", text)
	}
	back, err := ParseProof([]byte(text))
	if err != nil || back.Index != 5 || len(back.Hashes) != len(p.Hashes) || !bytes.Equal(back.Checkpoint, p.Checkpoint) {
		t.Errorf("%+v, %v", back, err)
	}
	for _, change := range [][2]string{
		{"index 5", "index 05"}, {"index 5", "index 18446744073709551615"}, {"@v1\n", "@v1\r\n"}, {"@v1\n", "@v1\nextra AA==\n"}, {"\n\n", "\n\n\n"}, {"@v1", "@v2"},
	} {
		changed := strings.Replace(text, change[0], change[1], 1)
		if back, err := ParseProof([]byte(changed)); err == nil && change[0] != "\n\n" {
			t.Errorf("%q was read: %+v", changed, back)
		}
	}
}

func FuzzParseProof(f *testing.F) {
	f.Add(newWorld(f, "w").release(f, document).Proof.Bytes())
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 0\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := ParseProof(b); err == nil && !bytes.Equal(p.Bytes(), b) {
			t.Errorf("read %q, wrote %q", b, p.Bytes())
		}
	})
}
