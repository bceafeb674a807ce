package exchange

import (
	"encoding/xml"
	"time"

	"parley/internal/dialogue"
)

// An iatiActivity is an activity in IATI 2.03. Its schema is a sequence: the order
// of these fields is the order of the elements.
type iatiActivity struct {
	XMLName     xml.Name       `xml:"iati-activity"`
	Updated     string         `xml:"last-updated-datetime,attr"`
	Language    string         `xml:"xml:lang,attr"` // of narratives that do not say another
	Identifier  string         `xml:"iati-identifier"`
	Reporter    iatiReporter   `xml:"reporting-org"`
	Title       iatiWords      `xml:"title"`
	Description iatiWords      `xml:"description"`
	Partners    []iatiPartner  `xml:"participating-org"`
	Status      iatiCode       `xml:"activity-status"`
	Dates       []iatiDate     `xml:"activity-date"`
	Countries   []iatiCode     `xml:"recipient-country"`
	Sector      iatiCode       `xml:"sector"`
	Documents   []iatiDocument `xml:"document-link"`
}

type iatiReporter struct {
	Ref        string          `xml:"ref,attr"`
	Type       string          `xml:"type,attr"`
	Narratives []iatiNarrative `xml:"narrative"`
}

type iatiPartner struct {
	Role       string          `xml:"role,attr"`
	Narratives []iatiNarrative `xml:"narrative"`
}

type iatiWords struct {
	Narratives []iatiNarrative `xml:"narrative"`
}

type iatiNarrative struct {
	Language string `xml:"xml:lang,attr,omitempty"`
	Text     string `xml:",chardata"`
}

type iatiCode struct {
	Code string `xml:"code,attr"`
}

type iatiDate struct {
	Type       string          `xml:"type,attr"`
	Day        string          `xml:"iso-date,attr"`
	Narratives []iatiNarrative `xml:"narrative"`
}

type iatiDocument struct {
	Format   string    `xml:"format,attr"`
	URL      string    `xml:"url,attr"`
	Title    iatiWords `xml:"title"`
	Category iatiCode  `xml:"category"`
}

// narratives returns words in the languages in which a reader gets them.
func narratives(w dialogue.Writing) []iatiNarrative {
	var all []iatiNarrative
	for _, l := range shownLanguages(w) {
		all = append(all, iatiNarrative{string(l), w.Text[l]})
	}
	return all
}

// dayWords writes days since 1970 as 2026-11-23.
func dayWords(day int) string { return time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly) }
