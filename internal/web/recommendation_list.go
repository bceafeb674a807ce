package web

import (
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// addresseeKeys are the addressees that have a name in every language. Others
// stand in the words in which they were written.
var addresseeKeys = []string{"all_actors", "civil_society", "media_and_journalists", "expert_community", "diaspora",
	"government_azerbaijan", "government_armenia", "armenia_azerbaijan_and_a_third_state",
	"donors_and_international_partners", "european_union", "eu_financial_institutions", "united_states"}

// addressee names whom a recommendation is for.
func (v *visitor) addressee(key string) string {
	if slices.Contains(addresseeKeys, key) {
		return v.Text(locale.Key("addressee." + key))
	}
	return key
}

// recommendationList is the table of the recommendations of a forum.
type recommendationList struct {
	hall
	Rows       []recommendationRow
	Count      string
	Addressees []pick
	Dimensions []pick
	Address    string // where the choice is sent
	New        string // address; "" for who cannot
}

func (recommendationList) template() string { return "recommendations" }

type recommendationRow struct {
	Number     string
	Action     text
	Href       string
	Addressees []string
	Dimension  string
	Horizon    string
	By         string // who proposed it
	Kind       string // of what is no recommendation in the full sense; "" for one
	Supports   string // which sides support it, in words
	Withdrawn  bool
}

func showRecommendations(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	addressee, dimension := q.Get("addressee"), q.Get("dimension")
	all, err := v.site.Node.Recommendations(v.r.Context(), v.who, f.ID, "", "")
	if err != nil {
		return err
	}
	shown, err := v.site.Node.Recommendations(v.r.Context(), v.who, f.ID, addressee, dimension)
	if err != nil {
		return err
	}
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	path := forumPath(f.ID, "/recommendations")
	g := recommendationList{hall: v.hall(f, "/recommendations", nil), Address: path, Count: v.Count("hall.recommendations_count", len(shown)),
		Addressees: v.addresseePicks(all, addressee), Dimensions: v.dimensionPicks(dimension, true)}
	for i, r := range shown {
		g.Rows = append(g.Rows, v.recommendationRow(r, v.alternate(sides, i)))
	}
	if v.edits(f) {
		g.New = v.at(path + "/new")
	}
	return v.sendIn(http.StatusOK, f, v.here(), v.Text("hall.recommendations"), g)
}

func (v *visitor) recommendationRow(r dialogue.Recommendation, list sideList) recommendationRow {
	row := recommendationRow{Number: r.Number, Action: v.title(r.Action), Href: v.at(recommendationPath(r.ID, "")),
		Dimension: v.Text(locale.Key("dimension." + string(r.Dimension))), By: v.proposedBy(r, list), Withdrawn: r.Withdrawn}
	for _, a := range r.Addressees {
		row.Addressees = append(row.Addressees, v.addressee(a))
	}
	if r.Horizon != dialogue.NoHorizon {
		row.Horizon = v.Text(locale.Key("horizon." + string(r.Horizon)))
	}
	if r.Kind != "" && r.Kind != dialogue.RecommendationKinds()[0] {
		row.Kind = v.Text(locale.Key("recommendation_kind." + r.Kind))
	}
	var supported []dialogue.SideID
	for _, side := range list {
		if r.Supported(side.ID) {
			supported = append(supported, side.ID)
		}
	}
	if row.Supports = list.names(supported); row.Supports == "" {
		row.Supports = v.Text("recommendation.nobody_yet")
	}
	return row
}

// proposedBy says whose a recommendation is. One of one side never reads as one
// of all.
func (v *visitor) proposedBy(r dialogue.Recommendation, list sideList) string {
	switch {
	case r.Side != "":
		return v.Text("recommendation.of_side", "Side", list.name(r.Side))
	case r.ProposedBy != "":
		return v.Text("recommendation.of_source", "Source", r.ProposedBy)
	}
	return v.Text("recommendation.of_all")
}

// addresseePicks offers the addressees that there are.
func (v *visitor) addresseePicks(all []dialogue.Recommendation, chosen string) []pick {
	picks := []pick{{Label: v.Text("recommendation.every_addressee"), Chosen: chosen == ""}}
	var keys []string
	for _, r := range all {
		keys = append(keys, r.Addressees...)
	}
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		picks = append(picks, pick{Value: key, Label: v.addressee(key), Chosen: key == chosen})
	}
	return picks
}

// dimensionPicks offers the dimensions; with every one first, for a choice that
// need not be made.
func (v *visitor) dimensionPicks(chosen string, every bool) []pick {
	var picks []pick
	if every {
		picks = append(picks, pick{Label: v.Text("recommendation.every_dimension"), Chosen: chosen == ""})
	}
	for _, d := range dialogue.Dimensions() {
		picks = append(picks, pick{Value: string(d), Label: v.Text(locale.Key("dimension." + string(d))), Chosen: string(d) == chosen})
	}
	return picks
}
