package web

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// withRelease adds to a common world the keys of the sides and a release that
// everybody may read.
func (w *commonWorld) withRelease() *jury {
	w.t.Helper()
	j := newJury(w.t, w.fixtureSite)
	j.register()
	w.releases = append(w.releases, j.release(w.report(w.t)))
	return j
}

var entryOf = regexp.MustCompile(`number [0-9]+ of [0-9]+|(?m)^Etag: .*$`)

// ofAnySize is an answer without how large the record was when the witnesses
// looked at it.
func ofAnySize(answer string) string { return entryOf.ReplaceAllString(answer, "") }

// What is stopped, what waits for approval and what is not witnessed yet makes no
// difference to anybody but co-chairs, on any page about releases (C10). What the
// record tells by design is left out, see byDesign.
func TestTwoWorldsOfReleases(t *testing.T) {
	without, with := newCommonWorld(t), newCommonWorld(t)
	without.withRelease()
	j, found := with.withRelease(), &places{}
	ctx, chair := context.Background(), with.viewer("armenia", dialogue.CoChair)
	report := with.report(t)
	stopped := j.release(report)
	with.must(with.Node.StopRelease(ctx, with.viewer("azerbaijan", dialogue.CoChair), stopped))
	p, err := with.Node.ProposeForum(ctx, chair, with.Forum, dialogue.Act{Kind: dialogue.ActRedact, Release: dialogue.FormatID(with.releases[0])})
	with.must(err)
	found.releases, found.proposals = append(found.releases, stopped), append(found.proposals, p, j.propose("azerbaijan", dialogue.Act{Kind: dialogue.ActResumeRelease, Release: dialogue.FormatID(stopped)}))
	for i, r := range without.roles() {
		if i > 4 || r.viewer.Role != "" { // offices see reports in preparation
			continue
		}
		cookie, requests := without.cookieOf(r), 0
		for _, a := range requestsOf(without, r, found, cookie) {
			if !strings.HasPrefix(a.path, "/releases") && !strings.HasPrefix(a.path, "/proposals") && a.path != "/" && a.path != "/keys" || strings.Contains(a.path, "/bundle") {
				continue
			}
			requests++
			one, other := ofAnySize(answered(t, without.ask(a))), ofAnySize(answered(t, with.ask(a)))
			if one != other {
				t.Errorf("%s: %s %s tells of what is hidden:%s", r.name, a.method, a.path, difference(one, other))
			}
		}
		if requests < 20 {
			t.Errorf("%s: only %d requests", r.name, requests)
		}
	}
}
