package report

import (
	"embed"
	"encoding/binary"
	"sync"
)

// fontFiles are cut out of Noto Sans (fonts/README.md).
//
//go:embed fonts/*.ttf
var fontFiles embed.FS

// A face is one font of the PDF.
type face struct {
	file, family, style string       // family and style as fpdf knows them
	width               map[rune]int // of every character it has, in thousandths of the size
}

// faces are the fonts in the order in which a character looks for one that has
// it, regular and bold.
var faces = sync.OnceValue(func() [2][]*face {
	load := func(file, family, style string) *face {
		return &face{file, family, style, faceWidths(fontFile(file))}
	}
	signs := load("NotoSansMath-Regular.ttf", "notosansmath", "")
	return [2][]*face{
		{load("NotoSans-Regular.ttf", "notosans", ""), load("NotoSansArmenian-Regular.ttf", "notosansarmenian", ""), signs},
		{load("NotoSans-Bold.ttf", "notosans", "B"), load("NotoSansArmenian-Bold.ttf", "notosansarmenian", "B"), signs},
	}
})

// fontFile returns a copy of its bytes: fpdf writes into what it is given.
func fontFile(name string) []byte {
	body, err := fontFiles.ReadFile("fonts/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	return body
}

// faceOf returns the face that sets a character: that of the character before
// where it can, so that words are not cut at every comma; nil if none has it.
func faceOf(r rune, bold bool, before *face) *face {
	if before != nil {
		if _, ok := before.width[r]; ok {
			return before
		}
	}
	weight := 0
	if bold {
		weight = 1
	}
	for _, f := range faces()[weight] {
		if _, ok := f.width[r]; ok {
			return f
		}
	}
	return nil
}

// faceWidths reads the width of every character of a TrueType file of our own,
// from its tables cmap (format 4) and hmtx.
func faceWidths(file []byte) map[rune]int {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(file[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(file[at:])) }
	table := map[string]int{}
	for i := range u16(4) {
		entry := 12 + 16*i
		table[string(file[entry:entry+4])] = u32(entry + 8)
	}
	long := u16(table["hhea"] + 34)
	advance := func(glyph int) int { return u16(table["hmtx"] + 4*min(glyph, long-1)) }

	cmap := table["cmap"] + u32(table["cmap"]+8)
	count := u16(cmap+6) / 2
	ends, starts, deltas, offsets := cmap+14, cmap+16+2*count, cmap+16+4*count, cmap+16+6*count
	width := map[rune]int{}
	for s := range count {
		for r := u16(starts + 2*s); r <= u16(ends+2*s) && r < 0xffff; r++ {
			glyph := r
			if offset := u16(offsets + 2*s); offset != 0 {
				glyph = u16(offsets + 2*s + offset + 2*(r-u16(starts+2*s)))
				if glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + u16(deltas+2*s)) & 0xffff; glyph != 0 {
				width[rune(r)] = advance(glyph)
			}
		}
	}
	return width
}
