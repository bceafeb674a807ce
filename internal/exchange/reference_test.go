package exchange

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// reference is the part of ../shared/data/reference that bears on reading.
type reference struct {
	Name         string
	Source       string
	Statements   []string
	Rejected     []string
	Participants []string
	VotesCast    []int             `json:"votes_cast"`
	Counts       map[string][3]int // agree, disagree, pass
}

const sharedData = "../../../shared/data"

// TestReference compares with what an independent reader counted in seven real
// conversations: which statements and people, and how many votes.
func TestReference(t *testing.T) {
	files, err := filepath.Glob(sharedData + "/reference/*.json")
	if err != nil || len(files) == 0 {
		t.Skipf("skipped: no reference conversations in %s (they are not part of the repository)", sharedData)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want reference
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		t.Run(want.Name, func(t *testing.T) { compareReference(t, want) })
	}
}

func compareReference(t *testing.T, want reference) {
	c, err := Read(os.DirFS(sharedData+"/polis/"+want.Name), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c.Report.VotesFrom != want.Source {
		t.Errorf("votes from %s, want %s", c.Report.VotesFrom, want.Source)
	}
	var statements, rejected []string
	for i := range c.Statements {
		if s := &c.Statements[i]; s.Included() {
			statements = append(statements, s.ID)
		} else {
			rejected = append(rejected, s.ID)
		}
	}
	if !slices.Equal(statements, want.Statements) || !slices.Equal(rejected, want.Rejected) {
		t.Errorf("statements %q, left out %q; want %q and %q", statements, rejected, want.Statements, want.Rejected)
	}
	var people []string
	var cast []int
	for p := range c.Votes.Participants() {
		n := 0
		for range c.Votes.Row(p) {
			n++
		}
		if n > 0 {
			people, cast = append(people, c.Participants[p]), append(cast, n)
		}
	}
	if !slices.Equal(people, want.Participants) || !slices.Equal(cast, want.VotesCast) {
		t.Errorf("%d participants with votes %v, want %d with %v", len(people), cast, len(want.Participants), want.VotesCast)
	}
	for column, n := range latestCounts(c) {
		id := c.Statement(column).ID
		if got := [3]int{int(n[2]), int(n[0]), int(n[1])}; got != want.Counts[id] {
			t.Errorf("statement %s: %v, want %v", id, got, want.Counts[id])
		}
	}
}

// TestRealRoundTrip writes the real conversations and reads them back.
func TestRealRoundTrip(t *testing.T) {
	dirs, _ := filepath.Glob(sharedData + "/polis/*/comments.csv")
	if len(dirs) == 0 {
		t.Skipf("skipped: no conversations in %s (they are not part of the repository)", sharedData)
	}
	for _, file := range dirs {
		c, err := Read(os.DirFS(filepath.Dir(file)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.Statements {
			c.Statements[i].Created -= c.Statements[i].Created % 1000
		}
		sameAfterWriting(t, c)
	}
}
