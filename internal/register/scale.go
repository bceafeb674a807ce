package register

import "slices"

// A Rating is what somebody says of how far something is carried out: a level, or
// why there is none.
type Rating struct {
	Level   int    // 0 to HighestLevel; 0 where Instead is given
	Instead string // of Instead: a state in place of a number; "" for a level
}

// HighestLevel of a rating. The numbers are those of PAM, so that Σ ÷ 3n stays
// comparable.
const HighestLevel = 3

// Rated reports whether r is a number.
func (r Rating) Rated() bool { return r.Instead == "" }

func (r Rating) valid() bool {
	if !r.Rated() {
		return r.Level == 0 && slices.Contains(Insteads(), r.Instead)
	}
	return r.Level >= 0 && r.Level <= HighestLevel
}

// CannotAssess is the state of what a side cannot assess; it says why in its reason.
const CannotAssess = "cba"

// Insteads lists the states that stand instead of a number: the obligation does not
// exist for this party, is not due yet, cannot be assessed, is suspended by agreement.
func Insteads() []string { return []string{"na", "nyd", CannotAssess, "sus"} }

// Timelinesses lists how something stands to its deadline; "unset_in_text" where the
// text leaves it blank.
func Timelinesses() []string {
	return []string{"early", "on_time", "late", "overdue", "no_deadline", "unset_in_text"}
}

// Correspondences lists how what was done stands to the words of the text.
// TextDisputed says in its reason which clause and which language version.
func Correspondences() []string { return []string{"matches", "partial", "diverges", TextDisputed} }

// TextDisputed: the sides read the text itself differently.
const TextDisputed = "text_disputed"

// Confidences are from the lowest.
func Confidences() []int { return []int{1, 2, 3} }

// Blockages lists what can stand in the way.
func Blockages() []string {
	return []string{"political", "legal", "technical", "money", "security", "none"}
}

// Responses lists what the addressee of a recommendation answered.
func Responses() []string { return []string{"accepted", "partly", Declined, "none"} }

// Declined is the response that gives its reason.
const Declined = "declined"

// An ItemKind is what is assessed. Levels of a recommendation are read with other
// words.
type ItemKind string

// The kinds.
const (
	ProvisionItem      ItemKind = "provision"
	RecommendationItem ItemKind = "recommendation"
)

// ItemKinds lists them.
func ItemKinds() []ItemKind { return []ItemKind{ProvisionItem, RecommendationItem} }

// A GapClass says how far the sides' ratings of one thing are from each other.
type GapClass string

// The classes. There is no class for what is still sealed: it is "".
const (
	GapAgree    GapClass = "agree"     // the same level
	GapNear     GapClass = "near"      // one level
	GapApart    GapClass = "apart"     // two levels or more
	GapOneSided GapClass = "one_sided" // one side alone gives a level
	GapUnrated  GapClass = "unrated"   // no side gives a level
	GapWithheld GapClass = "withheld"  // a side did not reveal
)

// GapClasses lists them.
func GapClasses() []GapClass {
	return []GapClass{GapAgree, GapNear, GapApart, GapOneSided, GapUnrated, GapWithheld}
}

// GapOf returns the class of the ratings of all sides. Of more than two sides it is
// that of the two that are farthest from each other.
func GapOf(all []Rating) GapClass {
	lowest, highest, rated := HighestLevel, 0, 0
	for _, r := range all {
		if r.Rated() {
			lowest, highest, rated = min(lowest, r.Level), max(highest, r.Level), rated+1
		}
	}
	switch {
	case rated == 0:
		return GapUnrated
	case rated == 1:
		return GapOneSided
	case highest == lowest:
		return GapAgree
	case highest-lowest == 1:
		return GapNear
	}
	return GapApart
}

// grade returns the strongest of grades; "" for none.
func strongest(all []Grade) Grade {
	for _, g := range Grades() {
		if slices.Contains(all, g) {
			return g
		}
	}
	return ""
}
