package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runTool runs a program in a folder of the test's own and returns what it
// prints. Where it is not installed the test is skipped.
func runTool(t *testing.T, debian, dir, name string, args ...string) string {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("no %s (Debian: %s)", name, debian)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return string(out)
}

func saved(t *testing.T, dir, name string, body []byte, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
		t.Fatal(err)
	}
}

// bodyText returns the words between head and foot of each page, in the order
// in which they are drawn, without spaces.
func bodyText(t *testing.T, dir, name string) string {
	return solid(runTool(t, "poppler-utils", dir, "pdftotext", "-raw", "-x", "0", "-y", "60", "-W", "596", "-H", "720", "-enc", "UTF-8", name, "-"))
}

// Another program reads the words of each block, in every language.
func TestPDFTextIsFound(t *testing.T) {
	dir := t.TempDir()
	for _, language := range sampleLanguages {
		alone := 0
		for _, b := range sampleBlocks(language) {
			body, err := renderPDF([]Block{b}, sampleMeta(language))
			saved(t, dir, "block.pdf", body, err)
			if strings.Count(string(body), "/Type /Page\n") != 1 {
				continue // its words are cut by a page's end
			}
			alone++
			if got, want := bodyText(t, dir, "block.pdf"), solid(strings.Join(textsOf([]Block{b}), "")); strings.ReplaceAll(got, "•", "") != want {
				t.Errorf("%s:\n%s\nnot\n%s", language, got, want)
			}
		}
		if alone < 10 {
			t.Errorf("%s: only %d blocks fit on a page", language, alone)
		}
	}
}

// Fonts are in the file, and so is the whole edition, page by page.
func TestPDFIsWhole(t *testing.T) {
	dir := t.TempDir()
	for _, language := range sampleLanguages {
		meta := sampleMeta(language)
		body, err := renderPDF(sampleBlocks(language), meta)
		saved(t, dir, "edition.pdf", body, err)
		fonts := strings.Split(strings.TrimSpace(runTool(t, "poppler-utils", dir, "pdffonts", "edition.pdf")), "\n")[2:]
		for _, line := range fonts {
			if f := strings.Fields(line); !strings.Contains(f[0], "notosans") || f[len(f)-5] != "yes" {
				t.Errorf("%s: a font that is not in the file: %s", language, line)
			}
		}
		info := runTool(t, "poppler-utils", dir, "pdfinfo", "edition.pdf")
		if !strings.Contains(info, meta.Title) || !strings.Contains(info, "A4") {
			t.Errorf("%s: %s", language, info)
		}
		pages := strings.Count(string(body), "/Type /Page\n")
		text := runTool(t, "poppler-utils", dir, "pdftotext", "edition.pdf", "-")
		for _, need := range []string{meta.Page + " 1 / ", meta.Foot} {
			if strings.Count(text, need) < 1 || pages < 3 {
				t.Errorf("%s: %d pages without %q", language, pages, need)
			}
		}
		if got := strings.Count(text, meta.Foot); got < pages {
			t.Errorf("%s: %d feet on %d pages", language, got, pages)
		}
		if got := strings.Count(string(body), "/Dest ["); got < 6 {
			t.Errorf("%s: %d places in outline and links", language, got)
		}
		if strings.Contains(string(body), "/work/") || strings.Contains(string(body), "/root/") {
			t.Error("a path of this machine is in the file")
		}
	}
}

// What no font has is seen, and read, as a number.
func TestPDFOfHostileText(t *testing.T) {
	dir := t.TempDir()
	for _, text := range hostileTexts {
		p := Block{Kind: Paragraph, Spans: []Span{{Text: text}}}
		body, err := renderPDF([]Block{p}, Meta{Title: text})
		saved(t, dir, "hostile.pdf", body, err)
		if len(text) > 200 {
			continue
		}
		got := bodyText(t, dir, "hostile.pdf")
		for _, word := range strings.Fields(oneLine(text)) {
			if !strings.Contains(got, "[U+") && strings.Contains(word, "[U+") {
				t.Errorf("%q: %q is not in %q", text, word, got)
			}
		}
	}
}
