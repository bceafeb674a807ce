package exchange

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// S171: every code of the case has words in every language, and every word its
// code.
func TestS171CodesOfTheCaseHaveWords(t *testing.T) {
	c := referenceCase(t, caseSides)
	keys := map[string]bool{}
	for _, r := range c.Recommendations {
		for _, code := range r.Addressees {
			keys["addressee."+code] = true
		}
		keys["recommendation_kind."+r.Kind] = true
	}
	if len(keys) != 12+len(dialogue.RecommendationKinds()) {
		t.Errorf("keys of the recommendations: %q", slices.Sorted(maps.Keys(keys)))
	}
	for _, d := range dialogue.Dimensions() {
		keys["dimension."+string(d)] = true
	}
	for _, j := range c.Joint {
		keys["basis."+string(j.Asked)], keys["grade."+string(j.Asked)] = true, true
	}
	for _, h := range []dialogue.Horizon{"none", dialogue.Short, dialogue.Medium, dialogue.Long} {
		keys["horizon."+string(h)] = true
	}
	for _, h := range []dialogue.Holder{dialogue.Delegation, dialogue.Government, dialogue.Voice} {
		keys["holder."+string(h)] = true
	}
	for _, s := range []dialogue.Stance{"unsaid", "understood", dialogue.StanceAccepted, dialogue.StanceDisputed, dialogue.StanceOpen} {
		keys["stance."+string(s)] = true
	}
	for key := range keys {
		for _, l := range locale.Languages() {
			if words := locale.For(l).Text(locale.Key(key)); words == "" || strings.Contains(words, key) {
				t.Errorf("%s: %s has no words: %q", l, key, words)
			}
		}
	}
}
