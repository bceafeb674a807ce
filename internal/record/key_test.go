package record

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// Keys of sides are those of x/mod's notes, text for text.
func TestKeysAreThoseOfNotes(t *testing.T) {
	k := sideKey(t, "one", "armenia")
	signer, err := note.NewSigner(k.private)
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(k.public)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := parsePrivate(k.private, signs)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := note.Sign(&note.Note{Text: "text\n"}, signer)
	if err != nil || !bytes.Equal(theirs, ours.sign("text\n")) {
		t.Errorf("they write %q, we %q (%v)", theirs, ours.sign("text\n"), err)
	}
	if _, err := note.Open(ours.sign("text\n"), note.VerifierList(verifier)); err != nil {
		t.Error(err)
	}
}

func TestSameBytesMakeTheSameKey(t *testing.T) {
	a, b := sideKey(t, "one", "armenia"), sideKey(t, "one", "azerbaijan")
	if again := sideKey(t, "one", "armenia"); again != a {
		t.Error("another key")
	}
	if a.public == b.public || Fingerprint(a.public) == Fingerprint(b.public) {
		t.Error("the name is no part of the key")
	}
	if got := Fingerprint(a.public); len(got) != 39 || strings.Count(got, " ") != 7 {
		t.Errorf("fingerprint %q", got)
	}
	if _, _, err := NewKey(bytes.NewReader(nil), "armenia"); err == nil {
		t.Error("a key of nothing")
	}
	for _, name := range []string{"", "a b", "a+b", "a\n", "\u00a0", "\xff", strings.Repeat("a", 101)} {
		if _, _, err := NewKey(bytes.NewReader(seed("x")), name); err == nil {
			t.Errorf("a key named %q", name)
		}
	}
}

func TestKeysOfOneKindAreNoneOfTheOther(t *testing.T) {
	side, witness := sideKey(t, "one", "armenia"), witnessKey(t, "one", "armenia")
	if CheckKey(side.public, "armenia") != nil || CheckWitnessKey(witness.public) != nil {
		t.Error("a key is refused")
	}
	if CheckKey(witness.public, "armenia") == nil || CheckWitnessKey(side.public) == nil || CheckKey(side.public, "azerbaijan") == nil {
		t.Error("a key counts as another")
	}
	if _, err := (Approval{"armenia", Digest{}, Offline, "2026-11-25"}).Sign(witness.private); err == nil {
		t.Error("a witness's key approves")
	}
	w := newWorld(t, "w")
	w.fill(t, 1)
	text, _ := w.checkpoint(t)
	if _, err := Cosign(text, w.log.public, side.private, noon); err == nil {
		t.Error("a side's key cosigns")
	}
}

func FuzzParseKey(f *testing.F) {
	f.Add(sideKey(f, "one", "armenia").public)
	f.Add(witnessKey(f, "one", "azerbaijan").public)
	f.Add(sideKey(f, "one", "armenia").private)
	f.Fuzz(func(t *testing.T, text string) {
		for _, algorithm := range []byte{signs, cosigns} {
			if k, err := parseKey(text, algorithm); err == nil && k.String() != text {
				t.Errorf("read %q, wrote %q", text, k)
			}
			if k, err := parsePrivate(text, algorithm); err == nil && k.String() != text {
				t.Errorf("read %q, wrote %q", text, k)
			}
		}
	})
}

func TestKeysAreReadInOneWay(t *testing.T) {
	k := sideKey(t, "one", "azerbaijan").public
	name, rest, _ := strings.Cut(k, "+")
	hash, coded, _ := strings.Cut(rest, "+")
	for _, text := range []string{
		name + "+" + strings.ToUpper(hash) + "x+" + coded, name + "+00000000+" + coded, name + "++" + coded, name + "+" + hash + "+" + coded + "\n",
		name + "+" + hash + "+" + coded[:8] + "\n" + coded[8:], "armenia+" + hash + "+" + coded, name + "+" + hash, "",
	} {
		if _, err := parseKey(text, signs); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

// One secret is one key, under whatever name and for whatever it signs.
func TestSameKey(t *testing.T) {
	w := newWorld(t, "w")
	one := w.sides["azerbaijan"].public
	k, err := parseKey(one, signs)
	if err != nil {
		t.Fatal(err)
	}
	for other, want := range map[string]bool{
		one: true, key{"witness.armenia", cosigns, k.public}.String(): true, key{"parley-x", signs, k.public}.String(): true,
		w.sides["armenia"].public: false, w.witnesses["azerbaijan"].public: false, "": false, one + "x": false,
	} {
		if SameKey(one, other) != want || SameKey(other, one) != want {
			t.Errorf("%q is the same: %t", other, !want)
		}
	}
	if SameKey("", "") {
		t.Error("what is no key is one")
	}
}
