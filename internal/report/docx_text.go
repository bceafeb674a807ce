package report

import (
	"encoding/xml"
	"strings"
	"unicode"
)

// xmlText returns a text as XML writes it, with the number of every character
// that XML cannot hold or that would turn round the words beside it.
func xmlText(text string) string {
	var b strings.Builder
	for _, r := range text {
		if !printable(r) {
			b.WriteString(codePoint(r))
			continue
		}
		b.WriteRune(r)
	}
	var out strings.Builder
	if err := xml.EscapeText(&out, []byte(b.String())); err != nil {
		panic(err) // a builder takes everything
	}
	return out.String()
}

// printable reports whether a character may stand in the document. Those that
// embed or override a direction may not: a reader would see other words than
// those that were approved.
func printable(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return true
	case r < ' ', '\u007f' <= r && r <= '\u009f', '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069', r&0xfffe == 0xfffe:
		return false
	}
	return true
}

// docxRun sets words in a character style ("" for none) and a language.
func docxRun(text, style, language string) string {
	return docxColoured(text, style, "", language)
}

// docxColoured is docxRun in a colour; "" is that of the style.
func docxColoured(text, style, colour, language string) string {
	var b strings.Builder
	b.WriteString(`<w:r><w:rPr>`)
	if style != "" {
		b.WriteString(`<w:rStyle w:val="` + style + `"/>`)
	}
	if colour != "" {
		b.WriteString(`<w:color w:val="` + strings.ToUpper(colour) + `"/>`)
	}
	attribute := "val"
	if rightToLeft(text) {
		b.WriteString(`<w:rtl/>`)
		attribute = "bidi"
	}
	if tag := officeLanguage(language); tag != "" {
		b.WriteString(`<w:lang w:` + attribute + `="` + tag + `"/>`)
	}
	b.WriteString(`</w:rPr>`)
	for i, line := range strings.Split(lineBreaks.Replace(text), "\n") {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		for j, part := range strings.Split(line, "\t") {
			if j > 0 {
				b.WriteString(`<w:tab/>`)
			}
			if part != "" {
				b.WriteString(`<w:t xml:space="preserve">` + xmlText(part) + `</w:t>`)
			}
		}
	}
	b.WriteString(`</w:r>`)
	return b.String()
}

// rightToLeft reports whether all letters of a text run from right to left,
// and there is one.
func rightToLeft(text string) bool {
	found := false
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		if !unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) {
			return false
		}
		found = true
	}
	return found
}

// officeLanguage names a language as word processors know it.
func officeLanguage(language string) string {
	switch language {
	case "hy":
		return "hy-AM"
	case "az":
		return "az-Latn-AZ"
	case "ru":
		return "ru-RU"
	case "en":
		return "en-GB"
	}
	return languageTag(language)
}
