package web

import (
	"strings"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// In a protected dialogue nobody approves codes without typing how the digest of
// their own side's begins, from the paper of the meeting where they were made:
// so that codes which were exchanged on the way are noticed. It is an aid to
// reading, and stops nobody who copies from the screen.

// fewestTyped is how many characters of a digest are typed at least.
const fewestTyped = 8

// ownDigest returns the digest of the codes that a proposal makes valid for the
// reader's own side in a protected dialogue; "" where there are none.
func (v *visitor) ownDigest(p node.ProposalView) string {
	if p.Dialogue.Kind != dialogue.Protected {
		return ""
	}
	return p.Act.Codes[v.who.Side].Digest
}

// waitingDigest returns the same of a proposal that is yet to be made.
func (v *visitor) waitingDigest(p node.Papers, kind dialogue.ActKind) string {
	if p.Dialogue.Kind != dialogue.Protected || kind != dialogue.ActOpen && kind != dialogue.ActCodes {
		return ""
	}
	return p.Waiting[v.who.Side].Digest
}

// compared reports whether what was typed is how a digest begins, or there is
// nothing to compare.
func (v *visitor) compared(digest string) bool {
	typed := strings.ToLower(strings.Join(strings.Fields(v.field("digest")), ""))
	return digest == "" || len(typed) >= fewestTyped && strings.HasPrefix(digest, typed)
}

// A digestField asks for the beginning of a digest.
type digestField struct {
	Asked bool
	Typed string
}

func (v *visitor) digestField(digest string) digestField {
	return digestField{digest != "", v.field("digest")}
}
