package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/exchange"
)

const someDialogue = "0d3v8r2n4q6s8"

// chance is a random source that gives the same bytes each time.
type chance struct {
	n    uint64
	left []byte
}

func (c *chance) Read(p []byte) (int, error) {
	if len(c.left) == 0 {
		c.n++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, c.n))
		c.left = sum[:]
	}
	n := copy(p, c.left)
	c.left = c.left[n:]
	return n, nil
}

// makeCodes runs the command and reads back what it wrote: the codes of every
// side in the order of the cards, and codes.json.
func makeCodes(t *testing.T, random io.Reader, counts ...string) (map[dialogue.SideID][]dialogue.Code, exchange.CodesFile, string) {
	t.Helper()
	job := codesJob{dialogue: someDialogue, counts: counts, out: filepath.Join(t.TempDir(), "codes")}
	var said bytes.Buffer
	if err := job.run(random, &said); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(job.out, "codes.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read, err := exchange.ReadCodes(file)
	if err != nil {
		t.Fatal(err)
	}
	onCards := map[dialogue.SideID][]dialogue.Code{}
	for side := range read.Sides {
		onCards[side] = codesOnCards(t, job.out, side)
	}
	return onCards, read, said.String()
}

var codeOnCard = regexp.MustCompile(`<p class="code">([^<]*)</p>`)

func codesOnCards(t *testing.T, dir string, side dialogue.SideID) []dialogue.Code {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "cards-"+string(side)+"*.html"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cards of %s: %v", side, err)
	}
	var all []dialogue.Code
	for _, name := range names {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range codeOnCard.FindAllSubmatch(page, -1) {
			code, ok := dialogue.ParseCode(string(m[1]))
			if !ok {
				t.Fatalf("%s: %s is no code", name, m[1])
			}
			all = append(all, code)
		}
	}
	return all
}

// Ten thousand codes of the system's chance are all different; those on the
// cards are those whose hashes are brought to the node; and what is said is
// what the node will say (C6, R17).
func TestCodesOnCardsAreThoseOfTheFile(t *testing.T) {
	onCards, file, said := makeCodes(t, rand.Reader, "azerbaijan=5200", "armenia=4800")
	seen := map[dialogue.Code]bool{}
	for side, codes := range onCards {
		var hashes []dialogue.CodeHash
		for _, code := range codes {
			seen[code] = true
			hashes = append(hashes, code.Hash())
		}
		slices.SortFunc(hashes, func(a, b dialogue.CodeHash) int { return bytes.Compare(a[:], b[:]) })
		if !slices.Equal(hashes, file.Sides[side]) {
			t.Errorf("%s: the cards are not those of codes.json", side)
		}
	}
	if len(seen) != 10_000 {
		t.Errorf("%d different codes, want 10000", len(seen))
	}
	batch, err := dialogue.CountCodes(file.Sides)
	if err != nil {
		t.Fatal(err)
	}
	for side, n := range batch {
		if !strings.Contains(said, "  "+string(side)+": "+map[dialogue.SideID]string{"azerbaijan": "5200", "armenia": "4800"}[side]+", digest "+n.Digest+"\n") {
			t.Errorf("%s: number and digest are not said", side)
		}
	}
	if dialogue.FormatID(file.Dialogue) != someDialogue {
		t.Errorf("made for %s", dialogue.FormatID(file.Dialogue))
	}
}

// Every file of cards begins with the digest of all codes of its side, and has no
// other side's.
func TestDigestOnCards(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "codes")
	job := codesJob{dialogue: someDialogue, counts: []string{"azerbaijan=1001", "armenia=4"}, out: dir}
	if err := job.run(&chance{}, io.Discard); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "codes.json"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := exchange.ReadCodes(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	batch, err := dialogue.CountCodes(file.Sides)
	if err != nil {
		t.Fatal(err)
	}
	for name, side := range map[string]dialogue.SideID{"cards-armenia.html": "armenia", "cards-azerbaijan-001.html": "azerbaijan", "cards-azerbaijan-002.html": "azerbaijan"} {
		page, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for of := range batch {
			if strings.Contains(string(page), batch[of].Digest) != (of == side) {
				t.Errorf("%s: digest of %s: %t", name, of, of != side)
			}
		}
	}
}

// Which card a hash belongs to cannot be told from where it stands: the order
// of the cards and that of codes.json go together no more than chance (C4, C6).
func TestOrderOfCardsTellsNothing(t *testing.T) {
	onCards, file, _ := makeCodes(t, &chance{}, "armenia=900", "azerbaijan=1100")
	for side, codes := range onCards {
		place := map[dialogue.CodeHash]int{}
		for i, h := range file.Sides[side] {
			place[h] = i
		}
		n, sum := float64(len(codes)), 0.0
		for i, code := range codes {
			sum += math.Pow(float64(i-place[code.Hash()]), 2)
		}
		if rho := 1 - 6*sum/(n*(n*n-1)); math.Abs(rho) > 0.1 {
			t.Errorf("%s: Spearman's rho is %f", side, rho)
		}
	}
}

// Codes are ballots: nobody but the owner of the files reads them.
func TestCodesAreForTheirOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "codes")
	job := codesJob{dialogue: someDialogue, counts: []string{"armenia=3", "azerbaijan=1001"}, out: dir}
	if err := job.run(&chance{}, io.Discard); err != nil {
		t.Fatal(err)
	}
	want := map[string]os.FileMode{".": os.ModeDir | 0o700, "codes.json": 0o600, "cards-armenia.html": 0o600,
		"cards-azerbaijan-001.html": 0o600, "cards-azerbaijan-002.html": 0o600}
	for name, mode := range want {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode() != mode {
			t.Errorf("%s: %v, %v, want %v", name, info, err, mode)
		}
	}
	if found, _ := os.ReadDir(dir); len(found) != len(want)-1 {
		t.Errorf("files: %v", found)
	}
}

// A random source that fails or repeats itself makes nothing.
func TestBadChanceMakesNoCodes(t *testing.T) {
	for name, random := range map[string]io.Reader{
		"ends":    bytes.NewReader(make([]byte, 15)),
		"repeats": bytes.NewReader(make([]byte, 1000)),
	} {
		job := codesJob{dialogue: someDialogue, counts: []string{"azerbaijan=2", "armenia=2"}, out: filepath.Join(t.TempDir(), "codes")}
		if err := job.run(random, io.Discard); err == nil {
			t.Errorf("%s: codes were made", name)
		}
		if _, err := os.Stat(job.out); !os.IsNotExist(err) {
			t.Errorf("%s: something was left: %v", name, err)
		}
	}
}
