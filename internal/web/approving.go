package web

import (
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// A signing is how the reader's side approves with its key: with the passphrase
// of one that is held here, or with a note that was signed offline.
type signing struct {
	Held    bool
	File    string // address of what is signed
	Name    string // under which the browser keeps it
	Command string
	Signed  string // the name of the file that the command writes
	Typed   string // what was pasted
}

// mostNote is how many bytes a signed note can have: those of the format.
const mostNote = 16 << 10

// signing returns how the reader's side signs; nil of one that has no key.
func (v *visitor) signing(p node.ProposalView) *signing {
	if !p.Signs {
		return nil
	}
	name := "proposal-" + dialogue.FormatID(p.Proposal.ID)
	side := string(v.who.Side)
	return &signing{Held: p.Held, File: proposalPath(p.Proposal.ID) + "/proposal.json", Name: name + ".json",
		Command: "parley approve " + name + ".json --key " + side + ".key --lang " + string(v.Language()), Signed: name + "-" + side + ".note",
		Typed: v.field("note")}
}

// postApproval turns the key of the reader's side for the bytes that the reader
// was shown.
func postApproval(v *visitor) error {
	p, err := v.proposal()
	if err != nil {
		return err
	}
	if !v.compared(v.ownDigest(p)) {
		return v.showProposal(http.StatusBadRequest, p, fault.New(fault.Invalid, "proposal.digest_wrong"))
	}
	var seen dialogue.Hash
	if b, err := hex.DecodeString(v.field("hash")); err == nil && len(b) == len(seen) {
		seen = dialogue.Hash(b)
	}
	by, err := v.postedSigning()
	if err != nil {
		return v.proposalAgain(err)
	}
	if err := v.site.Node.Approve(v.r.Context(), v.who, p.Proposal.ID, seen, by); err != nil {
		return v.proposalAgain(err)
	}
	return v.redirect(proposalPath(p.Proposal.ID))
}

// postedSigning is what was typed, pasted or handed in as a file.
func (v *visitor) postedSigning() (node.Signing, error) {
	by := node.Signing{Passphrase: v.field("passphrase"), Note: noteText(v.field("note"))}
	file, header, err := v.r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) || err == nil && header.Size == 0 {
		return by, nil
	}
	if err != nil {
		return by, fault.New(fault.Invalid, "refusal.form_broken")
	}
	defer file.Close()
	if header.Size > mostNote {
		return by, fault.New(fault.Invalid, "refusal.approval_unread")
	}
	by.Note, err = io.ReadAll(file)
	return by, err
}

// noteText is a note that was pasted, as it was signed: browsers send other ends
// of lines, and people leave some out or add some around it.
func noteText(pasted string) []byte {
	text := strings.TrimSpace(strings.ReplaceAll(pasted, "\r\n", "\n"))
	if text == "" {
		return nil
	}
	return []byte(text + "\n")
}

// proposalAgain shows the proposal as it is now with what was refused.
func (v *visitor) proposalAgain(refused error) error {
	code, err := v.again(refused)
	if err != nil {
		return err
	}
	p, err := v.proposal()
	if err != nil {
		return err
	}
	return v.showProposal(code, p, refused)
}

// sendProposal serves what is signed offline.
func sendProposal(v *visitor) error {
	p, err := v.proposal()
	if err != nil {
		return err
	}
	body, err := v.site.Node.ProposalFile(v.r.Context(), v.who, p.Proposal.ID)
	if err != nil {
		return err
	}
	v.download("proposal-"+dialogue.FormatID(p.Proposal.ID)+".json", body)
	return nil
}

// sendProposalFile serves what was rendered for a proposal, to be read before it
// is approved.
func sendProposalFile(v *visitor) error {
	p, err := v.proposal()
	if err != nil {
		return err
	}
	name := v.r.PathValue("file")
	body, err := v.site.Node.ProposalPaper(v.r.Context(), v.who, p.Proposal.ID, name)
	if err != nil {
		return err
	}
	v.download(name, body)
	return nil
}
