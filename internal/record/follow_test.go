package record_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// This file is another verifier, written from docs/record.md and with nothing of
// the package: if it takes the example of the page for true, the page says
// enough. It refuses less than the package does.

// shown returns an example of the page.
func shown(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/record.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)<!-- example: " + name + " -->\n\n```text\n(.*?)```\n").FindSubmatch(text)
	if found == nil {
		t.Fatalf("the page shows no %s", name)
	}
	return string(found[1])
}

func sum(b ...[]byte) []byte {
	s := sha256.Sum256(bytes.Join(b, nil))
	return s[:]
}

// signedBy follows the sections on keys, notes and witnesses. It returns the
// text that is signed.
func signedBy(note, key string) (text string, ok bool) {
	end := strings.LastIndex(note, "\n\n")
	if end < 0 {
		return "", false
	}
	text = note[:end+1]
	parts := strings.SplitN(key, "+", 3)
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	id := sum([]byte(parts[0]), []byte("\n"), typed)[:4]
	if err != nil || hex.EncodeToString(id) != parts[1] {
		return "", false
	}
	for line := range strings.Lines(note[end+2:]) {
		f := strings.Fields(line)
		raw, err := base64.StdEncoding.DecodeString(f[2])
		if err != nil || f[0] != "—" || f[1] != parts[0] || !bytes.Equal(raw[:4], id) {
			continue
		}
		message, sig := []byte(text), raw[4:]
		if typed[0] == 4 {
			at := uint64(0)
			for _, b := range sig[:8] {
				at = at<<8 | uint64(b)
			}
			message, sig = fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", at, text), sig[8:]
		}
		return text, ed25519.Verify(typed[1:], message, sig)
	}
	return "", false
}

// rootOf follows RFC 6962, from a leaf up.
func rootOf(leaf []byte, index, size uint64, proof [][]byte) []byte {
	at, last := index, size-1
	h := sum([]byte{0}, leaf)
	for _, p := range proof {
		if at&1 == 1 || at == last {
			h = sum([]byte{1}, p, h)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			h = sum([]byte{1}, h, p)
		}
		at, last = at>>1, last>>1
	}
	return h
}

// follow takes the steps of the page, and returns the first that does not hold.
func follow(file, trust string) string {
	var b struct {
		Format, Act, Document, Entry, Salt, Proof string
		Approvals                                 []string
	}
	if json.Unmarshal([]byte(file), &b) != nil || b.Format != "parley-bundle/1" {
		return "bundle"
	}
	keys := map[string][]string{} // "log", "side x", "witness x"
	var sides []string
	for line := range strings.Lines(trust) {
		switch f := strings.Fields(line); {
		case len(f) == 2 && f[0] == "log":
			keys["log"] = f[1:]
		case len(f) == 3:
			keys[f[0]+" "+f[1]] = append(keys[f[0]+" "+f[1]], f[2])
			if f[0] == "side" && !slices.Contains(sides, f[1]) {
				sides = append(sides, f[1])
			}
		}
	}
	slices.Sort(sides)
	if len(sides) < 2 {
		return "keys"
	}
	var act struct{ Kind, Document string }
	if json.Unmarshal([]byte(b.Act), &act) != nil || act.Kind == "" {
		return "act"
	}
	if hex.EncodeToString(sum([]byte(b.Document))) != act.Document {
		return "document"
	}
	for _, side := range sides {
		start := fmt.Sprintf("parley-approval/1\nside: %s\nhash: %x\nhow: ", side, sum([]byte(b.Act)))
		if !slices.ContainsFunc(b.Approvals, func(note string) bool {
			return slices.ContainsFunc(keys["side "+side], func(key string) bool {
				text, ok := signedBy(note, key)
				return ok && strings.HasPrefix(text, start)
			})
		}) {
			return "approvals"
		}
	}
	var entry struct {
		Kind, Subject string
		Quorum        []string
	}
	salt, err := hex.DecodeString(b.Salt)
	if json.Unmarshal([]byte(b.Entry), &entry) != nil || err != nil || entry.Kind != "report-approved" ||
		!slices.Equal(entry.Quorum, sides) || entry.Subject != hex.EncodeToString(sum(salt, []byte(b.Act))) {
		return "entry"
	}
	head, checkpoint, _ := strings.Cut(b.Proof, "\n\n")
	text, ok := signedBy(checkpoint, keys["log"][0])
	at := strings.Split(text, "\n")
	if !ok || at[0] != strings.Split(keys["log"][0], "+")[0] {
		return "checkpoint"
	}
	lines := strings.Split(head, "\n")
	index, _ := strconv.ParseUint(strings.TrimPrefix(lines[1], "index "), 10, 64)
	size, _ := strconv.ParseUint(at[1], 10, 64)
	var proof [][]byte
	for _, line := range lines[2:] {
		h, _ := base64.StdEncoding.DecodeString(line)
		proof = append(proof, h)
	}
	if index >= size || base64.StdEncoding.EncodeToString(rootOf([]byte(b.Entry), index, size, proof)) != at[2] {
		return "proof"
	}
	for _, side := range sides {
		if !slices.ContainsFunc(keys["witness "+side], func(key string) bool { _, ok := signedBy(checkpoint, key); return ok }) {
			return "cosignatures"
		}
	}
	return ""
}

func TestWhoFollowsThePageCanVerify(t *testing.T) {
	bundle, trust := shown(t, "bundle"), shown(t, "trust")
	if step := follow(bundle, trust); step != "" {
		t.Fatalf("the example does not hold: %s", step)
	}
	for _, c := range []struct{ old, new, step string }{
		{"parley-bundle/1", "parley-bundle/2", "bundle"},
		{"Ջուր", "Ջուռ", "document"},
		{"how: offline", "how: node-held", "approvals"},
		{"report-approved", "proposal-enacted", "entry"},
		{`\"count\":2`, `\"count\":3`, "proof"},
		{"index 1", "index 0", "proof"},
		{`"salt": "0`, `"salt": "1`, "entry"},
	} {
		changed := strings.Replace(bundle, c.old, c.new, 1)
		if step := follow(changed, trust); changed == bundle || step != c.step {
			t.Errorf("%q for %q: %q, want %q", c.new, c.old, step, c.step)
		}
	}
	for _, word := range []string{"witness armenia", "witness azerbaijan"} {
		if step := follow(bundle, strings.Replace(trust, word, "# ", 1)); step != "cosignatures" {
			t.Errorf("without %s: %q", word, step)
		}
	}
}
