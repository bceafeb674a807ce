package dialogue

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A Dimension is the field to which a recommendation belongs (S9).
type Dimension string

// The dimensions.
const (
	Political     Dimension = "political"
	Communication Dimension = "communications"
	Education     Dimension = "education" // and culture
	Community     Dimension = "community" // trust
	MediaChange   Dimension = "media"
	Humanitarian  Dimension = "humanitarian"
	Economic      Dimension = "economic"
	OtherField    Dimension = "other"
)

// Dimensions lists them.
func Dimensions() []Dimension {
	return []Dimension{Political, Communication, Education, Community, MediaChange, Humanitarian, Economic, OtherField}
}

// A Horizon is by when a recommendation should be carried out.
type Horizon string

// The horizons. NoHorizon is that of texts that give none.
const (
	NoHorizon Horizon = ""
	Short     Horizon = "short"  // up to 12 months
	Medium    Horizon = "medium" // up to 3 years
	Long      Horizon = "long"
)

// RecommendationKinds lists what a recommendation can be. An expectation is one
// side's and never agreed (S5).
func RecommendationKinds() []string {
	return []string{"recommendation", "principle", "expectation", "implied", "guidance"}
}

// A Recommendation is what a forum, or one side in it, asks somebody to do. Its
// Number is never changed nor given to another: trackers will name it.
type Recommendation struct {
	ID         RecommendationID `json:"id"`
	Forum      ForumID          `json:"forum"`
	Version    int              `json:"version"`
	Number     string           `json:"number"`     // unique in its forum, e.g. "R1-05"
	Addressees []string         `json:"addressees"` // keys, e.g. "government_armenia", or names in words
	Action     Writing          `json:"action"`
	Components []Writing        `json:"components,omitempty"`
	Dimension  Dimension        `json:"dimension"`
	Direction  string           `json:"direction,omitempty"` // the grouping of its source
	Themes     []string         `json:"themes,omitempty"`
	Kind       string           `json:"kind,omitempty"` // recommendation, principle, expectation, implied, guidance
	Horizon    Horizon          `json:"horizon,omitempty"`
	Sign       Writing          `json:"sign"`                  // of its being done
	Side       SideID           `json:"side,omitempty"`        // which proposed it; "" for all together
	ProposedBy string           `json:"proposed_by,omitempty"` // as its source names it
	Claims     []ClaimID        `json:"claims,omitempty"`
	Provisions []Provision      `json:"provisions,omitempty"`
	Review     Day              `json:"review,omitempty"`
	Consents   []Consent        `json:"consents,omitempty"` // sides that support these words
	Past       []Consent        `json:"past,omitempty"`
	Sources    []Source         `json:"sources,omitempty"`
	Caution    string           `json:"caution,omitempty"`
	Withdrawn  bool             `json:"withdrawn,omitempty"` // shown as withdrawn; its number stays
	On         Day              `json:"on"`
}

// Hash returns the hash of what a side supports: what a recommendation asks, of
// whom and by when, in every language, and all else that is shown with it.
func (r Recommendation) Hash() Hash {
	parts := []any{r.Number, listed(r.Addressees), r.Action.Original, r.Action.Text}
	for _, c := range r.Components {
		parts = append(parts, c.Original, c.Text)
	}
	return hashOf("parley-recommendation/2", append(parts, r.Dimension, r.Direction, listed(r.Themes), r.Kind, r.Horizon,
		r.Sign.Original, r.Sign.Text, r.Side, r.ProposedBy, listed(r.Claims), listed(r.Provisions), r.Review,
		listed(r.Sources), r.Caution)...)
}

// NextNumber returns a number that no recommendation of a forum has or had: "R"
// and one more than the highest. Those of the reference case, such as "R1-05",
// are of another form.
func NextNumber(all []Recommendation) string {
	last := 0
	for _, r := range all {
		if n, err := strconv.Atoi(strings.TrimPrefix(r.Number, "R")); err == nil && "R"+strconv.Itoa(n) == r.Number {
			last = max(last, n)
		}
	}
	return "R" + strconv.Itoa(last+1)
}

// FilterRecommendations returns those for an addressee and of a dimension, or of
// a direction with that name, by number; "" leaves any.
func FilterRecommendations(all []Recommendation, addressee, dimension string) []Recommendation {
	out := chosen(all, func(r Recommendation) bool {
		return (addressee == "" || slices.Contains(r.Addressees, addressee)) &&
			(dimension == "" || string(r.Dimension) == dimension || r.Direction == dimension)
	})
	slices.SortFunc(out, func(a, b Recommendation) int {
		return cmp.Or(slices.Compare(numbersIn(a.Number), numbersIn(b.Number)), strings.Compare(a.Number, b.Number))
	})
	return out
}

// numbersIn returns the numbers in "R1-05": 1, 5.
func numbersIn(text string) []int {
	var all []int
	for _, digits := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		n, _ := strconv.Atoi(digits)
		all = append(all, n)
	}
	return all
}
