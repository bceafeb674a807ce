package record

import (
	"bytes"
	"strings"
	"testing"

	"parley/internal/fault"
)

func TestTrustFileReadsBack(t *testing.T) {
	trust := newWorld(t, "w").trust()
	trust.Sides["azerbaijan"] = append(trust.Sides["azerbaijan"], sideKey(t, "new", "azerbaijan").public)
	text := trust.Bytes()
	back, err := ParseTrust(text)
	if err != nil || !bytes.Equal(back.Bytes(), text) || !back.names(trust) || !trust.names(back) {
		t.Fatalf("%s\n%v", back.Bytes(), err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	byHand := lines[0] + "\r\n# from the sides' own sites\r\n\r\n"
	for i := len(lines) - 1; i > 0; i-- {
		byHand += "  " + strings.ReplaceAll(lines[i], " ", "\t ") + "\r\n"
	}
	back, err = ParseTrust([]byte(byHand))
	if err != nil || !back.names(trust) || !trust.names(back) {
		t.Errorf("written by hand: %v", err)
	}
}

func TestTrustFilesOnWhichNothingRestsAreRefused(t *testing.T) {
	w := newWorld(t, "w")
	text := string(w.trust().Bytes())
	lines := strings.SplitAfter(text, "\n")
	for i, want := range []string{"refusal.trust_unread", "refusal.trust_incomplete", "refusal.trust_incomplete", "refusal.trust_incomplete", "refusal.trust_incomplete", "refusal.trust_incomplete"} {
		_, err := ParseTrust([]byte(strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), "")))
		if f := fault.Of(err); f == nil || f.Key != want {
			t.Errorf("without line %d: %v", i+1, err)
		}
	}
	for name, changed := range map[string]string{
		"a key twice":                  text + lines[2],
		"two logs":                     text + lines[1],
		"another word":                 text + "friend armenia x\n",
		"a key of two places":          strings.Replace(text, w.witnesses["armenia"].public, w.witnesses["azerbaijan"].public, 1),
		"a side for another":           strings.Replace(text, "side armenia ", "side azerbaijan ", 1),
		"witness for side":             strings.Replace(text, w.sides["armenia"].public, w.witnesses["armenia"].public, 1),
		"a side's key named otherwise": strings.Replace(text, w.sides["armenia"].public, sideKey(t, "x", "third").public, 1),
		"a witness of no side":         strings.Replace(text, "witness armenia ", "witness third ", 1),
		"one side":                     strings.ReplaceAll(text, "azerbaijan", "armenia"),
		"nothing":                      "",
		"CR in a line":                 strings.Replace(text, "log ", "log\r", 1) + "x",
	} {
		if _, err := ParseTrust([]byte(changed)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The holder of one secret cannot be side and witness, under two names.
func TestOneSecretSpeaksForOne(t *testing.T) {
	trust := newWorld(t, "w").trust()
	trust.Witnesses["armenia"] = []string{witnessKey(t, "w az", "witness.armenia.example").public}
	if trust.Check() == nil {
		t.Error("the key of the side of Azerbaijan is the witness of Armenia")
	}
}

func FuzzParseTrust(f *testing.F) {
	f.Add(newWorld(f, "w").trust().Bytes())
	f.Add([]byte("parley-trust/1\n# \nlog x\nside a b\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		trust, err := ParseTrust(b)
		if err != nil {
			return
		}
		if back, err := ParseTrust(trust.Bytes()); err != nil || !bytes.Equal(back.Bytes(), trust.Bytes()) {
			t.Errorf("%q reads back otherwise: %v", trust.Bytes(), err)
		}
	})
}
