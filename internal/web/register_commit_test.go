package web

import (
	"context"
	"net/http"
	"regexp"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
	"parley/registers"
)

// ours are the registers of the program.
func ours(t testing.TB) *register.Registers {
	t.Helper()
	all, err := register.Load(registers.Files)
	check(t, err)
	return all
}

var hashOnPage = regexp.MustCompile(`name="hash" value="([0-9a-f]{64})"`)

// A recommendation that was released is tracked: it becomes a commitment once both
// sides have signed exactly its words, and each side says what was done.
func TestTrackARecommendation(t *testing.T) {
	j := newJury(t, officeSite(t))
	j.Node.Options.Registers = ours(t)
	j.register()
	ctx := context.Background()
	words := inAll("Չափել ջրհորները միասին։", "Quyuları birlikdə ölçmək.", "Measure the wells together.", "Измерить колодцы вместе.")
	asks, err := j.Node.WriteRecommendation(ctx, j.viewer("armenia", dialogue.CoChair), j.Forum, dialogue.Recommendation{Action: words, Kind: "recommendation",
		Addressees: []string{"government_azerbaijan", "government_armenia"}, Dimension: dialogue.Community})
	check(t, err)
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		r, err := j.Node.Recommendation(ctx, j.viewer(side, dialogue.CoChair), asks)
		check(t, err)
		check(t, j.Node.SupportRecommendation(ctx, j.viewer(side, dialogue.CoChair), asks, r.Hash()))
	}
	report := j.report(t)
	view, err := j.Node.Report(ctx, j.viewer("azerbaijan", dialogue.CoChair), report)
	check(t, err)
	view.Report.Recommendations = []dialogue.RecommendationID{asks}
	check(t, j.Node.EditReport(ctx, j.viewer("azerbaijan", dialogue.CoChair), report, view.Report.Version, view.Report))

	one, other := j.chairs(t)
	moderator := j.holder(t, "azerbaijan", dialogue.Moderator)
	path := recommendationPath(asks, "")
	one.get(path).want(http.StatusOK).hides("Track this recommendation")
	j.release(report)
	moderator.get(path).want(http.StatusOK).says("Track this recommendation")
	commitment := one.get(path).want(http.StatusOK).form("/commit").send().want(http.StatusOK).says("Measure the wells together.")
	one.get(path).want(http.StatusOK).says("See what became of it").hides("Track this recommendation")

	proposal := commitment.form("/propose").send().want(http.StatusOK).says("Measure the wells together.", "Government of Armenia")
	for side, c := range map[dialogue.SideID]*client{"armenia": other, "azerbaijan": one} {
		shown := c.get(proposal.Path).want(http.StatusOK)
		found := hashOnPage.FindStringSubmatch(shown.Body)
		if found == nil {
			t.Fatalf("%s is not asked to sign: %s", side, plainWords(shown.Body))
		}
		shown.form("/approve").set("note", j.signs(side, found[1])).send().want(http.StatusOK)
	}
	j.client(t).get(commitment.Path).want(http.StatusOK).says("Measure the wells together.")
	key := commitment.Path[:len(commitment.Path)-len("?done=saved")]
	one.get(key+"/column").want(http.StatusOK).form("/column").set("f.done", "being_done").set("f.what_was_done.0_en", "We bought a gauge.").send().want(http.StatusOK)
	j.client(t).get(key).want(http.StatusOK).says("We bought a gauge.")
}
