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
	Href        string
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
	if err := v.addForumProposals(&g, list); err != nil {
		return err
	}
	waiting, err := v.site.Node.WaitingForRegisters(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	for _, p := range waiting {
		v.addProposal(&g, p, v.actOf(p.Act.Kind)+" – "+v.in(p.Register.Title).Words, list)
	}
	if err := v.addKeys(&g, list); err != nil {
		return err
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
	for _, p := range proposals {
		v.addProposal(g, p, v.actOf(p.Act.Kind)+" – "+v.topic(d).Words, list)
	}
	return err
}

// addForumProposals adds what waits in forums, to co-chairs.
func (v *visitor) addForumProposals(g *officePage, list sideList) error {
	if v.who.Role != dialogue.CoChair {
		return nil
	}
	forums, err := v.site.Node.Forums(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	for _, f := range forums {
		proposals, err := v.site.Node.ForumProposals(v.r.Context(), v.who, f.ID)
		if err != nil {
			return err
		}
		for _, p := range proposals {
			text := v.actOf(p.Act.Kind)
			if p.Proposal.State == dialogue.Proposed {
				title, err := v.titleOf(p)
				if err != nil {
					return err
				}
				text += " – " + title.Words
			}
			v.addProposal(g, p, text, list)
		}
	}
	return nil
}

// addProposal adds a proposal that waits for somebody.
func (v *visitor) addProposal(g *officePage, p node.ProposalView, text string, list sideList) {
	if p.Proposal.State != dialogue.Proposed || p.Void {
		return
	}
	days := int(v.today() - p.Proposal.On)
	for _, side := range p.Absent {
		g.Alerts = append(g.Alerts, v.Count("office.absent", days, "Side", list.name(side), "Proposal", text))
	}
	t := task{Text: text, Href: v.at(proposalPath(p.Proposal.ID)), Note: v.waited(days)}
	if slices.Contains(p.Missing, v.who.Side) {
		g.Tasks = append(g.Tasks, t)
		return
	}
	t.Note += " " + v.Text("office.waits_for", "Sides", list.names(p.Missing))
	g.Others = append(g.Others, t)
}

// addKeys tells everybody which keys wait to replace others, and a steward which
// ones the own side lacks.
func (v *visitor) addKeys(g *officePage, list sideList) error {
	keys, err := v.site.Node.Keys(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	lacks := map[bool]bool{false: true, true: true} // by whether it is the witness's
	for _, k := range keys {
		if k.Side == v.who.Side {
			lacks[k.Witness] = false
		}
		if k.From > v.today() {
			of := v.Text("keys.of_side")
			if k.Witness {
				of = v.Text("keys.of_witness")
			}
			g.Alerts = append(g.Alerts, v.Text("keys.replacing", "Side", list.name(k.Side), "Key", of, "Day", k.From.String()))
		}
	}
	if v.who.Role != dialogue.Steward {
		return nil
	}
	if lacks[false] {
		g.Tasks = append(g.Tasks, task{Text: v.Text("keys.no_key"), Href: v.at("/office/keys#register-side")})
	}
	if lacks[true] {
		g.Tasks = append(g.Tasks, task{Text: v.Text("keys.no_witness"), Href: v.at("/office/keys#register-witness")})
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
		row := forumRow{Name: v.in(f.Names), Href: v.at(forumPath(f.ID, ""))}
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
