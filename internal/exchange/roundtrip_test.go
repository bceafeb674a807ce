package exchange

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/internal/opinion"
)

// sameAfterWriting writes a conversation, reads it back and compares all but
// what describes the reading.
func sameAfterWriting(t testing.TB, c *Conversation) {
	t.Helper()
	m := memory{}
	if err := Write(m.create, c, WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	back, err := Read(m, Options{})
	if err != nil {
		t.Fatalf("read back: %v\n%s", err, m[commentsFile])
	}
	compare(t, c, back)
	again := memory{}
	if err := Write(again.create, back, WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	for name := range m {
		if string(m[name]) != string(again[name]) {
			t.Errorf("%s written again:\n%s\nfirst:\n%s", name, again[name], m[name])
		}
	}
}

func compare(t testing.TB, want, got *Conversation) {
	t.Helper()
	a, b := *want, *got
	a.Report, b.Report, a.Warnings, b.Warnings = Report{}, Report{}, nil, nil
	a.Votes, b.Votes = nil, nil
	a.Statements, b.Statements = uncounted(want), uncounted(got)
	for _, c := range []*Conversation{&a, &b} { // nil and empty are the same
		c.Participants, c.Sides = append([]string{}, c.Participants...), append([]string{}, c.Sides...)
		c.Side, c.Columns, c.Populations = append([]int{}, c.Side...), append([]int{}, c.Columns...), append([]int{}, c.Populations...)
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("read back\n%+v\nwant\n%+v", b, a)
	}
	if got, want := ballots(got), ballots(want); !slices.Equal(got, want) {
		t.Errorf("votes %q, want %q", got, want)
	}
}

// uncounted returns the statements, those with a column without their counts,
// which Write makes anew.
func uncounted(c *Conversation) []Statement {
	all := append([]Statement{}, c.Statements...)
	for _, i := range c.Columns {
		all[i].Agrees, all[i].Disagrees = 0, 0
	}
	return all
}

// randomText returns text made of what is hard on files.
func randomText(r *rand.Rand) string {
	parts := []string{"=", "+", "-", "@", "'", "\t", "\n", "\r\n", `"`, `""`, ",", " ", "a", "1403058993627,x,3,1,1,1,1,", "Ünï", "小黃", "😀", "#", "＝"}
	var s strings.Builder
	for range r.IntN(7) {
		s.WriteString(parts[r.IntN(len(parts))])
	}
	return s.String()
}

// randomID returns an identifier, often a plain number.
func randomID(r *rand.Rand) string {
	if r.IntN(3) > 0 {
		return fmt.Sprint(r.IntN(40))
	}
	if id := strings.Trim(strings.Map(noControl, randomText(r)), " \t"); id != "" {
		return id
	}
	return "00" + fmt.Sprint(r.Uint64())
}

func noControl(c rune) rune {
	if c < ' ' {
		return -1
	}
	return c
}

func randomIDs(r *rand.Rand, n int) []string {
	set := map[string]bool{}
	for range n {
		set[randomID(r)] = true
	}
	return slices.SortedFunc(maps.Keys(set), CompareIDs)
}

// randomConversation returns a conversation as Read might return it.
func randomConversation(r *rand.Rand) *Conversation {
	c := &Conversation{
		Topic: randomText(r), Description: randomText(r), URL: randomText(r),
		Participants: randomIDs(r, r.IntN(12)), Sides: randomIDs(r, r.IntN(4)),
		Simulated: r.IntN(2) == 0, Threshold: []float64{0, 0.5, 0.6}[r.IntN(3)], Engine: randomID(r),
	}
	for range c.Sides {
		c.Populations = append(c.Populations, r.IntN(30))
	}
	for range c.Participants {
		c.Side = append(c.Side, r.IntN(len(c.Sides)+1)-1)
		c.Group = append(c.Group, r.IntN(3)-1)
	}
	if !slices.ContainsFunc(c.Group, func(g int) bool { return g >= 0 }) {
		c.Group = nil
	}
	for _, id := range randomIDs(r, r.IntN(8)) {
		c.Statements = append(c.Statements, randomStatement(r, c, id))
	}
	columns := c.include()
	b := opinion.NewBuilder()
	for p := range c.Participants {
		for i := range c.Statements {
			if columns[i] >= 0 && r.IntN(2) == 0 {
				b.Add(p, int(columns[i]), opinion.Vote(r.IntN(3)-1), 0)
			}
		}
	}
	identity := make([]int, len(c.Columns))
	for i := range identity {
		identity[i] = i
	}
	c.Votes = b.Votes(identity, len(identity))
	return c
}

func randomStatement(r *rand.Rand, c *Conversation, id string) Statement {
	s := Statement{
		ID: id, Text: randomText(r), Language: []string{"", "hy", "az"}[r.IntN(3)],
		AuthorSide: r.IntN(len(c.Sides)+1) - 1, Moderated: Moderation(r.IntN(3) - 1),
		Meta: Meta(r.IntN(3)), Seed: r.IntN(2) == 0, Created: r.Int64N(2e9) * 1000,
		Agrees: r.IntN(5) - 1, Disagrees: r.IntN(5) - 1,
	}
	if n := len(c.Participants); n > 0 && r.IntN(2) == 0 {
		p := r.IntN(n)
		s.Author = c.Participants[p]
		if c.Side[p] >= 0 {
			s.AuthorSide = c.Side[p]
		}
	}
	return s
}

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(500) {
		c := randomConversation(rand.New(rand.NewPCG(seed, 0)))
		if sameAfterWriting(t, c); t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestGuard(t *testing.T) {
	for text, cell := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\r=": "'\r=", "\n=": "'\n=", "＝1": "'＝1",
		"'=1": "''=1", "''=": "'''=", "'x": "'x", "x=1": "x=1", "": "", "'": "'", " =1": " =1",
	} {
		if got := guard(text); got != cell {
			t.Errorf("guard(%q) = %q, want %q", text, got, cell)
		}
		if got := unguard(cell); got != text {
			t.Errorf("unguard(%q) = %q, want %q", cell, got, text)
		}
	}
	// No cell of a written folder can be taken for a formula, but for numbers.
	c := randomConversation(rand.New(rand.NewPCG(7, 7)))
	c.Topic, c.Description, c.URL = "=A1", "-1+cmd", "@SUM(A1)"
	m := memory{}
	if err := Write(m.create, c, WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	for name, data := range m {
		s := newScanner(name, strings.NewReader(string(data)), nil)
		for row, err := s.row(); err == nil && strings.HasSuffix(name, ".csv"); row, err = s.row() {
			for _, cell := range row.cells {
				if text := string(cell); formula(text) && text != "-1" {
					t.Errorf("%s: a cell begins %q", name, text)
				}
			}
		}
	}
}
