package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/peer"
	"parley/internal/record"
)

// keepWitness writes the folder of a witness that cosigned one checkpoint and
// followed to another.
func keepWitness(t *testing.T, cosigned, followed []byte, entries [][]byte, log string) string {
	t.Helper()
	dir := t.TempDir()
	last := peer.Cosigned{State: record.WitnessState{Log: log}}
	if cosigned != nil {
		at, err := record.OpenCheckpoint(cosigned, log)
		must(t, err)
		last = peer.Cosigned{State: record.WitnessState{Origin: at.Origin, Log: log, Size: at.Size, Root: at.Root}, Checkpoint: string(cosigned)}
	}
	text, err := json.Marshal(last)
	must(t, err)
	for name, text := range map[string][]byte{"checkpoint.json": text, "followed": followed, "entries": append(bytes.Join(entries, []byte("\n")), '\n')} {
		must(t, os.WriteFile(filepath.Join(dir, name), text, 0o600))
	}
	return dir
}

// A node that was copied yesterday gets back, from what its witnesses kept, the
// entries that its record lacks (R19): from the one that has most, and not while
// one cosigned more than that, or something else.
func TestCatchUp(t *testing.T) {
	node, copied := t.TempDir(), t.TempDir()
	demand := func() {
		t.Helper()
		var out, log bytes.Buffer
		must(t, run(t.Context(), []string{"record", "legal-demand", "--data", node, "--count", "2"}, &out, &log))
	}
	running, err := startNode(t.Context(), folder(node), "", slog.New(slog.DiscardHandler))
	must(t, err)
	running.close()
	demand()
	must(t, os.CopyFS(copied, os.DirFS(node)))
	state := func(dir string) (checkpoint []byte, entries [][]byte, log string) {
		t.Helper()
		running, err := startNode(t.Context(), folder(dir), "", slog.New(slog.DiscardHandler))
		must(t, err)
		defer running.close()
		checkpoint, err = running.node.RecordFile(t.Context(), "checkpoint")
		must(t, err)
		view, err := running.node.Record(t.Context())
		must(t, err)
		entries, err = running.node.Store.RecordEntries(t.Context(), 0, view.Size)
		must(t, err)
		return checkpoint, entries, running.node.LogKey()
	}
	demand()
	second, short, log := state(node)
	demand()
	third, entries, _ := state(node)
	parted := t.TempDir()
	must(t, os.CopyFS(parted, os.DirFS(copied)))
	must(t, run(t.Context(), []string{"record", "legal-demand", "--data", parted, "--count", "7"}, &bytes.Buffer{}, &bytes.Buffer{}))
	fork, _, _ := state(parted)

	behind := keepWitness(t, third, second, short, log) // cosigned one more than it followed
	whole := keepWitness(t, nil, third, entries, log)
	for _, c := range []struct {
		from []string
		want string
	}{
		{[]string{behind}, "cosigned 3 entries, and of these folders none has more than 2"},
		{[]string{whole, keepWitness(t, fork, second, short, log)}, "does not lie on the way"},
		{[]string{keepWitness(t, nil, []byte("x"), entries, log)}, "followed"},
	} {
		args := []string{"record", "catch-up", "--data", copied}
		for _, f := range c.from {
			args = append(args, "--from", f)
		}
		var out, log bytes.Buffer
		if err := run(t.Context(), args, &out, &log); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %q: %v %s", c.want, err, out.String())
		}
	}
	for _, want := range []string{"caught up with 2 entries", "caught up with 0 entries"} {
		var out, log bytes.Buffer
		must(t, run(t.Context(), []string{"record", "catch-up", "--data", copied, "--from", behind, "--from", whole}, &out, &log))
		if !strings.Contains(out.String(), want) {
			t.Errorf("it says %q, want %q", out.String(), want)
		}
	}
	var out, logged bytes.Buffer
	if err := run(t.Context(), []string{"record", "catch-up", "--data", copied, "--from", t.TempDir()}, &out, &logged); err == nil || !strings.Contains(err.Error(), "--follow") {
		t.Errorf("from a folder of no witness: %v", err)
	}
}
