package web

import (
	"net/http"
	"net/url"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// suggestForm takes what a reader suggests; nothing is asked or kept of who it is.
type suggestForm struct {
	recordForm
	About     string // key of the record; "" for the register
	Words     string
	Languages []pick
	Most      int
	Taken     bool // it was sent
}

func (suggestForm) template() string { return "register_suggest" }

func showSuggest(v *visitor) error {
	return v.askSuggestion(http.StatusOK, v.r.URL.Query().Get("record"), "", nil)
}

func (v *visitor) askSuggestion(code int, key, words string, refused error) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	if !d.Suggest {
		return notFound(v)
	}
	g := suggestForm{About: key, Words: words, Languages: v.languagePicks(v.chosen("language", string(v.Language()))), Most: register.LongestReply, Taken: refused == nil && v.done("sent")}
	g.Action = registerPath(d.Name, "/suggest")
	g.about(v, d, nil, refused)
	if key != "" {
		_, r, err := v.site.Node.RecordIn(v.r.Context(), v.who, d.Name, key)
		if err != nil {
			return err
		}
		g.Back = linkView{Title: v.shownTitle(d, r.Record), Href: v.at(recordPath(d.Name, key, ""))}
	}
	return v.showAs(code, v.Text("suggestion.title"), g)
}

// postSuggest keeps a suggestion.
func postSuggest(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	key, words := v.field("record"), v.field("words")
	if err := v.site.Node.Suggest(v.r.Context(), v.who, d.Name, key, words, dialogue.Language(v.field("language"))); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askSuggestion(code, key, words, err)
	}
	to := registerPath(d.Name, "/suggest?done=sent")
	if key != "" {
		to += "&record=" + url.QueryEscape(key)
	}
	return v.redirect(to)
}

// suggestionsPage lists what readers suggested.
type suggestionsPage struct {
	recordForm
	Rows  []suggestionRow
	Judge bool
	Open  bool // everybody reads what is there: it was taken up
}

func (suggestionsPage) template() string { return "register_suggestions" }

type suggestionRow struct {
	ID       string
	Words    text
	On       dateView
	About    *option // the record; nil for the register
	TakenUp  bool
	Verdicts []verdictRow
	Take     bool // the reader's side can say that it takes it up
	Leave    bool
	New      string // address of the form for a new record of it
}

type verdictRow struct {
	Side namedSide
	Says string
}

func showSuggestions(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	if !d.Suggest {
		return notFound(v)
	}
	all, err := v.site.Node.Suggestions(v.r.Context(), v.who, d.Name, v.r.URL.Query().Get("record"))
	if err != nil {
		return err
	}
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	g := suggestionsPage{Judge: v.who.Role == dialogue.CoChair, Open: v.who.Role == ""}
	g.about(v, d, nil, nil)
	g.Action, g.Saved = registerPath(d.Name, "/suggestions"), v.done("saved")
	for i, s := range all {
		g.Rows = append(g.Rows, v.suggestionRow(d, s, v.alternate(sides, i)))
	}
	return v.show(v.Text("suggestion.list"), g)
}

func (v *visitor) suggestionRow(d *register.Definition, s register.Suggestion, list sideList) suggestionRow {
	row := suggestionRow{ID: dialogue.FormatID(s.ID), Words: v.words(s.Words, s.Language), On: v.dayWords(s.On.String()), TakenUp: s.TakenUp(list.ids())}
	if s.Record != "" {
		row.About = &option{Label: s.Record, Href: v.at(recordPath(d.Name, s.Record, ""))}
	}
	if v.who.Role == "" {
		return row // of who decided nothing is said
	}
	for _, side := range list {
		says := v.Text("suggestion.silent")
		if verdict, ok := s.Verdicts[side.ID]; ok && verdict {
			says = v.Text("suggestion.takes_up")
		} else if ok {
			says = v.Text("suggestion.leaves")
		}
		row.Verdicts = append(row.Verdicts, verdictRow{side, says})
	}
	own, said := s.Verdicts[v.who.Side]
	row.Take, row.Leave = !said || !own, !said || own
	return row
}

// postVerdict records whether the own side takes a suggestion up.
func postVerdict(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	id, ok := dialogue.ParseID[register.SuggestionID](v.field("suggestion"))
	if !ok {
		return fault.New(fault.NotFound, "refusal.suggestion_unknown")
	}
	if err := v.site.Node.JudgeSuggestion(v.r.Context(), v.who, id, v.field("take") == "yes"); err != nil {
		return v.refusedAt(d, err, registerPath(d.Name, "/suggestions"))
	}
	return v.redirect(registerPath(d.Name, "/suggestions?done=saved"))
}
