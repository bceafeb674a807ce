package exchange

import (
	"slices"
	"strings"
	"testing"
)

// The traps are those that other readers of these files have fallen into; see
// docs/formats.md.

const someComments = `timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1403058993627,Wed Jun 18 09:36:33 WIB 2014,0,1,2,1,1,First
1403058993628,Wed Jun 18 09:36:33 WIB 2014,1,1,1,0,0,Second
`

const votesHeader = "timestamp,datetime,comment-id,voter-id,vote\n"

// read reads a folder of files given as name and contents in turn.
func read(t *testing.T, opt Options, files ...string) *Conversation {
	t.Helper()
	c, err := Read(folder(files...), opt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func folder(files ...string) memory {
	m := memory{}
	for i := 0; i < len(files); i += 2 {
		m[files[i]] = []byte(files[i+1])
	}
	return m
}

// ballots writes the votes as "participant statement vote" in order.
func ballots(c *Conversation) []string {
	var all []string
	for p := range c.Votes.Participants() {
		for column, v := range c.Votes.Row(p) {
			all = append(all, c.Participants[p]+" "+c.Statement(column).ID+" "+voteText[v+1])
		}
	}
	return all
}

func warned(c *Conversation, code string) *Warning {
	for i, w := range c.Warnings {
		if w.Code == code {
			return &c.Warnings[i]
		}
	}
	return nil
}

func wantBallots(t *testing.T, c *Conversation, want ...string) {
	t.Helper()
	if got := ballots(c); !slices.Equal(got, want) {
		t.Errorf("votes %q, want %q", got, want)
	}
}

func wantWarning(t *testing.T, c *Conversation, code string, want bool) {
	t.Helper()
	if got := warned(c, code) != nil; got != want {
		t.Errorf("warned of %s: %v, want %v; all: %v", code, got, want, c.Warnings)
	}
}

const invertedVotes = votesHeader + "1,,0,1,-1\n2,,0,2,-1\n3,,0,3,1\n4,,1,1,0\n"

func TestTrap1SignSuspect(t *testing.T) {
	c := read(t, Options{}, commentsFile, someComments, votesFile, invertedVotes)
	wantBallots(t, c, "1 0 -1", "1 1 0", "2 0 -1", "3 0 1")
	w := warned(c, "sign_suspect")
	if w == nil || w.Args["agrees"] != int64(1) || w.Args["disagrees"] != int64(2) {
		t.Errorf("warnings %v, want sign_suspect with 1 agrees, 2 disagrees", c.Warnings)
	}
}

func TestTrap1Flip(t *testing.T) {
	c := read(t, Options{Flip: true}, commentsFile, someComments, votesFile, invertedVotes)
	wantBallots(t, c, "1 0 1", "1 1 0", "2 0 1", "3 0 -1")
	wantWarning(t, c, "sign_flipped", true)
	wantWarning(t, c, "sign_suspect", false)
	if s := c.Statements[0]; s.Agrees != 1 || s.Disagrees != 2 {
		t.Errorf("counts %d, %d: a server that inverts votes inverts the counts too", s.Agrees, s.Disagrees)
	}
}

func TestTrap1DeclaredSign(t *testing.T) {
	const plus, minus = "agree=+1;disagree=-1;pass=0", "pass=0;disagree=+1;agree=-1"
	const doc = `{"format":"polis-export/1","vote":{"agree":-1,"disagree":1,"pass":0}}`
	for _, test := range []struct {
		name    string
		flip    bool
		files   []string
		flipped bool
		warning string
	}{
		{"usual", false, []string{summaryFile, "vote-convention," + plus + ";format=polis-export/1\n"}, false, ""},
		{"other sign in summary.csv", false, []string{summaryFile, "vote-convention," + minus + "\n"}, true, "sign_flipped"},
		{"other sign in format.json", false, []string{formatFile, doc}, true, "sign_flipped"},
		{"other sign declared and flip asked", true, []string{formatFile, doc}, true, "sign_flipped"},
		{"usual declared and flip asked", true, []string{summaryFile, "vote-convention," + plus}, true, "sign_flipped_against_declaration"},
		{"other sign on the first line", false, []string{votesFile, "# vote-convention: " + minus + "\n" + invertedVotes}, true, "sign_flipped"},
	} {
		c := read(t, Options{Flip: test.flip}, append([]string{commentsFile, someComments, votesFile, invertedVotes}, test.files...)...)
		if got := ballots(c)[0] == "1 0 1"; got != test.flipped {
			t.Errorf("%s: flipped %v, want %v", test.name, got, test.flipped)
		}
		wantWarning(t, c, "sign_suspect", false)
		for _, code := range []string{"sign_flipped", "sign_flipped_against_declaration"} {
			wantWarning(t, c, code, code == test.warning)
		}
	}
}

func TestTrap1UnknownConvention(t *testing.T) {
	for _, files := range [][]string{
		{summaryFile, "vote-convention,agree=2;disagree=-2;pass=0\n"},
		{summaryFile, "vote-convention,agree=+1;disagree=-1;pass=0;format=polis-export/2\n"},
		{summaryFile, "vote-convention,agree=+1;agree=+1;disagree=-1;pass=0\n"},
		{formatFile, `{"format":"polis-export/1","vote":{"agree":1,"disagree":1,"pass":0}}`},
		{formatFile, `{"format":"something-else/1"}`},
		{votesFile, "# vote-convention: agree=1\n" + invertedVotes},
		{summaryFile, "vote-convention,agree=+1;disagree=-1;pass=0\n", formatFile, `{"format":"polis-export/1","vote":{"agree":-1,"disagree":1,"pass":0}}`},
	} {
		_, err := Read(folder(append([]string{commentsFile, someComments, votesFile, invertedVotes}, files...)...), Options{})
		if _, ok := err.(*Error); !ok {
			t.Errorf("%q: error %v, want an *Error", files, err)
		}
	}
}

func TestTrap2CountsAreEvents(t *testing.T) {
	// Participant 1 agreed, then disagreed: comments.csv counts both.
	votes := votesHeader + "10,,0,1,1\n20,,0,1,-1\n15,,0,2,1\n16,,1,1,1\n"
	c := read(t, Options{}, commentsFile, someComments, votesFile, votes)
	wantBallots(t, c, "1 0 -1", "1 1 1", "2 0 1")
	if w := warned(c, "counts_are_events"); w == nil || w.Args["statements"] != 1 {
		t.Errorf("warnings %v, want counts_are_events of 1 statement", c.Warnings)
	}
	if n := c.Report.Ignored(votesFile, Superseded); n != 1 {
		t.Errorf("%d rows superseded, want 1", n)
	}
	c = read(t, Options{}, commentsFile, someComments, votesFile, votesHeader+"1,,0,1,1\n")
	wantWarning(t, c, "counts_are_events", false)
	wantWarning(t, c, "counts_differ", true)
}

func TestTrap3Time(t *testing.T) {
	// Rows are not in the order of time; of equal times the later row counts;
	// seconds and milliseconds are told apart by their digits.
	for name, votes := range map[string]string{
		"milliseconds":    "1403054214196,x,0,1,-1\n1403054214195,x,0,1,1\n",
		"seconds":         "1403054215,x,0,1,-1\n1403054214,x,0,1,1\n",
		"both":            "1403054215,x,0,1,-1\n1403054214999,x,0,1,1\n",
		"equal":           "1403054214,x,0,1,1\n1403054214000,x,0,1,-1\n",
		"words with both": "1403054214,\"Wed, Jun 18\",0,1,1\n1403054214000,x,0,1,-1\n",
	} {
		c := read(t, Options{}, commentsFile, someComments, votesFile, votesHeader+votes)
		if got := ballots(c); !slices.Equal(got, []string{"1 0 -1"}) {
			t.Errorf("%s: %q, want the later vote", name, got)
		}
	}
	if c := read(t, Options{}, commentsFile, someComments); c.Statements[0].Created != 1403058993627 {
		t.Errorf("created %d", c.Statements[0].Created)
	}
	for text, want := range map[string]int64{"1403058993": 1403058993000, "8796093021": 8796093021000, "10000000000": 10000000000, "0": 0, "": 0} {
		if c := read(t, Options{}, commentsFile, strings.Replace(someComments, "1403058993627", text, 1)); c.Statements[0].Created != want {
			t.Errorf("%q: created %d, want %d milliseconds", text, c.Statements[0].Created, want)
		}
	}
}

func TestTrap4Ids(t *testing.T) {
	// Identifiers have gaps, begin anywhere, and need not be numbers; the host
	// is participant 0.
	comments := "comment-id,moderated,comment-body\nx,1,X\n12,1,B\n3,1,A\n"
	matrix := "participant,group-id,n-comments,n-votes,n-agree,n-disagree,3,12,x\n0,,0,1,0,0,0,,\n70000000,1,0,2,1,1,1,,-1\nann,0,0,1,1,0,,1,\n9,,0,0,0,0,,,\n"
	c := read(t, Options{}, commentsFile, comments, "participants-votes.csv", matrix)
	wantBallots(t, c, "0 3 0", "70000000 3 1", "70000000 x -1", "ann 12 1")
	if want := []string{"0", "9", "70000000", "ann"}; !slices.Equal(c.Participants, want) {
		t.Errorf("participants %q, want %q", c.Participants, want)
	}
	if want := []int{-1, -1, 1, 0}; !slices.Equal(c.Group, want) {
		t.Errorf("groups %v, want %v", c.Group, want)
	}
}

func TestTrap5Grouping(t *testing.T) {
	// A blank group-id is no group; voters-in-conv says nothing about it.
	matrix := "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0\n1,,0,0,1,1,0,1\n2,,,0,1,1,0,1\n3,,1,0,1,0,1,-1\n"
	c := read(t, Options{}, commentsFile, someComments, "participants-votes.csv", matrix, summaryFile, "voters,3\nvoters-in-conv,3\n")
	if want := []int{0, -1, 1}; !slices.Equal(c.Group, want) {
		t.Errorf("groups %v, want %v", c.Group, want)
	}
	c = read(t, Options{SkipGroups: true}, commentsFile, someComments, "participants-votes.csv", "not even a matrix", votesFile, votesHeader)
	if c.Group != nil {
		t.Errorf("groups %v, want none", c.Group)
	}
}

func TestTrap6Quoting(t *testing.T) {
	const header = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
	row := func(id, body string) string { return "1403067224,Wed,\"" + id + "\",0,0,0,1," + body + "\n" }
	for body, want := range map[string]string{
		`plain`:                           "plain",
		`"quoted, with ""quotes"""`:       `quoted, with "quotes"`,
		"\"two\nlines\"":                  "two\nlines",
		"\"two\r\n\r\nlines\"\r":          "two\r\n\r\nlines",
		`bare, with commas, and "quotes"`: `bare, with commas, and "quotes"`,
		`"The EU" is a concept, they say`: `"The EU" is a concept, they say`,
		"bare\nover three\n\nlines\r":     "bare\nover three\n\nlines",
		"<b>HTML</b> &amp; 😀 小黃":          "<b>HTML</b> &amp; 😀 小黃",
		`"`:                               `"`,
		`""`:                              ``,
		``:                                ``,
		"'Lexit' stays as it is":          "'Lexit' stays as it is",
		"in 2024, 5, 6, 7, 8, 9, 10, 11\n3, 4, of, them, or, so, many, commas": "in 2024, 5, 6, 7, 8, 9, 10, 11\n3, 4, of, them, or, so, many, commas",
	} {
		c, err := Read(folder(commentsFile, header+row("0", body)+row("1", "next")), Options{})
		if err != nil {
			t.Errorf("%q: %v", body, err)
			continue
		}
		if got := c.Statements[0].Text; len(c.Statements) != 2 || got != want || c.Statements[1].Text != "next" {
			t.Errorf("%q: %q, want %q; %d statements", body, got, want, len(c.Statements))
		}
	}
	c := read(t, Options{}, commentsFile, header+row("0", "bare, and\ncontinued")+row("1", "sound"))
	if w := warned(c, "text_unquoted"); w == nil || w.Args["statements"] != 1 || w.Args["lines"] != 1 {
		t.Errorf("warnings %v, want text_unquoted of 1 statement, 1 line", c.Warnings)
	}
	c = read(t, Options{}, commentsFile, header+row("0", "\"a row?\n1403067224,Wed,7,0,0,0,1,inside\""))
	wantWarning(t, c, "row_inside_text", true)
	if len(c.Statements) != 1 {
		t.Errorf("%d statements: a text in quotes cannot make statements", len(c.Statements))
	}
}

func TestTrap7ModerationAndMeta(t *testing.T) {
	comments := "comment-id,author-id,moderated,is-meta,is-seed,group-informed-consensus,comment-body\n" +
		"0,1,-1,false,false,0.5,rejected\n1,1,0,false,true,,pending\n2,1,1,true,true,,meta\n3,1,1,,,,unknown\n"
	votes := "timestamp,comment-id,voter-id,vote\n1,0,1,1\n1,1,1,1\n1,2,1,1\n1,3,1,1\n1,9,1,1\n"
	c := read(t, Options{}, commentsFile, comments, votesFile, votes)
	wantBallots(t, c, "1 1 1", "1 3 1")
	if want := []int{1, 3}; !slices.Equal(c.Columns, want) {
		t.Errorf("columns %v, want %v", c.Columns, want)
	}
	for i, want := range []Meta{MetaNo, MetaNo, MetaYes, MetaUnknown} {
		if got := c.Statements[i].Meta; got != want {
			t.Errorf("statement %d: meta %v, want %v", i, got, want)
		}
	}
	if w := warned(c, "meta_unknown"); w == nil || w.Args["statements"] != 1 {
		t.Errorf("warnings %v, want meta_unknown of 1 statement", c.Warnings)
	}
	for why, want := range map[Reason]int64{OnRejected: 1, OnMeta: 1, OnUnlisted: 1} {
		if n := c.Report.Ignored(votesFile, why); n != want {
			t.Errorf("%s: %d rows, want %d", why, n, want)
		}
	}
	wantWarning(t, c, "statements_unlisted", true)
}

func TestTrap8WhatIsMissing(t *testing.T) {
	const matrix = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n4,,0,2,1,1,1,-1\n"
	c := read(t, Options{}, commentsFile, someComments, "participant-votes.csv", matrix)
	wantBallots(t, c, "4 0 1", "4 1 -1")
	wantWarning(t, c, "no_votes_file", true)
	if c.Report.VotesFrom != "participant-votes.csv" {
		t.Errorf("votes from %q", c.Report.VotesFrom)
	}
	c = read(t, Options{}, commentsFile, someComments)
	wantWarning(t, c, "no_votes_file", true)
	wantWarning(t, c, "no_matrix_file", true)
	wantWarning(t, c, "no_votes_at_all", true)
	if len(c.Columns) != 2 || c.Votes.Statements() != 2 || c.Votes.Len() != 0 {
		t.Errorf("%d columns, %d votes, want the statements without votes", len(c.Columns), c.Votes.Len())
	}
	c = read(t, Options{}, votesFile, votesHeader+"1,,5,9,1\n1,,2,10,-1\n")
	wantBallots(t, c, "9 5 1", "10 2 -1")
	wantWarning(t, c, "no_comments_file", true)
	if _, err := Read(folder(summaryFile, "topic,x\n"), Options{}); err == nil {
		t.Error("no error for a folder without a conversation")
	}
}
