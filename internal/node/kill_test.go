//go:build killpoints

package node_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/record"
	"parley/internal/store"
	"parley/internal/store/pgtest"
)

// A killing is what the process that is killed is told.
type killing struct {
	At      int // the point at which it dies
	URL     string
	Secrets string
	Now     time.Time
	Chair   dialogue.Viewer
	Act     dialogue.ProposalID
	Hash    string
	Note    string
	Jury    map[dialogue.SideID]keysOf
	Log     string
	Memory  string // file in which the witnesses remember
}

const killingEnv = "PARLEY_TEST_KILLING"

// TestMain is the process that is killed where it is told how.
func TestMain(m *testing.M) {
	text := os.Getenv(killingEnv)
	if text == "" {
		os.Exit(m.Run())
	}
	var k killing
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		panic(err)
	}
	if err := k.enact(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// enact turns the last key and takes the record to the witnesses, and dies at
// its point.
func (k killing) enact() error {
	left := -1
	store.Point = func() {
		if left--; left == 0 {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	ctx := context.Background()
	n, err := k.node(ctx)
	if err != nil {
		return err
	}
	var hash dialogue.Hash
	if _, err := hex.Decode(hash[:], []byte(k.Hash)); err != nil {
		return err
	}
	left = k.At
	if err := n.Approve(ctx, k.Chair, k.Act, hash, node.Signing{Note: []byte(k.Note)}); err != nil {
		return err
	}
	if err := n.Reach(ctx); err != nil {
		return err
	}
	return n.Store.Close()
}

// node opens the node as it is on disk, with witnesses that remember.
func (k killing) node(ctx context.Context) (*node.Node, error) {
	db, err := store.Open(ctx, store.Options{URL: k.URL})
	if err != nil {
		return nil, err
	}
	secrets, err := node.ParseSecrets([]byte(k.Secrets))
	if err != nil {
		return nil, err
	}
	return node.New(ctx, node.Options{Store: db, Secrets: secrets, Now: func() time.Time { return k.Now }, Random: newChance(byte(k.At)),
		Log: slog.New(slog.DiscardHandler), Ask: k.ask})
}

// ask is a witness that keeps its state before it answers.
func (k killing) ask(ctx context.Context, side dialogue.SideID, request []byte) ([]byte, error) {
	j := &jury{keys: k.Jury, log: k.Log, states: map[dialogue.SideID]record.WitnessState{}, now: func() time.Time { return k.Now }}
	if text, err := os.ReadFile(k.Memory); err == nil {
		if err := json.Unmarshal(text, &j.states); err != nil {
			return nil, err
		}
	}
	store.Point() // before it remembers
	line, err := j.ask(ctx, side, request)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(j.states)
	if err != nil {
		return nil, err
	}
	next := k.Memory + ".next"
	if err := errors.Join(os.WriteFile(next, text, 0o600), os.Rename(next, k.Memory)); err != nil {
		return nil, err
	}
	store.Point() // it remembers, and nobody has the answer
	return line, nil
}

// Wherever a process is killed between the last approval and the last
// cosignature, before and after every statement, state and record agree, nothing
// is public that is not cosigned, and the next process goes on from there (C5, C8).
func TestKilledAtEveryPoint(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { killEverywhere(t, sqliteURL) })
	t.Run("PostgreSQL", func(t *testing.T) { killEverywhere(t, func(t *testing.T) string { return pgtest.URL(t) }) })
}

func killEverywhere(t *testing.T, fresh func(*testing.T) string) {
	w := newWorldOn(t, fresh(t))
	j := newJury(t, "azerbaijan", "armenia")
	j.sit(w)
	p := w.propose("armenia", w.agree().report)
	j.approve(w, p, "armenia")
	view, err := w.Proposal(t.Context(), w.chair("azerbaijan"), p)
	w.must(err)
	size, err := w.db.RecordSize(t.Context())
	w.must(err)
	var dump bytes.Buffer
	w.must(w.db.Dump(t.Context(), &dump))
	hash := view.Proposal.Hash()
	k := killing{Secrets: string(w.secrets.Text()), Now: w.now, Chair: w.chair("azerbaijan"), Act: p, Hash: hash.String(),
		Note: string(j.signs(w, "azerbaijan", hash).Note), Jury: j.keys, Log: j.log}
	states := map[string]int{}
	for k.At = 1; ; k.At++ {
		if k.At > 500 {
			t.Fatal("it never comes to an end")
		}
		done := k.once(t, w, fresh, dump.Bytes(), size, states)
		if done {
			break
		}
	}
	t.Logf("killed at %d points, and found %v", k.At-1, states)
	if k.At < 30 || len(states) < 4 {
		t.Errorf("killed at %d points only, and found %v", k.At-1, states)
	}
}

// once runs a process to its death, looks at what is there, and goes on. It
// reports whether the process came to its end instead.
func (k killing) once(t *testing.T, w *world, fresh func(*testing.T) string, dump []byte, size int64, states map[string]int) (done bool) {
	t.Helper()
	ctx := t.Context()
	k.URL, k.Memory = fresh(t), filepath.Join(t.TempDir(), "memory")
	db := openDB(t, k.URL)
	w.must(db.Load(ctx, bytes.NewReader(dump)))
	w.must(db.Close())
	told, err := json.Marshal(k)
	w.must(err)
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), killingEnv+"="+string(told))
	out, err := child.CombinedOutput()
	var died *exec.ExitError
	if err != nil && (!errors.As(err, &died) || died.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL) {
		t.Fatalf("point %d: %v: %s", k.At, err, out)
	}
	done = err == nil

	store.Point = func() {}
	n, err := k.node(ctx)
	w.must(err)
	defer n.Store.Close()
	enacted, public := k.look(t, w, n, size)
	states["enacted "+strconv.FormatBool(enacted)+", public "+strconv.FormatBool(public)]++
	if _, err := os.Stat(k.Memory); err == nil {
		states["a witness remembers"]++
	}
	var hash dialogue.Hash
	_, err = hex.Decode(hash[:], []byte(k.Hash))
	w.must(err)
	if !enacted {
		w.must(n.Approve(ctx, k.Chair, k.Act, hash, node.Signing{Note: []byte(k.Note)}))
	}
	w.must(n.Reach(ctx))
	if enacted, public = k.look(t, w, n, size); !enacted || !public {
		t.Errorf("point %d: after going on, enacted is %v, public %v", k.At, enacted, public)
	}
	return done
}

// look says whether the act is enacted and the release public, and fails where
// state and record disagree.
func (k killing) look(t *testing.T, w *world, n *node.Node, before int64) (enacted, public bool) {
	t.Helper()
	ctx := t.Context()
	p, err := n.Store.Proposal(ctx, k.Act)
	w.must(err)
	releases, err := n.Store.Releases(ctx)
	w.must(err)
	size, err := n.Store.RecordSize(ctx)
	w.must(err)
	enacted = p.State == dialogue.Enacted
	if (len(releases) == 1) != enacted || (size == before+1) != enacted || (len(p.Approvals) == 2) != enacted || size < before || size > before+1 {
		t.Fatalf("point %d: the proposal is %s with %d approvals, there are %d releases, and the record grew from %d to %d",
			k.At, p.State, len(p.Approvals), len(releases), before, size)
	}
	if enacted {
		entry, err := n.Store.RecordOpened(ctx, releases[0].Entry)
		w.must(err)
		if entry.Entry.Kind != record.ReportApproved || entry.Entry.Subject != entry.Salt.Subject(p.Body) {
			t.Errorf("point %d: the entry is not of what was enacted", k.At)
		}
	}
	seen, err := n.Releases(ctx, dialogue.Viewer{})
	w.must(err)
	if len(seen) == 0 {
		return enacted, false
	}
	text, err := n.Bundle(ctx, dialogue.Viewer{}, seen[0].Release.ID)
	w.must(err)
	trust := (&jury{keys: k.Jury, log: k.Log}).trust()
	if v := record.Verify(text, &trust, record.Given{}); v.Outcome != record.Verified {
		t.Errorf("point %d: what is public is %s: %+v", k.At, v.Outcome, v.Findings)
	}
	return enacted, true
}
