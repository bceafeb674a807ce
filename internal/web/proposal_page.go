package web

import (
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// proposalPage shows one proposal of a dialogue.
type proposalPage struct {
	prepared
	proposed
}

func (proposalPage) template() string { return "proposal" }

// forumProposalPage shows one of a forum.
type forumProposalPage struct {
	hall
	proposed
}

func (forumProposalPage) template() string { return "forum_proposal" }

// A proposed is what a page says of a proposal: what follows from it, who has
// approved it, and the bytes that are approved.
type proposed struct {
	State     string
	Follows   string
	About     text // title of the report
	Terms     []term
	Digests   []dialogue.File // of what was rendered
	Void      bool            // it cannot be approved any more
	Changed   []string        // why, as far as it can be told
	Absent    string          // who keeps the others waiting; "" for nobody
	Approvals []approvalRow
	Hash      string
	Body      string
	At        string // address of the proposal
	Approve   bool   // the reader's side has not
	Signs     *signing
	Digest    digestField
	Withdraw  bool
	Read      string // address of the document; "" of a proposal without
	Papers    []paperGroup
	RowsHref  string // address of the vote rows, once handing them out is enacted
}

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
	return v.showProposal(http.StatusOK, p, nil)
}

// showProposal shows a proposal, with what was refused.
func (v *visitor) showProposal(code int, p node.ProposalView, refused error) error {
	in, err := v.proposed(p)
	if err != nil {
		return err
	}
	if p.Register != nil {
		return v.showRegisterProposal(code, p, in, refused)
	}
	title := v.actOf(p.Act.Kind)
	if p.Proposal.Forum != 0 {
		return v.sendIn(code, p.Forum, in.At, title, forumProposalPage{v.hall(p.Forum, "/proposals", refused), in})
	}
	problem := ""
	if refused != nil {
		problem, _ = v.problem(refused)
	}
	return v.sendAs(code, p.Dialogue, in.At, title, proposalPage{v.prepared(p.Dialogue, "", problem), in})
}

func (v *visitor) proposed(p node.ProposalView) (proposed, error) {
	list, err := v.sideList(0)
	if err != nil {
		return proposed{}, err
	}
	waits := p.Proposal.State == dialogue.Proposed
	g := proposed{State: v.proposalState(p), Follows: v.Text(follows[p.Act.Kind]), Terms: v.terms(p.Act, list), Digests: p.Act.Files,
		Void: p.Void || p.Proposal.State == dialogue.Superseded,
		Hash: p.Proposal.Hash().String(), Body: string(p.Proposal.Body), At: proposalPath(p.Proposal.ID),
		Approve:  waits && !p.Void && slices.Contains(p.Missing, v.who.Side),
		Withdraw: waits, Digest: v.digestField(v.ownDigest(p))}
	if g.About, err = v.titleOf(p); err != nil {
		return g, err
	}
	if g.Approve {
		g.Signs = v.signing(p)
	}
	if len(p.Absent) > 0 && !p.Void {
		g.Absent = v.Count("approving.absent", int(v.today()-p.Proposal.On), "Sides", list.names(p.Absent))
	}
	if p.Void {
		if g.Changed, err = v.changed(p); err != nil {
			return g, err
		}
	}
	if len(p.Files) > 0 {
		g.Read, g.Papers = v.at(g.At+"/document"), v.paperGroups(p.Files, list, g.At+"/files/", nil)
	}
	if p.Act.Kind == dialogue.ActHandRows && p.Proposal.State == dialogue.Enacted {
		g.RowsHref = v.at(g.At + "/rows.zip.age")
	}
	for _, side := range list {
		g.Approvals = append(g.Approvals, approvalRow{side, approvedOn(p, side.ID), p.Proposal.By == side.ID})
	}
	return g, nil
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
