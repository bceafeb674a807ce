package web

import (
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// registerProposals lists the proposals about a register and what is pending.
type registerProposals struct {
	recordForm
	Rows    []proposalRow
	Pending []pendingRow
	Count   string
	Many    bool // more are pending than are listed
}

func (registerProposals) template() string { return "register_proposals" }

type pendingRow struct {
	Key, Href, By string
	Title         text
	Chosen        bool
}

// mostPendingRows is how many pending records a page lists.
const mostPendingRows = 200

func showRegisterProposals(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	return v.listRegisterProposals(http.StatusOK, d, nil)
}

func (v *visitor) listRegisterProposals(code int, d *register.Definition, refused error) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	all, err := v.site.Node.RegisterProposals(v.r.Context(), v.who, d.Name)
	if err != nil {
		return err
	}
	g := registerProposals{}
	g.Action = registerPath(d.Name, "/proposals")
	g.about(v, d, nil, refused)
	for _, p := range all {
		row := proposalRow{Title: v.Count("changing.count", p.Act.Records), State: v.proposalState(p), Href: v.at(proposalPath(p.Proposal.ID))}
		if p.Proposal.State == dialogue.Proposed && !p.Void {
			row.Note = v.Text("office.waits_for", "Sides", list.names(p.Missing))
		}
		g.Rows = append(g.Rows, row)
	}
	if err := g.addPending(v, d, list); err != nil {
		return err
	}
	return v.showAs(code, v.Text("proposal.title_all"), g)
}

// addPending lists what waits to be proposed.
func (g *registerProposals) addPending(v *visitor, d *register.Definition, list sideList) error {
	pending, err := v.site.Node.PendingRecords(v.r.Context(), v.who, d.Name)
	if err != nil {
		return err
	}
	pending = slices.DeleteFunc(pending, func(r node.Shown) bool {
		return d.Approve != register.EverySide && r.Pending.Level != register.Public
	})
	if len(pending) > 0 {
		g.Count = v.Count("changing.pending", len(pending))
	}
	for i, r := range pending {
		if g.Many = i >= mostPendingRows; g.Many {
			return nil
		}
		g.Pending = append(g.Pending, pendingRow{Key: r.Key, Href: v.at(recordPath(d.Name, r.Key, "")), Title: v.shownTitle(d, r.Record),
			By: list.name(r.Pending.By), Chosen: slices.Contains(v.r.PostForm["key"], r.Key)})
	}
	return nil
}

// postRegisterProposal proposes what is pending: all of it, or what was ticked.
func postRegisterProposal(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	var keys []string // all
	if v.field("do") != "all" {
		keys = append([]string{}, v.r.PostForm["key"]...)
	}
	id, refused := v.site.Node.ProposeRecords(v.r.Context(), v.who, d.Name, keys)
	if refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		return v.listRegisterProposals(code, d, refused)
	}
	return v.redirect(proposalPath(id))
}
