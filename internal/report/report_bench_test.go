package report

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"parley/internal/dialogue"
)

// large is a report over a thousand statements and a hundred thousand people,
// of which no two statements say the same: 400 common grounds, 300 divides.
func large() Sources {
	r := &Result{Format: Format, Engine: "parley-opinion/1", Projection: "factor", Topic: "Made up", Language: "en", Threshold: 0.5, Simulated: true,
		SideOrder: []string{"azerbaijan", "armenia"}, BySide: true, Populations: map[string]int{"azerbaijan": 60_000, "armenia": 60_000},
		Counts: Counts{100_000, 99_000, 1000, 9_000_000, map[string]int{"azerbaijan": 50_000, "armenia": 50_000}}}
	readings := []Reading{CommonGround, CommonGround, CommonGround, CommonGroundReject, Divide, Divide, Divide, Open, Mixed, Mixed}
	for k := range 1000 {
		n := 1000 + k
		sure := 0.9 + float64(k%100)/1000
		one := Statement{Statement: fmt.Sprint(n), Text: fmt.Sprintf("Made-up statement %d on a footbridge over a river that nobody has crossed.", k),
			Language: "en", Reading: readings[k%10], Certainty: &sure, Breakdown: &n}
		for _, side := range r.SideOrder {
			one.Sides = append(one.Sides, SideFigure{Side: side, Agree: &n, Disagree: &n, Pass: &n})
		}
		r.Statements = append(r.Statements, one)
	}
	s := Sources{Sides: twoSides(), Results: []DialogueResult{{ID: 3, Result: r, VotesDigest: "00"}}}
	for k := range 40 {
		i := whereToBuild()
		i.ID = dialogue.IssueID(1000 + k)
		for p := range i.Perspectives {
			for c := range i.Perspectives[p].Claims {
				i.Perspectives[p].Claims[c].ID += dialogue.ClaimID(1000 * k)
			}
		}
		s.Issues = append(s.Issues, i)
	}
	for k := range 160 {
		one := recommended()[k%3]
		one.ID, one.Number = dialogue.RecommendationID(1000+k), fmt.Sprintf("R1-%02d", k)
		s.Recommendations = append(s.Recommendations, one)
	}
	return s
}

// BenchmarkRenderHTML composes and renders a large report. Beside the time it
// tells how many times as long that is as writing the map's figures as JSON,
// measured in the same run: a number that does not depend on the machine.
func BenchmarkRenderHTML(b *testing.B) {
	s := large()
	var rendering, writing time.Duration
	for b.Loop() {
		start := time.Now()
		out, err := Render(Compose(s), "neutral.hy.html")
		if err != nil || len(out) < 100_000 {
			b.Fatal(err, len(out))
		}
		rendering += time.Since(start)
		start = time.Now()
		if _, err := json.Marshal(s.Results[0].Result); err != nil {
			b.Fatal(err)
		}
		writing += time.Since(start)
	}
	b.ReportMetric(float64(rendering.Milliseconds())/float64(b.N), "ms/report")
	b.ReportMetric(float64(rendering)/float64(writing), "times-json")
}
