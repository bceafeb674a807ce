package web

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"

	"rsc.io/qr"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// Cards are join codes of one side, to be printed, cut apart and handed out.
type Cards struct {
	Side      string            // its name; shown on the screen only, never printed
	Address   string            // of the node, e.g. "https://parley.example"; "" if it is told otherwise
	Languages []locale.Language // of the instructions; none: all of ours
	Codes     []dialogue.Code   // a card each, in this order
	Digest    string            // of all codes of the side, for its co-chair to compare; "" for none
	Leave     string            // address that leaves at once; "" in a file
}

// cardsOnSheet is how many cards fit on a sheet of A4.
const cardsOnSheet = 10

//go:embed cards.css
var cardsStyle string

var cardsTemplate = template.Must(template.ParseFS(files, "templates/cards.html"))

// A joinCard is one card.
type joinCard struct {
	Code string
	Size int // of the picture, in modules
	Path string
}

// A cardsPage is what the template of cards puts in.
type cardsPage struct {
	*locale.Printer
	Name     string // of the side
	Count    int
	Address  string
	Digest   string
	Leave    string
	Printers []*locale.Printer // of the instructions
	Sheets   [][]joinCard
	Style    template.CSS
	Policy   string
}

// Few reports whether there is room for larger letters.
func (p cardsPage) Few() bool { return len(p.Printers) <= 2 }

// WriteCards writes one HTML file that needs nothing else and forbids itself
// everything but its own style. It prints on A4: sheets of ten cards, then a
// sheet for everybody who gets a card, with how to take part and what cannot be
// promised. What is handed out names neither side nor dialogue, since a card may
// be found on somebody. So the digest, by which co-chairs know the side, stands
// on a sheet of its own before the others, which the co-chair keeps.
func WriteCards(w io.Writer, c Cards) error {
	if len(c.Languages) == 0 {
		c.Languages = locale.Languages()
	}
	g := cardsPage{Printer: locale.For(c.Languages[0]), Name: c.Side, Count: len(c.Codes), Address: c.Address, Digest: c.Digest, Leave: c.Leave,
		Style: template.CSS(cardsStyle), Policy: cardsPolicy()}
	for _, l := range c.Languages {
		g.Printers = append(g.Printers, locale.For(l))
	}
	for codes := range slices.Chunk(c.Codes, cardsOnSheet) {
		sheet, err := c.sheet(codes)
		if err != nil {
			return err
		}
		g.Sheets = append(g.Sheets, sheet)
	}
	if err := cardsTemplate.ExecuteTemplate(w, "cards", g); err != nil {
		return fmt.Errorf("write cards: %w", err)
	}
	return nil
}

// cardsPolicy is the Content-Security-Policy of a file of cards.
func cardsPolicy() string {
	sum := sha256.Sum256([]byte(cardsStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

func (c Cards) sheet(codes []dialogue.Code) ([]joinCard, error) {
	var sheet []joinCard
	for _, code := range codes {
		picture, err := qr.Encode(c.joinText(code), qr.M)
		if err != nil {
			return nil, fmt.Errorf("draw a card: %w", err)
		}
		sheet = append(sheet, joinCard{Code: code.String(), Size: picture.Size + 2*quiet, Path: blackPath(picture)})
	}
	return sheet, nil
}

// joinText is what the picture on a card says: the address at which the code
// is entered, or the code itself.
func (c Cards) joinText(code dialogue.Code) string {
	if c.Address == "" {
		return code.String()
	}
	return strings.TrimSuffix(c.Address, "/") + "/enter?code=" + url.QueryEscape(code.String())
}

// quiet is how much white the standard wants around a picture, in modules.
const quiet = 4

// blackPath draws the black modules of a picture as one SVG path, a rectangle
// for each run of them in a row.
func blackPath(picture *qr.Code) string {
	var path strings.Builder
	for y := range picture.Size {
		for x := 0; x < picture.Size; x++ {
			from := x
			for picture.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	return path.String()
}
