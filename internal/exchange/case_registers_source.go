package exchange

import (
	"parley/internal/dialogue"
	"parley/internal/register"
)

type caseRecord struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Place     string   `json:"place"`
	Practices []string `json:"practices"`
	Lesson    string   `json:"lesson"`
	Polarity  string   `json:"polarity"`
	Actors    []string `json:"actors"`
	Transfer  string   `json:"transfer_caution"`
	Source    []ref    `json:"source"`
}

// bothPolarities are the cases that one work takes for a model and another for a
// warning, as their transfer_caution says.
var bothPolarities = map[string]struct{ model, warning string }{"cyprus": {"mammadova-2024", "carnegie-2025"}}

func (c *registerCase) readCases() error {
	all, err := readCaseFile[caseRecord](c.caseReader, caseCases, "name", "place", "practices", "lesson", "polarity", "actors", "transfer_caution", "source")
	if err != nil {
		return err
	}
	for _, one := range all {
		values := map[string]register.Value{
			"name": inWords(one.Name), "place_name": inWords(one.Place), "practices": inWords(one.Practices...), "lesson": inWords(one.Lesson),
			"polarity": chosen(one.Polarity), "actors": inWords(one.Actors...), "transfer_warning": inWords(one.Transfer),
		}
		if both, ok := bothPolarities[one.ID]; ok {
			values["model_in"], values["warning_in"] = linked(both.model), linked(both.warning)
		}
		if err := c.keep(caseCases, one.ID, one.Source, "cases", values); err != nil {
			return err
		}
	}
	return nil
}

var discrepancyKinds = map[string]string{"conflict_between_seeds": "conflict_between_sources", "note": "remark"}

func (c *registerCase) readDiscrepancies() error {
	all, err := readCaseFile[discrepancyRecord](c.caseReader, caseDiscrepancies, "kind", "what", "handling", "uses_outside_knowledge", "source")
	if err != nil {
		return err
	}
	for _, one := range all {
		if err := c.keep(caseDiscrepancies, one.ID, one.Source, "discrepancies", map[string]register.Value{
			"name": inWords(one.What), "kind": chosen(calledHere(one.Kind, discrepancyKinds)), "handling": inWords(one.Handling),
			"outside_knowledge": yesNo(one.Outside), "works": worksOf(one.Source),
		}); err != nil {
			return err
		}
	}
	return nil
}

var termCategories = map[string]string{"event": "event_name", "label": "label_word"}

// readTermRecords reads the terms. How a side uses one is in its column.
func (c *registerCase) readTermRecords() error {
	if err := c.readTerms(); err != nil {
		return err
	}
	for _, t := range c.c.Terms {
		r := register.Record{Register: "terms", Key: t.Case, Sources: t.Sources, Values: map[string]register.Value{
			"name": inWords(t.Term), "category": chosen(calledHere(t.Category, termCategories)), "variants": inWords(t.Variants...), "other_usage": inWords(t.Other),
			"source_usage": inWords(t.InSources), "neutral_alternative": inWords(t.Neutral), "note": inWords(t.Note)}}
		if t.Neutral != "" {
			r.Values["neutral_status"] = chosen("editors_suggestion")
		}
		for _, usage := range t.Usages {
			if r.Columns == nil {
				r.Columns = map[dialogue.SideID]map[string]register.Value{}
			}
			r.Columns[usage.Side] = map[string]register.Value{"usage": inWords(usage.Words)}
		}
		if err := c.add(caseTerms, r); err != nil {
			return err
		}
	}
	return nil
}
