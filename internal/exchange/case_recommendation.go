package exchange

import (
	"slices"

	"parley/internal/dialogue"
)

// directions are the groupings of the works, and the field that each names.
// One that spans several fields, or names none, is other: the field is not
// guessed from its recommendations.
var directions = map[string]dialogue.Dimension{
	"Actor selection":               dialogue.OtherField,
	"Civil society":                 dialogue.OtherField,
	"Communications":                dialogue.Communication,
	"Community trust":               dialogue.Community,
	"Conclusions":                   dialogue.OtherField,
	"Conduct of dialogue":           dialogue.OtherField,
	"Conflict prevention":           dialogue.Political,
	"Critical thinking":             dialogue.Education,
	"Democracy":                     dialogue.Political,
	"Diaspora":                      dialogue.OtherField,
	"Disinformation":                dialogue.MediaChange,
	"External experts":              dialogue.OtherField,
	"Humanitarian":                  dialogue.Humanitarian,
	"Ideas from the study":          dialogue.OtherField,
	"Independence":                  dialogue.OtherField,
	"Interim agreement":             dialogue.Political,
	"Location":                      dialogue.OtherField,
	"Media":                         dialogue.MediaChange,
	"Official agenda":               dialogue.Political,
	"Pathways (stakeholder lists)":  dialogue.OtherField,
	"Peace education and culture":   dialogue.Education,
	"Political":                     dialogue.Political,
	"Principles of direct dialogue": dialogue.OtherField,
	"Public formats":                dialogue.OtherField,
	"Regional":                      dialogue.Political,
	"Research agenda":               dialogue.OtherField,
	"Review of Track 2":             dialogue.OtherField,
	"Strategic direction 1: post-conflict identity": dialogue.OtherField,
	"Strategic direction 2: local ownership":        dialogue.OtherField,
	"Strategic direction 3: peace actor networks":   dialogue.OtherField,
	"Symbolic acts":  dialogue.Community,
	"Track 2 agenda": dialogue.OtherField,
	"Trust building": dialogue.Community,
}

// joinedTheme marks the one recommendation whose treaty_article was tied to it
// by whoever made the files, from elsewhere in the same work.
const joinedTheme = "diplomatic-relations"

type recommendationRecord struct {
	ID         string   `json:"id"`
	Addressee  []string `json:"addressee"`
	Direction  string   `json:"direction"`
	Themes     []string `json:"themes"`
	Text       string   `json:"text"`
	Components []string `json:"components"`
	Article    string   `json:"treaty_article"`
	Inferred   []string `json:"related_article_inferred"`
	Kind       string   `json:"kind"`
	ProposedBy string   `json:"proposed_by"`
	Caution    string   `json:"caution"`
	Source     []ref    `json:"source"`
}

func (r *caseReader) readRecommendations() error {
	records, err := readCaseFile[recommendationRecord](r, caseRecommendations, "addressee", "direction", "themes", "text", "components",
		"treaty_article", "related_article_inferred", "kind", "source")
	if err != nil {
		return err
	}
	for _, one := range records {
		if err := r.checkRecommendation(one); err != nil {
			return err
		}
		r.c.Recommendations = append(r.c.Recommendations, r.recommendation(one))
	}
	return nil
}

func (r *caseReader) checkRecommendation(one recommendationRecord) error {
	if err := r.once(caseRecommendations, one.ID); err != nil {
		return err
	}
	if len(one.Addressee) == 0 {
		return badCase(caseRecommendations, one.ID, "", "at least one addressee")
	}
	needed := slices.Concat([]string{one.ID, one.Text}, one.Addressee, one.Themes, one.Components, one.Inferred)
	if err := required(caseRecommendations, one.ID, needed...); err != nil {
		return err
	}
	if err := tidy(caseRecommendations, one.ID, one.Article, one.ProposedBy, one.Caution); err != nil {
		return err
	}
	if _, ok := directions[one.Direction]; !ok {
		return badCase(caseRecommendations, one.ID, one.Direction, "a direction whose field is known")
	}
	if !slices.Contains(dialogue.RecommendationKinds(), one.Kind) {
		return badCase(caseRecommendations, one.ID, one.Kind, "a kind of recommendation")
	}
	return r.cited(caseRecommendations, one.ID, one.Source)
}

func (r *caseReader) recommendation(one recommendationRecord) dialogue.Recommendation {
	out := dialogue.Recommendation{ID: caseID[dialogue.RecommendationID]("recommendation", one.ID), Version: 1, Number: one.ID,
		Addressees: one.Addressee, Action: english(one.Text), Dimension: directions[one.Direction], Direction: one.Direction,
		Themes: one.Themes, Kind: one.Kind, Caution: one.Caution, Sources: r.sources(one.Source)}
	out.Side, out.ProposedBy = r.proposer(one)
	for _, part := range one.Components {
		out.Components = append(out.Components, english(part))
	}
	if one.Article != "" {
		out.Provisions = append(out.Provisions, dialogue.Provision{Name: one.Article, Inferred: slices.Contains(one.Themes, joinedTheme)})
	}
	for _, name := range one.Inferred {
		out.Provisions = append(out.Provisions, dialogue.Provision{Name: name, Inferred: true})
	}
	return out
}

// proposer says which side asks for something, if the joint report says that
// one alone does, and who asks for it. What stands in a work is asked for by the
// work: one author is not a side.
func (r *caseReader) proposer(one recommendationRecord) (dialogue.SideID, string) {
	switch one.ProposedBy {
	case "":
		return "", r.works[one.Source[0].Work].name()
	case "Armenian side":
		return r.sides.Armenian, one.ProposedBy
	case "Azerbaijani side":
		return r.sides.Azerbaijani, one.ProposedBy
	}
	return "", one.ProposedBy
}
