package record

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Given is what a verifier has besides the bundle and wants compared with what
// was approved.
type Given struct {
	Files        map[string][]byte // renderings of the document, by name
	VotesDigests map[string]string // of dialogues, in hexadecimal
}

// Verify reads a bundle and checks it. What cannot be read is Broken.
func Verify(text []byte, trust *Trust, given Given) Verdict {
	b, err := ParseBundle(text)
	if err != nil {
		var v Verdict
		v.fails(PartBundle, "verify.bundle_unread")
		v.close(false)
		return v
	}
	return b.Verify(trust, given)
}

// Verify checks everything that a bundle says, under the keys of trust; where
// trust is nil under those that the bundle brings along itself, which cannot
// come to more than Consistent. It looks at every part, whatever the others
// came to.
func (b Bundle) Verify(trust *Trust, given Given) Verdict {
	var v Verdict
	keys := b.Keys
	if trust != nil {
		keys = *trust
	}
	v.keys(b.Keys, trust)
	a := v.act(b)
	v.approvals(b, keys)
	v.entry(b, keys)
	v.checkpoint(b, keys)
	v.given(a, given)
	v.close(trust != nil)
	return v
}

// keys says what the keys are on which all rests. Where those are of a trust
// file, what the bundle brings along is not needed, and one side that spoils its
// own there spoils nothing.
func (v *Verdict) keys(own Trust, trust *Trust) {
	unfit := own.Check() != nil
	switch {
	case trust == nil && unfit:
		v.fails(PartKeys, "verify.keys_unfit")
	case trust == nil:
		v.holds(PartKeys, "verify.keys_unchecked")
	case trust.Check() != nil:
		v.fails(PartKeys, "verify.trust_unfit")
	case unfit:
		v.holds(PartKeys, "verify.keys_unneeded")
	case !trust.names(own):
		v.holds(PartKeys, "verify.keys_more")
	default:
		v.holds(PartKeys, "verify.keys_trusted")
	}
}

// act checks what was approved against the document.
func (v *Verdict) act(b Bundle) act {
	a, ok := parseAct(b.Act)
	if !ok {
		v.fails(PartAct, "verify.act_unread")
		return a
	}
	v.holds(PartAct, "verify.act_read")
	v.either(Digest(sha256.Sum256(b.Document)).String() == a.document, PartDocument, "verify.document_same", "verify.document_other")
	if day, ok := a.embargo.(string); ok && day != "" {
		v.holds(PartAct, "verify.embargo", "Day", day)
	}
	return a
}

// approvals looks for one note of every side, under one of its keys, and for no
// other.
func (v *Verdict) approvals(b Bundle, keys Trust) {
	want := Digest(sha256.Sum256(b.Act))
	for _, side := range keys.sides() {
		a, ok := approvalOf(side, b.Approvals, keys.Sides[side])
		switch {
		case !ok:
			v.fails(PartApprovals, "verify.approval_missing", "Side", side)
		case a.Hash != want:
			v.fails(PartApprovals, "verify.approval_of_other", "Side", side, "Day", a.Day)
		case a.How == NodeHeld:
			v.holds(PartApprovals, "verify.approved_node_held", "Side", side, "Day", a.Day)
		default:
			v.holds(PartApprovals, "verify.approved_offline", "Side", side, "Day", a.Day)
		}
	}
	if len(b.Approvals) > len(keys.Sides) {
		v.fails(PartApprovals, "verify.approval_superfluous")
	}
}

func approvalOf(side string, notes, keys []string) (Approval, bool) {
	for _, n := range notes {
		for _, k := range keys {
			if a, err := OpenApproval([]byte(n), k); err == nil && a.Side == side {
				return a, true
			}
		}
	}
	return Approval{}, false
}

// entry checks that the entry is about what was approved, by these sides.
func (v *Verdict) entry(b Bundle, keys Trust) {
	e := b.Entry
	if e.Check() == nil && e.Subject == b.Salt.Subject(b.Act) {
		v.holds(PartEntry, "verify.entry_same", "Day", e.Day)
	} else {
		v.fails(PartEntry, "verify.entry_other")
	}
	if e.Kind != ReportApproved && e.Kind != SummaryApproved {
		v.fails(PartEntry, "verify.entry_kind")
	}
	if !slices.Equal(e.Quorum, keys.sides()) {
		v.fails(PartEntry, "verify.entry_sides")
	}
}

// checkpoint checks the entry's place in the record, the record's signature, and
// that the witness of every side cosigned.
func (v *Verdict) checkpoint(b Bundle, keys Trust) {
	at, n, err := openCheckpoint(b.Proof.Checkpoint, keys.Log)
	v.either(err == nil, PartCheckpoint, "verify.checkpoint_signed", "verify.checkpoint_unsigned")
	if err != nil {
		v.fails(PartProof, "verify.proof_unchecked")
		v.fails(PartCosignatures, "verify.cosignatures_unchecked")
		return
	}
	v.either(included(b.Proof.Hashes, at, b.Proof.Index, b.Entry.Bytes()), PartProof, "verify.proof_holds", "verify.proof_fails",
		"Number", int(b.Proof.Index)+1, "Size", int(at.Size))
	known := map[note.Signature]bool{} // the cosignatures that are true
	for _, side := range keys.sides() {
		when, ok := cosignedBy(n, keys.Witnesses[side], known)
		if !ok {
			v.fails(PartCosignatures, "verify.cosigned_not", "Side", side)
			continue
		}
		v.holds(PartCosignatures, "verify.cosigned", "Side", side, "Time", clock(when))
	}
	for side, witnesses := range b.Keys.Witnesses { // nothing rests on those that the verifier does not know
		more := slices.DeleteFunc(slices.Clone(witnesses), func(k string) bool { return slices.Contains(keys.Witnesses[side], k) })
		cosignedBy(n, more, known)
	}
	if len(known) < len(n.UnverifiedSigs) {
		v.fails(PartCosignatures, "verify.cosigned_unknown")
	}
}

// cosignedBy looks for cosignatures under keys of a witness, the first of which
// counts, and adds those that are true to known.
func cosignedBy(n *note.Note, witnesses []string, known map[note.Signature]bool) (when time.Time, ok bool) {
	for _, text := range witnesses {
		k, err := parseKey(text, cosigns)
		if err != nil {
			continue
		}
		for _, s := range n.UnverifiedSigs {
			raw, err := base64.StdEncoding.DecodeString(s.Base64)
			if err != nil || s.Name != k.name || s.Hash != k.KeyHash() || !k.Verify([]byte(n.Text), raw[4:]) {
				continue
			}
			known[s] = true
			if !ok {
				when, ok = cosignedAt(s), true
			}
		}
	}
	return when, ok
}

// clock writes the time of a cosignature: the only exact times that there are
// (RULINGS R18).
func clock(t time.Time) string { return t.Format("2006-01-02 15:04:05 UTC") }

// given compares what the verifier has with what was approved.
func (v *Verdict) given(a act, g Given) {
	for _, name := range slices.Sorted(maps.Keys(g.Files)) {
		i := slices.IndexFunc(a.files, func(f named) bool { return f.Name == name })
		if i < 0 {
			v.fails(PartFiles, "verify.file_unknown", "Name", name)
			continue
		}
		same := Digest(sha256.Sum256(g.Files[name])).String() == a.files[i].Digest
		v.either(same, PartFiles, "verify.file_same", "verify.file_other", "Name", name)
	}
	for _, dialogue := range slices.Sorted(maps.Keys(g.VotesDigests)) {
		i := slices.IndexFunc(a.votes, func(d counted) bool { return d.Dialogue == dialogue })
		if i < 0 {
			v.fails(PartVotes, "verify.votes_unknown", "Dialogue", dialogue)
			continue
		}
		same := g.VotesDigests[dialogue] == a.votes[i].Digest
		v.either(same, PartVotes, "verify.votes_same", "verify.votes_other", "Dialogue", dialogue)
	}
}
