package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

const written = `{"count":2,"day":"2026-11-25","kind":"report-approved","prev":"","quorum":["armenia","azerbaijan"],"subject":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","v":1}`

func TestEntryIsWrittenInOneWay(t *testing.T) {
	e := Entry{Kind: ReportApproved, Subject: sha256.Sum256(nil), Count: 2, Day: "2026-11-25", Quorum: []string{"armenia", "azerbaijan"}}
	if got := string(e.Bytes()); got != written {
		t.Errorf("wrote %s\nwant  %s", got, written)
	}
	if _, err := ParseEntry([]byte(written)); err != nil {
		t.Error(err)
	}
}

func TestEntriesOfOtherFormsAreRefused(t *testing.T) {
	for _, change := range [][2]string{
		{`report-approved`, `report-rejected`}, {`report-approved`, ``}, {`"v":1`, `"v":2`}, {`"v":1`, `"v":1,"w":1`},
		{`2026-11-25`, `2026-11-25T10:00`}, {`2026-11-25`, `2026-11-31`}, {`2026-11-25`, ``}, {`2026-11-25`, `1969-12-31`},
		{`"count":2`, `"count":-2`}, {`"count":2`, `"count":1000001`}, {`"count":2`, `"count":2.0`}, {`"count":2`, `"Count":2`},
		{`"armenia","azerbaijan"`, `"azerbaijan","armenia"`}, {`"azerbaijan"`, `"armenia"`}, {`"azerbaijan"`, `"Azerbaijan"`},
		{`"azerbaijan"`, `"a b"`}, {`"azerbaijan"`, `"-b"`}, {`["armenia","azerbaijan"]`, `null`},
		{`"prev":""`, `"prev":"e3"`}, {`e3b0`, `E3B0`}, {`e3b0`, ``}, {`{"count"`, `{ "count"`}, {`"v":1}`, "\"v\":1}\n"},
		{`"armenia","azerbaijan"`, `"a","b","c","d","e","f","g"`},
	} {
		text := strings.Replace(written, change[0], change[1], 1)
		if text == written {
			t.Fatalf("%q changed nothing", change)
		}
		if _, err := ParseEntry([]byte(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestOpenSortsSidesAndHidesContent(t *testing.T) {
	o := Open(Paused, salt("a"), []byte("what"), 1, "2026-11-25", []string{"azerbaijan", "armenia", "azerbaijan"})
	if got := strings.Join(o.Entry.Quorum, " "); got != "armenia azerbaijan" {
		t.Errorf("quorum %s", got)
	}
	if o.Entry.Subject != sha256.Sum256(append(seed("salt a"), "what"...)) || o.Salt != salt("a") {
		t.Error("the subject is not the salted hash")
	}
	next := Open(Resumed, salt("b"), []byte("what"), 1, "2026-11-25", nil).Entry
	next.Prev = After(o.Entry.Subject)
	if back, err := ParseEntry(next.Bytes()); err != nil || back.Prev != o.Entry.Subject.String() || next.Subject == o.Entry.Subject {
		t.Errorf("%+v, %v", back, err)
	}
}

// The bounds are those of the rules of procedure.
func TestBoundsAreThoseOfTheRules(t *testing.T) {
	if MostSides != dialogue.MostSides {
		t.Errorf("an entry names %d sides at most, a node has %d", MostSides, dialogue.MostSides)
	}
	for _, side := range []string{"a", "armenia", "azerbaijan-2", "-a", "", "a b", "A", "ա", strings.Repeat("a", 40), strings.Repeat("a", 41)} {
		if got, want := isSide(side), dialogue.CheckSideID(dialogue.SideID(side)) == nil; got != want {
			t.Errorf("%q: %v here, %v there", side, got, want)
		}
	}
}

// leafForm is all that a leaf can ever be.
var leafForm = regexp.MustCompile(`^\{"count":\d{1,7},"day":"\d{4}-\d\d-\d\d","kind":"[a-z-]{6,21}","prev":"([0-9a-f]{64})?",` +
	`"quorum":\[("[a-z0-9-]{1,40}"(,"[a-z0-9-]{1,40}"){0,5})?\],"subject":"[0-9a-f]{64}","v":1\}$`)

// opened calls Open, and reports whether it refused.
func opened(kind Kind, s Salt, content []byte, count int, day string, quorum []string) (o Opened, refused bool) {
	defer func() { refused = recover() != nil }()
	return Open(kind, s, content, count, day, quorum), false
}

// canaries are simulated personal data.
var canaries = []string{
	"Canary Petrosyan", "Kanareyka Məmmədova", "Դեղձանիկ Սարգսյան", "Канарейкин", "canary@example.org", "+374 00 000000",
	"+994000000000", "AN0000000", "203.0.113.7", "pqx-canary-phrase", "1990-01-02T03:04",
}

func TestCanariesNeverEnterALeaf(t *testing.T) {
	sides := []string{"armenia", "azerbaijan"}
	for _, canary := range canaries {
		o, refused := opened(ReportApproved, salt(canary), []byte(canary), 1, "2026-11-25", sides)
		if refused {
			t.Fatalf("content %q was refused", canary)
		}
		checkLeaf(t, o.Entry.Bytes(), canary)
		if _, refused := opened(Kind(canary), Salt{}, nil, 1, "2026-11-25", sides); !refused {
			t.Errorf("%q is a kind", canary)
		}
		if _, refused := opened(Paused, Salt{}, nil, 1, canary, sides); !refused {
			t.Errorf("%q is a day", canary)
		}
		e := o.Entry
		if e.Prev = canary; e.Bytes() != nil {
			t.Errorf("%q is an entry before", canary)
		}
		if canary == "pqx-canary-phrase" { // what has the form of a side's identifier is one
			continue
		}
		if _, refused := opened(Paused, Salt{}, nil, 1, "2026-11-25", []string{canary}); !refused {
			t.Errorf("%q is a side", canary)
		}
	}
	for _, number := range []int{-1, 374000000, 994000000000} {
		if _, refused := opened(Paused, Salt{}, nil, number, "2026-11-25", sides); !refused {
			t.Errorf("%d is a count", number)
		}
	}
}

// checkLeaf looks for content in a leaf, as it is, coded or hashed without salt.
func checkLeaf(t *testing.T, leaf []byte, content string) {
	t.Helper()
	if !leafForm.Match(leaf) {
		t.Errorf("the leaf %s has another form", leaf)
	}
	sum := sha256.Sum256([]byte(content))
	for _, coded := range []string{
		content, hex.EncodeToString([]byte(content)), base64.StdEncoding.EncodeToString([]byte(content)),
		hex.EncodeToString(sum[:])[:16],
	} {
		if len(coded) >= 8 && strings.Contains(string(leaf), coded) && !strings.Contains(written, coded) {
			t.Errorf("%q stands in the leaf %s", coded, leaf)
		}
	}
}

// Whatever is asked for, Open refuses it or makes a leaf of the one form, in
// which content changes nothing but the subject.
func FuzzOpen(f *testing.F) {
	for i, canary := range canaries {
		f.Add(canary, string(Kinds()[i%len(Kinds())]), "2026-11-25", "armenia", "azerbaijan", i)
		f.Add(canary, canary, canary, canary, canary, i)
	}
	f.Fuzz(func(t *testing.T, content, kind, day, a, b string, count int) {
		o, refused := opened(Kind(kind), salt("fuzz"), []byte(content), count, day, []string{a, b})
		if refused {
			return
		}
		leaf := o.Entry.Bytes()
		if !leafForm.Match(leaf) {
			t.Fatalf("the leaf %s has another form", leaf)
		}
		other := Open(Kind(kind), salt("fuzz"), append([]byte(content), 'x'), count, day, []string{a, b})
		other.Entry.Subject = o.Entry.Subject
		if !bytes.Equal(other.Entry.Bytes(), leaf) {
			t.Errorf("content shows in %s", leaf)
		}
	})
}

func FuzzParseEntry(f *testing.F) {
	f.Add([]byte(written))
	f.Add([]byte(strings.Replace(written, `"prev":""`, `"prev":"`+strings.Repeat("0a", 32)+`"`, 1)))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := ParseEntry(b)
		if err == nil && !bytes.Equal(e.Bytes(), b) {
			t.Errorf("read %q, wrote %q", b, e.Bytes())
		}
		if err == nil && !leafForm.Match(b) {
			t.Errorf("%q was read", b)
		}
	})
}
