package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
)

// proposalsPage lists the proposals of a dialogue, and offers what can be
// proposed now.
type proposalsPage struct {
	prepared
	Lacks     []lack // what stands between the dialogue and its opening
	Rows      []proposalRow
	Can       map[string]bool // what can be proposed now
	Today     string
	Last      string // the last day, as it is
	PausedBy  string
	CanPause  bool
	Wrong     dialogue.ActKind // which form the problem is of
	LastDay   string           // as typed
	Reason    string
	Receivers []receiverField
	MoreNames bool
	Seats     []codesRow // as they will be
	Digest    digestField
}

func (proposalsPage) template() string { return "proposals" }

type proposalRow struct {
	Title, State, Note, Href string
}

// A lack is what a dialogue needs before it can open.
type lack struct{ Text, Href string }

type receiverField struct {
	Index     int
	Name, Key string
}

func proposalPath(id dialogue.ProposalID) string {
	return "/proposals/" + url.PathEscape(dialogue.FormatID(id))
}

func (v *visitor) actOf(kind dialogue.ActKind) string {
	return v.Text(locale.Key("act." + string(kind)))
}

func showProposals(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	return v.showProposals(http.StatusOK, p, dialogue.Act{}, "")
}

// showProposals shows the page with what was typed into the form of an act.
func (v *visitor) showProposals(code int, p node.Papers, typed dialogue.Act, problem string) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	d := p.Dialogue
	g := proposalsPage{prepared: v.prepared(d, "/proposals", problem), Can: v.canPropose(p), Today: v.today().String(),
		Last: d.LastDay.String(), CanPause: d.Phase == dialogue.Open && d.PausedBy == "", Wrong: typed.Kind,
		LastDay: typed.LastDay, Reason: typed.Reason}
	if d.PausedBy != "" {
		g.PausedBy = list.name(d.PausedBy)
	}
	for _, side := range list {
		g.Seats = append(g.Seats, codesRow{Side: side, Issued: d.Allotment(side.ID).Issued, Waiting: p.Waiting[side.ID].Count})
	}
	g.Digest = v.digestField(v.waitingDigest(p, dialogue.ActCodes))
	g.addReceivers(typed.To)
	g.Lacks = v.lacks(p)
	if g.Rows, err = v.proposalRows(d.ID, list); err != nil {
		return err
	}
	return v.sendAs(code, d, pathOf(d.ID, "/proposals"), v.Text("proposal.title_all"), g)
}

// addReceivers makes room for those typed and a few more.
func (g *proposalsPage) addReceivers(typed []dialogue.Receiver) {
	const few = 2
	for i := range min(max(few, len(typed)), dialogue.MostReceivers) {
		f := receiverField{Index: i}
		if i < len(typed) {
			f.Name, f.Key = typed[i].Name, typed[i].Key
		}
		g.Receivers = append(g.Receivers, f)
	}
	g.MoreNames = len(g.Receivers) < dialogue.MostReceivers
}

func (v *visitor) proposalRows(id dialogue.ID, list sideList) ([]proposalRow, error) {
	all, err := v.site.Node.Proposals(v.r.Context(), v.who, id)
	var rows []proposalRow
	for _, p := range all {
		row := proposalRow{Title: v.actOf(p.Act.Kind), State: v.proposalState(p), Href: v.at(proposalPath(p.Proposal.ID))}
		if p.Proposal.State == dialogue.Proposed && !p.Void {
			row.Note = v.Text("office.waits_for", "Sides", list.names(p.Missing))
		}
		rows = append(rows, row)
	}
	return rows, err
}

// proposalState says what became of a proposal.
func (v *visitor) proposalState(p node.ProposalView) string {
	state := p.Proposal.State
	if p.Void {
		state = dialogue.Superseded
	}
	return v.Text(locale.Key("proposal_state." + string(state)))
}

// canPropose says what is worth offering now. The rules decide.
func (v *visitor) canPropose(p node.Papers) map[string]bool {
	d, waiting := p.Dialogue, 0
	for _, c := range p.Waiting {
		waiting += c.Count
	}
	_, unequal, waived := planned(p)
	open := d.Phase == dialogue.Open && !d.Over(v.today())
	return map[string]bool{
		string(dialogue.ActOpen):     d.Phase == dialogue.Preparing && !d.Imported,
		string(dialogue.ActAdopt):    d.Phase == dialogue.Preparing && d.Imported,
		string(dialogue.ActClosing):  open,
		string(dialogue.ActCodes):    open && waiting > 0,
		string(dialogue.ActWaiver):   d.Phase != dialogue.Closed && !d.Imported && unequal && !waived,
		string(dialogue.ActLive):     open && d.Kind == dialogue.Named && !d.Live,
		string(dialogue.ActResume):   d.Phase == dialogue.Open && d.PausedBy != "",
		string(dialogue.ActHandRows): d.Phase == dialogue.Closed,
	}
}

// lacks lists what a dialogue needs before it can open.
func (v *visitor) lacks(p node.Papers) []lack {
	d := p.Dialogue
	if d.Phase != dialogue.Preparing {
		return nil
	}
	var all []lack
	add := func(key locale.Key, step string) { all = append(all, lack{v.Text(key), v.at(pathOf(d.ID, step))}) }
	if len(v.missingTexts(d)) > 0 {
		add("proposal.lacks_texts", "/settings")
	}
	if d.Imported {
		return all
	}
	if len(p.Statements) == 0 {
		add("proposal.lacks_seeds", "/seeds")
	}
	seats, _, _ := planned(p)
	if slices.Contains(slices.Collect(maps.Values(seats)), 0) {
		add("proposal.lacks_codes", "/codes")
	}
	if v.canPropose(p)[string(dialogue.ActWaiver)] {
		add("proposal.lacks_equal", "/codes")
	}
	return all
}

// postProposal proposes an act: the own side has approved it with that.
func postProposal(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	want := v.postedAct()
	if v.field("do") == "more" {
		want.To = append(want.To, dialogue.Receiver{}, dialogue.Receiver{})
		return v.showProposals(http.StatusOK, p, want, "")
	}
	if !v.compared(v.waitingDigest(p, want.Kind)) {
		return v.showProposals(http.StatusBadRequest, p, want, v.Text("proposal.digest_wrong"))
	}
	asked := want
	asked.To = nil
	for _, r := range want.To {
		if r != (dialogue.Receiver{}) {
			asked.To = append(asked.To, r)
		}
	}
	id, err := v.site.Node.Propose(v.r.Context(), v.who, p.Dialogue.ID, asked)
	if err != nil {
		problem, other := v.problem(err)
		if other != nil {
			return err
		}
		return v.showProposals(status(err), p, want, problem)
	}
	return v.redirect(proposalPath(id))
}

func (v *visitor) postedAct() dialogue.Act {
	a := dialogue.Act{Kind: dialogue.ActKind(v.field("kind")), LastDay: strings.TrimSpace(v.field("last_day")), Reason: v.field("reason")}
	for i := range dialogue.MostReceivers {
		at := strconv.Itoa(i)
		if _, sent := v.r.PostForm["receiver_"+at]; sent {
			a.To = append(a.To, dialogue.Receiver{Name: strings.TrimSpace(v.field("receiver_" + at)), Key: strings.TrimSpace(v.field("key_" + at))})
		}
	}
	return a
}

// postPause stops the dialogue at once.
func postPause(v *visitor) error {
	id, err := v.dialogueID()
	if err != nil {
		return err
	}
	if err := v.site.Node.Pause(v.r.Context(), v.who, id); err != nil {
		return err
	}
	return v.redirect(pathOf(id, "/proposals"))
}
