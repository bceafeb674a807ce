package dialogue

import (
	"maps"
	"slices"

	"parley/internal/fault"
)

// A Part is a text of a joint report that its co-chairs write (FORMS 4.2). What
// is not among these is composed from what the forum keeps.
type Part string

// The parts that are written, in the order of the report.
const (
	PartTitle          Part = "title"
	PartAuthor         Part = "author"         // who speaks: the line of authors or delegations
	PartSponsor        Part = "sponsor"        // who paid, or that somebody did who is not named
	PartResponsibility Part = "responsibility" // whose opinions these are: without it nothing is published (S14)
	PartMandate        Part = "mandate"        // who asked, period, format
	PartWho            Part = "who"            // balance, and names only with consent
	PartLimits         Part = "limits"
	PartMeetings       Part = "meetings" // place and month, without names (S13)
	PartThird          Part = "third"    // regional and international section, in words
	PartFollowUp       Part = "follow_up"
	PartHarm           Part = "harm"     // do-no-harm check
	PartContacts       Part = "contacts" // for correction
	PartAnnex          Part = "annex"
)

// Parts lists them.
func Parts() []Part {
	return []Part{PartTitle, PartAuthor, PartSponsor, PartResponsibility, PartMandate, PartWho, PartLimits, PartMeetings,
		PartThird, PartFollowUp, PartHarm, PartContacts, PartAnnex}
}

// Lines are the parts without which, in every language, nothing is published
// (S14). A sponsor who must not be named is said to exist.
func Lines() []Part { return []Part{PartAuthor, PartSponsor, PartResponsibility} }

// A Report is a joint report that a forum prepares. Anybody of its co-chairs
// edits the joint parts; it is released only when every side approved the same
// bytes.
type Report struct {
	ID              ReportID           `json:"id"`
	Forum           ForumID            `json:"forum"`
	Version         int                `json:"version"`              // grows with every change
	Number          int                `json:"number"`               // of the edition in preparation: 1, then one more with each release
	Governing       Language           `json:"governing,omitempty"`  // "" where all languages are equally authentic
	Attributed      bool               `json:"attributed,omitempty"` // else Chatham House
	Parts           map[Part]Writing   `json:"parts"`
	Delegates       []Delegates        `json:"delegates,omitempty"` // by side, in the order of sides
	Facilitators    int                `json:"facilitators,omitempty"`
	Terms           []Term             `json:"terms,omitempty"`
	Issues          []IssueID          `json:"issues,omitempty"`
	Joint           []JointID          `json:"joint,omitempty"`
	Recommendations []RecommendationID `json:"recommendations,omitempty"`
	Dialogues       []ID               `json:"dialogues,omitempty"` // closed ones, whose figures the annex gives
	Reservations    []Reservation      `json:"reservations,omitempty"`
	Embargo         Day                `json:"embargo,omitempty"` // not shown before (S112)
	StoppedBy       SideID             `json:"stopped_by,omitempty"`
	Turns           int                `json:"turns,omitempty"` // how often it was stopped or a proposal of it taken back: older approvals bind nothing
	Previous        ReleaseID          `json:"previous,omitempty"`
	Summaries       map[int]Text       `json:"summaries,omitempty"` // approved public summaries, by Number
	Example         bool               `json:"example,omitempty"`   // of the reference case: no side wrote or approved it here
}

// Delegates are how many people a side sent. Names stand in PartWho, with the
// consent of their bearers, or nowhere.
type Delegates struct {
	Side  SideID `json:"side"`
	Count int    `json:"count"`
}

// A Term is a contested term that the report uses.
type Term struct {
	Term   string  `json:"term"`
	Chosen Writing `json:"chosen"` // the form chosen and why; empty: there is no agreed term
}

// A Reservation is a note of one side or of a person by pseudonym, printed
// unedited within MostReservation words. Only its side writes it.
type Reservation struct {
	Side     SideID  `json:"side"`
	By       string  `json:"by,omitempty"` // a pseudonym; "" for the side
	Minority bool    `json:"minority,omitempty"`
	Words    Writing `json:"words"`
}

// Longest texts of a report, in words.
const (
	MostReservation = 200
	MostSummary     = 300
	MostPart        = 1500
)

// MakeReport decides whether by may begin a report of a forum.
func MakeReport(by Viewer, forum ForumID, sides []SideID, title Writing) (Report, error) {
	if by.Role != CoChair || !slices.Contains(sides, by.Side) {
		return Report{}, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	title, err := cleanTitle(title)
	if err != nil {
		return Report{}, err
	}
	return Report{Forum: forum, Version: 1, Number: 1, Parts: map[Part]Writing{PartTitle: title}}, nil
}

// Stop decides on stopping a report: any co-chair, alone, at once. While it is
// stopped nothing of it is released. To stop what is stopped makes proposals to
// go on void: it takes another one.
func (r Report) Stop(by Viewer) (Report, error) {
	if by.Role != CoChair {
		return r, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	if r.StoppedBy == "" {
		r.StoppedBy = by.Side
	}
	r.Turns++
	r.Version++
	return r, nil
}

// ready refuses the release of a report of which a line is missing in some
// language, or whose sides sent unequal numbers of people and do not say why
// (S7): every side then approves the reason with the report. Where numbers are
// given, a side without one sent nobody.
func (r Report) ready(sides []SideID) error {
	for _, part := range Lines() {
		for _, l := range Languages() {
			if r.Parts[part].Text[l] == "" {
				return fault.New(fault.Refused, "refusal.report_lines")
			}
		}
	}
	sent := map[SideID]int{}
	for _, d := range r.Delegates {
		sent[d.Side] = d.Count
	}
	for _, side := range sides {
		if sent[side] != sent[sides[0]] && r.Parts[PartWho].Empty() {
			return fault.New(fault.Refused, "refusal.delegates_unequal")
		}
	}
	return nil
}

// withSummary returns a report with the public summary of one of its editions.
func (r Report) withSummary(number int, summary Text) Report {
	r.Summaries = maps.Clone(r.Summaries)
	if r.Summaries == nil {
		r.Summaries = map[int]Text{}
	}
	r.Summaries[number] = summary
	r.Version++
	return r
}
