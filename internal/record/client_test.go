package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// client builds testdata/client, in which other people's code reads a record:
// tessera's client of tlog-tiles and the cosignatures of transparency-dev. It
// is a module of its own; without the network it cannot be built the first
// time, and then, but not in CI, the tests that need it are skipped.
func client(t *testing.T) string {
	t.Helper()
	path, err := builtClient()
	if err != nil && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var builtClient = sync.OnceValues(func() (string, error) {
	path := filepath.Join(os.TempDir(), fmt.Sprintf("parley-record-client-%d", os.Getpid()))
	build := exec.Command("go", "build", "-mod=readonly", "-o", path, ".")
	build.Dir = filepath.Join("testdata", "client")
	build.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-buildvcs=false")
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build testdata/client: %w: %s", err, said)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	os.Remove(filepath.Join(os.TempDir(), fmt.Sprintf("parley-record-client-%d", os.Getpid())))
	os.Exit(code)
}

// writeTiles writes the files of a record as tlog-tiles names them.
func (w *world) writeTiles(t *testing.T, checkpoint []byte) string {
	t.Helper()
	dir := t.TempDir()
	put := func(path string, b []byte) {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("checkpoint", checkpoint)
	for level := -1; level < 8; level++ {
		nodes := w.size() >> (8 * max(level, 0))
		for n := int64(0); n*tileWidth < nodes; n++ {
			width := min(nodes-n*tileWidth, tileWidth)
			path := tilePath{level, n, int(width), width < tileWidth}.String()
			b, err := Tile(path, w.size(), w, w.entries)
			if err != nil {
				t.Fatal(err)
			}
			put(path, b)
		}
	}
	return dir
}

// Another program reads the same entries from our tiles, makes the same proofs
// of them, and takes our cosignatures for true.
func TestAnotherClientReadsTheRecord(t *testing.T) {
	program := client(t)
	for _, size := range []int{1, 2, 255, 256, 257, 513} {
		w := newWorld(t, "w")
		w.fill(t, size)
		text := w.cosignedCheckpoint(t)
		var want strings.Builder
		for i, side := range []string{"azerbaijan", "armenia"} {
			fmt.Fprintf(&want, "cosigned witness.%s.example %d\n", side, noon.Unix()+int64(60*i))
		}
		for _, e := range w.leaves {
			fmt.Fprintf(&want, "entry %s\n", e)
		}
		for i := range w.size() {
			p, err := InclusionProof(i, w.size(), w)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&want, "included %d %s\n", i, joined(p))
		}
		for old := int64(1); old < w.size(); old++ {
			p, err := ConsistencyProof(old, w.size(), w)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&want, "grew %d %s\n", old, joined(p))
		}
		cmd := exec.Command(program, "read", w.writeTiles(t, text), "parley-0123456789abcdef", w.log.public,
			w.witnesses["azerbaijan"].public, w.witnesses["armenia"].public)
		got, err := cmd.Output()
		if err != nil {
			t.Fatalf("%d entries: %v: %s", size, err, err.(*exec.ExitError).Stderr)
		}
		if string(got) != want.String() {
			t.Errorf("%d entries: it reads otherwise", size)
		}
	}
}

func joined(p []Digest) string {
	h := sha256.New()
	for _, d := range p {
		h.Write(d[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// A wrong byte in a tile or a cosignature is seen by the other program too: it
// does check.
func TestAnotherClientChecks(t *testing.T) {
	program := client(t)
	w := newWorld(t, "w")
	w.fill(t, 300)
	text := w.cosignedCheckpoint(t)
	for _, name := range []string{"checkpoint", "tile/0/000", "tile/entries/001.p/44"} {
		dir := w.writeTiles(t, text)
		path := filepath.Join(dir, filepath.FromSlash(name))
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)-9] ^= 1
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(program, "read", dir, "parley-0123456789abcdef", w.log.public, w.witnesses["armenia"].public)
		if said, err := cmd.CombinedOutput(); err == nil {
			t.Errorf("%s changed: %s", name, said)
		}
	}
}

// What another implementation cosigned counts here.
func TestCosignatureOfAnotherImplementationCounts(t *testing.T) {
	w := newWorld(t, "w")
	w.fill(t, 3)
	text, _ := w.checkpoint(t)
	cmd := exec.Command(client(t), "cosign")
	cmd.Stdin = bytes.NewReader(text)
	said, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	public, line, _ := strings.Cut(string(said), "\n")
	if err := CheckWitnessKey(public); err != nil {
		t.Fatalf("%q: %v", public, err)
	}
	whole, err := AddCosignatures(text, []byte(line))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Cosigned(whole, map[string]string{"armenia": public}); err != nil {
		t.Error(err)
	}
}
