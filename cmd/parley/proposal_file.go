package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/record"
	"parley/internal/register"
	"parley/internal/report"
)

// A proposal is what a node hands out to be signed elsewhere.
type proposal struct {
	body     []byte // the bytes of the act: what is signed
	act      dialogue.Act
	hash     record.Digest    // of body
	document *report.Document // that the act names; nil where it names none
	changes  *register.Batch  // of a register that the act names; nil where it names none
}

// largestProposal in bytes.
const largestProposal = 64 << 20

// readProposal reads a proposal file and checks that its parts fit together: the
// act names the document, and of that every rendering and nothing else.
func readProposal(name string) (*proposal, error) {
	text, err := readUpTo(name, largestProposal)
	if err != nil {
		return nil, err
	}
	p, err := parseProposal(text)
	if err == nil && p.document != nil {
		err = checkRenderings(*p.document, p.act.Files)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

func parseProposal(text []byte) (*proposal, error) {
	var file struct {
		Format   string `json:"format"`
		Act      string `json:"act"`
		Document string `json:"document"`
		Changes  string `json:"changes"`
	}
	if json.Unmarshal(text, &file) != nil || file.Format != "parley-proposal/1" {
		return nil, errors.New("this is not a proposal as a node hands it out (parley-proposal/1)")
	}
	p := &proposal{body: []byte(file.Act)}
	var err error
	if p.act, err = dialogue.ParseAct(p.body); err != nil {
		return nil, errors.New("its act was changed, or is of a newer version of Parley: nothing can be signed")
	}
	p.hash = sha256.Sum256(p.body)
	if (len(file.Document) > 0) != (p.act.Document != "") || (len(file.Changes) > 0) != (p.act.Changes != "") {
		return nil, errors.New("it does not hold the document or the changes that the act names")
	}
	if p.act.Changes != "" {
		if p.changes, err = parseChanges([]byte(file.Changes), p.act); err != nil {
			return nil, err
		}
	}
	if p.act.Document == "" {
		if len(p.act.Files) > 0 {
			return nil, errors.New("its act names renderings, and no document that they could be of: nothing can be signed")
		}
		return p, nil
	}
	p.document, err = parseApproved([]byte(file.Document), p.act.Document)
	return p, err
}

// parseChanges reads the changes of a register that an act names.
func parseChanges(text []byte, a dialogue.Act) (*register.Batch, error) {
	if record.Digest(sha256.Sum256(text)).String() != a.Changes {
		return nil, errors.New("its changes are not those that the act names: they were changed on the way")
	}
	b, err := register.ParseBatch(text)
	if err != nil || string(b.Register) != a.Register || len(b.Changes) != a.Records {
		return nil, errors.New("its changes are of a newer version of Parley and cannot be shown: nothing can be signed")
	}
	return &b, nil
}

// parseApproved reads the document with a digest.
func parseApproved(text []byte, digest string) (*report.Document, error) {
	if record.Digest(sha256.Sum256(text)).String() != digest {
		return nil, errors.New("its document is not the one that the act names: it was changed on the way")
	}
	d, err := report.ParseDocument(text)
	if err != nil {
		return nil, errors.New("its document is of a newer version of Parley and cannot be shown: nothing can be signed")
	}
	return &d, nil
}

// concerns reports whether a side can approve the proposal, as far as its
// document tells.
func (p *proposal) concerns(side string) bool {
	return p.document == nil || slices.ContainsFunc(p.document.Sides, func(s report.Side) bool { return s.ID == side })
}
