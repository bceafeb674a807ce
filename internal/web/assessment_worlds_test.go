package web

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

var commitmentOnPage = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

// sealedWorld is a site in which a side coded and committed to something, and the
// other to what is the same in every world.
func sealedWorld(t *testing.T, secret dialogue.SideID, x int) (*fixtureSite, register.CycleID) {
	t.Helper()
	s, ctx := assessSite(t), context.Background()
	other := dialogue.SideID("azerbaijan")
	if other == secret {
		other = "armenia"
	}
	books := s.books(t)
	id, err := s.Node.ProposeCycle(ctx, s.viewer(other, dialogue.CoChair), register.Terms{Register: "duties", Kind: register.ProvisionItem, Agreement: "example-2025",
		Period: "2026-Q1", LastDay: dialogue.DayOf(s.clock.Now()) + 20, Items: []register.Item{{Key: "duty-1", Obliged: register.BothOblige}, {Key: "duty-2", Obliged: register.ThirdParty}}}, books[0])
	check(t, err)
	view, err := s.Node.Cycle(ctx, s.viewer(secret, dialogue.CoChair), id)
	check(t, err)
	check(t, s.Node.ConfirmCycle(ctx, s.viewer(secret, dialogue.CoChair), id, view.Terms))
	a := register.Assessment{Timeliness: "late", Matches: "partial", Confidence: 1, Blockage: register.Blockage{Kind: "none"}}
	for _, r := range view.Rows {
		coding := register.Coding{Level: x * 3, Timeliness: "late", Matches: "partial", Confidence: 1 + x}
		check(t, s.Node.CodeRow(ctx, s.viewer(secret, dialogue.Moderator), id, r.Row, coding))
		mine := a
		mine.Reason = dialogue.Text{"en": strings.Repeat("secret ", 1+70*x)}
		mine.Rate(register.Rating{Level: x * 2})
		check(t, s.Node.CommitRow(ctx, s.viewer(secret, dialogue.CoChair), id, r.Row, mine))
		theirs := a
		theirs.Rate(register.Rating{Level: 1})
		check(t, s.Node.CommitRow(ctx, s.viewer(other, dialogue.CoChair), id, r.Row, theirs))
		check(t, s.Node.RevealRow(ctx, s.viewer(other, dialogue.CoChair), id, r.Row, nil))
	}
	return s, id
}

// C7, C10: on no route does anybody but the side's own co-chair get another byte for
// what the side sealed: its commitments, which hide it, are all that differs.
func TestSealedContentOnNoPage(t *testing.T) {
	for _, secret := range []dialogue.SideID{"armenia", "azerbaijan"} {
		zero, id := sealedWorld(t, secret, 0)
		one, same := sealedWorld(t, secret, 1)
		if id != same {
			t.Fatal("the worlds have other numbers")
		}
		readers := map[string]func(*fixtureSite) *client{"the public": func(s *fixtureSite) *client { return s.client(t) }}
		for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
			for _, role := range dialogue.Roles() {
				if side != secret || role != dialogue.CoChair {
					readers[string(role)+" of "+string(side)] = func(s *fixtureSite) *client { return s.holder(t, side, role) }
				}
			}
		}
		asked, seen := 0, 0
		for late := range 2 { // before and after the last day
			if late == 1 {
				zero.Pass(30 * 24 * 3600e9)
				one.Pass(30 * 24 * 3600e9)
			}
			for who, of := range readers {
				a, b := of(zero), of(one)
				for _, route := range (&site{}).assessmentRoutes() {
					method, pattern, _ := strings.Cut(route.Pattern, " ")
					for _, row := range []string{"duty-1:armenia", "duty-2:third"} {
						path := strings.NewReplacer("{register}", "duties", "{cycle}", dialogue.FormatID(id), "{row}", row).Replace(pattern)
						if method != http.MethodGet {
							continue
						}
						asked++
						x, y := a.get(path), b.get(path)
						if x.Status == http.StatusOK {
							seen++
						}
						if x.Status != y.Status || masked(x.Body) != masked(y.Body) || len(x.Body) != len(y.Body) {
							t.Errorf("%s tells %s of what %s sealed:\n%s\n%s", path, who, secret, plainWords(x.Body), plainWords(y.Body))
						}
					}
				}
			}
		}
		if asked < 100 || seen < 50 {
			t.Errorf("only %d pages were asked for, and %d seen", asked, seen)
		}
	}
}

func masked(body string) string { return commitmentOnPage.ReplaceAllString(body, "") }
