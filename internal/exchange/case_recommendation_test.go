package exchange

import (
	"slices"
	"testing"

	"parley/internal/dialogue"
)

// S9: all recommendations are there as the files have them, each in a field.
func TestS9RecommendationsOfTheCase(t *testing.T) {
	c := referenceCase(t, caseSides)
	ids := map[dialogue.RecommendationID]bool{}
	for i, record := range records(t, "recommendations.json") {
		got := c.Recommendations[i]
		var components []string
		for _, part := range got.Components {
			components = append(components, part.Text["en"])
		}
		if got.Number != text(record, "id") || got.Action.Text["en"] != text(record, "text") || got.Action.Original != "en" ||
			got.Direction != text(record, "direction") || got.Kind != text(record, "kind") || got.Caution != text(record, "caution") ||
			!slices.Equal(got.Addressees, texts(record, "addressee")) || !slices.Equal(got.Themes, texts(record, "themes")) ||
			!slices.Equal(components, texts(record, "components")) || len(got.Sources) != len(list(record, "source")) {
			t.Errorf("%s: got %+v, want %v", text(record, "id"), got, record)
		}
		if got.ID <= 0 || ids[got.ID] || got.Version != 1 || got.Horizon != dialogue.NoHorizon || len(got.Consents) > 0 {
			t.Errorf("%s: %+v", got.Number, got)
		}
		ids[got.ID] = true
	}
}

func TestS9EveryDirectionHasItsField(t *testing.T) {
	used := map[string]bool{}
	for _, record := range records(t, "recommendations.json") {
		direction := text(record, "direction")
		if directions[direction] == "" {
			t.Errorf("%q belongs to no field", direction)
		}
		used[direction] = true
	}
	for direction := range directions {
		if !used[direction] {
			t.Errorf("%q is the direction of no recommendation", direction)
		}
	}
}

// S10: what a work ties to a provision, and what was tied to it by theme.
func TestS10ProvisionsOfTheCase(t *testing.T) {
	c := referenceCase(t, caseSides)
	stated := map[string]bool{}
	for i, record := range records(t, "recommendations.json") {
		got := c.Recommendations[i]
		var names []string
		for _, p := range got.Provisions {
			names = append(names, p.Name)
			if !p.Inferred {
				stated[got.Number] = true
			}
		}
		var want []string
		if article := text(record, "treaty_article"); article != "" {
			want = append(want, article)
		}
		if want = append(want, texts(record, "related_article_inferred")...); !slices.Equal(names, want) {
			t.Errorf("%s: provisions %q, want %q", got.Number, names, want)
		}
	}
	// R3-07 has an article, which was joined to it from elsewhere in its work.
	for _, id := range []string{"R0-42", "R3-09", "R3-10", "R3-15", "R3-16"} {
		if !stated[id] {
			t.Errorf("%s: its article is said to be inferred", id)
		}
	}
	if len(stated) != 5 {
		t.Errorf("articles stated by a work: %v", stated)
	}
}

// S5, S15: an expectation is one side's, and what stands in a work is the work's:
// neither everybody's nor a side's.
func TestS5ExpectationsOfTheCaseAreOneSided(t *testing.T) {
	c := referenceCase(t, caseSides)
	for number, want := range map[string]struct {
		side dialogue.SideID
		by   string
		kind string
	}{
		"R3-23": {"armenia", "Armenian side", "expectation"},
		"R3-24": {"azerbaijan", "Azerbaijani side", "expectation"},
		"R3-06": {"", "joint report", "recommendation"},
		"R3-01": {"", "the LINKS report", "recommendation"},
		"R4-04": {"", "author of the Aliyev article", "principle"},
		"R2-01": {"", "the Mammadova op-ed", "recommendation"},
		"R1-34": {"", "the YPC study", "implied"},
		"R0-88": {"", "the Carnegie paper", "guidance"},
	} {
		i := slices.IndexFunc(c.Recommendations, func(r dialogue.Recommendation) bool { return r.Number == number })
		if got := c.Recommendations[i]; got.Side != want.side || got.ProposedBy != want.by || got.Kind != want.kind {
			t.Errorf("%s: %s by %q of side %q, want %+v", number, got.Kind, got.ProposedBy, got.Side, want)
		}
	}
}

// The numbers by which titles and recommendations name works are their places.
func TestNumbersOfWorks(t *testing.T) {
	c := referenceCase(t, caseSides)
	titles := map[string]string{}
	for _, w := range c.Works {
		titles["R"+w.Number[2:]] = w.Title
		if workNames[w.ID] == "" {
			t.Errorf("%s has no name", w.ID)
		}
	}
	for _, r := range c.Recommendations {
		if titles[r.Number[:2]] != r.Sources[0].Work {
			t.Errorf("%s is from %q", r.Number, r.Sources[0].Work)
		}
	}
}
