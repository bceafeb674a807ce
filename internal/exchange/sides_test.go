package exchange

import (
	"slices"
	"strings"
	"testing"
)

const someVotes = votesHeader + "1,,0,1,1\n1,,0,2,-1\n1,,1,2,1\n1,,0,3,0\n"

func TestSides(t *testing.T) {
	c := read(t, Options{}, commentsFile, someComments, votesFile, someVotes,
		sidesFile, "side,note,participant\nazerbaijan,x,2\narmenia,,10\narmenia,,1\narmenia,,1\n,,3\n")
	if want := []string{"armenia", "azerbaijan"}; !slices.Equal(c.Sides, want) {
		t.Errorf("sides %q, want %q", c.Sides, want)
	}
	if want := []string{"1", "2", "3", "10"}; !slices.Equal(c.Participants, want) {
		t.Errorf("participants %q, want %q", c.Participants, want)
	}
	if want := []int{0, 1, -1, 0}; !slices.Equal(c.Side, want) {
		t.Errorf("side of each %v, want %v", c.Side, want)
	}
	if w := warned(c, "members_without_votes"); w == nil || w.Args["participants"] != 1 {
		t.Errorf("warnings %v, want one member without votes", c.Warnings)
	}
	if w := warned(c, "participants_without_side"); w == nil || w.Args["participants"] != 1 {
		t.Errorf("warnings %v, want one participant without a side", c.Warnings)
	}
	if c.Report.Ignored(sidesFile, NoSide) != 1 || c.Report.Ignored(sidesFile, Repeated) != 1 {
		t.Errorf("report %+v", c.Report)
	}
	if c.Votes.Participants() != 4 {
		t.Errorf("votes have %d rows, want one for everybody", c.Votes.Participants())
	}
	if c.Statements[0].AuthorSide != 0 {
		t.Errorf("statement by %s: side %d", c.Statements[0].Author, c.Statements[0].AuthorSide)
	}
}

func TestSidesGivenSeparately(t *testing.T) {
	opt := Options{Sides: strings.NewReader("participant,side\n1,b\n2,a\n"), SidesName: "mine.csv"}
	c := read(t, opt, commentsFile, someComments, votesFile, someVotes, sidesFile, "participant,side\n1,c\n")
	if want := []string{"a", "b"}; !slices.Equal(c.Sides, want) || !slices.Equal(c.Side, []int{1, 0, -1}) {
		t.Errorf("sides %q of %v", c.Sides, c.Side)
	}
	wantWarning(t, c, "sides_file_replaced", true)
	opt = Options{Sides: strings.NewReader("participant,side\n1,\x01\n"), SidesName: "mine.csv"}
	_, err := Read(folder(commentsFile, someComments), opt)
	if err == nil || !strings.HasPrefix(err.Error(), "mine.csv, line 2, column 2 (side)") {
		t.Errorf("error %v", err)
	}
}

func TestSettings(t *testing.T) {
	const settings = `{
	  "format": "parley-conversation/1", "engine": "parley-opinion/1", "threshold": 0.6, "simulated": true,
	  "side_order": ["azerbaijan", "armenia"], "populations": {"armenia": 12},
	  "statements": [
	    {"statement": "0", "meta": true, "side": "azerbaijan", "language": "az"},
	    {"statement": "1", "meta": false, "seed": true},
	    {"statement": "99", "meta": true}]}`
	c := read(t, Options{}, commentsFile, someComments, votesFile, someVotes, settingsFile, settings,
		sidesFile, "participant,side\n1,armenia\n2,georgia\n")
	if want := []string{"azerbaijan", "armenia", "georgia"}; !slices.Equal(c.Sides, want) {
		t.Errorf("sides %q, want %q: the order declared first", c.Sides, want)
	}
	if !slices.Equal(c.Populations, []int{0, 12, 0}) || c.Threshold != 0.6 || !c.Simulated || c.Engine != "parley-opinion/1" {
		t.Errorf("%v, %v, %v, %v", c.Populations, c.Threshold, c.Simulated, c.Engine)
	}
	if s := c.Statements[0]; s.Meta != MetaYes || s.AuthorSide != 0 || s.Language != "az" || s.Included() {
		t.Errorf("statement 0: %+v", s)
	}
	if s := c.Statements[1]; s.Meta != MetaNo || s.AuthorSide != 1 || !s.Seed {
		t.Errorf("statement 1: %+v", s)
	}
	wantBallots(t, c, "2 1 1")
	wantWarning(t, c, "side_not_declared", true)
	if c.Report.Ignored(settingsFile, UnknownStatement) != 1 {
		t.Errorf("report %+v", c.Report)
	}
}

func TestReportNamesUnusedFiles(t *testing.T) {
	c := read(t, Options{}, commentsFile, someComments, "stats-history.csv", "", "notes.txt", "")
	if want := []string{"notes.txt", "stats-history.csv"}; !slices.Equal(c.Report.Unused, want) {
		t.Errorf("unused %q, want %q", c.Report.Unused, want)
	}
	c = read(t, Options{}, commentsFile, someComments, summaryFile, "topic,A, B\nurl,\"x\"\nviews,3\nsomething,else\n\nconversation-description,\"two\nlines\"")
	if c.Topic != "A, B" || c.URL != "x" || c.Description != "two\nlines" {
		t.Errorf("topic %q, url %q, description %q", c.Topic, c.URL, c.Description)
	}
	if c.Report.Ignored(summaryFile, UnknownKey) != 1 || c.Report.Ignored(summaryFile, BlankLine) != 1 {
		t.Errorf("report %+v", c.Report)
	}
}
