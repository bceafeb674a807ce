package node

import (
	"context"
	"encoding/json"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// proposalFile is the form of what parley approve reads.
type proposalFile struct {
	Format   string `json:"format"` // "parley-proposal/1"
	Act      string `json:"act"`    // the exact bytes, as those of the document: both are JSON themselves
	Document string `json:"document,omitempty"`
	Changes  string `json:"changes,omitempty"` // of a register: the canonical bytes that the act names
}

// ProposalFile returns a proposal as parley approve reads it, to be signed
// offline: the exact bytes of the act, and the document or the changes that they
// name.
func (n *Node) ProposalFile(ctx context.Context, v dialogue.Viewer, id dialogue.ProposalID) ([]byte, error) {
	view, err := n.Proposal(ctx, v, id)
	if err != nil {
		return nil, err
	}
	f := proposalFile{Format: "parley-proposal/1", Act: string(view.Proposal.Body)}
	doc, err := n.Store.Paper(ctx, id, documentName)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	f.Document = string(doc)
	changes, err := n.Store.Paper(ctx, id, ChangesPaper)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, err
	}
	f.Changes = string(changes)
	body, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("write a proposal file: %w", err)
	}
	return append(body, '\n'), nil
}

// ProposalPaper returns what was rendered for a proposal, to be read before it
// is approved.
func (n *Node) ProposalPaper(ctx context.Context, v dialogue.Viewer, id dialogue.ProposalID, name string) ([]byte, error) {
	if _, err := n.Proposal(ctx, v, id); err != nil {
		return nil, err
	}
	return n.Store.Paper(ctx, id, name)
}
