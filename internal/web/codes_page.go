package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/locale"
	"parley/internal/node"
)

// mostCardsHere is how many cards are made in the browser at a time: they are
// one page. For more there is `parley codes`.
const mostCardsHere = 1000

// mostCodesFile is how many bytes an upload of codes.json can have.
const mostCodesFile = exchange.MostCodesBytes + 64<<10

// codesPage shows how many codes each side has and is to have.
type codesPage struct {
	prepared
	Detail  string
	Rows    []codesRow
	Waiting bool   // some are not valid yet
	Drop    string // what is thrown away with them; "" for nothing
	Unequal bool   // the sides would have unequal numbers
	Waived  bool
	Named   bool // codes can be made here
	Closed  bool
	Own     namedSide
	Count   string
	Most    int
	Command string
}

func (codesPage) template() string { return "codes" }

// A codesRow is the codes of one side.
type codesRow struct {
	Side            namedSide
	Issued, Waiting int
	Digest          string // of the waiting ones
}

func showCodes(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	return v.showCodes(http.StatusOK, p, "", "")
}

func (v *visitor) showCodes(code int, p node.Papers, problem, detail string) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	d := p.Dialogue
	g := codesPage{prepared: v.prepared(d, "/codes", problem), Detail: detail,
		Named: d.Kind == dialogue.Named, Closed: d.Phase == dialogue.Closed, Own: list.side(v.who.Side),
		Count: v.field("count"), Most: mostCardsHere}
	for _, side := range list {
		w := p.Waiting[side.ID]
		row := codesRow{side, d.Allotment(side.ID).Issued, w.Count, w.Digest}
		g.Rows = append(g.Rows, row)
		g.Waiting = g.Waiting || row.Waiting > 0
	}
	_, g.Unequal, g.Waived = planned(p)
	together := list // who makes codes offline together
	if g.Named {
		together = sideList{g.Own}
	}
	for _, side := range together {
		if p.Waiting[side.ID].Count > 0 {
			g.Drop = v.dropped(d.Kind)
		}
	}
	g.Command = codesCommand(d.ID, together, v.address())
	return v.sendAs(code, d, pathOf(d.ID, "/codes"), v.Text("codes.title"), g)
}

// dropped says whose codes can be thrown away: in a named dialogue each side's by
// its own co-chair.
func (v *visitor) dropped(k dialogue.Kind) string {
	if k == dialogue.Named {
		return v.Text("codes.drop_own")
	}
	return v.Text("codes.drop_is")
}

// codesCommand is what is typed on a machine that is not connected.
func codesCommand(id dialogue.ID, list sideList, address string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "parley codes --dialogue %s", dialogue.FormatID(id))
	for _, side := range list {
		fmt.Fprintf(&s, " --side %s=60", side.ID)
	}
	return s.String() + " --address " + address + " --out codes"
}

// postCodes makes codes of the co-chair's own side and answers with their
// cards, which are shown only here and now. The other sides make theirs: who
// has seen a code could use it.
func postCodes(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	count, err := strconv.Atoi(strings.TrimSpace(v.field("count")))
	if err != nil || count < 1 || count > mostCardsHere {
		return v.codesAgain(p, fault.New(fault.Invalid, "refusal.codes_number", "Most", mostCardsHere))
	}
	codes, err := v.site.Node.MakeCodes(v.r.Context(), v.who, p.Dialogue.ID, map[dialogue.SideID]int{v.who.Side: count})
	if err != nil {
		return v.codesAgain(p, err)
	}
	return v.showCards(codes[v.who.Side])
}

// showCards answers with cards to print, as a page that stands alone.
func (v *visitor) showCards(codes []dialogue.Code) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	own := list.side(v.who.Side)
	cards := Cards{Side: own.Name.Words, Address: v.address(), Codes: codes, Leave: v.at("/leave")}
	for _, l := range own.Languages {
		cards.Languages = append(cards.Languages, locale.Language(l))
	}
	var page bytes.Buffer
	if err := WriteCards(&page, cards); err != nil {
		return err
	}
	pageHeaders(v.w, v.Printer)
	v.w.Header().Set("Content-Security-Policy", cardsPolicy()+"; frame-ancestors 'none'")
	_, _ = page.WriteTo(v.w) // a reader who has gone away is no error of ours
	return nil
}

// codesAgain shows the page with what is wrong.
func (v *visitor) codesAgain(p node.Papers, err error) error {
	problem, detail, other := v.fileProblem(err)
	if other != nil {
		return err
	}
	return v.showCodes(fileStatus(err), p, problem, detail)
}

// postCodesFile hands in the hashes of codes that were made offline.
func postCodesFile(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	upload, _, err := v.r.FormFile("file")
	if err != nil {
		return v.codesAgain(p, err)
	}
	defer upload.Close()
	file, err := exchange.ReadCodes(upload)
	switch {
	case err != nil:
	case file.Dialogue != p.Dialogue.ID:
		return v.showCodes(http.StatusBadRequest, p, v.Text("codes.elsewhere"), "")
	default:
		err = v.site.Node.BringCodes(v.r.Context(), v.who, p.Dialogue.ID, file.Sides)
	}
	if err != nil {
		return v.codesAgain(p, err)
	}
	return v.redirect(pathOf(p.Dialogue.ID, "/codes?done=saved"))
}

// postDropCodes throws the codes away that are not valid yet.
func postDropCodes(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	if err := v.site.Node.DropCodes(v.r.Context(), v.who, p.Dialogue.ID); err != nil {
		return v.codesAgain(p, err)
	}
	return v.redirect(pathOf(p.Dialogue.ID, "/codes?done=saved"))
}
