package web

import (
	"net/http"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// recommendationForm asks for a recommendation.
type recommendationForm struct {
	hall
	Action     string
	Back       string // to the recommendation; "" for a new one
	Number     string
	Seen       int
	Now        passage
	Words      writingField
	Known      []pick // addressees
	Others     string // further ones, in words
	Dimensions []pick
	Horizons   []pick
	Kinds      []pick
	By         []pick
	Sign       writingField
	Components []writingField
	Claims     string
	Provisions string
	Inferred   string
	Review     string
	Sources    string
	Voids      bool
}

func (recommendationForm) template() string { return "recommendation_form" }

func showNewRecommendation(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	return v.askRecommendation(http.StatusOK, f, dialogue.Recommendation{}, dialogue.Recommendation{Kind: "recommendation"}, "", nil)
}

func showRecommendationForm(v *visitor) error {
	r, f, err := v.recommendation()
	if err != nil {
		return err
	}
	return v.askRecommendation(http.StatusOK, f, r, r, claimLines(r.Claims), nil)
}

// postNewRecommendation adds a recommendation under the next number.
func postNewRecommendation(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	return v.writeRecommendation(f, dialogue.Recommendation{})
}

// postRecommendation replaces the words: support of others is past.
func postRecommendation(v *visitor) error {
	r, f, err := v.recommendation()
	if err != nil {
		return err
	}
	return v.writeRecommendation(f, r)
}

func (v *visitor) writeRecommendation(f dialogue.Forum, now dialogue.Recommendation) error {
	typed := v.postedRecommendation(now)
	id, err := v.site.Node.WriteRecommendation(v.r.Context(), v.who, f.ID, typed)
	if err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askRecommendation(code, f, now, typed, v.field("claims"), err)
	}
	return v.redirect(recommendationPath(id, "?done=saved"))
}

// fewComponents is how many further parts of an action the form has room for.
const fewComponents = 2

func (v *visitor) postedRecommendation(now dialogue.Recommendation) dialogue.Recommendation {
	r := dialogue.Recommendation{ID: now.ID, Version: max(0, v.number("seen")), Action: v.writing("words"), Dimension: dialogue.Dimension(v.field("dimension")),
		Kind: v.field("kind"), Horizon: dialogue.Horizon(v.field("horizon")), Sign: v.writing("sign"), Side: dialogue.SideID(v.field("by")),
		Provisions: v.provisions(), Sources: sources(v.field("sources"))}
	r.Addressees = append(slices.Clone(v.r.PostForm["addressee"]), nonEmptyLines(v.field("others"))...)
	for i := range len(now.Components) + fewComponents {
		r.Components = append(r.Components, v.writing("component"+itoa(i)))
	}
	for _, word := range strings.Fields(v.field("claims")) {
		if id, ok := dialogue.ParseID[dialogue.ClaimID](word); ok {
			r.Claims = append(r.Claims, id)
		}
	}
	r.Review, _ = dialogue.ParseDay(v.field("review"))
	return r
}

func claimLines(ids []dialogue.ClaimID) string {
	var all []string
	for _, id := range ids {
		all = append(all, dialogue.FormatID(id))
	}
	return strings.Join(all, "\n")
}

func (v *visitor) askRecommendation(code int, f dialogue.Forum, now, typed dialogue.Recommendation, claims string, refused error) error {
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	list := v.alternate(sides, 0)
	g := recommendationForm{hall: v.hall(f, "/recommendations", refused), Action: forumPath(f.ID, "/recommendations/new"), Number: now.Number, Seen: now.Version,
		Now: v.jointPassage(now.Action, list), Words: v.writingField("words", "recommendation.action", typed.Action, 4), Sign: v.writingField("sign", "recommendation.sign", typed.Sign, 3),
		Dimensions: v.dimensionPicks(string(typed.Dimension), false), Claims: claims, Provisions: provisionLines(typed.Provisions, false),
		Inferred: provisionLines(typed.Provisions, true), Review: typed.Review.String(), Sources: sourceLines(typed.Sources), Voids: len(now.Consents) > 0}
	title := v.Text("recommendation.new")
	if now.ID != 0 {
		g.Action, g.Back, title = recommendationPath(now.ID, "/edit"), recommendationPath(now.ID, ""), v.Text("recommendation.edit", "Number", now.Number)
	}
	g.addChoices(v, list, typed)
	for i := range max(len(typed.Components), len(now.Components)) + fewComponents {
		var c dialogue.Writing
		if i < len(typed.Components) {
			c = typed.Components[i]
		}
		g.Components = append(g.Components, v.writingField("component"+itoa(i), "recommendation.component", c, 2))
	}
	return v.sendIn(code, f, g.Action, title, g)
}

func (g *recommendationForm) addChoices(v *visitor, list sideList, typed dialogue.Recommendation) {
	for _, key := range addresseeKeys {
		g.Known = append(g.Known, pick{Value: key, Label: v.addressee(key), Chosen: slices.Contains(typed.Addressees, key)})
	}
	for _, a := range typed.Addressees {
		if !slices.Contains(addresseeKeys, a) {
			g.Others += a + "\n"
		}
	}
	g.Horizons = []pick{{Label: v.Text("horizon.none"), Chosen: typed.Horizon == dialogue.NoHorizon}}
	for _, h := range []dialogue.Horizon{dialogue.Short, dialogue.Medium, dialogue.Long} {
		g.Horizons = append(g.Horizons, pick{Value: string(h), Label: v.Text(locale.Key("horizon." + string(h))), Chosen: h == typed.Horizon})
	}
	for _, kind := range dialogue.RecommendationKinds() {
		g.Kinds = append(g.Kinds, pick{Value: kind, Label: v.Text(locale.Key("recommendation_kind." + kind)), Chosen: kind == typed.Kind})
	}
	g.By = []pick{{Label: v.Text("recommendation.of_all"), Chosen: typed.Side == ""}}
	own := list.side(v.who.Side)
	g.By = append(g.By, pick{Value: string(own.ID), Label: v.Text("recommendation.of_side", "Side", own.Name.Words), Chosen: typed.Side == own.ID})
}
