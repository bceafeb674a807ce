package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the examples in docs/record.md anew")

const recordPage = "../../docs/record.md"

// exampleWorld has the keys of docs/record.md.
func exampleWorld(t testing.TB) *world {
	t.Helper()
	of := func(b byte, name string, witness bool) pair {
		algorithm := byte(signs)
		if witness {
			algorithm = cosigns
		}
		private, public, err := newKey(bytes.NewReader(bytes.Repeat([]byte{b}, 32)), name, algorithm)
		if err != nil {
			t.Fatal(err)
		}
		return pair{private, public}
	}
	return &world{
		log:       of(1, "parley-0123456789abcdef", false),
		sides:     map[string]pair{"armenia": of(2, "armenia", false), "azerbaijan": of(3, "azerbaijan", false)},
		witnesses: map[string]pair{"azerbaijan": of(4, "witness.azerbaijan.example", true), "armenia": of(5, "witness.armenia.example", true)},
	}
}

// exampleBundle is the release of docs/record.md, and what its record's witness
// was asked.
func exampleBundle(t testing.TB, w *world) (Bundle, AddCheckpoint) {
	t.Helper()
	doc := []byte(`{"example":true,"title":{"az":"Su","en":"Water","hy":"Ջուր","ru":"Вода"}}`)
	act := fmt.Appendf(nil, `{"kind":"release","report":"0000000000001","number":1,"document":%q,"files":[{"name":"neutral.az.html","digest":%q}]}`,
		hexOf(doc), hexOf([]byte("<p>Su</p>")))
	both := []string{"azerbaijan", "armenia"}
	w.add(t, Open(CodesIssued, Salt(bytes.Repeat([]byte{7}, 32)), []byte("codes"), 40, "2026-11-23", both).Entry.Bytes())
	o := Open(ReportApproved, Salt(bytes.Repeat([]byte{6}, 32)), act, 2, "2026-11-25", both)
	index := w.add(t, o.Entry.Bytes())
	w.add(t, Open(Paused, Salt(bytes.Repeat([]byte{8}, 32)), []byte("pause"), 1, "2026-11-25", both[:1]).Entry.Bytes())
	request := w.request(t, 1)
	hashes, err := InclusionProof(index, w.size(), w)
	if err != nil {
		t.Fatal(err)
	}
	return Bundle{
		Act: act, Document: doc, Entry: o.Entry, Salt: o.Salt,
		Approvals: []string{w.approve(t, "azerbaijan", act, Offline), w.approve(t, "armenia", act, NodeHeld)},
		Proof:     Proof{index, hashes, w.cosignedCheckpoint(t)},
		Keys:      w.trust(),
	}, request
}

func examples(t testing.TB) map[string]string {
	w := exampleWorld(t)
	b, request := exampleBundle(t, w)
	trust := w.trust()
	var prints, steps strings.Builder
	for _, k := range []pair{w.log, w.sides["armenia"], w.sides["azerbaijan"], w.witnesses["azerbaijan"], w.witnesses["armenia"]} {
		name, _, _ := strings.Cut(k.public, "+")
		fmt.Fprintf(&prints, "%-28s %s\n", name, Fingerprint(k.public))
	}
	at, err := OpenCheckpoint(b.Proof.Checkpoint, w.log.public)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&steps, "SHA-256(document)            %s\n", hexOf(b.Document))
	fmt.Fprintf(&steps, "SHA-256(act)                 %s\n", hexOf(b.Act))
	fmt.Fprintf(&steps, "SHA-256(salt ‖ act)          %s\n", b.Salt.Subject(b.Act))
	for i, leaf := range w.leaves {
		fmt.Fprintf(&steps, "SHA-256(00 ‖ entry %d)        %s\n", i, mth([][]byte{leaf}))
	}
	fmt.Fprintf(&steps, "SHA-256(01 ‖ first ‖ second) %s\n", mth(w.leaves[:2]))
	fmt.Fprintf(&steps, "SHA-256(01 ‖ that ‖ third)   %s\n", mth(w.leaves))
	fmt.Fprintf(&steps, "the root, in base64          %s\n", base64.StdEncoding.EncodeToString(at.Root[:]))
	return map[string]string{
		"trust": string(trust.Bytes()), "fingerprints": prints.String(), "approval": b.Approvals[0], "entry": string(b.Entry.Bytes()) + "\n",
		"checkpoint": string(b.Proof.Checkpoint), "request": string(request.Bytes()), "proof": string(b.Proof.Bytes()),
		"bundle": string(b.Bytes()), "act": string(b.Act) + "\n", "steps": steps.String(),
	}
}

var exampleInPage = regexp.MustCompile("(?s)<!-- example: ([a-z]+) -->\n(?:\n```text\n(.*?)```\n)?")

// What docs/record.md shows is what the code writes: go test -update writes it.
func TestExamplesInThePageAreTrue(t *testing.T) {
	text, err := os.ReadFile(recordPage)
	if err != nil {
		t.Fatal(err)
	}
	want := examples(t)
	if *update {
		text = exampleInPage.ReplaceAllFunc(text, func(found []byte) []byte {
			name := string(exampleInPage.FindSubmatch(found)[1])
			return fmt.Appendf(nil, "<!-- example: %s -->\n\n```text\n%s```\n", name, want[name])
		})
		if err := os.WriteFile(recordPage, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	shown := map[string]bool{}
	for _, found := range exampleInPage.FindAllStringSubmatch(string(text), -1) {
		shown[found[1]] = true
		if found[2] != want[found[1]] {
			t.Errorf("%s shows %s as\n%s\nthe code writes\n%s", recordPage, found[1], found[2], want[found[1]])
		}
	}
	if len(shown) != len(want) {
		t.Errorf("%s shows %d examples of %d", recordPage, len(shown), len(want))
	}
	for _, k := range Kinds() {
		if !strings.Contains(string(text), "`"+string(k)+"`") {
			t.Errorf("%s does not explain %s", recordPage, k)
		}
	}
	if !strings.Contains(string(text), fmt.Sprintf("time %d\n", noon.Unix())) {
		t.Errorf("%s names another time than %d (%s)", recordPage, noon.Unix(), noon.Format(time.RFC3339))
	}
}

// The bundle in the page is what it says it is.
func TestExampleInThePageVerifies(t *testing.T) {
	w := exampleWorld(t)
	b, request := exampleBundle(t, w)
	trust := w.trust()
	check(t, "under trust", Verify(b.Bytes(), &trust, Given{Files: map[string][]byte{"neutral.az.html": []byte("<p>Su</p>")}}), Verified)
	before := WitnessState{"parley-0123456789abcdef", w.log.public, 1, sha256.Sum256(append([]byte{0}, w.leaves[0]...))}
	if _, _, err := before.Advance(request, noon, w.witnesses["armenia"].private); err != nil {
		t.Error(err)
	}
}
