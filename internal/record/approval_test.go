package record

import (
	"crypto/sha256"
	"strings"
	"testing"

	"parley/internal/fault"
)

func signedApproval(t testing.TB) (string, pair) {
	k := sideKey(t, "approves", "azerbaijan")
	text, err := Approval{"azerbaijan", sha256.Sum256([]byte("act")), Offline, "2026-11-25"}.Sign(k.private)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), k
}

func TestApprovalOpensUnderItsKeyAlone(t *testing.T) {
	text, k := signedApproval(t)
	a, err := OpenApproval([]byte(text), k.public)
	if err != nil || a.Side != "azerbaijan" || a.Hash != sha256.Sum256([]byte("act")) || a.How != Offline || a.Day != "2026-11-25" {
		t.Fatalf("%+v, %v", a, err)
	}
	_, err = OpenApproval([]byte(text), sideKey(t, "another", "azerbaijan").public)
	if f := fault.Of(err); f == nil || f.Key != "refusal.approval_unsigned" {
		t.Errorf("under another key: %v", err)
	}
	if _, err := OpenApproval([]byte(text), "azerbaijan"); err == nil {
		t.Error("opened under no key")
	}
}

func TestApprovalsOfOtherFormsAreRefused(t *testing.T) {
	text, k := signedApproval(t)
	body, line, _ := strings.Cut(text, "\n\n")
	other, err := Approval{"armenia", Digest{}, NodeHeld, "2026-11-25"}.Sign(sideKey(t, "hy", "armenia").private)
	if err != nil {
		t.Fatal(err)
	}
	_, otherLine, _ := strings.Cut(string(other), "\n\n")
	for name, changed := range map[string]string{
		"two signatures":  text + otherLine,
		"one twice":       text + line,
		"CRLF":            strings.ReplaceAll(text, "\n", "\r\n"),
		"a space more":    strings.Replace(text, "how: offline", "how:  offline", 1),
		"another way":     strings.Replace(text, "how: offline", "how: node-held", 1),
		"a day later":     strings.Replace(text, "11-25", "11-26", 1),
		"no signature":    body + "\n",
		"a line in front": "\n" + text,
		"a line behind":   text + "\n",
		"nothing":         "",
	} {
		if _, err := OpenApproval([]byte(changed), k.public); fault.Of(err) == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	signer, err := parsePrivate(k.private, signs)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{"parley-approval/1", "parley-approval/2"}, {"how: offline", "how: later"}, {"11-25", "11-31"}, {"side: azerbaijan", "side: armenia"},
		{"side: azerbaijan", "side: Azerbaijan"}, {"hash: ", "hash: 0"}, {"day: ", "note: x\nday: "}, {"hash", "Hash"},
	} { // signed with the true key
		note := signer.sign(strings.Replace(body+"\n", change[0], change[1], 1))
		if _, err := OpenApproval(note, k.public); fault.Of(err) == nil {
			t.Errorf("%q for %q: %v", change[1], change[0], err)
		}
	}
}

func TestNobodySignsForAnotherOrNonsense(t *testing.T) {
	k := sideKey(t, "approves", "azerbaijan")
	for _, a := range []Approval{
		{"armenia", Digest{}, Offline, "2026-11-25"}, {"azerbaijan", Digest{}, "later", "2026-11-25"}, {"azerbaijan", Digest{}, Offline, "today"},
		{"azerbaijan", Digest{}, Offline, "2026-11-25\nhow: node-held"},
	} {
		if _, err := a.Sign(k.private); err == nil {
			t.Errorf("%+v was signed", a)
		}
	}
	if _, err := (Approval{"azerbaijan", Digest{}, Offline, "2026-11-25"}).Sign("PRIVATE+KEY"); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}

func FuzzOpenApproval(f *testing.F) {
	text, k := signedApproval(f)
	f.Add(text)
	f.Fuzz(func(t *testing.T, b string) {
		if _, err := OpenApproval([]byte(b), k.public); err == nil && b != text {
			t.Errorf("%q was opened", b)
		}
		body, _, _ := strings.Cut(b, "\n\n")
		if a, ok := parseApproval(body + "\n"); ok && a.Text() != body+"\n" {
			t.Errorf("read %q, wrote %q", body, a.Text())
		}
	})
}
