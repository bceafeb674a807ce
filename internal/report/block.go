package report

// A Block is a piece of a report's edition in one language, in reading order.
// Which side stands first, which words stand in for a translation that is
// missing and which part is missing are all decided before; a renderer only
// sets what it is given. HTML, PDF, DOCX and Markdown are made from the same
// blocks.
type Block struct {
	Kind   BlockKind
	Level  int      // of a heading: 1 is the report's title
	Anchor string   // of a heading or item: unique in the edition, letters, digits and hyphens; "" for none
	Spans  []Span   // of a heading, paragraph or mark
	Items  []Item   // of a list
	Table  Table    // of a table
	Column []Column // of columns: one for each side, in the edition's order
}

// A BlockKind says how a block is set.
type BlockKind int

// The kinds of block.
const (
	Heading BlockKind = iota
	Paragraph
	Mark    // a short remark on what follows or is missing, e.g. "no translation approved"
	List    // numbered where its items have numbers
	TableOf // with a row of headings
	Columns // side by side, in print too
)

// A Span is words of one language in one role.
type Span struct {
	Text     string
	Language string // BCP 47; "" where it is not known, as of an identifier
	Role     Role
	Side     string // of an alternative: whose reading it is
	Link     string // an address or "#anchor"; "" for none
}

// A Role is what words are in their sentence.
type Role int

// The roles.
const (
	Plain       Role = iota
	Strong           // a label or number
	Quiet            // an identifier, date or source
	Alternative      // one side's reading in "[a: … | b: …]"; brackets, names and bars are spans of their own
)

// An Item is one of a list.
type Item struct {
	Number string // e.g. "5.1"; "" for a list without numbers
	Anchor string
	Blocks []Block
}

// A Table has as many headings as every row has cells. The first cell of a row
// is the row's own heading.
type Table struct {
	Caption  []Span // nil for none
	Headings [][]Span
	Rows     [][][]Span // row, column, spans
}

// A Column is one side's words beside the others'.
type Column struct {
	Side   string
	Title  []Span
	Blocks []Block
}

// An Edition says which side stands first: "" is the neutral one, in which the
// sides take turns from section to section; else that of a side.
type Edition string

// Meta is what a renderer needs to know of an edition beside its blocks.
type Meta struct {
	Title    string   // in TitleIn
	TitleIn  string   // BCP 47: Language, or the original's where no translation is approved
	Language string   // BCP 47: of everything that is no Span, as of Page and Foot
	Subject  string   // what kind of document it is, which edition, in one line
	Foot     string   // stands at the foot of every page: which report, edition of it, version
	Page     string   // stands before the number of a page, e.g. "Page"
	Sides    []string // identifiers in the order of the node: a side's place is that of its colour (SideColours)
}

// SideColours are the hues of the sides by their place in Meta.Sides, the same
// as on every page: of one weight, dark enough for words on white, and in no
// flag. A seventh side would have the first again.
var SideColours = [6]string{"68508a", "79570b", "006e6e", "854565", "5c631a", "784a7b"}
