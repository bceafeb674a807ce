package exchange

import (
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/internal/opinion"
)

// written writes a conversation to memory.
func written(t *testing.T, c *Conversation, opt WriteOptions) memory {
	t.Helper()
	m := memory{}
	if err := Write(m.create, c, opt); err != nil {
		t.Fatal(err)
	}
	return m
}

func wantFile(t *testing.T, m memory, name, want string) {
	t.Helper()
	if got := string(m[name]); got != want {
		t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
	}
}

func TestWrite(t *testing.T) {
	c := read(t, Options{}, commentsFile, someComments+"1403058993629,,5,2,7,8,-1,=rejected\n", votesFile, someVotes,
		sidesFile, "participant,side\n2,azerbaijan\n1,armenia\n44,azerbaijan\n", summaryFile, "topic,\"A \"\"topic\"\"\"\nurl,https://example.org/x\n")
	m := written(t, c, WriteOptions{
		Engine: "parley-opinion/1", At: 1403058993627,
		Groups: []GroupTally{{{1, 0, 0}, {0, 0, 0}}, {{0, 1, 0}, {1, 0, 0}}}, GroupOf: []int{0, 1, -1, -1},
	})
	wantFile(t, m, summaryFile, `topic,"A ""topic"""
url,"https://example.org/x"
voters,3
voters-in-conv,3
commenters,2
comments,3
groups,2
conversation-description,""
vote-convention,agree=+1;disagree=-1;pass=0;format=polis-export/1
`)
	wantFile(t, m, commentsFile, `timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1403058993,2014-06-18T02:36:33Z,0,1,1,1,1,"First"
1403058993,2014-06-18T02:36:33Z,1,1,1,0,0,"Second"
1403058993,2014-06-18T02:36:33Z,5,2,7,8,-1,"'=rejected"
`)
	wantFile(t, m, votesFile, `timestamp,datetime,comment-id,voter-id,vote
1403058993,2014-06-18T02:36:33Z,0,1,1
1403058993,2014-06-18T02:36:33Z,0,2,-1
1403058993,2014-06-18T02:36:33Z,1,2,1
1403058993,2014-06-18T02:36:33Z,0,3,0
`)
	wantFile(t, m, "participant-votes.csv", `participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,5
1,0,2,1,1,0,1,,
2,1,1,2,1,1,-1,1,
3,,0,1,0,0,0,,
`)
	wantFile(t, m, "participant-importance.csv", `participant,group-id,n-comments,n-votes,n-important,0,1,5
1,0,2,1,0,0,,
2,1,1,2,0,0,0,
3,,0,1,0,0,,
`)
	wantFile(t, m, "comment-groups.csv", `comment-id,comment,total-votes,total-agrees,total-disagrees,total-passes,group-a-votes,group-a-agrees,group-a-disagrees,group-a-passes,group-b-votes,group-b-agrees,group-b-disagrees,group-b-passes
0,"First",2,1,1,0,1,1,0,0,1,0,1,0
1,"Second",1,1,0,0,0,0,0,0,1,1,0,0
`)
	wantFile(t, m, "comment-clusters.csv", `comment-id,moderated,active,comment-body
0,1,1,"First"
1,0,1,"Second"
5,-1,0,"'=rejected"
`)
	wantFile(t, m, sidesFile, `participant,side
1,"armenia"
2,"azerbaijan"
44,"azerbaijan"
`)
	wantFile(t, m, settingsFile, `{
  "format": "parley-conversation/1",
  "engine": "parley-opinion/1",
  "simulated": false,
  "side_order": [
    "armenia",
    "azerbaijan"
  ],
  "populations": {
    "armenia": 0,
    "azerbaijan": 0
  },
  "formula_guard": "'",
  "statements": [
    {
      "statement": "0",
      "side": "armenia"
    },
    {
      "statement": "1",
      "side": "armenia"
    },
    {
      "statement": "5",
      "side": "azerbaijan"
    }
  ]
}
`)
	var format map[string]any
	if err := json.Unmarshal(m[formatFile], &format); err != nil || format["format"] != exportFormat || format["vote-convention"] != exportConvention ||
		!reflect.DeepEqual(format["vote"], map[string]any{"agree": 1.0, "disagree": -1.0, "pass": 0.0}) {
		t.Errorf("format.json: %v, %s", err, m[formatFile])
	}
	if len(m) != 10 {
		t.Errorf("%d files, want the eight of polis-export/1 and two", len(m))
	}
	if c.Group = []int{0, 1, -1, -1}; !t.Failed() {
		back, err := Read(m, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(back.Group, c.Group) || back.Engine != "parley-opinion/1" {
			t.Errorf("groups %v, engine %q", back.Group, back.Engine)
		}
	}
}

// Ballots say nothing of who cast them: two conversations that differ only in
// identifiers, their order, times and authors give the same bytes.
func TestBallots(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 9))
		c := randomConversation(r)
		m := written(t, c, WriteOptions{Ballots: true, At: 1403058993627})
		if text := string(m[votesFile]); strings.Contains(text, "\n1403058993,") || c.Votes.Len() > 0 && !strings.Contains(text, "1403049600,2014-06-18T00:00:00Z") {
			t.Fatalf("times are not cut to midnight:\n%s", text)
		}
		other := renamed(r, c)
		for name, data := range written(t, other, WriteOptions{Ballots: true, At: 1403060000000}) {
			if string(data) != string(m[name]) {
				t.Fatalf("seed %d: %s differs:\n%s\n%s", seed, name, data, m[name])
			}
		}
		back, err := Read(m, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if back.Votes.Len() != c.Votes.Len() || back.Statements != nil && slices.ContainsFunc(back.Statements, func(s Statement) bool { return s.Author != "" }) {
			t.Errorf("seed %d: %d votes, want %d; statements %+v", seed, back.Votes.Len(), c.Votes.Len(), back.Statements)
		}
	}
}

// renamed returns the conversation with its participants under other names, in
// another order, and statements written by others at another hour.
func renamed(r *rand.Rand, c *Conversation) *Conversation {
	was := r.Perm(len(c.Participants))
	other := *c
	other.Participants = nil
	for i := range was {
		other.Participants = append(other.Participants, "p"+string(rune('a'+i)))
	}
	other.Side = permuted(c.Side, was)
	if c.Group != nil {
		other.Group = permuted(c.Group, was)
	}
	other.Statements = append([]Statement{}, c.Statements...)
	for i := range other.Statements {
		s := &other.Statements[i]
		s.Author = ""
		s.Created -= s.Created % (day * 1000)
	}
	b := opinion.NewBuilder()
	for i, p := range was {
		if p < c.Votes.Participants() {
			for column, v := range c.Votes.Row(p) {
				b.Add(i, column, v, 0)
			}
		}
	}
	identity := make([]int, len(c.Columns))
	for i := range identity {
		identity[i] = i
	}
	other.Votes = b.Votes(identity, len(identity))
	return &other
}

func TestWriteRefuses(t *testing.T) {
	for name, spoil := range map[string]func(c *Conversation, opt *WriteOptions){
		"participant without a name": func(c *Conversation, opt *WriteOptions) { c.Participants[0] = "" },
		"a name of two lines":        func(c *Conversation, opt *WriteOptions) { c.Participants[0] = "a\nb" },
		"a side without a name":      func(c *Conversation, opt *WriteOptions) { c.Sides[0] = " " },
		"a side for nobody":          func(c *Conversation, opt *WriteOptions) { c.Side = append(c.Side, 0) },
		"a text that is no text":     func(c *Conversation, opt *WriteOptions) { c.Statements[0].Text = "\xff" },
		"a missing column":           func(c *Conversation, opt *WriteOptions) { c.Columns = c.Columns[1:] },
		"no populations":             func(c *Conversation, opt *WriteOptions) { c.Populations = nil },
		"no share":                   func(c *Conversation, opt *WriteOptions) { c.Threshold = 2 },
		"a short group":              func(c *Conversation, opt *WriteOptions) { opt.Groups = []GroupTally{{}} },
	} {
		c := read(t, Options{}, commentsFile, someComments, votesFile, someVotes, sidesFile, "participant,side\n1,armenia\n")
		var opt WriteOptions
		spoil(c, &opt)
		m := memory{}
		if err := Write(m.create, c, opt); err == nil || len(m) > 0 {
			t.Errorf("%s: error %v, %d files", name, err, len(m))
		}
	}
}

// fullDisk fails when a file is written to or closed.
type fullDisk struct{ onClose bool }

var errFull = errors.New("the disk is full")

func (f fullDisk) Write(p []byte) (int, error) {
	if f.onClose {
		return len(p), nil
	}
	return 0, errFull
}

func (f fullDisk) Close() error {
	if f.onClose {
		return errFull
	}
	return nil
}

func TestWriteErrorsAreKept(t *testing.T) {
	c := read(t, Options{}, commentsFile, someComments)
	for name, create := range map[string]Create{
		"create": func(string) (io.WriteCloser, error) { return nil, errFull },
		"write":  func(string) (io.WriteCloser, error) { return fullDisk{}, nil },
		"close":  func(string) (io.WriteCloser, error) { return fullDisk{onClose: true}, nil },
	} {
		if err := Write(create, c, WriteOptions{}); !errors.Is(err, errFull) || !strings.Contains(err.Error(), summaryFile) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestLetters(t *testing.T) {
	for g, want := range map[int]string{0: "a", 25: "z", 26: "aa", 27: "ab", 701: "zz", 702: "aaa"} {
		if got := letters(g); got != want {
			t.Errorf("letters(%d) = %s, want %s", g, got, want)
		}
	}
}
