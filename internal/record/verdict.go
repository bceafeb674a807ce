package record

import "slices"

// An Outcome is what a verification comes to.
type Outcome string

// The outcomes.
const (
	Verified   Outcome = "verified"   // everything holds, under keys that the verifier trusts
	Consistent Outcome = "consistent" // everything fits together, but nobody vouched for the keys
	Broken     Outcome = "broken"     // something does not hold: see Verdict.Broken
)

// A Part is what a finding is about.
type Part string

// The parts.
const (
	PartBundle       Part = "bundle"
	PartAct          Part = "act"
	PartDocument     Part = "document"
	PartApprovals    Part = "approvals"
	PartEntry        Part = "entry"
	PartProof        Part = "proof"
	PartCheckpoint   Part = "checkpoint"
	PartCosignatures Part = "cosignatures"
	PartKeys         Part = "keys"
	PartFiles        Part = "files"
	PartVotes        Part = "votes"
)

// A Finding is one thing that was looked at, worded by the message of its key.
type Finding struct {
	Part  Part
	Holds bool
	Key   string // of a message, "verify.…"
	Args  []any  // its placeholders, as pairs: name, value, name, value
}

// A Verdict is what Verify found, in the order in which it looked.
type Verdict struct {
	Outcome  Outcome
	Findings []Finding
}

// Key returns the key of the message that words the outcome.
func (v Verdict) Key() string {
	switch v.Outcome {
	case Verified:
		return "verify.verified"
	case Consistent:
		return "verify.consistent"
	}
	return "verify.broken"
}

// Broken lists the parts that do not hold, each once.
func (v Verdict) Broken() []Part {
	var parts []Part
	for _, f := range v.Findings {
		if !f.Holds && !slices.Contains(parts, f.Part) {
			parts = append(parts, f.Part)
		}
	}
	return parts
}

func (v *Verdict) holds(part Part, key string, args ...any) {
	v.Findings = append(v.Findings, Finding{part, true, key, args})
}

func (v *Verdict) fails(part Part, key string, args ...any) {
	v.Findings = append(v.Findings, Finding{part, false, key, args})
}

// either adds one of two findings.
func (v *Verdict) either(ok bool, part Part, yes, no string, args ...any) {
	key := no
	if ok {
		key = yes
	}
	v.Findings = append(v.Findings, Finding{part, ok, key, args})
}

// close draws the outcome from the findings.
func (v *Verdict) close(trusted bool) {
	switch {
	case len(v.Broken()) > 0:
		v.Outcome = Broken
	case trusted:
		v.Outcome = Verified
	default:
		v.Outcome = Consistent
	}
}
