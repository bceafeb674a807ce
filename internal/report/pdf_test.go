package report

import (
	"bytes"
	"strings"
	"sync"
	"testing"
)

var sampleLanguages = []string{"az", "hy", "en", "ru"}

// renderers are the two of this file's subject and the other's.
var renderers = map[string]func([]Block, Meta) ([]byte, error){"pdf": renderPDF, "docx": renderDOCX}

// Twenty times the same, also while others are set at once.
func TestRenderedAlike(t *testing.T) {
	for name, render := range renderers {
		for _, language := range sampleLanguages {
			want, err := render(sampleBlocks(language), sampleMeta(language))
			if err != nil {
				t.Fatal(name, language, err)
			}
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() {
					for range 5 {
						got, err := render(sampleBlocks(language), sampleMeta(language))
						if err != nil || !bytes.Equal(got, want) {
							t.Errorf("%s, %s: not the same bytes (%v)", name, language, err)
						}
					}
				})
			}
			all.Wait()
		}
	}
}

func TestHostileTextBreaksNothing(t *testing.T) {
	for name, render := range renderers {
		for _, text := range hostileTexts {
			meta := Meta{Title: text, TitleIn: text, Language: text, Subject: text, Foot: text, Page: text, Sides: []string{text}}
			if _, err := render(hostileBlocks(text), meta); err != nil {
				t.Errorf("%s: %q: %v", name, text, err)
			}
		}
	}
}

func TestNothingToSet(t *testing.T) {
	for name, render := range renderers {
		if body, err := render(nil, Meta{}); err != nil || len(body) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(body), err)
		}
	}
}

// Every drawing lies on its page, whatever the text.
func TestDrawnOnThePage(t *testing.T) {
	for _, blocks := range append(samplesAndHostile(), wideTable(30), wideTable(9), manySides(6), deepLists(12)) {
		s := newTypesetter(blocks, sampleMeta("en"))
		left := s.blocks(blocks, textWidth)
		for pages := 0; left != nil; pages++ {
			if pages > 3000 {
				t.Fatal("no end of pages")
			}
			var drawn []drawing
			drawn, left, _ = fill(left, marginSide, marginTop, pageHeight-marginFoot, true)
			for _, d := range drawn {
				const slack = 16 * pt // of one character, where a column is narrower than it
				if d.x < 0 || d.y < marginTop || d.x+d.width > pageWidth-marginSide+slack || d.y+d.height > pageHeight-marginFoot+slack {
					t.Fatalf("page %d: %+v", pages+1, d)
				}
			}
		}
	}
}

func samplesAndHostile() [][]Block {
	var out [][]Block
	for _, language := range sampleLanguages {
		out = append(out, sampleBlocks(language))
	}
	for _, text := range hostileTexts {
		out = append(out, hostileBlocks(text))
	}
	return out
}

func wideTable(columns int) []Block {
	var row [][]Span
	for range columns {
		row = append(row, []Span{{Text: "Բառ söz слово word"}})
	}
	return []Block{{Kind: TableOf, Table: Table{Headings: row, Rows: [][][]Span{row, row}}}}
}

func manySides(n int) []Block {
	b := Block{Kind: Columns}
	for i := range n {
		p := Block{Kind: Paragraph, Spans: []Span{{Text: strings.Repeat("söz բառ ", 50+150*i)}}}
		b.Column = append(b.Column, Column{Title: []Span{{Text: "Side"}}, Blocks: []Block{p}})
	}
	return []Block{b}
}

func deepLists(depth int) []Block {
	blocks := manySides(2)
	for range depth {
		blocks = []Block{{Kind: List, Items: []Item{{Number: "1.1.1", Blocks: blocks}}}}
	}
	return blocks
}

// No text is lost: what is drawn is what was given, character by character.
func TestEveryCharacterIsDrawn(t *testing.T) {
	for _, blocks := range append(samplesAndHostile(), wideTable(9), manySides(6), deepLists(12)) {
		want, got := map[rune]int{}, map[rune]int{}
		for _, text := range textsOf(blocks) {
			for _, r := range solid(oneLine(text)) {
				want[r]++
			}
		}
		left := newTypesetter(blocks, Meta{}).blocks(blocks, textWidth)
		for left != nil {
			var drawn []drawing
			drawn, left, _ = fill(left, marginSide, marginTop, pageHeight-marginFoot, true)
			for _, d := range drawn {
				if d.kind == words {
					for _, r := range solid(d.text) {
						got[r]++
					}
				}
			}
		}
		for r, n := range want {
			if got[r] < n {
				t.Errorf("%q: %d of %d times in %.40q", r, got[r], n, textsOf(blocks))
			}
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int // in characters of "a"
		want  string
	}{
		{"aa aa aa", 5, "aa aa|aa"},
		{"aaaaaaa", 3, "aaa|aaa|a"},
		{"aa-aa 6-1", 4, "aa-|aa|6-1"},
		{"aa\u00adaa", 3, "aa-|aa"},
		{"aa\u200baa", 3, "aa|aa"},
		{"aaa 5 % aa", 6, "aaa|5 % aa"},
		{"aa\n\naa", 9, "aa||aa"},
		{"aa\u00a0aa aa", 6, "aa\u00a0aa|aa"},
		{"", 3, ""},
	} {
		l := look{size: 20}
		var got []string
		for _, line := range wrap(glyphsOf(c.text, l), c.width*widthOf(glyphsOf("a", l))) {
			var b strings.Builder
			for _, g := range line {
				b.WriteRune(g.r)
			}
			got = append(got, b.String())
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q at %d: %q, not %q", c.text, c.width, s, c.want)
		}
	}
}

// The alphabets, and the signs that reports use, are in the fonts, regular and
// bold.
func TestFacesHaveTheAlphabets(t *testing.T) {
	const need = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZəğışçöüƏĞIİŞÇÖÜ" +
		"абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ" +
		"աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆևԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ՛՜՝՞՟։֊՚֏" +
		"0123456789 .,:;!?()[]{}|/\\-–—«»“”„‘’…№%‰§©±×÷≥≤≠≈←↑→↓€₽₼$#&*+<=>@^_`~'\"•·\u00a0\u202f\u2011\ufffd"
	for _, r := range need {
		for _, bold := range []bool{false, true} {
			if faceOf(r, bold, nil) == nil {
				t.Errorf("no face has %q (bold: %t)", r, bold)
			}
		}
	}
	if faceOf('🕊', false, nil) != nil || oneLine("🕊") != "[U+1F54A]" {
		t.Errorf("a dove is %q", oneLine("🕊"))
	}
	for _, f := range faces()[1] {
		if f.width[' '] == 0 && f.family != "notosansmath" || len(f.width) < 80 {
			t.Errorf("%s: %d characters", f.file, len(f.width))
		}
	}
}

// A comma does not end a run where it need not.
func TestRunsAreLong(t *testing.T) {
	line := glyphsOf("Օրինակ մի տող՝ առանց թվերի։", look{size: 20})
	if got := runs(line, 0); len(got) != 1 {
		t.Errorf("%d runs", len(got))
	}
}

func FuzzRender(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, times uint8) {
		if len(text) > 60 {
			return
		}
		blocks := hostileBlocks(strings.Repeat(text, int(times%2)+1))
		for name, render := range renderers {
			body, err := render(blocks, Meta{Title: text, Language: text, Foot: text, Sides: []string{text}})
			if err != nil {
				t.Fatal(name, err)
			}
			if name == "docx" {
				checkDOCX(t, body)
			}
		}
	})
}
