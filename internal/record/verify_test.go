package record

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// given are the renderings and votes that fixture acts name.
var given = Given{
	Files:        map[string][]byte{"neutral.hy.pdf": page},
	VotesDigests: map[string]string{"0000000000002": hexOf([]byte("votes"))},
}

func check(t *testing.T, name string, v Verdict, want Outcome, broken ...Part) {
	t.Helper()
	if got := v.Broken(); v.Outcome != want || !slices.Equal(got, broken) {
		t.Errorf("%s: %s, broken %v, want %s, broken %v", name, v.Outcome, got, want, broken)
	}
}

func TestReleaseIsVerifiedUnderTrust(t *testing.T) {
	w := newWorld(t, "w")
	b := w.release(t, document)
	trust := w.trust()
	v := Verify(b.Bytes(), &trust, given)
	check(t, "as it is", v, Verified)
	var said []string
	for _, f := range v.Findings {
		said = append(said, strings.TrimSpace(fmt.Sprintln(append([]any{f.Key}, f.Args...)...)))
	}
	for _, want := range []string{
		"verify.approved_offline Side armenia Day 2026-11-24", "verify.approved_node_held Side azerbaijan Day 2026-11-24",
		"verify.cosigned Side azerbaijan Time 2026-11-25 12:00:07 UTC", "verify.cosigned Side armenia Time 2026-11-25 12:01:07 UTC",
		"verify.proof_holds Number 6 Size 9", "verify.embargo Day 2026-12-01", "verify.file_same Name neutral.hy.pdf",
		"verify.votes_same Dialogue 0000000000002", "verify.keys_trusted",
	} {
		if !slices.Contains(said, want) {
			t.Errorf("%q is not said, but:\n%s", want, strings.Join(said, "\n"))
		}
	}
	check(t, "without trust", Verify(b.Bytes(), nil, given), Consistent)
	check(t, "with nothing given", b.Verify(&trust, Given{}), Verified)
}

// A world of the forger's own: everything in it fits together.
func TestForgedWholeIsRefusedUnderTrust(t *testing.T) {
	trust := newWorld(t, "true").trust()
	forged := newWorld(t, "forged").release(t, []byte(`{"title":{"en":"Forged"}}`))
	check(t, "under trust", Verify(forged.Bytes(), &trust, Given{}), Broken, PartApprovals, PartCheckpoint, PartProof, PartCosignatures)
	check(t, "without", Verify(forged.Bytes(), nil, Given{}), Consistent)
	empty := Trust{}
	if v := Verify(forged.Bytes(), &empty, Given{}); v.Outcome != Broken || !slices.Contains(v.Broken(), PartKeys) {
		t.Errorf("under no keys: %+v", v)
	}
}

// The forger of one thing has the true keys of everything else.
func TestForgedInOnePart(t *testing.T) {
	w, forger := newWorld(t, "w"), newWorld(t, "forger")
	trust := w.trust()
	for _, c := range []struct {
		name  string
		forge func(b *Bundle)
		parts []Part
	}{
		{"document", func(b *Bundle) { b.Document = append(b.Document, ' ') }, []Part{PartDocument}},
		{"act", func(b *Bundle) { b.Act = actFor([]byte("{}")) }, []Part{PartDocument, PartApprovals, PartEntry}},
		{"act and document", func(b *Bundle) { b.Document = []byte("{}"); b.Act = actFor(b.Document) }, []Part{PartApprovals, PartEntry}},
		{"no act", func(b *Bundle) { b.Act = []byte("[]") }, []Part{PartAct, PartApprovals, PartEntry}},
		{"act of no document", func(b *Bundle) { b.Act = []byte(`{"kind":"release"}`) }, []Part{PartDocument, PartApprovals, PartEntry}},
		{"one approval missing", func(b *Bundle) { b.Approvals = b.Approvals[:1] }, []Part{PartApprovals}},
		{"one approval twice", func(b *Bundle) { b.Approvals[1] = b.Approvals[0] }, []Part{PartApprovals}},
		{"one approval more", func(b *Bundle) { b.Approvals = append(b.Approvals, b.Approvals[0]) }, []Part{PartApprovals}},
		{"approval by the forger", func(b *Bundle) { b.Approvals[0] = forger.approve(t, "armenia", b.Act, Offline) }, []Part{PartApprovals}},
		{"one side's approval for both", func(b *Bundle) {
			k, _ := parsePrivate(w.sides["azerbaijan"].private, signs)
			b.Approvals[0] = string(k.sign(Approval{"armenia", sha256.Sum256(b.Act), Offline, "2026-11-24"}.Text()))
		}, []Part{PartApprovals}},
		{"salt", func(b *Bundle) { b.Salt[0] ^= 1 }, []Part{PartEntry}},
		{"entry of another day", func(b *Bundle) { b.Entry.Day = "2026-11-26" }, []Part{PartProof}},
		{"entry of another kind", func(b *Bundle) { b.Entry.Kind = Redaction }, []Part{PartEntry, PartProof}},
		{"entry of one side", func(b *Bundle) { b.Entry.Quorum = []string{"armenia"} }, []Part{PartEntry, PartProof}},
		{"no entry", func(b *Bundle) { b.Entry = Entry{} }, []Part{PartEntry, PartProof}},
		{"another place", func(b *Bundle) { b.Proof.Index++ }, []Part{PartProof}},
		{"another hash", func(b *Bundle) { b.Proof.Hashes[1][7] ^= 1 }, []Part{PartProof}},
		{"no cosignature", func(b *Bundle) { b.Proof.Checkpoint, _ = w.checkpoint(t) }, []Part{PartCosignatures}},
		{"checkpoint by the forger", func(b *Bundle) {
			forger.tree = w.tree
			b.Proof.Checkpoint = forger.cosignedCheckpoint(t)
		}, []Part{PartCheckpoint, PartProof, PartCosignatures}},
		{"log key of the forger", func(b *Bundle) {
			forger.tree = w.tree
			body, _ := forger.checkpoint(t)
			_, lines, _ := strings.Cut(string(b.Proof.Checkpoint), "\n\n")
			b.Proof.Checkpoint, _ = AddCosignatures(body, []byte(lines[strings.Index(lines, "\n")+1:]))
		}, []Part{PartCheckpoint, PartProof, PartCosignatures}},
		{"a signature of nobody", func(b *Bundle) {
			line, _ := Cosign(b.Proof.Checkpoint, w.log.public, witnessKey(t, "nobody", "nobody").private, noon)
			b.Proof.Checkpoint, _ = AddCosignatures(b.Proof.Checkpoint, line)
		}, []Part{PartCosignatures}},
		{"cosignatures of an earlier checkpoint", func(b *Bundle) {
			_, lines, _ := strings.Cut(string(w.cosignedCheckpoint(t)), "\n\n")
			w.fill(t, 1)
			text, at := w.checkpoint(t)
			b.Proof.Hashes, _ = InclusionProof(b.Proof.Index, at.Size, w)
			b.Proof.Checkpoint = append(text, lines[strings.Index(lines, "\n")+1:]...)
		}, []Part{PartCosignatures}},
		{"nothing", func(b *Bundle) { *b = Bundle{} }, []Part{PartAct, PartApprovals, PartEntry, PartCheckpoint, PartProof, PartCosignatures}},
	} {
		w.tree = tree{}
		b := w.release(t, document)
		c.forge(&b)
		check(t, c.name, b.Verify(&trust, Given{}), Broken, c.parts...)
		if v := b.Verify(nil, Given{}); v.Outcome != Broken {
			t.Errorf("%s, without trust: %s", c.name, v.Outcome)
		}
	}
}

// What a bundle brings along of keys is not needed under a trust file: a side that
// spoils its own on the node spoils no release.
func TestUnfitKeysOfABundle(t *testing.T) {
	w := newWorld(t, "w")
	b, trust := w.release(t, document), w.trust()
	of, _ := parseKey(w.sides["azerbaijan"].public, signs)
	borrowed := key{"witness.armenia", cosigns, of.public}.String()
	for name, spoil := range map[string]func(k *Trust){
		"another's key as a witness": func(k *Trust) { k.Witnesses["armenia"] = append(k.Witnesses["armenia"], borrowed) },
		"the record's key of a side": func(k *Trust) { k.Sides["azerbaijan"] = append(k.Sides["azerbaijan"], w.log.public) },
		"no key of the record":       func(k *Trust) { k.Log = "" },
		"too many": func(k *Trust) {
			for i := range MostKeys {
				k.Witnesses["azerbaijan"] = append(k.Witnesses["azerbaijan"], witnessKey(t, fmt.Sprint(i), "witness.azerbaijan").public)
			}
		},
	} {
		b.Keys = w.trust()
		spoil(&b.Keys)
		v := Verify(b.Bytes(), &trust, Given{})
		check(t, name, v, Verified)
		if v.Findings[0].Key != "verify.keys_unneeded" {
			t.Errorf("%s: it is not said: %+v", name, v.Findings[0])
		}
		if v := Verify(b.Bytes(), nil, Given{}); v.Outcome != Broken || v.Broken()[0] != PartKeys {
			t.Errorf("%s, without trust: %s, %v", name, v.Outcome, v.Broken())
		}
	}
}

// C5: who approved version 1 approved nothing of version 2.
func TestApprovalOfOneVersionIsNoneOfTheNext(t *testing.T) {
	w := newWorld(t, "w")
	trust := w.trust()
	first := w.release(t, document)
	second := w.release(t, bytes.Replace(document, []byte("Zəkuyc"), []byte("x"), 1))
	check(t, "same bytes", second.Verify(&trust, Given{}), Verified)
	translated := bytes.Replace(document, []byte("Доклад"), []byte("Доклaд"), 1) // one letter of one translation
	if bytes.Equal(translated, document) {
		t.Fatal("nothing changed")
	}
	second = w.release(t, translated)
	check(t, "approved anew", second.Verify(&trust, Given{}), Verified)
	second.Approvals = first.Approvals
	v := second.Verify(&trust, Given{})
	check(t, "replayed", v, Broken, PartApprovals)
	second.Approvals = []string{first.Approvals[0], w.approve(t, "azerbaijan", second.Act, Offline)}
	v = second.Verify(&trust, Given{})
	check(t, "replayed by one side", v, Broken, PartApprovals)
	if !slices.ContainsFunc(v.Findings, func(f Finding) bool {
		return f.Key == "verify.approval_of_other" && slices.Contains(f.Args, any("armenia"))
	}) {
		t.Errorf("it is not said whose: %+v", v.Findings)
	}
}

// A side that replaced its key is verified under the old one for what that
// signed, as long as the trust file names it.
func TestReplacedKeys(t *testing.T) {
	w := newWorld(t, "w")
	trust := w.trust()
	before := w.release(t, document)
	w.sides["azerbaijan"] = sideKey(t, "new", "azerbaijan")
	w.witnesses["armenia"] = witnessKey(t, "new witness", "witness.armenia.example")
	after := w.release(t, document)
	both := w.trust()
	for side := range both.Sides {
		if side == "azerbaijan" {
			both.Sides[side] = append(both.Sides[side], trust.Sides[side]...)
		} else {
			both.Witnesses[side] = append(both.Witnesses[side], trust.Witnesses[side]...)
		}
	}
	check(t, "before, under both", before.Verify(&both, Given{}), Verified)
	check(t, "after, under both", after.Verify(&both, Given{}), Verified)
	check(t, "after, under the old", after.Verify(&trust, Given{}), Broken, PartApprovals, PartCosignatures)
	only := w.trust()
	check(t, "before, under the new", before.Verify(&only, Given{}), Broken, PartApprovals, PartCosignatures)
	before.Keys = both
	v := before.Verify(&trust, Given{})
	check(t, "the file names more keys", v, Verified)
	if v.Findings[0].Key != "verify.keys_more" {
		t.Errorf("it is not said: %+v", v.Findings[0])
	}
}

func TestFilesAndVotesAreCompared(t *testing.T) {
	w := newWorld(t, "w")
	b, trust := w.release(t, document), w.trust()
	for name, c := range map[string]struct {
		given Given
		part  Part
	}{
		"another file":     {Given{Files: map[string][]byte{"neutral.hy.pdf": append(page, 0)}}, PartFiles},
		"a file of no act": {Given{Files: map[string][]byte{"neutral.az.pdf": page}}, PartFiles},
		"other votes":      {Given{VotesDigests: map[string]string{"0000000000002": hexOf(nil)}}, PartVotes},
		"unknown votes":    {Given{VotesDigests: map[string]string{"0000000000003": hexOf([]byte("votes"))}}, PartVotes},
	} {
		check(t, name, b.Verify(&trust, c.given), Broken, c.part)
	}
}
