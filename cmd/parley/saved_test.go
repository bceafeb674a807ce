package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/store/pgtest"
)

// A backup made in a storm holds what everybody had cast at one moment while it
// was made, of each the votes in their order; restored on either database it is
// a node that goes on (R19).
func TestBackupUnderLoad(t *testing.T) {
	p := prepare(t, "", 48, 100)
	running := p.serve(t)
	p.signIn(t, running.address)
	s := &storm{prepared: p, t: t}
	s.begin(1500/len(p.takers), running.address)
	s.going.Wait()
	before := make([]int, len(p.takers)) // votes of each that the backup must have
	for i, k := range p.takers {
		before[i] = len(k.sent)
	}
	s.begin(100_000, running.address)
	s.after(300)
	file := filepath.Join(t.TempDir(), "backup.age")
	status, backup := do(t, "backup", "--data", string(p.dir), "--out", file)
	if status != 0 {
		t.Fatalf("backup: %s", backup.logged.String())
	}
	s.abate()
	running.stop()
	p.check(t)
	text, err := os.ReadFile(file)
	must(t, err)
	if strings.Contains(string(text), "Bridge") || !strings.HasPrefix(string(text), "age-encryption.org/v1\n") {
		t.Error("the backup is not sealed")
	}
	t.Run("SQLite", func(t *testing.T) { p.restored(t, "", file, before) })
	t.Run("PostgreSQL", func(t *testing.T) { p.restored(t, pgtest.URL(t), file, before) })
}

// restored restores a backup and checks what comes of it.
func (p *prepared) restored(t *testing.T, database, file string, before []int) {
	to := *p
	to.dir, to.database = p.copySecrets(t), database
	args := []string{"restore", file, "--data", string(to.dir), "--identity", p.steward}
	if database != "" {
		args = append(args, "--database", database)
	}
	if status, restore := do(t, args...); status != 0 {
		t.Fatalf("restore: %s", restore.logged.String())
	}
	to.whole(t)
	votes, _ := to.kept(t)
	for i, k := range p.takers {
		if !k.wasOnce(votes[k.id], before[i]) {
			t.Errorf("participant %d never had these votes", i)
		}
	}
	if status, again := do(t, args...); status != 1 || !strings.Contains(again.logged.String(), "There is something in this database already") {
		t.Errorf("restored twice: status %d, %s", status, again.logged.String())
	}
	running := to.serve(t)
	k := *p.takers[0] // whose cookie the secrets still open
	k.wires = nil
	must(t, k.vote(running.address, dialogue.Vote{Participant: k.id, Statement: p.statements[0], Choice: dialogue.Agree}))
	running.stop()
}

// whole checks that everything refers to something that is there.
func (p *prepared) whole(t testing.TB) {
	t.Helper()
	votes, _ := p.kept(t)
	p.open(t, func(n *node.Node) {
		d, err := n.Store.Dialogue(t.Context(), p.dialogue)
		must(t, err)
		people, err := n.Store.Participants(t.Context(), p.dialogue)
		must(t, err)
		statements, err := n.Store.Statements(t.Context(), p.dialogue)
		must(t, err)
		there := map[dialogue.ParticipantID]bool{}
		joined := map[dialogue.SideID]int{}
		for _, who := range people {
			there[who.ID] = true
			joined[who.Side]++
		}
		for _, a := range d.Sides {
			if a.Joined != joined[a.Side] || a.Joined > a.Issued {
				t.Errorf("%s: %d joined, %d are there, of %d", a.Side, a.Joined, joined[a.Side], a.Issued)
			}
		}
		words := map[dialogue.StatementID]bool{}
		for _, s := range statements {
			words[s.ID] = true
		}
		for who, paper := range votes {
			for id := range paper {
				if !there[who] || !words[id] {
					t.Errorf("a vote of %d on %s refers to nothing", who, id)
				}
			}
		}
	})
}

// wasOnce reports whether these were the taker's votes at some moment after the
// first so many were cast.
func (k *taker) wasOnce(votes ballotPaper, first int) bool {
	then := ballotPaper{}
	for i, v := range k.sent {
		if i >= first && maps.Equal(then, votes) {
			return true
		}
		then[v.Statement] = v.Vote
	}
	return maps.Equal(then, votes)
}
