package dialogue

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// released is what acts on a release rest on.
func released(r Release, sides ...SideID) ForumBasis {
	b := releasing(readyReport(), sides...)
	b.Report.Number = 2
	r.ID, r.Report, r.Forum, r.Number = 61, 41, 5, 1
	b.Release = &r
	return b
}

// What can be proposed in a forum, and when (C5, S8, R13, R19, S112).
func TestDraftForum(t *testing.T) {
	report := func(change func(*Report)) ForumBasis {
		r := readyReport()
		change(&r)
		return releasing(r, both...)
	}
	ready := report(func(*Report) {})
	without := func(b ForumBasis, side SideID) ForumBasis {
		b.Keys = slices.DeleteFunc(slices.Clone(b.Keys), func(k Key) bool { return k.Side == side })
		return b
	}
	late := without(ready, "armenia")
	late.Keys = append(late.Keys, Key{Side: "armenia", Public: keyText("armenia", 1), From: today + 1})
	stoppedReport := report(func(r *Report) { r.StoppedBy = "azerbaijan" })
	example := report(func(r *Report) { r.Example = true })
	elsewhere := report(func(r *Report) { r.Forum = 6 })
	shown, hidden := released(Release{}, both...), released(Release{StoppedBy: "armenia"}, both...)
	unreported := released(Release{}, both...)
	unreported.Report = nil
	gone, translation := released(Release{Redacted: true}, both...), released(Release{Of: 60}, both...)
	sum := Act{Kind: ActSummary, Summary: Text{"ru": "Кратко.", "hy": "Ամփոփ։"}}
	long := Act{Kind: ActSummary, Summary: Text{"az": strings.Repeat("söz ", MostSummary+1)}}
	same := report(func(r *Report) { r.Summaries = map[int]Text{1: sum.Summary} })
	hy := Act{Kind: ActTranslation, Language: "hy"}
	untranslated, another, twice := shown, shown, shown
	untranslated.Released = shown.Document
	another.Translations, twice.Translations = []Hash{{1}}, []Hash{{1}, shown.Document}
	for _, c := range []struct {
		name string
		want Act
		b    ForumBasis
		key  string
	}{
		{"release", Act{Kind: ActRelease}, ready, ""},
		{"release of nothing", Act{Kind: ActRelease}, ForumBasis{Today: today, Forum: 5, Sides: both}, "refusal.report_unknown"},
		{"release of another forum's", Act{Kind: ActRelease}, elsewhere, "refusal.report_unknown"},
		{"release of the reference case", Act{Kind: ActRelease}, example, "refusal.example_fixed"},
		{"release while stopped", Act{Kind: ActRelease}, stoppedReport, "refusal.report_stopped"},
		{"release without a key", Act{Kind: ActRelease}, without(ready, "azerbaijan"), "refusal.key_missing"},
		{"release with a key of tomorrow", Act{Kind: ActRelease}, late, "refusal.key_missing"},
		{"release under an embargo", Act{Kind: ActRelease}, report(func(r *Report) { r.Embargo = today + 9 }), ""},
		{"translation", hy, shown, ""},
		{"translation into no language", Act{Kind: ActTranslation, Language: "xx"}, shown, "refusal.language"},
		{"translation of no release", hy, ready, "refusal.release_unknown"},
		{"translation of a translation", hy, translation, "refusal.translation_of"},
		{"translation while stopped", hy, hidden, "refusal.release_stopped"},
		{"translation of what is gone", hy, gone, "refusal.release_unknown"},
		{"translation without a key", hy, without(shown, "armenia"), "refusal.key_missing"},
		{"translation of nothing new", hy, untranslated, "refusal.translation_nothing"},
		{"translation, there in other words", hy, another, ""},
		{"translation, there already", hy, twice, "refusal.translation_there"},
		{"translation of a release of which the report is not known", hy, unreported, "refusal.report_unknown"},
		{"summary", sum, ready, ""},
		{"summary of a release", sum, shown, ""},
		{"summary while stopped", sum, stoppedReport, "refusal.report_stopped"},
		{"summary of what is stopped", sum, hidden, "refusal.release_stopped"},
		{"summary, too long", long, ready, "refusal.words_long"},
		{"summary, empty", Act{Kind: ActSummary, Summary: Text{"az": " "}}, ready, "refusal.statement_empty"},
		{"summary, there already", sum, same, "refusal.summary_same"},
		{"summary without a key", sum, without(ready, "armenia"), "refusal.key_missing"},
		{"resume a report", Act{Kind: ActResumeReport}, stoppedReport, ""},
		{"resume a report that goes on", Act{Kind: ActResumeReport}, ready, "refusal.not_stopped"},
		{"resume a report without keys", Act{Kind: ActResumeReport}, without(stoppedReport, "armenia"), ""},
		{"resume a release", Act{Kind: ActResumeRelease}, hidden, ""},
		{"resume a release that is shown", Act{Kind: ActResumeRelease}, shown, "refusal.not_stopped"},
		{"redact", Act{Kind: ActRedact}, shown, ""},
		{"redact what is stopped", Act{Kind: ActRedact}, hidden, ""},
		{"redact twice", Act{Kind: ActRedact}, gone, "refusal.release_unknown"},
		{"redact without a key", Act{Kind: ActRedact}, without(shown, "azerbaijan"), "refusal.key_missing"},
		{"an act of a dialogue", toOpen(), ready, "refusal.act_unknown"},
		{"no such act", Act{Kind: "overrule"}, ready, "refusal.act_unknown"},
	} {
		a, err := DraftForum(c.want, c.b)
		wantKey(t, c.name, err, c.key)
		if err != nil {
			continue
		}
		if a.Dialogue != "" || a.Forum != FormatID(ForumID(5)) || strings.Contains(string(a.Bytes()), `"dialogue":""`) {
			t.Errorf("%s: %s", c.name, a.Bytes())
		}
		c.b.Files = nil // not rendered again
		again, err := DraftForum(a, c.b)
		if err != nil || string(again.Bytes()) != string(a.Bytes()) {
			t.Errorf("%s: drafted again it is %s, before %s, %v", c.name, again.Bytes(), a.Bytes(), err)
		}
		if back, err := ParseAct(a.Bytes()); err != nil || string(back.Bytes()) != string(a.Bytes()) {
			t.Errorf("%s: read back %s, %v", c.name, back.Bytes(), err)
		}
		if _, err := running(both...).Draft(a, basis(both...)); key(err) != "refusal.act_unknown" {
			t.Errorf("%s: drafted in a dialogue: %v", c.name, err)
		}
	}
}

// The bytes of acts are what has been signed: they never change.
func TestBytesOfActs(t *testing.T) {
	r := readyReport()
	r.Embargo, r.Turns = today+7, 2
	turned := with(running(both...), func(d *Dialogue) { d.Turns = 3 })
	shown := released(Release{Turns: 4}, both...)
	shown.Report.Turns = 2
	release := must(DraftForum(Act{Kind: ActRelease, Reason: "dropped", Seeded: 3}, releasing(r, both...)))
	for want, a := range map[string]Act{
		`{"kind":"live","dialogue":"000000000004t"}`: must(running(both...).Draft(Act{Kind: ActLive}, basis(both...))),
		`{"kind":"release","turn":2,"forum":"000000000000a","report":"000000000002j","number":1,` +
			`"document":"0f4168490e38b8447e11ba4bd656aa11b925bd22af30bac464bc153fdb608501",` +
			`"files":[{"name":"azerbaijan.az.pdf","digest":"bb"},{"name":"neutral.hy.html","digest":"aa"}],` +
			`"votes_digests":[{"dialogue":"000000000004t","digest":"cc"}],"embargo":"2026-11-30"}`: release,
		`{"kind":"live","dialogue":"000000000004t","turn":3}`: must(turned.Draft(Act{Kind: ActLive}, basis(both...))),
		`{"kind":"redact","turn":4,"forum":"000000000000a","report":"000000000002j","report_turn":2,"release":"000000000003t","number":1}`: must(
			DraftForum(Act{Kind: ActRedact}, shown)),
	} {
		if got := string(a.Bytes()); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// What a release rests on is part of what is approved: one byte of one
// translation, one file, one vote, a stop, and it is void (C5).
func TestC5ReleaseIsVoidWhenItsGroundChanges(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*ForumBasis)
		void   bool
	}{
		{"nothing", func(*ForumBasis) {}, false},
		{"a day later", func(b *ForumBasis) { b.Today++ }, false},
		{"a byte of a translation", func(b *ForumBasis) { b.Document[31] ^= 1 }, true},
		{"votes", func(b *ForumBasis) { b.Votes = []VotesDigest{{b.Votes[0].Dialogue, "cd"}} }, true},
		{"votes of a dialogue more", func(b *ForumBasis) { b.Votes = append(slices.Clone(b.Votes), VotesDigest{"x", "y"}) }, true},
		{"other files rendered since", func(b *ForumBasis) { b.Files = []File{{"neutral.en.html", "ff"}} }, false},
		{"the embargo", func(b *ForumBasis) { b.Report.Embargo = today + 1 }, true},
		{"stopped", func(b *ForumBasis) { *b.Report = must(b.Report.Stop(chair("armenia"))) }, true},
		{"stopped and gone on with", func(b *ForumBasis) { b.Report.Turns++ }, true},
		{"released meanwhile", func(b *ForumBasis) { b.Report.Number++ }, true},
		{"something is missing", func(b *ForumBasis) { b.Blocking = []string{"report.blocked_title"} }, true},
		{"a key is gone", func(b *ForumBasis) { b.Keys = b.Keys[:1] }, true},
	} {
		b := releasing(readyReport(), both...)
		p := must(ProposeForum(chair("armenia"), Act{Kind: ActRelease}, b))
		p, _, err := ApproveForum(chair("armenia"), p, p.Hash(), signed("armenia", p), officesOf(both...), b)
		wantKey(t, c.name+", the first", err, "")
		c.change(&b)
		p, enacted, err := ApproveForum(chair("azerbaijan"), p, p.Hash(), signed("azerbaijan", p), officesOf(both...), b)
		if enacted == c.void || (p.State == Superseded) != c.void {
			t.Errorf("%s: enacted %v, %s, %v", c.name, enacted, p.State, err)
		}
		if c.void {
			wantKey(t, c.name, err, "refusal.proposal_void")
		}
	}
}

// A stop of the report voids what was signed for its releases too, and it stays
// void when all go on (S8).
func TestS8StopOfTheReportVoidsActsOnItsReleases(t *testing.T) {
	for _, want := range []Act{{Kind: ActTranslation, Language: "hy"}, {Kind: ActSummary, Summary: Text{"az": "Qısa."}}, {Kind: ActRedact}, {Kind: ActResumeRelease}} {
		b := released(Release{}, both...)
		if want.Kind == ActResumeRelease {
			b.Release.StoppedBy = "azerbaijan"
		}
		p := must(ProposeForum(chair("azerbaijan"), want, b))
		p, _, err := ApproveForum(chair("azerbaijan"), p, p.Hash(), signed("azerbaijan", p), officesOf(both...), b)
		wantKey(t, string(want.Kind)+" before the stop", err, "")
		stopped := must(b.Report.Stop(chair("azerbaijan")))
		b.Report = &stopped
		on := must(DraftForum(Act{Kind: ActResumeReport}, b))
		b.Report, _ = EnactForum(on, Proposal{}, b, 0)
		p, enacted, err := ApproveForum(chair("armenia"), p, p.Hash(), signed("armenia", p), officesOf(both...), b)
		if wantKey(t, string(want.Kind), err, "refusal.proposal_void"); enacted || p.State != Superseded {
			t.Errorf("%s: enacted %v, %s", want.Kind, enacted, p.State)
		}
	}
}

// What follows from an act of a forum is what it says, and nothing else.
func TestEnactForum(t *testing.T) {
	r := readyReport()
	r.Embargo = today + 7
	p := Proposal{ID: 90, EnactedOn: today}
	stoppedReport, hidden := releasing(r, both...), released(Release{StoppedBy: "armenia", Turns: 3}, both...)
	stoppedReport.Report.StoppedBy = "azerbaijan"
	sum := Text{"az": "Qısa."}
	for _, c := range []struct {
		name          string
		b             ForumBasis
		want          Act
		report        func(*Report)
		release, made func(*Release)
	}{
		{"release", releasing(r, both...), Act{Kind: ActRelease},
			func(r *Report) { r.Number, r.Previous, r.Version = 2, 62, 2 }, nil,
			func(r *Release) {
				*r = Release{ID: 62, Report: 41, Forum: 5, Proposal: 90, Number: 1, On: today, Embargo: today + 7}
			}},
		{"translation", released(Release{Embargo: today + 3}, both...), Act{Kind: ActTranslation, Language: "hy"}, nil, nil,
			func(r *Release) {
				*r = Release{ID: 62, Report: 41, Forum: 5, Proposal: 90, Number: 1, Language: "hy", Of: 61, On: today, Embargo: today + 3}
			}},
		{"summary", releasing(r, both...), Act{Kind: ActSummary, Summary: sum},
			func(r *Report) { r.Summaries, r.Version = map[int]Text{1: sum}, 2 }, nil, nil},
		{"summary of a release", released(Release{}, both...), Act{Kind: ActSummary, Summary: sum},
			func(r *Report) { r.Summaries, r.Version = map[int]Text{1: sum}, 2 }, nil, nil},
		{"resume a report", stoppedReport, Act{Kind: ActResumeReport}, func(r *Report) { r.StoppedBy, r.Version = "", 2 }, nil, nil},
		{"resume a release", hidden, Act{Kind: ActResumeRelease}, nil, func(r *Release) { r.StoppedBy = "" }, nil},
		{"redact", hidden, Act{Kind: ActRedact}, nil, func(r *Release) { r.Redacted, r.StoppedBy = true, "" }, nil},
	} {
		before := fmt.Sprintf("%+v %+v", c.b.Report, c.b.Release)
		a, err := DraftForum(c.want, c.b)
		if err != nil {
			t.Fatal(c.name, err)
		}
		report, release := EnactForum(a, p, c.b, 62)
		wantReport := *c.b.Report
		if c.report != nil {
			c.report(&wantReport)
		}
		if (report != nil) != (c.report != nil) || report != nil && fmt.Sprintf("%+v", *report) != fmt.Sprintf("%+v", wantReport) {
			t.Errorf("%s: report %+v, want %+v", c.name, report, wantReport)
		}
		var wantRelease Release
		change := c.made
		if c.release != nil {
			wantRelease, change = *c.b.Release, c.release
		}
		if change != nil {
			change(&wantRelease)
		}
		if (release != nil) != (change != nil) || release != nil && *release != wantRelease {
			t.Errorf("%s: release %+v, want %+v", c.name, release, wantRelease)
		}
		if fmt.Sprintf("%+v %+v", c.b.Report, c.b.Release) != before {
			t.Errorf("%s changed the values that it was given", c.name)
		}
	}
}

// Who may propose, approve and take back in a forum: its co-chairs, and nobody
// over them (S8).
func TestS8WhoMayDecideInAForum(t *testing.T) {
	b := releasing(readyReport(), both...)
	p := must(ProposeForum(chair("azerbaijan"), Act{Kind: ActRelease}, b))
	for _, v := range []Viewer{holder("facilitator", "armenia"), holder(Moderator, "azerbaijan"), holder(Steward, "armenia"), chair("valley"), {}, {Participant: 3, Side: "armenia"}} {
		_, _, _, taken := WithdrawForum(v, p, b)
		_, _, approved := ApproveForum(v, p, p.Hash(), signed("armenia", p), officesOf(both...), b)
		for what, err := range map[string]error{"proposes": second(ProposeForum(v, Act{Kind: ActRelease}, b)), "approves": approved, "takes back": taken} {
			wantKey(t, string(v.Role)+" "+what, err, "refusal.co_chair_only")
		}
	}
	other := b
	other.Forum = 6
	_, _, err := ApproveForum(chair("armenia"), p, p.Hash(), signed("armenia", p), officesOf(both...), other)
	wantKey(t, "in another forum", err, "refusal.proposal_unknown")
	b.Files = nil
	if _, err := ProposeForum(chair("armenia"), Act{Kind: ActRelease, Files: []File{{"neutral.hy.html", "ff"}}}, b); err == nil {
		t.Error("files that nobody rendered were proposed")
	}
}

// What was signed for a proposal that was taken back binds nothing: the same
// proposed again has other bytes.
func TestC5TakenBackCannotBePlayedAgain(t *testing.T) {
	for name, b := range map[string]ForumBasis{"report": releasing(readyReport(), both...), "release": released(Release{}, both...)} {
		want := Act{Kind: ActRelease}
		if name == "release" {
			want = Act{Kind: ActTranslation, Language: "hy"}
		}
		p := must(ProposeForum(chair("azerbaijan"), want, b))
		old := signed("azerbaijan", p)
		taken, report, release, err := WithdrawForum(chair("armenia"), p, b)
		if err != nil || taken.State != TakenBack || (report != nil) != (name == "report") || (release != nil) != (name == "release") {
			t.Fatalf("%s: %s, %v %v, %v", name, taken.State, report, release, err)
		}
		if report != nil {
			b.Report = report
		}
		if release != nil {
			b.Release = release
		}
		again := must(ProposeForum(chair("armenia"), want, b))
		_, _, err = ApproveForum(chair("azerbaijan"), again, again.Hash(), old, officesOf(both...), b)
		wantKey(t, name+": the old signature", err, "refusal.signature_other")
		_, _, err = ApproveForum(chair("azerbaijan"), taken, p.Hash(), old, officesOf(both...), b)
		wantKey(t, name+": the old proposal", err, "refusal.proposal_over")
	}
}
