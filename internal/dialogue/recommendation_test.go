package dialogue

import (
	"slices"
	"testing"
)

func someRecommendation(side SideID) Recommendation {
	return Recommendation{Addressees: []string{"government_azerbaijan", "government_armenia"}, Action: said("en", "Open the road."),
		Dimension: Economic, Horizon: Short, Sign: said("en", "The road is open."), Side: side}
}

// A number is never given twice, also after a recommendation was taken back (S9).
func TestS9NumbersAreNeverGivenTwice(t *testing.T) {
	var all []Recommendation
	for _, r := range []struct{ number, want string }{
		{"", "R1"}, {"R1-05", "R1"}, {"R1", "R2"}, {"R9", "R10"}, {"R10", "R11"}, {"R012", "R11"}, {"RX", "R11"}, {"R-3", "R11"},
	} {
		all = append(all, Recommendation{Number: r.number, Withdrawn: true})
		if got := NextNumber(all); got != r.want {
			t.Errorf("after %q comes %s, want %s", r.number, got, r.want)
		}
	}
}

func TestS9WriteRecommendation(t *testing.T) {
	start := Recommendation{ID: 4, Forum: 5, Number: "R7"}
	joint := must(start.Write(chair("armenia"), both, someRecommendation(""), today))
	own := must(start.Write(chair("azerbaijan"), both, someRecommendation("azerbaijan"), today))
	if joint.Number != "R7" || joint.Version != 1 || joint.On != today || joint.Kind != "recommendation" {
		t.Errorf("%+v", joint)
	}
	for _, c := range []struct {
		name   string
		r      Recommendation
		by     Viewer
		change func(*Recommendation)
		key    string
	}{
		{"joint, by the other side", joint, chair("azerbaijan"), func(*Recommendation) {}, ""},
		{"joint, its number", joint, chair("azerbaijan"), func(r *Recommendation) { r.Number = "R1" }, ""},
		{"joint, made one's own", joint, chair("azerbaijan"), func(r *Recommendation) { r.Side = "azerbaijan" }, "refusal.words_of_other"},
		{"own", own, chair("azerbaijan"), func(r *Recommendation) { r.Action = said("az", "Yolu açın.") }, ""},
		{"own, handed to all", own, chair("azerbaijan"), func(r *Recommendation) { r.Side = "" }, ""},
		{"another side's", own, chair("armenia"), func(*Recommendation) {}, "refusal.words_of_other"},
		{"another side's, taken", own, chair("armenia"), func(r *Recommendation) { r.Side = "armenia" }, "refusal.words_of_other"},
		{"in another side's name", own, chair("azerbaijan"), func(r *Recommendation) { r.Side = "armenia" }, "refusal.words_of_other"},
		{"another version", own, chair("azerbaijan"), func(r *Recommendation) { r.Version = 0 }, "refusal.changed_meanwhile"},
		{"by a moderator", joint, holder(Moderator, "armenia"), func(*Recommendation) {}, "refusal.co_chair_only"},
		{"by no side here", joint, chair("valley"), func(*Recommendation) {}, "refusal.co_chair_only"},
		{"no action", joint, chair("armenia"), func(r *Recommendation) { r.Action = Writing{} }, "refusal.recommendation_whole"},
		{"nobody to do it", joint, chair("armenia"), func(r *Recommendation) { r.Addressees = []string{" "} }, "refusal.recommendation_whole"},
		{"no field", joint, chair("armenia"), func(r *Recommendation) { r.Dimension = "" }, "refusal.dimension"},
		{"no such period", joint, chair("armenia"), func(r *Recommendation) { r.Horizon = "soon" }, "refusal.horizon"},
		{"no such kind", joint, chair("armenia"), func(r *Recommendation) { r.Kind = "order" }, "refusal.recommendation_kind"},
		{"an expectation of all", joint, chair("armenia"), func(r *Recommendation) { r.Kind = "expectation" }, "refusal.expectation_side"},
		{"an expectation of a side", own, chair("azerbaijan"), func(r *Recommendation) { r.Kind = "expectation" }, ""},
		{"broken bracket", joint, chair("armenia"), func(r *Recommendation) { r.Sign = said("en", "[armenia: x | armenia: y]") }, "refusal.bracket_sides"},
	} {
		edited := c.r
		c.change(&edited)
		next, err := c.r.Write(c.by, both, edited, today+1)
		wantKey(t, c.name, err, c.key)
		if next.Number != "R7" || next.On != today || next.ID != 4 {
			t.Errorf("%s: number %s of %d", c.name, next.Number, next.On)
		}
	}
	ticked := someRecommendation("armenia")
	ticked.Action.Text["hy"] = "Բացել ճանապարհը։"
	if r := must(start.Write(chair("armenia"), both, ticked, today)); len(r.Action.Approved) > 0 {
		t.Error("a translation of one side's words is approved though nobody ticked it")
	}
	ticked.Side = ""
	if r := must(start.Write(chair("armenia"), both, ticked, today)); !slices.Equal(r.Action.Approved, []Language{"hy"}) {
		t.Error("a translation of joint words waits for a tick")
	}
}

// Support is for exact words and is withdrawn alone; a recommendation that is
// taken back stays, with its number (S4, S9).
func TestS9SupportAndWithdraw(t *testing.T) {
	r := must(Recommendation{ID: 4, Number: "R1"}.Write(chair("azerbaijan"), both, someRecommendation("azerbaijan"), today))
	r = must(must(r.Support(chair("armenia"), r.Hash(), today)).Support(chair("azerbaijan"), r.Hash(), today))
	if !r.Supported("armenia") || !r.Supported("azerbaijan") || len(r.Consents) != 2 {
		t.Fatalf("%+v", r.Consents)
	}
	edited := r
	edited.Sign = said("en", "The road is open all year.")
	next := must(r.Write(chair("azerbaijan"), both, edited, today+1))
	if next.Supported("armenia") || len(next.Past) != 2 || len(r.Consents) != 2 {
		t.Errorf("other words: %+v, past %+v", next.Consents, next.Past)
	}
	_, err := next.Support(chair("armenia"), r.Hash(), today)
	wantKey(t, "support of the words of before", err, "refusal.words_changed")
	gone := must(r.WithdrawSupport(chair("armenia"), today+2))
	if gone.Supported("armenia") || !gone.Supported("azerbaijan") || gone.Past[0].Withdrawn != today+2 {
		t.Errorf("withdrawn: %+v, past %+v", gone.Consents, gone.Past)
	}
	_, err = r.Withdraw(chair("armenia"))
	wantKey(t, "taken back by another side", err, "refusal.words_of_other")
	back := must(r.Withdraw(chair("azerbaijan")))
	if !back.Withdrawn || back.Number != "R1" || back.Action.Empty() {
		t.Errorf("%+v", back)
	}
	for what, err := range map[string]error{
		"support": second(back.Support(chair("armenia"), back.Hash(), today)), "withdraw": second(back.Withdraw(chair("azerbaijan"))),
		"write": second(back.Write(chair("azerbaijan"), both, back, today)),
	} {
		wantKey(t, what+" what is taken back", err, "refusal.recommendation_withdrawn")
	}
}

// Support is for all that is shown of a recommendation: whatever of it is another,
// its hash is, and the support of before is past (S4, S9).
func TestS9SupportIsForAllThatIsShown(t *testing.T) {
	r := must(Recommendation{ID: 4, Number: "R1"}.Write(chair("armenia"), both, someRecommendation("armenia"), today))
	r = must(r.Support(chair("azerbaijan"), r.Hash(), today))
	for name, change := range map[string]func(*Recommendation){
		"action": func(r *Recommendation) { r.Action = said("en", "Close the road.") }, "addressees": func(r *Recommendation) { r.Addressees = r.Addressees[:1] },
		"components": func(r *Recommendation) { r.Components = []Writing{said("en", "In spring.")} }, "sign": func(r *Recommendation) { r.Sign = said("en", "Seen.") },
		"dimension": func(r *Recommendation) { r.Dimension = Political }, "horizon": func(r *Recommendation) { r.Horizon = Long },
		"kind": func(r *Recommendation) { r.Kind = "principle" }, "side": func(r *Recommendation) { r.Side = "" },
		"claims": func(r *Recommendation) { r.Claims = []ClaimID{7} }, "provisions": func(r *Recommendation) { r.Provisions = []Provision{{"Article II", true}} },
		"review": func(r *Recommendation) { r.Review = today + 90 }, "sources": func(r *Recommendation) { r.Sources = []Source{{Work: "Made-up survey"}} },
	} {
		edited := r
		change(&edited)
		next := must(r.Write(chair("armenia"), both, edited, today+1))
		if next.Supported("azerbaijan") || len(next.Consents) != 0 || len(next.Past) != 1 {
			t.Errorf("%s: %+v, past %+v", name, next.Consents, next.Past)
		}
	}
	for name, change := range map[string]func(*Recommendation){ // which nobody edits
		"direction": func(r *Recommendation) { r.Direction = "media-1" }, "themes": func(r *Recommendation) { r.Themes = []string{"roads"} },
		"who proposed it": func(r *Recommendation) { r.ProposedBy = "A made-up author" }, "caution": func(r *Recommendation) { r.Caution = "Prices change." },
	} {
		other := r
		if change(&other); other.Supported("azerbaijan") {
			t.Errorf("another %s has the same hash", name)
		}
	}
	stored := r
	stored.Claims, stored.Themes, stored.Sources = []ClaimID{}, []string{}, []Source{}
	if stored.Hash() != r.Hash() {
		t.Error("no claims and an empty list of them have two hashes")
	}
}

// The list is filtered by addressee and by field or direction, and is in the
// order of its numbers (S9).
func TestS9FilterRecommendations(t *testing.T) {
	all := []Recommendation{
		{Number: "R10", Addressees: []string{"donors"}, Dimension: Political},
		{Number: "R1-11", Addressees: []string{"media"}, Dimension: MediaChange, Direction: "media-1"},
		{Number: "R2", Addressees: []string{"donors", "media"}, Dimension: MediaChange},
		{Number: "R1-05", Addressees: []string{"media"}, Dimension: Political, Direction: "media-1"},
	}
	for _, c := range []struct {
		addressee, dimension string
		want                 []string
	}{
		{"", "", []string{"R1-05", "R1-11", "R2", "R10"}},
		{"donors", "", []string{"R2", "R10"}},
		{"media", "media", []string{"R1-11", "R2"}},
		{"", "media-1", []string{"R1-05", "R1-11"}},
		{"nobody", "", nil},
	} {
		var got []string
		for _, r := range FilterRecommendations(all, c.addressee, c.dimension) {
			got = append(got, r.Number)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q, %q: %v, want %v", c.addressee, c.dimension, got, c.want)
		}
	}
}
