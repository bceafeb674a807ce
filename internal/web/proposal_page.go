package web

import (
	"encoding/hex"
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// proposalPage shows one proposal: what follows from it, who has approved it,
// and the bytes that are approved.
type proposalPage struct {
	prepared
	State     string
	Follows   string
	Terms     []term
	Void      bool     // it cannot be approved any more
	Changed   []string // why, as far as it can be told
	Approvals []approvalRow
	Hash      string
	Body      string
	Path      string
	Approve   bool // the reader's side has not
	Digest    digestField
	Withdraw  bool
	RowsHref  string // address of the vote rows, once handing them out is enacted
}

func (proposalPage) template() string { return "proposal" }

type approvalRow struct {
	Side namedSide
	Day  string // "" when the side has not approved
	By   bool   // it proposed
}

// proposal returns the proposal in the address.
func (v *visitor) proposal() (node.ProposalView, error) {
	id, ok := dialogue.ParseID[dialogue.ProposalID](v.r.PathValue("proposal"))
	if !ok {
		return node.ProposalView{}, fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	return v.site.Node.Proposal(v.r.Context(), v.who, id)
}

func showProposal(v *visitor) error {
	p, err := v.proposal()
	if err != nil {
		return err
	}
	return v.showProposal(http.StatusOK, p, "")
}

func (v *visitor) showProposal(code int, p node.ProposalView, problem string) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	proposed := p.Proposal.State == dialogue.Proposed
	g := proposalPage{prepared: v.prepared(p.Dialogue, "", problem), State: v.proposalState(p),
		Follows: v.Text(follows[p.Act.Kind]), Terms: v.terms(p.Act, list),
		Void: p.Void || p.Proposal.State == dialogue.Superseded,
		Hash: p.Proposal.Hash().String(), Body: string(p.Proposal.Body), Path: proposalPath(p.Proposal.ID),
		Approve:  proposed && !p.Void && slices.Contains(p.Missing, v.who.Side),
		Withdraw: proposed, Digest: v.digestField(v.ownDigest(p))}
	if p.Void {
		if g.Changed, err = v.changed(p); err != nil {
			return err
		}
	}
	if p.Act.Kind == dialogue.ActHandRows && p.Proposal.State == dialogue.Enacted {
		g.RowsHref = v.at(g.Path + "/rows.zip.age")
	}
	for _, side := range list {
		g.Approvals = append(g.Approvals, approvalRow{side, approvedOn(p, side.ID), p.Proposal.By == side.ID})
	}
	return v.sendAs(code, p.Dialogue, g.Path, v.actOf(p.Act.Kind), g)
}

// approvedOn returns the day of a side's approval; "" for none that counts.
func approvedOn(p node.ProposalView, side dialogue.SideID) string {
	if p.Proposal.State == dialogue.Proposed && slices.Contains(p.Missing, side) {
		return ""
	}
	for _, a := range p.Proposal.Approvals {
		if a.Side == side && a.Hash == p.Proposal.Hash() {
			return a.On.String()
		}
	}
	return ""
}

// postApproval turns the key of the reader's side for the bytes that the reader
// was shown.
func postApproval(v *visitor) error {
	p, err := v.proposal()
	if err != nil {
		return err
	}
	if !v.compared(v.ownDigest(p)) {
		return v.showProposal(http.StatusBadRequest, p, v.Text("proposal.digest_wrong"))
	}
	var seen dialogue.Hash
	if b, err := hex.DecodeString(v.field("hash")); err == nil && len(b) == len(seen) {
		seen = dialogue.Hash(b)
	}
	if err := v.site.Node.Approve(v.r.Context(), v.who, p.Proposal.ID, seen); err != nil {
		return v.proposalAgain(err)
	}
	return v.redirect(proposalPath(p.Proposal.ID))
}

// proposalAgain shows the proposal as it is now with what was refused.
func (v *visitor) proposalAgain(refused error) error {
	problem, other := v.problem(refused)
	if other != nil {
		return refused
	}
	p, err := v.proposal()
	if err != nil {
		return err
	}
	return v.showProposal(status(refused), p, problem)
}

// postWithdrawal takes a proposal off the table: any side can, alone.
func postWithdrawal(v *visitor) error {
	p, err := v.proposal()
	if err != nil {
		return err
	}
	if err := v.site.Node.WithdrawProposal(v.r.Context(), v.who, p.Proposal.ID); err != nil {
		return v.proposalAgain(err)
	}
	return v.redirect(proposalPath(p.Proposal.ID))
}

// showRows serves the vote rows of an enacted proposal to hand them out, sealed
// to its receivers.
func showRows(v *visitor) error {
	p, err := v.proposal()
	if err != nil {
		return err
	}
	return v.site.Node.WriteRows(v.r.Context(), v.who, p.Proposal.ID, &attachment{w: v.w, name: "rows.zip.age"})
}

// An attachment is a file to be kept by the browser. Until something is written
// the answer is still open.
type attachment struct {
	w       http.ResponseWriter
	name    string
	written bool
}

func (a *attachment) Write(b []byte) (int, error) {
	if !a.written {
		a.w.Header().Set("Content-Type", "application/octet-stream")
		a.w.Header().Set("Content-Disposition", `attachment; filename="`+a.name+`"`)
		a.written = true
	}
	return a.w.Write(b)
}
