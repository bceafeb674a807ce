package web

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// officePage shows the holder of an office what awaits them.
type officePage struct {
	Does   string
	Alerts []string
	Tasks  []task // for oneself
	Others []task // for somebody else
	Forums []forumRow
	Chair  bool
}

func (officePage) template() string { return "office" }

// A task is something to be done, and where.
type task struct {
	Text, Note string
	Href       string // "" where nothing can be done here
}

type forumRow struct {
	Name        text
	New, Import string // addresses; "" for who cannot
	Dialogues   []dialogueRow
}

type dialogueRow struct {
	Topic       text
	Phase, Href string
	Queue       string // address of the moderator's queue, "" for others
}

// showOffice serves the page that an office begins with. Who holds none is sent
// to where one signs in.
func showOffice(v *visitor) error {
	if v.who.Role == "" {
		return v.redirect("/")
	}
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	all, err := v.site.Node.Dialogues(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	g := officePage{Does: v.Text(duties[v.who.Role]), Chair: v.who.Role == dialogue.CoChair}
	if g.Forums, err = v.forumRows(all); err != nil {
		return err
	}
	people, err := v.site.Node.People(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	v.addReplacements(&g, people, list)
	v.addStewardTasks(&g, people)
	for _, d := range all {
		if err := v.addTasks(&g, d, list); err != nil {
			return err
		}
	}
	return v.show(v.Text("office.title", "Role", v.role(v.who.Role), "Side", list.name(v.who.Side)), g)
}

// addTasks adds what one dialogue asks for.
func (v *visitor) addTasks(g *officePage, d dialogue.Dialogue, list sideList) error {
	if d.PausedBy != "" {
		g.Alerts = append(g.Alerts, v.Text("office.paused", "Topic", v.topic(d).Words, "Side", list.name(d.PausedBy)))
	}
	switch v.who.Role {
	case dialogue.CoChair:
		return v.addProposals(g, d, list)
	case dialogue.Moderator:
		return v.addQueue(g, d)
	}
	return nil
}

func (v *visitor) addProposals(g *officePage, d dialogue.Dialogue, list sideList) error {
	proposals, err := v.site.Node.Proposals(v.r.Context(), v.who, d.ID)
	if err != nil {
		return err
	}
	for _, p := range proposals {
		if p.Proposal.State != dialogue.Proposed || p.Void {
			continue
		}
		days := int(v.today() - p.Proposal.On)
		t := task{Text: v.actOf(p.Act.Kind) + " – " + v.topic(d).Words, Href: v.at(proposalPath(p.Proposal.ID)), Note: v.waited(days)}
		mine := false
		for _, side := range p.Missing {
			mine = mine || side == v.who.Side
			if days >= dialogue.AbsentAfter {
				g.Alerts = append(g.Alerts, v.Count("office.absent", days, "Side", list.name(side), "Proposal", t.Text))
			}
		}
		if mine {
			g.Tasks = append(g.Tasks, t)
			continue
		}
		t.Note += " " + v.Text("office.waits_for", "Sides", list.names(p.Missing))
		g.Others = append(g.Others, t)
	}
	return nil
}

// waited says how long something has waited.
func (v *visitor) waited(days int) string {
	if days <= 0 {
		return v.Text("office.since_today")
	}
	return v.Count("office.since", days)
}

func (v *visitor) addQueue(g *officePage, d dialogue.Dialogue) error {
	q, err := v.site.Node.Queue(v.r.Context(), v.who, d.ID)
	if fault.KindOf(err) == fault.NotFound { // no queue before opening
		return nil
	}
	if err == nil && len(q.Pending) > 0 && d.Phase == dialogue.Open {
		g.Tasks = append(g.Tasks, task{Text: v.Count("office.pending", len(q.Pending)), Note: v.topic(d).Words, Href: v.at(pathOf(d.ID, "/moderation"))})
	}
	return err
}

// addReplacements tells everybody which offices are being replaced by recovery
// key, and their own side which links are still out.
func (v *visitor) addReplacements(g *officePage, people node.People, list sideList) {
	for _, i := range people.Invitations {
		switch {
		case i.Replaces != 0:
			g.Alerts = append(g.Alerts, v.Text("office.replacing", "Side", list.name(i.Side), "Role", v.role(i.Role), "Day", i.From.String()))
		default:
			t := task{Text: v.Text("office.link_out", "Side", list.name(i.Side), "Role", v.role(i.Role)), Href: v.at("/office/people")}
			if !slices.Contains(g.Others, t) { // several moderators can be invited
				g.Others = append(g.Others, t)
			}
		}
	}
}

func (v *visitor) addStewardTasks(g *officePage, people node.People) {
	if v.who.Role != dialogue.Steward {
		return
	}
	if !slices.Contains(people.Recovery, v.who.Side) {
		g.Tasks = append(g.Tasks, task{Text: v.Text("office.no_recovery"), Href: v.at("/office/recovery")})
	}
	if people.BackupKeys[v.who.Side] == "" {
		g.Tasks = append(g.Tasks, task{Text: v.Text("office.no_backup_key"), Href: v.at("/office/people#backup")})
	}
}

// forumRows lists the forums with the dialogues in them.
func (v *visitor) forumRows(all []dialogue.Dialogue) ([]forumRow, error) {
	forums, err := v.site.Node.Forums(v.r.Context(), v.who)
	var rows []forumRow
	for _, f := range forums {
		row := forumRow{Name: v.in(f.Names)}
		if v.who.Role == dialogue.CoChair {
			row.New, row.Import = v.at(forumPath(f.ID, "/dialogues/new")), v.at(forumPath(f.ID, "/import"))
		}
		for _, d := range all {
			if d.Forum == f.ID {
				row.Dialogues = append(row.Dialogues, v.dialogueRow(d))
			}
		}
		rows = append(rows, row)
	}
	return rows, err
}

func (v *visitor) dialogueRow(d dialogue.Dialogue) dialogueRow {
	row := dialogueRow{Topic: v.topic(d),
		Phase: v.standing(d), Href: v.at(pathOf(d.ID, ""))}
	if d.Phase == dialogue.Preparing {
		row.Href = v.at(pathOf(d.ID, "/settings"))
	}
	if v.who.Role == dialogue.Moderator && d.Phase != dialogue.Preparing {
		row.Queue = v.at(pathOf(d.ID, "/moderation"))
	}
	return row
}

// postEndSessions ends every session of one's own, this one too.
func postEndSessions(v *visitor) error {
	if err := v.site.Node.EndSessions(v.r.Context(), v.who); err != nil {
		return err
	}
	v.end()
	return v.redirect("/")
}
