package exchange

import (
	"strings"

	"parley/internal/register"
)

// The files of a reference case that only registers take.
const (
	casePeriods       = "periods.json"
	caseInitiatives   = "initiatives.json"
	caseOrganisations = "organisations.json"
	caseEvents        = "events.json"
	caseCases         = "cases.json"
	caseFindings      = "findings.json"
	caseIndicators    = "indicators.json"
)

type initiativeRecord struct {
	ID            string   `json:"id"`
	Name          string   `json:"name"`
	Kind          string   `json:"kind"`
	Start         string   `json:"start"`
	End           string   `json:"end"`
	Ongoing       bool     `json:"ongoing"`
	Tracks        []string `json:"tracks"`
	Periods       []string `json:"periods"`
	Organisations []struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Role string `json:"role"`
	} `json:"organisations"`
	Countries  []string `json:"countries"`
	Themes     []string `json:"themes"`
	What       string   `json:"what"`
	Outcome    string   `json:"outcome"`
	Caution    string   `json:"caution"`
	Assessment string   `json:"assessment"`
	Note       string   `json:"note"`
	Source     []ref    `json:"source"`
}

var trackNames = map[string]string{"1": "track-1", "1.5": "track-1.5", "2": "track-2", "none": "no-track"}

// assessmentNames: what the files call simulated only looked like a dialogue;
// records that are simulated are something else.
var assessmentNames = map[string]string{"simulated": "imitated"}

func (c *registerCase) readInitiatives() error {
	all, err := readCaseFile[initiativeRecord](c.caseReader, caseInitiatives, "name", "kind", "start", "end", "ongoing", "tracks", "periods",
		"organisations", "countries", "themes", "what", "outcome", "caution", "assessment", "source")
	if err != nil {
		return err
	}
	for _, one := range all {
		themes, unknown := themesOf(one.Themes)
		if unknown != "" {
			return badCase(caseInitiatives, one.ID, unknown, "a theme that is known")
		}
		var tracks, countries []string
		for _, track := range one.Tracks {
			tracks = append(tracks, calledHere(track, trackNames))
		}
		for _, country := range one.Countries {
			countries = append(countries, strings.ToLower(country))
		}
		var partners register.Value
		for _, o := range one.Organisations {
			partners.Links = append(partners.Links, register.Link{Key: o.ID, Role: english(o.Role)})
		}
		if err := c.keep(caseInitiatives, one.ID, one.Source, "initiatives", map[string]register.Value{
			"name": inWords(one.Name), "summary": inWords(one.What), "kind": chosen(one.Kind), "start": dated(one.Start), "end": dated(one.End),
			"ongoing": yesNo(one.Ongoing), "tracks": chosen(tracks...), "periods": linked(one.Periods...), "organisations": partners,
			"countries": chosen(countries...), "themes": chosen(themes...), "keywords": inWords(one.Themes...), "outcome": inWords(one.Outcome),
			"assessed": chosen(calledHere(one.Assessment, assessmentNames)), "caution": inWords(one.Caution), "note": inWords(one.Note),
		}); err != nil {
			return err
		}
		if err := c.commitmentsOf(one); err != nil {
			return err
		}
	}
	return nil
}

// commitmentsOf adds what an initiative is besides: the mission of the European
// Union, and the partial agreement that was proposed in 2024. Both are worded as the
// initiative is; the agreement's outcome names what helps and what delays.
func (c *registerCase) commitmentsOf(one initiativeRecord) error {
	switch one.ID {
	case "euma":
		var by register.Value
		for _, o := range one.Organisations {
			by.Links = append(by.Links, register.Link{Key: o.ID, Role: english(o.Role)})
		}
		return c.add(caseInitiatives, register.Record{Register: "missions", Key: one.ID, Sources: c.sources(one.Source), Values: map[string]register.Value{
			"name": inWords(one.Name), "mandate": inWords(one.What), "sent_by": by, "host_country": chosen("armenia"),
			"status": chosen("running"), "articles": linked("article-vii"), "caution": inWords(one.Outcome)}})
	case "interim-principles":
		helps, delays, ok := strings.Cut(one.Outcome, "; also hints that ")
		if !ok {
			return badCase(caseInitiatives, one.ID, one.Outcome, "an outcome that names what helps and what delays")
		}
		return c.add(caseInitiatives, register.Record{Register: "partial-deals", Key: one.ID, Sources: c.sources(one.Source), Values: map[string]register.Value{
			"name": inWords(one.Name), "scope": inWords(one.What), "status": chosen("proposed"), "start": dated(one.Start), "helps": inWords(helps), "delays": inWords(delays)}})
	}
	return nil
}
