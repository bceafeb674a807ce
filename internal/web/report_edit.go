package web

import (
	"maps"
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/locale"
	"parley/internal/node"
)

// partIs says what belongs in a part.
var partIs = map[dialogue.Part]locale.Key{
	dialogue.PartTitle: "reporting.title_is", dialogue.PartAuthor: "reporting.author_is", dialogue.PartSponsor: "reporting.sponsor_is",
	dialogue.PartResponsibility: "reporting.responsibility_is", dialogue.PartMandate: "reporting.mandate_is", dialogue.PartWho: "reporting.who_is",
	dialogue.PartLimits: "reporting.limits_are", dialogue.PartMeetings: "reporting.meetings_are", dialogue.PartThird: "reporting.third_is",
	dialogue.PartFollowUp: "reporting.follow_up_is", dialogue.PartHarm: "reporting.harm_is", dialogue.PartContacts: "reporting.contacts_are",
	dialogue.PartAnnex: "reporting.annex_is",
}

func showPart(v *visitor) error {
	r, part, err := v.reportPart(v.r.URL.Query().Get("part"))
	if err != nil {
		return err
	}
	return v.askPart(http.StatusOK, r, part, r.Report.Parts[part], nil)
}

// reportPart returns the report in the address, and one of its parts.
func (v *visitor) reportPart(name string) (node.ReportView, dialogue.Part, error) {
	r, err := v.reportView()
	if err != nil {
		return r, "", err
	}
	if part := dialogue.Part(name); slices.Contains(dialogue.Parts(), part) {
		return r, part, nil
	}
	return r, "", fault.New(fault.NotFound, "refusal.page_unknown")
}

func (v *visitor) askPart(code int, now node.ReportView, part dialogue.Part, typed dialogue.Writing, refused error) error {
	rows := 12
	if part == dialogue.PartTitle {
		rows = 1
	} else if isLine(part) {
		rows = 3
	}
	list := v.alternate(now.Sides, 0)
	name := locale.Key("report." + string(part))
	g := partForm{hall: v.hall(now.Forum, "/reports", refused), Report: v.title(now.Report.Parts[dialogue.PartTitle]), Action: reportPath(now.Report.ID, "/part"),
		Back: reportPath(now.Report.ID, ""), Part: string(part), Is: v.Text(partIs[part]), Seen: now.Report.Version,
		Now: v.jointPassage(now.Report.Parts[part], list), Words: v.writingField("words", name, typed, rows)}
	g.Words.Open = g.Words.Open || isLine(part)
	return v.sendIn(code, now.Forum, g.Action+"?part="+string(part), v.Text(name), g)
}

// postPart replaces one joint part of a report.
func postPart(v *visitor) error {
	r, part, err := v.reportPart(v.field("part"))
	if err != nil {
		return err
	}
	typed, edited := v.writing("words"), r.Report
	edited.Parts = maps.Clone(edited.Parts)
	edited.Parts[part] = typed
	if err := v.site.Node.EditReport(v.r.Context(), v.who, r.Report.ID, v.number("seen"), edited); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askPart(code, r, part, typed, err)
	}
	return v.redirect(reportPath(r.Report.ID, "?done=saved#"+string(part)))
}

// reservationForm asks for the reservations of the reader's own side.
type reservationForm struct {
	hall
	Report text
	Path   string // of the report
	Seen   int
	Side   text
	Most   int
	Notes  []noteField
}

func (reservationForm) template() string { return "reservations" }

type noteField struct {
	Index    int
	By       string
	Minority bool
	Words    writingField
}

func showReservations(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	return v.askReservations(http.StatusOK, r, v.ownNotes(r.Report), nil)
}

func (v *visitor) ownNotes(r dialogue.Report) []dialogue.Reservation {
	var own []dialogue.Reservation
	for _, one := range r.Reservations {
		if one.Side == v.who.Side {
			own = append(own, one)
		}
	}
	return own
}

func (v *visitor) askReservations(code int, now node.ReportView, typed []dialogue.Reservation, refused error) error {
	g := reservationForm{hall: v.hall(now.Forum, "/reports", refused), Report: v.title(now.Report.Parts[dialogue.PartTitle]), Path: reportPath(now.Report.ID, ""),
		Seen: now.Report.Version, Side: v.alternate(now.Sides, 0).side(v.who.Side).Name, Most: dialogue.MostReservation}
	for i := range max(len(typed), len(v.ownNotes(now.Report))+1) {
		var one dialogue.Reservation
		if i < len(typed) {
			one = typed[i]
		}
		g.Notes = append(g.Notes, noteField{i, one.By, one.Minority, v.ownField("note"+itoa(i), "reporting.note_words", one.Words, 5)})
	}
	return v.sendIn(code, now.Forum, g.Path+"/reservations", v.Text("reporting.reservations"), g)
}

// postReservations replaces the own side's reservations. One without words is
// taken out.
func postReservations(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	var own, all []dialogue.Reservation
	for i := range len(v.ownNotes(r.Report)) + 1 {
		own = append(own, dialogue.Reservation{Side: v.who.Side, By: v.field("by" + itoa(i)), Minority: v.field("minority"+itoa(i)) == "yes", Words: v.writing("note" + itoa(i))})
	}
	for _, one := range r.Report.Reservations {
		if one.Side != v.who.Side {
			all = append(all, one)
		}
	}
	edited := r.Report
	edited.Reservations = append(all, own...)
	if err := v.site.Node.EditReport(v.r.Context(), v.who, r.Report.ID, v.number("seen"), edited); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askReservations(code, r, own, err)
	}
	return v.redirect(reportPath(r.Report.ID, "?done=saved#reservations"))
}
