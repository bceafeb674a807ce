package web

import "parley/internal/dialogue"

// publicRoutes are the pages that need no sign-in.
func (s *site) publicRoutes() []Route {
	return []Route{
		{Pattern: "GET /{$}", serve: showStart},
		{Pattern: "GET /enter", serve: showEnter},
		{Pattern: "POST /enter", serve: postEnter, Fields: map[string]string{"code": "0000-0000-0000-0000"}},
		{Pattern: "POST /join", serve: postJoin, early: true, Fields: map[string]string{"offer": "none", "kept": "yes"}},
		{Pattern: "GET /leave", serve: showLeave},
		{Pattern: "POST /sign-out", serve: postSignOut, Fields: map[string]string{}},
		{Pattern: "GET /revoke", serve: showRevoke},
		{Pattern: "POST /revoke", serve: postRevoke, Fields: map[string]string{"card": "0000-0000-0000-0000"}},
		{Pattern: "GET /rules", serve: showRules},
		{Pattern: "GET /safety", serve: showSafety},
		{Pattern: "GET /dialogues/{dialogue}", serve: showDialogue},
		{Pattern: "GET /dialogues/{dialogue}/log", serve: showLog},
		{Pattern: "GET /dialogues/{dialogue}/result", serve: showResult},
		{Pattern: "GET /dialogues/{dialogue}/result/{rest...}", serve: showResult},
		{Pattern: "GET /dialogues/{dialogue}/map.json", serve: sendMap},
		{Pattern: "GET /dialogues/{dialogue}/comments.csv", serve: sendComments},
		{Pattern: "GET /dialogues/{dialogue}/comment-groups.csv", serve: sendCommentGroups},
		{Pattern: "GET /dialogues/{dialogue}/parley.json", serve: sendSettings},
	}
}

// A startPage is where everybody comes in.
type startPage struct {
	SetUp     bool   // the sides are there
	Go        string // where a signed-in visitor goes on; "" for others
	Dialogues []dialogueItem
	Releases  []releaseRow // the newest
	Registers *option      // nil where there are none
}

func (startPage) template() string { return "start" }

// A dialogueItem is a dialogue in a list.
type dialogueItem struct {
	Topic    text
	Href     string
	Kind     string
	Standing string
	LastDay  string
	Result   string // address of its result; "" when the viewer sees none
	Demo     bool   // its votes were made by a program
}

func showStart(v *visitor) error {
	ctx := v.r.Context()
	sides, err := v.site.Node.Sides(ctx)
	if err != nil {
		return err
	}
	all, err := v.site.Node.Dialogues(ctx, v.who)
	if err != nil {
		return err
	}
	body := startPage{SetUp: len(sides) > 0, Go: v.home(), Registers: v.registersLink()}
	for _, d := range all {
		body.Dialogues = append(body.Dialogues, v.dialogueItem(d))
	}
	if body.Releases, err = v.newest(); err != nil {
		return err
	}
	return v.show(v.Text("start.title"), body)
}

// newest are the releases that were published last.
func (v *visitor) newest() ([]releaseRow, error) {
	const most = 3
	all, err := v.site.Node.Releases(v.r.Context(), v.who)
	var rows []releaseRow
	for _, r := range all[:min(most, len(all))] {
		row, err := v.releaseRow(r)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, err
}

// home returns where a signed-in visitor belongs; "" for others.
func (v *visitor) home() string {
	switch {
	case v.who.Participant != 0:
		return v.at(pathOf(v.who.Dialogue, "/vote"))
	case v.who.Role != "":
		return v.at("/office")
	}
	return ""
}

func (v *visitor) dialogueItem(d dialogue.Dialogue) dialogueItem {
	item := dialogueItem{Topic: v.topic(d), Href: v.at(pathOf(d.ID, "")),
		Kind: v.kind(d.Kind), Standing: v.standing(d), LastDay: d.LastDay.String(), Demo: d.Demo}
	if d.Phase == dialogue.Closed && v.who.MaySee(d, dialogue.ItsResult, "") {
		item.Result = v.at(pathOf(d.ID, "/result"))
	}
	return item
}
