package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// recommendationPage shows one recommendation and which sides support it.
type recommendationPage struct {
	hall
	recommendationRow
	Path       string
	Words      passage
	Components []passage
	Sign       passage
	Review     string
	Provisions []string
	Claims     []option
	Sources    []source
	Caution    string
	Direction  string
	OneSided   string // that it binds nobody else; "" for one of all
	Consents   []consentRow
	Past       []pastRow
	Hash       string
	Support    bool // what the reader's side can do
	Unsupport  bool
	Edit       bool
	TakeBack   bool
	Tracked    tracking
}

func (recommendationPage) template() string { return "recommendation" }

// recommendation returns the recommendation in the address, and its forum.
func (v *visitor) recommendation() (dialogue.Recommendation, dialogue.Forum, error) {
	id, ok := dialogue.ParseID[dialogue.RecommendationID](v.r.PathValue("recommendation"))
	if !ok {
		return dialogue.Recommendation{}, dialogue.Forum{}, fault.New(fault.NotFound, "refusal.recommendation_unknown")
	}
	r, err := v.site.Node.Recommendation(v.r.Context(), v.who, id)
	if err != nil {
		return r, dialogue.Forum{}, err
	}
	f, err := v.site.Node.Forum(v.r.Context(), v.who, r.Forum)
	return r, f, err
}

func showRecommendation(v *visitor) error {
	r, f, err := v.recommendation()
	if err != nil {
		return err
	}
	return v.showRecommendation(http.StatusOK, r, f, nil)
}

func (v *visitor) showRecommendation(code int, r dialogue.Recommendation, f dialogue.Forum, refused error) error {
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	list := v.alternate(sides, int(r.ID>>8&1))
	chair, own := v.edits(f) && !r.Withdrawn, r.Supported(v.who.Side)
	g := recommendationPage{hall: v.hall(f, "/recommendations", refused), recommendationRow: v.recommendationRow(r, list), Path: recommendationPath(r.ID, ""),
		Words: v.jointPassage(r.Action, list), Sign: v.jointPassage(r.Sign, list), Review: r.Review.String(), Provisions: v.provisionWords(r.Provisions),
		Sources: sourcesOf(r.Sources), Caution: r.Caution, Direction: r.Direction, Hash: r.Hash().String(), Support: chair && !own, Unsupport: chair && own,
		Edit: chair && (r.Side == "" || r.Side == v.who.Side)}
	g.TakeBack = g.Edit
	g.Words.Open = true // support is for the words in every language
	if r.Side != "" {
		g.OneSided = v.Text("recommendation.one_sided", "Side", list.name(r.Side))
	}
	for _, c := range r.Components {
		g.Components = append(g.Components, v.jointPassage(c, list))
	}
	if g.Claims, err = v.claimLinks(f, r.Claims); err != nil {
		return err
	}
	if g.Tracked, err = v.tracked(r, f); err != nil {
		return err
	}
	g.Consents, g.Past = v.consents(r.Consents, r.Past, list, "recommendation.supports", "recommendation.no_support")
	return v.sendIn(code, f, g.Path, v.Text("recommendation.number", "Number", r.Number), g)
}

// claimLinks lead to claims, as far as the visitor may see them.
func (v *visitor) claimLinks(f dialogue.Forum, ids []dialogue.ClaimID) ([]option, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := v.site.Node.Issues(v.r.Context(), v.who, f.ID)
	var links []option
	for _, id := range ids {
		for _, i := range all {
			if c, _, ok := i.Issue.Claim(id); ok {
				links = append(links, option{Label: claimNumber(c), Href: v.at(issuePath(i.Issue.ID, "#"+claimAnchor(id)))})
			}
		}
	}
	return links, err
}

// recommendationAct does something with the recommendation in the address, and
// shows it.
func (v *visitor) recommendationAct(act func(dialogue.RecommendationID) error) error {
	r, _, err := v.recommendation()
	if err != nil {
		return err
	}
	if refused := act(r.ID); refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		r, f, err := v.recommendation() // as it is now
		if err != nil {
			return err
		}
		return v.showRecommendation(code, r, f, refused)
	}
	return v.redirect(recommendationPath(r.ID, "?done=saved"))
}

// postSupport records that the reader's side supports the words that were shown.
func postSupport(v *visitor) error {
	return v.recommendationAct(func(id dialogue.RecommendationID) error {
		return v.site.Node.SupportRecommendation(v.r.Context(), v.who, id, v.seenHash())
	})
}

// postSupportWithdrawal takes that back.
func postSupportWithdrawal(v *visitor) error {
	return v.recommendationAct(func(id dialogue.RecommendationID) error {
		return v.site.Node.WithdrawSupport(v.r.Context(), v.who, id)
	})
}

// postRecommendationWithdrawal takes a recommendation back: its number stays.
func postRecommendationWithdrawal(v *visitor) error {
	return v.recommendationAct(func(id dialogue.RecommendationID) error {
		return v.site.Node.WithdrawRecommendation(v.r.Context(), v.who, id)
	})
}
