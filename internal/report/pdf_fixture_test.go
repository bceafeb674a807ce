package report

import (
	"slices"
	"strconv"
	"strings"
)

// The words of the invented edition by language: what sides and rooms are
// called, and a sentence with the letters and signs that the language needs.
var sampleWords = map[string]struct{ title, a, b, part, short, long, page string }{
	"hy": {
		"Համատեղ զեկույց (նմուշ)", "Հայաստան", "Ադրբեջան", "Ի՞նչ ենք առաջարկում", "Այո՛, միասին։",
		"Սա հորինված նախադասություն է. «օրինակ»՝ 12,5 % և ավելի, որպեսզի տողը երկարի ու անցնի մյուս տող, իսկ հետո՝ ևս մեկ։ ", "Էջ",
	},
	"az": {
		"Birgə hesabat (nümunə)", "Ermənistan", "Azərbaycan", "Nə təklif edirik?", "Bəli, birlikdə!",
		"Bu, uydurulmuş cümlədir: “nümunə” — 12,5 % və daha çox; İğdır, ışıq, çörək, şüşə sözləri hərfləri yoxlamaq üçündür. ", "Səhifə",
	},
	"ru": {
		"Совместный доклад (образец)", "Армения", "Азербайджан", "Что мы предлагаем", "Да, вместе!",
		"Это придуманное предложение: «образец» — 12,5 % и больше; подъезд, ёлка, щит № 7 нужны, чтобы проверить буквы. ", "Страница",
	},
	"en": {
		"Joint report (sample)", "Armenia", "Azerbaijan", "What we propose", "Yes, together!",
		"This is an invented sentence: “sample” – 12.5 % and more, ≥ 7 → 9, it’s long enough to run over the end of a line. ", "Page",
	},
}

func sampleMeta(language string) Meta {
	w := sampleWords[language]
	return Meta{
		Title: w.title, TitleIn: language, Language: language, Subject: w.part, Foot: w.short + " 2", Page: w.page,
		Sides: []string{"armenia", "azerbaijan"},
	}
}

// sampleBlocks is an invented edition with every kind of block and span, over
// several pages.
func sampleBlocks(language string) []Block {
	w := sampleWords[language]
	say := func(text string) Span { return Span{Text: text, Language: language} }
	in := func(role Role, text string) Span { return Span{Text: text, Language: language, Role: role} }
	p := func(spans ...Span) Block { return Block{Kind: Paragraph, Spans: spans} }
	sides := func(n int) []Column {
		return []Column{
			{Side: "azerbaijan", Title: []Span{say(w.b)}, Blocks: slices.Repeat([]Block{p(in(Strong, "b1. "), say(strings.Repeat(w.long, 2)))}, n)},
			{Side: "armenia", Title: []Span{say(w.a)}, Blocks: slices.Repeat([]Block{p(in(Strong, "a1. "), say(w.long))}, n)},
		}
	}
	blocks := []Block{
		{Kind: Heading, Level: 1, Anchor: "title", Spans: []Span{say(w.title)}},
		p(in(Quiet, "r-7 · 2026-11-25 · "), Span{Text: "example.org", Language: language, Link: "https://example.org/r-7"}),
		{Kind: Mark, Spans: []Span{say(w.long)}},
		{Kind: Heading, Level: 2, Anchor: "part-1", Spans: []Span{say("1. " + w.part)}},
		p(say(w.long), say("["), in(Strong, w.a+": "), Span{Text: w.short, Language: language, Role: Alternative, Side: "armenia"},
			say(" | "), in(Strong, w.b+": "), Span{Text: w.part, Language: language, Role: Alternative, Side: "azerbaijan"}, say("] "), say(w.long)),
		{Kind: List, Items: []Item{
			{Number: "1.1", Anchor: "joint-1", Blocks: []Block{p(say(w.long)), p(in(Quiet, w.short))}},
			{Number: "1.10", Anchor: "joint-2", Blocks: []Block{p(say(w.long), Span{Text: w.part, Language: language, Link: "#part-2"})}},
		}},
		{Kind: List, Items: []Item{
			{Blocks: []Block{p(say(w.short))}},
			{Blocks: []Block{p(say(w.part)), {Kind: Columns, Column: sides(1)}}},
		}},
		{Kind: Heading, Level: 3, Anchor: "part-1-1", Spans: []Span{say("1.1. " + w.part)}},
		{Kind: Columns, Column: sides(9)},
		{Kind: Columns, Column: []Column{
			{Side: "armenia", Title: []Span{say(w.a)}},
			{Side: "azerbaijan", Title: []Span{say(w.b)}, Blocks: []Block{{Kind: Mark, Spans: []Span{say(w.short)}}}},
		}},
		{Kind: Heading, Level: 2, Anchor: "part-2", Spans: []Span{say("2. " + w.part)}},
		{Kind: TableOf, Table: sampleTable(w.part, w.a, w.b, w.long, language)},
		{Kind: Heading, Level: 4, Spans: []Span{say("2.0.0.1. " + w.part)}},
		p(say(strings.Repeat("ə", 150)), say(" "), in(Strong, strings.Repeat("Հա", 60))),
	}
	four := slices.Concat(sides(1), sides(1))
	return append(blocks, Block{Kind: Columns, Column: append(four[:3:3], four[0])}, Block{Kind: Columns, Column: four[:3]})
}

func sampleTable(caption, a, b, long, language string) Table {
	cell := func(text string) []Span { return []Span{{Text: text, Language: language}} }
	t := Table{Caption: cell(caption), Headings: [][]Span{cell("№"), cell(caption), cell(b), cell(a)}}
	for i := range 24 {
		t.Rows = append(t.Rows, [][]Span{cell("s-" + strconv.Itoa(i)), cell(long), cell(strconv.Itoa(100 + i)), cell(strconv.Itoa(200 - i))})
	}
	return t
}

// hostileTexts are words that someone may write to break a file, or to make
// it show something else.
var hostileTexts = []string{
	"", " ", "a\x00b\x01c\x7f", "\xff\xfe broken \xc3(", "]]></w:t><w:p><script>alert(1)</script>&amp;&#0;", `\) Tj ET (x`, "{nb} {{.}} %s %d",
	"\u202Eyxorp\u202C and \u2067abc\u2069", "سلام, world", "שלום", "🕊 peace 👩‍👩‍👧 🇦🇲🇦🇿", "e\u0301\u0302\u0303", "\ufeff\ufffe\uffff\U0010ffff", "line\r\nline\u2028line\ttab",
	strings.Repeat("ա\u00adբ\u200b", 90), strings.Repeat("\u0301", 300), "ՄԵԾԱՏԱՌ և փոքրատառ", strings.Repeat("\n", 150),
}

// hostileBlocks puts a text wherever a block takes words.
func hostileBlocks(text string) []Block {
	span := []Span{
		{Text: text, Language: text, Side: text, Link: text}, {Text: text, Role: Alternative, Side: text, Link: "https://example.org/" + text},
		{Text: text, Role: Strong, Link: "#" + text}, {Text: text, Role: Quiet, Language: "az"},
	}
	p := Block{Kind: Paragraph, Anchor: text, Spans: span}
	inner := []Block{{Kind: Heading, Level: 9, Anchor: text, Spans: span}, p, {Kind: Mark, Spans: span}}
	table := Block{Kind: TableOf, Table: Table{Caption: span, Headings: [][]Span{span, span}, Rows: [][][]Span{{span, span, span}, {span}, nil}}}
	columns := Block{Kind: Columns, Column: []Column{{Side: text, Title: span, Blocks: inner}, {}, {Title: span, Blocks: []Block{table, {Kind: List}}}}}
	list := Block{Kind: List, Items: []Item{{Number: text, Anchor: text, Blocks: append(inner, columns)}, {Blocks: []Block{columns}}, {}}}
	return []Block{{Kind: Heading, Level: -1}, list, columns, table, {Kind: Columns, Column: []Column{{Blocks: []Block{list}}}}, {Kind: TableOf}, {Kind: Columns}, p}
}

// textsOf returns the words of blocks, span by span, in the order in which a
// wide page shows them: the names of sides that stand beside each other first.
func textsOf(blocks []Block) []string {
	var out []string
	add := func(spans []Span) {
		for _, s := range spans {
			out = append(out, s.Text)
		}
	}
	for _, b := range blocks {
		add(b.Spans)
		add(b.Table.Caption)
		for _, row := range append([][][]Span{b.Table.Headings}, b.Table.Rows...) {
			for _, cell := range row {
				add(cell)
			}
		}
		for _, item := range b.Items {
			out = append(append(out, item.Number), textsOf(item.Blocks)...)
		}
		if len(b.Column) == 0 {
			continue
		}
		for row := range slices.Chunk(b.Column, aRow(len(b.Column), textWidth)) {
			for _, c := range row {
				add(c.Title)
			}
			for _, c := range row {
				out = append(out, textsOf(c.Blocks)...)
			}
		}
	}
	return out
}

// solid is a text without spaces and line ends.
func solid(text string) string { return strings.Join(strings.Fields(text), "") }
