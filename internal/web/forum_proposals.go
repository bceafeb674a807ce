package web

import (
	"net/http"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// forumProposalsPage lists the proposals of a forum, and offers what can be
// proposed now.
type forumProposalsPage struct {
	hall
	Rows      []proposalRow
	Offers    []offer
	NoReports bool
}

func (forumProposalsPage) template() string { return "forum_proposals" }

// An offer is an act that can be proposed, and what it can be about.
type offer struct {
	Kind      dialogue.ActKind
	Act       string
	Follows   string
	About     []pick
	Languages []pick      // of a translation
	Summary   []textField // in every language
	Most      int         // words of a summary
	Wrong     bool        // the problem is with this one
	Grave     bool        // it destroys something
}

// offered are the acts that co-chairs propose here, in the order of their use.
var offered = []dialogue.ActKind{dialogue.ActRelease, dialogue.ActSummary, dialogue.ActTranslation,
	dialogue.ActResumeReport, dialogue.ActResumeRelease, dialogue.ActRedact}

func showForumProposals(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	return v.showForumProposals(http.StatusOK, f, dialogue.Act{}, nil)
}

// showForumProposals shows the page with what was typed into the form of an act.
func (v *visitor) showForumProposals(code int, f dialogue.Forum, typed dialogue.Act, refused error) error {
	g := forumProposalsPage{hall: v.hall(f, "/proposals", refused)}
	reports, err := v.site.Node.Reports(v.r.Context(), v.who, f.ID)
	if err != nil {
		return err
	}
	releases, err := v.site.Node.Releases(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	if g.Rows, err = v.forumProposalRows(f.ID, reports); err != nil {
		return err
	}
	g.NoReports = len(reports) == 0
	for _, kind := range offered {
		o := offer{Kind: kind, Act: v.actOf(kind), Follows: v.Text(follows[kind]), About: v.aboutPicks(kind, f, reports, releases),
			Wrong: refused != nil && typed.Kind == kind, Grave: kind == dialogue.ActRedact}
		if len(o.About) == 0 || f.Example {
			continue
		}
		switch kind {
		case dialogue.ActTranslation:
			o.Languages = v.languagePicks(v.field("language"))
		case dialogue.ActSummary:
			o.Summary, o.Most = v.textFields("summary", "approving.summary_in", typed.Summary), dialogue.MostSummary
		}
		g.Offers = append(g.Offers, o)
	}
	return v.sendIn(code, f, forumPath(f.ID, "/proposals"), v.Text("proposal.title_all"), g)
}

func (v *visitor) forumProposalRows(id dialogue.ForumID, reports []dialogue.Report) ([]proposalRow, error) {
	list, err := v.sideList(0)
	if err != nil {
		return nil, err
	}
	all, err := v.site.Node.ForumProposals(v.r.Context(), v.who, id)
	var rows []proposalRow
	for _, p := range all {
		row := proposalRow{Title: v.forumActOf(p, reports), State: v.proposalState(p), Href: v.at(proposalPath(p.Proposal.ID))}
		if p.Proposal.State == dialogue.Proposed && !p.Void {
			row.Note = v.Text("office.waits_for", "Sides", list.names(p.Missing))
		}
		rows = append(rows, row)
	}
	return rows, err
}

// forumActOf names what is proposed, and the report that it is about.
func (v *visitor) forumActOf(p node.ProposalView, reports []dialogue.Report) string {
	for _, r := range reports {
		if r.ID == p.Report && p.Report != 0 {
			return v.actOf(p.Act.Kind) + " – " + v.title(r.Parts[dialogue.PartTitle]).Words
		}
	}
	return v.actOf(p.Act.Kind)
}

// aboutPicks offers what an act of a kind can be about. The rules decide.
func (v *visitor) aboutPicks(kind dialogue.ActKind, f dialogue.Forum, reports []dialogue.Report, releases []node.ReleaseView) []pick {
	var all []pick
	add := func(what, id, label string, number int) {
		value := what + " " + id
		all = append(all, pick{Value: value, Label: v.Text("release.number", "Number", number) + " – " + label, Chosen: v.field("about") == value})
	}
	for _, r := range reports {
		stopped := r.StoppedBy != ""
		if kind == dialogue.ActRelease && !stopped || kind == dialogue.ActResumeReport && stopped || kind == dialogue.ActSummary && !stopped {
			add("report", dialogue.FormatID(r.ID), v.title(r.Parts[dialogue.PartTitle]).Words, r.Number)
		}
	}
	for _, r := range releases {
		stopped := r.Release.StoppedBy != ""
		switch {
		case r.Forum.ID != f.ID || r.Release.Redacted:
		case kind == dialogue.ActRedact, (kind == dialogue.ActTranslation || kind == dialogue.ActSummary) && !stopped, kind == dialogue.ActResumeRelease && stopped:
			add("release", dialogue.FormatID(r.Release.ID), v.releaseTitle(r).Words, r.Release.Number)
		}
	}
	return all
}

// postForumProposal puts an act of a forum on the table.
func postForumProposal(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	want := v.postedForumAct()
	id, err := v.site.Node.ProposeForum(v.r.Context(), v.who, f.ID, want)
	if err != nil {
		code, other := v.again(err)
		if other != nil {
			return err
		}
		return v.showForumProposals(code, f, want, err)
	}
	return v.redirect(proposalPath(id))
}

func (v *visitor) postedForumAct() dialogue.Act {
	a := dialogue.Act{Kind: dialogue.ActKind(v.field("kind"))}
	switch what, id, _ := strings.Cut(v.field("about"), " "); what {
	case "report":
		a.Report = id
	case "release":
		a.Release = id
	}
	switch a.Kind {
	case dialogue.ActTranslation:
		a.Language = dialogue.Language(v.field("language"))
	case dialogue.ActSummary:
		a.Summary = v.text("summary")
	}
	return a
}
