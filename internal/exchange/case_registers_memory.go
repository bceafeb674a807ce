package exchange

import (
	"strconv"

	"parley/internal/register"
)

// readWorkRecords reads the works, which every record leads to.
func (c *registerCase) readWorkRecords() error {
	if err := c.readWorks(); err != nil {
		return err
	}
	for _, w := range c.c.Works {
		voice := string(w.Side)
		if voice == "" {
			voice = "joint"
		}
		if err := c.add(caseWorks, register.Record{Register: "works", Key: w.ID, Sources: c.sources([]ref{{Work: w.ID}}), Values: map[string]register.Value{
			"name": inWords(w.Title), "authors": inWords(w.Authors), "publisher": inWords(w.Publisher), "date": dated(w.Date), "voice": chosen(voice)}}); err != nil {
			return err
		}
	}
	return nil
}

type periodRecord struct {
	ID        string   `json:"id"`
	Number    int      `json:"number"`
	Name      string   `json:"name"`
	Start     int      `json:"start"`
	End       int      `json:"end"` // 0 for none
	Character string   `json:"characterisation"`
	Climate   string   `json:"official_climate"`
	Methods   []string `json:"typical_methods"`
	Ended     string   `json:"why_it_ended"`
	Lessons   []string `json:"lessons"`
	StartNote string   `json:"start_note"`
	EndNote   string   `json:"end_note"`
	Ongoing   bool     `json:"ongoing"`
	Source    []ref    `json:"source"`
}

// readPeriods reads the periods. Their chronology is Armenian-made, with Azerbaijani
// input, as the study says of itself.
func (c *registerCase) readPeriods() error {
	all, err := readCaseFile[periodRecord](c.caseReader, casePeriods, "number", "name", "start", "end", "characterisation", "official_climate",
		"typical_methods", "why_it_ended", "lessons", "source")
	if err != nil {
		return err
	}
	for _, one := range all {
		end := ""
		if one.End != 0 {
			end = strconv.Itoa(one.End)
		}
		if err := c.keep(casePeriods, one.ID, one.Source, "periods", map[string]register.Value{
			"name": inWords(one.Name), "number": inWords(strconv.Itoa(one.Number)), "start": dated(strconv.Itoa(one.Start)), "end": dated(end),
			"ongoing": yesNo(one.Ongoing), "chronology": chosen("armenian_with_azerbaijani_input"), "summary": inWords(one.Character),
			"official_climate": inWords(one.Climate), "typical_methods": inWords(one.Methods...), "why_it_ended": inWords(one.Ended),
			"lessons_noted": inWords(one.Lessons...), "borders_note": inWords(one.StartNote, one.EndNote),
		}); err != nil {
			return err
		}
	}
	return nil
}

type organisationRecord struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases"`
	Kind     string   `json:"kind"`
	Side     string   `json:"side"`
	Country  string   `json:"country"`
	Inferred bool     `json:"country_inferred"`
	Role     string   `json:"role"`
	Note     string   `json:"note"`
	Source   []ref    `json:"source"`
}

func (c *registerCase) readOrganisations() error {
	all, err := readCaseFile[organisationRecord](c.caseReader, caseOrganisations, "name", "aliases", "kind", "side", "country", "role", "source")
	if err != nil {
		return err
	}
	for _, one := range all {
		place, basis := calledHere(one.Country, places), ""
		switch {
		case one.Country != "" && one.Inferred:
			basis = "inferred"
		case one.Country != "":
			basis = "stated"
		}
		if err := c.keep(caseOrganisations, one.ID, one.Source, "organisations", map[string]register.Value{
			"name": inWords(one.Name), "aliases": inWords(one.Aliases...), "kind": chosen(one.Kind), "side": chosen(one.Side), "country": chosen(place),
			"country_basis": chosen(basis), "summary": inWords(one.Role), "note": inWords(one.Note),
		}); err != nil {
			return err
		}
	}
	return nil
}

type eventRecord struct {
	ID        string   `json:"id"`
	Date      string   `json:"date"`
	Precision string   `json:"precision"`
	End       string   `json:"end"`
	Title     string   `json:"title"`
	Summary   string   `json:"summary"`
	Kind      string   `json:"kind"`
	Related   []string `json:"related"`
	Note      string   `json:"note"`
	Source    []ref    `json:"source"`
}

func (c *registerCase) readEvents() error {
	all, err := readCaseFile[eventRecord](c.caseReader, caseEvents, "date", "precision", "title", "summary", "kind", "source")
	if err != nil {
		return err
	}
	for _, one := range all {
		if err := c.keep(caseEvents, one.ID, one.Source, "events", map[string]register.Value{
			"name": inWords(one.Title), "date": dated(edtf(one.Date, one.Precision, one.End)), "kind": chosen(one.Kind), "summary": inWords(one.Summary),
			"initiatives": linked(one.Related...), "note": inWords(one.Note),
		}); err != nil {
			return err
		}
	}
	return nil
}
