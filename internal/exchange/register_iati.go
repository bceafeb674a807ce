package exchange

import (
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// IATIOptions are what IATI wants to know besides the records.
type IATIOptions struct {
	Reporter IATIOrganisation
	Day      dialogue.Day // on which the file is made
	// Partner returns the title of an organisation as everybody may read it, or
	// false for one that is not public.
	Partner func(to register.Name, key string) (dialogue.Writing, bool)
}

// An IATIOrganisation is who reports: its identifier in IATI, the code of its kind
// (code list OrganisationType, e.g. "22"), and its name.
type IATIOrganisation struct {
	Ref, Type string
	Name      dialogue.Writing
}

// IATILeftOut counts the records that were not written, by reason: IATI has no place
// for an activity without public partner, date or status, and none is made up.
type IATILeftOut struct {
	NotPublic, NoPartner, NoDate, NoStatus int
}

// sectorPeace is "Civilian peace-building, conflict prevention and resolution" in
// the code list of the OECD's Development Assistance Committee.
const sectorPeace = "15220"

// RegisterIATI writes public initiatives as activities of IATI 2.03: title, summary,
// partners, status, start, end, countries and web are the register's fields that are
// so marked. It never writes contact-info or location, nor a partner that is not
// public. Shares of countries are not written, for nobody measured them.
//
// A date that is no day is written as the first or last day of its span, with what
// the source says beside it.
func RegisterIATI(w io.Writer, d *register.Definition, rows iter.Seq[RegisterRow], opt IATIOptions) (IATILeftOut, error) {
	var left IATILeftOut
	stamp := opt.Day.String() + "T00:00:00Z"
	if _, err := fmt.Fprintf(w, "%s<iati-activities version=\"2.03\" generated-datetime=%q>", xml.Header, stamp); err != nil {
		return left, fmt.Errorf("write activities: %w", err)
	}
	for row := range rows {
		a := activityOf(d, &row, opt, &left)
		if a == nil {
			continue
		}
		text, err := xml.MarshalIndent(a, "  ", "  ")
		if err == nil {
			_, err = w.Write(append([]byte("\n"), text...))
		}
		if err != nil {
			return left, fmt.Errorf("write activity %s: %w", row.Key, err)
		}
	}
	if _, err := io.WriteString(w, "\n</iati-activities>\n"); err != nil {
		return left, fmt.Errorf("write activities: %w", err)
	}
	return left, nil
}

// activityOf returns the activity that a record is, or nil.
func activityOf(d *register.Definition, r *RegisterRow, opt IATIOptions, left *IATILeftOut) *iatiActivity {
	title := publicWords(d, r, "title")
	if !publicRecord(d, r) || title.Empty() {
		left.NotPublic++
		return nil
	}
	a := &iatiActivity{
		Updated:    r.Changed.String() + "T00:00:00Z",
		Language:   string(title.Original),
		Identifier: opt.Reporter.Ref + "-" + string(d.Name) + "-" + r.Key,
		Reporter:   iatiReporter{opt.Reporter.Ref, opt.Reporter.Type, narratives(opt.Reporter.Name)},
		Title:      iatiWords{narratives(title)},
		Sector:     iatiCode{Code: sectorPeace},
	}
	if a.Description.Narratives = narratives(publicWords(d, r, "summary")); len(a.Description.Narratives) == 0 {
		a.Description = a.Title // it has to be there, and there is no more to say
	}
	a.Partners = partnersOf(d, r, opt)
	a.Dates = activityDates(d, r, opt.Day)
	a.Status = iatiCode{Code: activityStatus(d, r, opt.Day)}
	for _, code := range publicValue(d, r, "country").Choices {
		if code = countryCode(code); code != "" {
			a.Countries = append(a.Countries, iatiCode{Code: code})
		}
	}
	a.Documents = documentsOf(d, r, a.Title)
	switch {
	case len(a.Partners) == 0:
		left.NoPartner++
	case len(a.Dates) == 0:
		left.NoDate++
	case a.Status.Code == "":
		left.NoStatus++
	default:
		return a
	}
	return nil
}

// partnersOf returns the public partners. A partner who may not be named stands in
// registers as a placeholder, which is left out.
func partnersOf(d *register.Definition, r *RegisterRow, opt IATIOptions) []iatiPartner {
	var all []iatiPartner
	for _, f := range publicFields(d, "partner") {
		for _, link := range r.Values[f.Name].Links {
			if strings.Contains(link.Key, "undisclosed") || opt.Partner == nil {
				continue
			}
			if name, ok := opt.Partner(f.LeadsTo(), link.Key); ok && !name.Empty() {
				all = append(all, iatiPartner{roleOf(f, link), narratives(name)})
			}
		}
	}
	return all
}

// roleOf returns the code of a partner's role: 1 gave money, 4 carried it out.
func roleOf(f register.Field, link register.Link) string {
	words := strings.ToLower(f.Name + " " + link.Role.Text["en"])
	for _, giver := range []string{"donor", "funder", "funding"} {
		if strings.Contains(words, giver) {
			return "1"
		}
	}
	return "4"
}

// activityDates returns when an activity began (2) and ended (4), or is planned to
// (1 and 3).
func activityDates(d *register.Definition, r *RegisterRow, today dialogue.Day) []iatiDate {
	start, end := spanOf(d, r)
	var all []iatiDate
	if first, _, ok := start.Span(); ok && first != math.MinInt32 {
		all = append(all, dateOf(first, start, today, "1", "2"))
	}
	if end == "" && strings.Contains(string(start), "/") {
		end = start
	}
	if _, last, ok := end.Span(); ok && last != math.MaxInt32 {
		all = append(all, dateOf(last, end, today, "3", "4"))
	}
	return all
}

func dateOf(day int, said register.Date, today dialogue.Day, planned, actual string) iatiDate {
	out := iatiDate{Type: actual, Day: dayWords(day)}
	if day > int(today) {
		out.Type = planned
	}
	if string(said) != out.Day {
		out.Narratives = []iatiNarrative{{Text: string(said)}}
	}
	return out
}

// activityStatus returns the code of a status: what the record says, or else what
// follows from its dates; "" where neither tells.
func activityStatus(d *register.Definition, r *RegisterRow, today dialogue.Day) string {
	for _, said := range publicValue(d, r, "status").Choices {
		for code, words := range statusWords {
			if slices.Contains(words, said) {
				return code
			}
		}
	}
	start, end := spanOf(d, r)
	if end == "" {
		end = start
		if !strings.Contains(string(start), "/") {
			end = ""
		}
	}
	first, _, started := start.Span()
	_, last, ends := end.Span()
	switch {
	case ends && last < int(today):
		return "4"
	case started && first > int(today):
		return "1"
	case ends:
		return "2"
	}
	return ""
}

// statusWords are values of a status field, by the code that they mean.
var statusWords = map[string][]string{
	"1": {"planned", "proposed", "announced"},
	"2": {"ongoing", "open", "active", "begun", "running", "working", "in_force", "on_trial"},
	"4": {"ended", "closed", "completed", "finished", "given", "implemented"},
	"5": {"cancelled", "abandoned"},
	"6": {"suspended", "paused"},
}

// documentsOf returns links to what a record is on the web. Only https is known
// there.
func documentsOf(d *register.Definition, r *RegisterRow, title iatiWords) []iatiDocument {
	var all []iatiDocument
	add := func(url string, title iatiWords) {
		if strings.HasPrefix(url, "https://") {
			all = append(all, iatiDocument{Format: "text/html", URL: url, Title: title, Category: iatiCode{Code: "A12"}})
		}
	}
	for _, f := range publicFields(d, "web") {
		v := r.Values[f.Name]
		for _, words := range v.Texts {
			add(words.Text[words.Original], title)
		}
		for _, e := range v.Evidence {
			add(e.URL, iatiWords{narratives(e.What)})
		}
		for _, file := range v.Files {
			add(file.URL, title)
		}
	}
	return all
}
