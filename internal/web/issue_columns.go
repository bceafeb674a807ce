package web

import (
	"strconv"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
)

func itoa(n int) string { return strconv.Itoa(n) }

// A column is what one side says about an issue.
type column struct {
	Side       namedSide
	Own        bool   // the reader's side
	State      string // how far it is, in words
	Hidden     string // why the reader does not see it; "" when it is shown
	Empty      string // said where nothing is given
	Claims     []claimBox
	Count      int    // of claims that are not withdrawn
	Unanswered int    // claims of others that this side has not responded to
	Add        string // address for a further claim; "" for who cannot
}

// A claimBox is a claim with the responses to it.
type claimBox struct {
	*locale.Printer
	Anchor    string
	Number    string // its identifier, as others cite it
	Withdrawn bool
	Whose     string // whose position it is; never a nation's
	WhoseText passage
	Words     passage
	Expects   *expectBox
	Answers   *option // the claim that it answers
	Sources   []source
	Written   string // when, and which version it is
	Earlier   []earlierWords
	Responses []responseBox
	Change    string // addresses; "" for who cannot
	Respond   string
}

// An expectBox is what would count as an expectation's being fulfilled.
type expectBox struct {
	Of   string
	Sign passage
	Met  bool
}

type earlierWords struct {
	Label string // which version, and when
	Words passage
	Marks []string // of a response
}

// A responseBox is one side's response to a claim, or that there is none.
type responseBox struct {
	Side    namedSide
	None    bool
	Marks   []string
	Words   passage
	Written string
	Earlier []earlierWords
	Answers []option // claims of that side that a source gives as its answer
}

// columns makes the columns of one issue.
type columns struct {
	v      *visitor
	issue  dialogue.Issue
	list   sideList
	writes bool // the reader writes in a perspective
}

func columnsOf(v *visitor, i node.IssueView, list sideList) columns {
	return columns{v, i.Issue, list, v.writes() && !i.Forum.Example}
}

func claimAnchor(id dialogue.ClaimID) string { return "c" + dialogue.FormatID(id) }

// claimNumber is how a claim is cited.
func claimNumber(c dialogue.Claim) string {
	if c.Case != "" {
		return c.Case
	}
	return dialogue.FormatID(c.ID)
}

func (b columns) column(side namedSide) column {
	p := perspectiveOf(b.issue, side.ID)
	c := column{Side: side, Own: side.ID == b.v.who.Side, State: b.state(p)}
	if !b.issue.Exchanged() && !c.Own {
		c.Hidden = b.v.Text("issue.hidden")
		return c
	}
	for _, one := range p.Claims {
		box := b.claim(side, one)
		c.Claims = append(c.Claims, box)
		if !one.Withdrawn {
			c.Count++
		}
	}
	c.Unanswered = len(b.issue.Unanswered(side.ID))
	if len(p.Claims) == 0 {
		c.Empty = b.v.Text("issue.not_given")
		if !b.issue.Exchanged() && p.SealedOn == 0 {
			c.Empty = b.v.Text("issue.nothing_yet")
		}
		if p.Gap != "" {
			c.Empty += " " + p.Gap
		}
	}
	if c.Own && b.writes && (b.issue.Exchanged() || p.SealedOn == 0) {
		c.Add = b.v.at(issuePath(b.issue.ID, "/claims/new"))
	}
	return c
}

// state says how far a perspective is.
func (b columns) state(p dialogue.Perspective) string {
	switch {
	case b.issue.Exchanged():
		return b.v.Text("issue.state_exchanged")
	case p.SealedOn != 0:
		return b.v.Text("issue.state_sealed", "Day", p.SealedOn.String())
	}
	return b.v.Text("issue.state_writing")
}

func (b columns) claim(side namedSide, c dialogue.Claim) claimBox {
	own := side.ID == b.v.who.Side
	box := claimBox{Printer: b.v.Printer, Anchor: claimAnchor(c.ID), Number: claimNumber(c), Withdrawn: c.Withdrawn, Whose: b.v.holder(c.Holder),
		WhoseText: b.v.passage(c.Whose, own), Words: b.v.passage(c.Words, own), Answers: b.answers(c.Answers), Sources: sourcesOf(c.Sources),
		Written: b.v.version(c.Version, c.On), Earlier: b.v.earlier(c.Earlier, own)}
	if c.Expects != nil {
		box.Expects = &expectBox{b.list.name(c.Expects.Of), b.v.passage(c.Expects.Sign, own), c.Expects.Met}
	}
	sealed := perspectiveOf(b.issue, side.ID).SealedOn != 0 && !b.issue.Exchanged()
	if own && b.writes && !sealed && !c.Withdrawn {
		box.Change = b.v.at(issuePath(b.issue.ID, "/claims/"+dialogue.FormatID(c.ID)))
	}
	if b.issue.Exchanged() && !c.Withdrawn {
		for _, other := range b.list {
			if other.ID != side.ID {
				box.Responses = append(box.Responses, b.response(other, c))
			}
		}
		if !own && b.writes {
			box.Respond = b.v.at(issuePath(b.issue.ID, "/claims/"+dialogue.FormatID(c.ID)+"/response"))
		}
	}
	return box
}

// holder says whose position a claim is.
func (v *visitor) holder(h dialogue.Holder) string { return v.Text(locale.Key("holder." + string(h))) }

// response is what a side says to a claim of another.
func (b columns) response(side namedSide, c dialogue.Claim) responseBox {
	own := side.ID == b.v.who.Side
	box := responseBox{Side: side, None: true}
	p := perspectiveOf(b.issue, side.ID)
	for _, one := range p.Claims {
		if one.Answers == c.ID && !one.Withdrawn {
			box.None = false
			box.Answers = append(box.Answers, option{Label: claimNumber(one), Href: "#" + claimAnchor(one.ID)})
		}
	}
	for _, r := range p.Responses {
		if r.Claim != c.ID {
			continue
		}
		box.None, box.Marks, box.Words = false, b.v.marks(r), b.v.passage(r.Words, own)
		box.Written, box.Earlier = b.v.version(r.Version, r.On), b.v.earlier(r.Earlier, own)
	}
	return box
}

// marks words what a side says of a claim: that it understood it, and apart from
// that where it stands. Understood never reads as accepted.
func (v *visitor) marks(r dialogue.Response) []string {
	var all []string
	if r.Understood {
		all = append(all, v.Text("stance.understood"))
	}
	if r.Stance != dialogue.Unsaid {
		all = append(all, v.Text(locale.Key("stance."+string(r.Stance))))
	}
	return all
}

// answers leads to the claim of another side to which one was written.
func (b columns) answers(id dialogue.ClaimID) *option {
	for _, p := range b.issue.Perspectives {
		for _, c := range p.Claims {
			if id != 0 && c.ID == id {
				return &option{Label: claimNumber(c), Href: "#" + claimAnchor(id)}
			}
		}
	}
	return nil
}

// version says which version of something this is, and when it was written.
func (v *visitor) version(n int, on dialogue.Day) string {
	return v.Text("claim.version", "Number", n, "Day", on.String())
}

func (v *visitor) earlier(all []dialogue.Earlier, own bool) []earlierWords {
	var out []earlierWords
	for _, e := range all {
		marks := v.marks(dialogue.Response{Understood: e.Understood, Stance: e.Stance})
		out = append(out, earlierWords{v.version(e.Version, e.On), v.passage(e.Words, own), marks})
	}
	return out
}
