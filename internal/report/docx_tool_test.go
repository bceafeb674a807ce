package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// LibreOffice reads the same words, and makes pages of them.
func TestDOCXInLibreOffice(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for _, language := range sampleLanguages {
		body, err := renderDOCX(sampleBlocks(language), sampleMeta(language))
		saved(t, dir, language+".docx", body, err)
		names = append(names, language+".docx")
	}
	convert := func(to string) {
		args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless", "--convert-to", to}
		runTool(t, "libreoffice-writer-nogui", dir, "soffice", append(args, names...)...)
	}
	convert("txt:Text (encoded):UTF8")
	convert("pdf")
	for _, language := range sampleLanguages {
		text, err := os.ReadFile(filepath.Join(dir, language+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.ReplaceAll(solid(strings.TrimPrefix(string(text), "\ufeff")), "•", "")
		if want := solid(strings.Join(textsOf(sampleBlocks(language)), "")); got != want {
			t.Errorf("%s:\n%s\nnot\n%s", language, got, want)
		}
		pages := runTool(t, "poppler-utils", dir, "pdftotext", "-enc", "UTF-8", language+".pdf", "-")
		meta := sampleMeta(language)
		if n := strings.Count(pages, "\f"); n < 3 || strings.Count(pages, meta.Foot) < n || !strings.Contains(pages, meta.Page+" 1 / ") {
			t.Errorf("%s: %d pages, not all with their foot", language, n)
		}
	}
}
