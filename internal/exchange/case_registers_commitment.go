package exchange

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"parley/internal/register"
)

type indicatorRecord struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	Value     json.Number `json:"value"`
	Qualifier string      `json:"qualifier"`
	Unit      string      `json:"unit"`
	AsOf      string      `json:"as_of"`
	Precision string      `json:"precision"`
	Side      string      `json:"side"`
	Kind      string      `json:"kind"`
	Basis     string      `json:"basis"`
	Note      string      `json:"note"`
	Source    []ref       `json:"source"`
}

// readIndicators reads the indicators. What qualifies a figure that is not there is
// words, not a figure.
func (c *registerCase) readIndicators() error {
	all, err := readCaseFile[indicatorRecord](c.caseReader, caseIndicators, "name", "value", "qualifier", "unit", "as_of", "precision", "side", "kind", "source")
	if err != nil {
		return err
	}
	for _, one := range all {
		asOf := edtf(one.AsOf, one.Precision, "")
		values := map[string]register.Value{
			"name": inWords(one.Name), "kind": chosen(one.Kind), "side": chosen(one.Side), "measured_as": inWords(one.Unit), "as_of": dated(asOf),
			"value": figure(one.Value, one.Qualifier, asOf), "basis": inWords(one.Basis), "note": inWords(one.Note),
		}
		if one.Value == "" {
			values["value_words"] = inWords(one.Qualifier)
		}
		if err := c.keep(caseIndicators, one.ID, one.Source, "indicators", values); err != nil {
			return err
		}
	}
	return nil
}

// Directions that a register calls otherwise than by their words.
var directionNames = map[string]string{
	"Pathways (stakeholder lists)":                  "pathways",
	"Strategic direction 1: post-conflict identity": "post-conflict-identity",
	"Strategic direction 2: local ownership":        "local-ownership",
	"Strategic direction 3: peace actor networks":   "peace-actor-networks",
}

// provisions are what the works name of the agreement. The Joint Declaration is
// another document, so that it is not among them.
var provisions = map[string]string{
	"Article V (bilateral relations)":   "article-v",
	"Article VII":                       "article-vii",
	"Article VIII":                      "article-viii",
	"Article X":                         "article-x",
	"missing persons provision":         "missing-persons-provision",
	"withdrawal of international cases": "withdrawal-of-international-cases",
}

// Who tied an article to a recommendation, where no work did.
const (
	tiedByTheme = "assigned by theme by the editors of the reference case"
	tiedWithin  = "joined with the article that the same work names elsewhere"
)

// readCommitments reads the recommendations, and the articles that they name.
func (c *registerCase) readCommitments() error {
	all, err := readCaseFile[recommendationRecord](c.caseReader, caseRecommendations, "addressee", "direction", "themes", "text", "components",
		"treaty_article", "related_article_inferred", "kind", "source")
	if err != nil {
		return err
	}
	named := map[string][]ref{} // by provision
	for _, one := range all {
		if err := c.checkRecommendation(one); err != nil {
			return err
		}
		themes, unknown := themesOf(one.Themes)
		if unknown != "" {
			return badCase(caseRecommendations, one.ID, unknown, "a theme that is known")
		}
		articles, note := c.articlesOf(one, named)
		if err := c.add(caseRecommendations, register.Record{Register: "commitments", Key: one.ID, Sources: c.sources(one.Source), Values: map[string]register.Value{
			"action": inWords(one.Text), "number": inWords(one.ID), "kind": chosen(one.Kind), "addressees": chosen(one.Addressee...),
			"proposed_by": inWords(one.ProposedBy), "direction": chosen(directionName(one.Direction)), "themes": chosen(themes...),
			"components": inWords(one.Components...), "articles": articles, "caution": inWords(one.Caution), "note": inWords(note),
		}}); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		if err := c.keepArticle(name, named[name]); err != nil {
			return err
		}
	}
	return nil
}

func directionName(direction string) string {
	if name, ok := directionNames[direction]; ok {
		return name
	}
	return strings.ReplaceAll(strings.ToLower(direction), " ", "-")
}

// articlesOf returns the provisions to which a recommendation leads, and as words
// what it names that is no provision of the agreement. It notes who named which.
func (c *registerCase) articlesOf(one recommendationRecord, named map[string][]ref) (articles register.Value, note string) {
	tied := func(name, by string) {
		key, ok := provisions[name]
		if !ok {
			note = "Related document: " + name
			if by != "" {
				note += " (" + by + ")"
			}
			return
		}
		articles.Links = append(articles.Links, register.Link{Key: key, Role: english(by)})
		for _, r := range one.Source {
			if !slices.Contains(named[name], r) {
				named[name] = append(named[name], r)
			}
		}
	}
	if one.Article != "" {
		by := ""
		if slices.Contains(one.Themes, joinedTheme) {
			by = tiedWithin
		}
		tied(one.Article, by)
	}
	for _, name := range one.Inferred {
		tied(name, tiedByTheme)
	}
	return articles, note
}

// What the files say of the agreement as a whole: when its text was ready they do
// not agree on, so that every date stands with its source.
var (
	textDates = []register.Evidence{
		{What: english("Accord on the text, which the YPC study dates to early 2024"), Kind: "study", Date: "2024"},
		{What: english("Text finalised in March 2025, as the Carnegie paper and the LINKS report say"), Kind: "study", Date: "2025-03"},
		{What: english("Treaty text initialed"), Kind: "study", Date: "2025-08-08"},
	}
	articleDiscrepancies = map[string]string{"article-v": "article-v", "article-vii": "article-vii"}
)

// keepArticle adds a provision: its name, the status that all have, and where the
// sources differ. Its wording is in none of the works.
func (c *registerCase) keepArticle(name string, refs []ref) error {
	key := provisions[name]
	differ := []string{"text-date"}
	if more, ok := articleDiscrepancies[key]; ok {
		differ = append(differ, more)
	}
	values := map[string]register.Value{
		"name": inWords(name), "status": chosen("initialed"), "status_since": dated("2025-08-08"), "history": {Evidence: textDates},
		"events": linked("accord-text-2024", "washington-2025"), "discrepancies": linked(differ...),
	}
	if number, ok := strings.CutPrefix(name, "Article "); ok {
		number, _, _ = strings.Cut(number, " ")
		values["number"] = inWords(number)
	}
	return c.add(caseRecommendations, register.Record{Register: "articles", Key: key, Values: values, Sources: c.sources(refs)})
}
