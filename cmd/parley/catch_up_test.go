package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A node that was copied yesterday gets back, from what a witness kept, the
// entries that its record lacks (R19).
func TestCatchUp(t *testing.T) {
	node, copied, witness := t.TempDir(), t.TempDir(), t.TempDir()
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
	demand()
	demand()

	running, err = startNode(t.Context(), folder(node), "", slog.New(slog.DiscardHandler))
	must(t, err)
	checkpoint, err := running.node.RecordFile(t.Context(), "checkpoint")
	must(t, err)
	entries, err := running.node.Store.RecordEntries(t.Context(), 0, 3)
	must(t, err)
	running.close()
	must(t, os.WriteFile(filepath.Join(witness, "followed"), checkpoint, 0o600))
	must(t, os.WriteFile(filepath.Join(witness, "entries"), append(bytes.Join(entries, []byte("\n")), '\n'), 0o600))

	for _, want := range []string{"caught up with 2 entries", "caught up with 0 entries"} {
		var out, log bytes.Buffer
		must(t, run(t.Context(), []string{"record", "catch-up", "--data", copied, "--from", witness}, &out, &log))
		if !strings.Contains(out.String(), want) {
			t.Errorf("it says %q, want %q", out.String(), want)
		}
	}
	var out, log bytes.Buffer
	if err := run(t.Context(), []string{"record", "catch-up", "--data", copied, "--from", t.TempDir()}, &out, &log); err == nil || !strings.Contains(err.Error(), "--follow") {
		t.Errorf("from a folder of no witness: %v", err)
	}
}
