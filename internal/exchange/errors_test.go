package exchange

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
)

func TestErrorsNameThePlace(t *testing.T) {
	const matrix = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"
	for _, test := range []struct{ file, contents, want string }{
		{votesFile, votesHeader + "1,,0,1,1\n1,,0,2,2\n", `votes.csv, line 3, column 5 (vote): found "2", expected -1, 0 or 1`},
		{votesFile, votesHeader + "1,,0,1,\n", `votes.csv, line 2, column 5 (vote): found "", expected -1, 0 or 1`},
		{votesFile, votesHeader + "1,\"two\nlines\",0,1,1\nx,,0,1,1\n", `votes.csv, line 4, column 1 (timestamp): found "x", expected ` + wantTime},
		{votesFile, votesHeader + "9999999999,,0,1,1\n", `votes.csv, line 2, column 1 (timestamp): found "9999999999", expected ` + wantTime},
		{votesFile, votesHeader + "1,,0,,1\n", `votes.csv, line 2, column 4 (voter-id): found "", expected ` + wantID},
		{votesFile, votesHeader + "\n\n1,,\"\x01\",1,1\n", `votes.csv, line 4, column 3 (comment-id): found "\x01", expected ` + wantID},
		{votesFile, votesHeader + "1,,0,1\n", `votes.csv, line 2: expected 5 cells as in the header, not 4`},
		{votesFile, votesHeader + "1403058993,5\n1403058994,7,0,1\n1403058994,x,7,0,1\n", `votes.csv, line 2: expected 5 cells as in the header, not 2`},
		{votesFile, votesHeader + "1,,0,1,1,extra\n", `votes.csv, line 2, column 6: found "extra", expected no more than the 5 cells of the header`},
		{votesFile, votesHeader + "1,\"x\n1,,0,1,1\n", `votes.csv, line 2, column 2: expected a closing quote`},
		{votesFile, votesHeader + "1,\"x\"y,0,1,1\n", `votes.csv, line 2, column 2: expected a comma or the end of the line after the closing quote`},
		{votesFile, "timestamp,voter-id,vote\n", `votes.csv, line 1: expected a column comment-id or comment_id`},
		{votesFile, "vote,vote\n", `votes.csv, line 1, column 2: found "vote", expected every column name once`},
		{votesFile, "", `votes.csv, line 1: expected a header that names the columns`},
		{votesFile, "\xff\xfet\x00", `votes.csv, line 1: expected text in UTF-8 (this file is in UTF-16)`},
		{commentsFile, someComments + "1403058993,x,2,1,1,0,7,text\n", `comments.csv, line 4, column 7 (moderated): found "7", expected -1 (rejected), 0 (pending) or 1 (accepted)`},
		{commentsFile, someComments + "1403058993,x,2,1,-1,0,1,text\n", `comments.csv, line 4, column 5 (agrees): found "-1", expected a count`},
		{commentsFile, someComments + "1403058993,x,1,1,1,0,1,text\n", `comments.csv, line 4, column 3 (comment-id): found "1", expected every statement once`},
		{commentsFile, someComments + "1403058993,x,2\n", `comments.csv, line 4: expected 8 cells as in the header, not 3`},
		{commentsFile, someComments + "1403058993,\"x,2\n", `comments.csv, line 4, column 2: expected a closing quote`},
		{commentsFile, someComments + "1403058993,\"x\"y,2\n", `comments.csv, line 4, column 2: expected a comma after the closing quote`},
		{commentsFile, someComments + "1403058993,x,2,1,1,0,1,\xff\n", `comments.csv, line 4, column 8 (comment-body): found "\xff", expected text in UTF-8`},
		{commentsFile, "comment-id,is-meta,comment-body\n1,perhaps,x\n", `comments.csv, line 2, column 2 (is-meta): found "perhaps", expected true or false`},
		{"participant-votes.csv", matrix + "1,,0,1,1,0,1,3\n", `participant-votes.csv, line 2, column 8 (1): found "3", expected -1, 0 or 1 or nothing`},
		{"participant-votes.csv", matrix + "1,A,0,1,1,0,1,\n", `participant-votes.csv, line 2, column 2 (group-id): found "A", expected the number of a group, or nothing`},
		{"participant-votes.csv", matrix + "1,,0,1,1,0,1,\n1,,0,1,1,0,1,\n", `participant-votes.csv, line 3, column 1 (participant): found "1", expected every participant once`},
		{"participant-votes.csv", matrix + "1,,0,1,1,0,1\n", `participant-votes.csv, line 2: expected 8 cells as in the header, not 7`},
		{"participant-votes.csv", "0,1,participant\n", `participant-votes.csv, line 1: expected the columns participant, xid, group-id, n-comments, n-votes, n-agree, n-disagree before those of the statements`},
		{"participant-votes.csv", "participant,,1\n", `participant-votes.csv, line 1, column 2: expected ` + wantID},
		{sidesFile, "participant,side\n1,armenia\n2,azerbaijan\n1,azerbaijan\n", `sides.csv, line 4, column 2 (side): found "azerbaijan", expected one side for each participant; an earlier row says armenia`},
		{sidesFile, "participant\n", `sides.csv, line 1: expected a column side`},
		{summaryFile, "topic,\xff\n", `summary.csv, line 1, column 2 (topic): found "\xff", expected text in UTF-8`},
		{summaryFile, "topic,x\nvote-convention,x\n", `summary.csv, line 2, column 2 (vote-convention): found "x", expected ` + wantConvention},
		{formatFile, "{\n\"format\":}", `format.json, line 2: expected JSON (invalid character '}' looking for beginning of value)`},
		{settingsFile, `{"format":"parley-conversation/2"}`, `parley.json (format): found "parley-conversation/2", expected parley-conversation/1`},
		{settingsFile, `{"format":"parley-conversation/1","threshold":1.5}`, `parley.json (threshold): found "1.5", expected a share between 0 and 1`},
		{settingsFile, `{"format":"parley-conversation/1","side_order":["azerbaijan","azerbaijan"]}`, `parley.json (side_order): found "azerbaijan", expected ` + wantID + `, every side once`},
		{settingsFile, `{"format":"parley-conversation/1","populations":{"armenia":3}}`, `parley.json (populations): found "armenia: 3", expected a number of people for a side of side_order`},
		{settingsFile, "{\n\n\"threshold\":\"x\"}", `parley.json, line 3 (threshold): found "string", expected a JSON float64`},
	} {
		m := folder(commentsFile, someComments)
		m[test.file] = []byte(test.contents)
		_, err := Read(m, Options{})
		var e *Error
		if !errors.As(err, &e) || e.Error() != test.want {
			t.Errorf("%q:\n%v, want\n%s", test.contents, err, test.want)
		}
	}
}

func TestErrorIsShort(t *testing.T) {
	_, err := Read(folder(commentsFile, someComments, votesFile, votesHeader+"1,,0,1,"+strings.Repeat("ə", 5000)+"\n"), Options{})
	if err == nil || len(err.Error()) > 200 || !strings.Contains(err.Error(), "ə…") {
		t.Errorf("error %v", err)
	}
}

// brokenFile fails after its first bytes.
type brokenFile struct{ memory }

var errBroken = errors.New("the disk is broken")

func (b brokenFile) Open(name string) (fs.File, error) {
	f, err := b.memory.Open(name)
	if err != nil || name != votesFile {
		return f, err
	}
	return halfFile{f}, nil
}

type halfFile struct{ fs.File }

func (h halfFile) Read(p []byte) (int, error) { return 0, errBroken }

func TestReadErrorIsKept(t *testing.T) {
	_, err := Read(brokenFile{folder(commentsFile, someComments, votesFile, votesHeader)}, Options{})
	if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), votesFile) {
		t.Errorf("error %v, want one that wraps %v and names the file", err, errBroken)
	}
}

// A reader that returns nothing for ever is given up.
func TestNoProgress(t *testing.T) {
	if _, err := newScanner("x", silence{}, nil).row(); err == nil {
		t.Error("no error")
	}
}

type silence struct{}

func (silence) Read([]byte) (int, error) { return 0, nil }
