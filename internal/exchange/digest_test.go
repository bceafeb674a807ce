package exchange

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// What was written as ballots, with new identifiers in another order, has the
// digest of what it was written from, and with another salt another one (R2).
func TestDigestOutlivesTheHandOut(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 50 {
		c := randomConversation(r)
		out := memory{}
		c.Salt = bytes.Repeat([]byte{7}, 32)
		if err := Write(out.create, c, WriteOptions{Ballots: true}); err != nil {
			t.Fatal(err)
		}
		back, err := Read(out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(back.Salt, c.Salt) {
			t.Fatalf("the salt came back as %x", back.Salt)
		}
		if got, want := back.Digest(back.Salt), c.Digest(c.Salt); got != want {
			t.Fatalf("the digest of %d rows is %s, before it was %s", back.Votes.Rows(), got, want)
		}
		if c.Digest(nil) == c.Digest(c.Salt) {
			t.Fatal("the salt does not count")
		}
	}
}

// Whatever a figure rests on is part of the digest.
func TestDigestTellsChangesApart(t *testing.T) {
	files := func(change func(memory)) memory {
		m := folder("comments.csv", "comment-id,comment-body\n1000,a\n2000,b\n",
			"votes.csv", "comment-id,voter-id,vote\n1000,1,1\n2000,1,-1\n1000,2,0\n2000,2,1\n",
			"sides.csv", "participant,side\n1,valley\n2,hill\n",
			"parley.json", `{"format":"parley-conversation/1","threshold":0.5,"simulated":true,"side_order":["valley","hill"],"populations":{"valley":5,"hill":6},"statements":[]}`)
		if change != nil {
			change(m)
		}
		return m
	}
	digest := func(m memory) string {
		c, err := Read(m, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return c.Digest([]byte("salt"))
	}
	replace := func(name, old, new string) func(memory) {
		return func(m memory) {
			if !bytes.Contains(m[name], []byte(old)) {
				t.Fatalf("%s does not say %q", name, old)
			}
			m[name] = bytes.ReplaceAll(m[name], []byte(old), []byte(new))
		}
	}
	seen := []string{digest(files(nil))}
	if digest(files(replace("votes.csv", "1000,1,1\n2000,1,-1\n", "2000,1,-1\n1000,1,1\n"))) != seen[0] {
		t.Error("the order of rows counts")
	}
	for name, change := range map[string]func(memory){
		"a vote":       replace("votes.csv", "1000,1,1\n", "1000,1,-1\n"),
		"a vote less":  replace("votes.csv", "1000,2,0\n", ""),
		"a side":       replace("sides.csv", "1,valley\n2,hill", "1,hill\n2,valley"),
		"a population": replace("parley.json", `"hill":6`, `"hill":7`),
		"the majority": replace("parley.json", "0.5", "0.6"),
	} {
		got := digest(files(change))
		if slices.Contains(seen, got) {
			t.Errorf("%s changed, and the digest did not", name)
		}
		seen = append(seen, got)
	}
}
