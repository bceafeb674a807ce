package record

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"parley/internal/fault"
)

// How says where a key was when a side signed with it (RULINGS R14).
type How string

// The two ways.
const (
	Offline  How = "offline"   // on a computer of the side's own
	NodeHeld How = "node-held" // on the node, sealed with a passphrase
)

const approvalForm = "parley-approval/1"

// An Approval is a side's word that it approves exact bytes.
type Approval struct {
	Side string
	Hash Digest // SHA-256 of the bytes of the act
	How  How
	Day  string // as the signer's clock had it
}

// Text returns what is signed. The package comment shows it.
func (a Approval) Text() string {
	return fmt.Sprintf("%s\nside: %s\nhash: %s\nhow: %s\nday: %s\n", approvalForm, a.Side, a.Hash, a.How, a.Day)
}

// Sign returns the note with which the side of a approves, under its private
// key.
func (a Approval) Sign(private string) ([]byte, error) {
	k, err := parsePrivate(private, signs)
	if err != nil {
		return nil, fault.New(fault.Invalid, "refusal.private_key")
	}
	if k.name != a.Side {
		return nil, fault.New(fault.Invalid, "refusal.key_of_another")
	}
	text := a.Text()
	if _, ok := parseApproval(text); !ok {
		return nil, fmt.Errorf("sign an approval: %w", errNote)
	}
	return k.sign(text), nil
}

// OpenApproval returns the approval that a note holds if the public key alone
// signed it, and the note is written in the one way in which Sign writes it.
func OpenApproval(text []byte, public string) (Approval, error) {
	k, err := parseKey(public, signs)
	if err != nil {
		return Approval{}, fmt.Errorf("open an approval: %w", err)
	}
	n, err := openNote(text, k)
	if errors.Is(err, errUnsigned) {
		return Approval{}, fault.New(fault.Refused, "refusal.approval_unsigned")
	}
	if err != nil || len(n.UnverifiedSigs) > 0 {
		return Approval{}, fault.New(fault.Invalid, "refusal.approval_unread")
	}
	a, ok := parseApproval(n.Text)
	if !ok {
		return Approval{}, fault.New(fault.Invalid, "refusal.approval_unread")
	}
	if a.Side != k.name {
		return Approval{}, fault.New(fault.Refused, "refusal.key_of_another")
	}
	return a, nil
}

// parseApproval reads what Text wrote, and nothing else.
func parseApproval(text string) (Approval, bool) {
	lines := strings.Split(text, "\n")
	if len(lines) != 6 {
		return Approval{}, false
	}
	var values [4]string
	for i, field := range []string{"side: ", "hash: ", "how: ", "day: "} {
		values[i], _ = strings.CutPrefix(lines[i+1], field)
	}
	hash, ok := ParseDigest(values[1])
	a := Approval{values[0], hash, How(values[2]), values[3]}
	_, err := time.Parse(time.DateOnly, a.Day)
	ok = ok && err == nil && isSide(a.Side) && (a.How == Offline || a.How == NodeHeld)
	return a, ok && bytes.Equal([]byte(a.Text()), []byte(text))
}
