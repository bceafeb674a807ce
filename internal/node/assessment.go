package node

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/register"
	"parley/internal/store"
)

// seatTag is by what a coder is known in one cycle, and in no other.
func (n *Node) seatTag(cycle register.CycleID, account dialogue.AccountID) [32]byte {
	mac := hmac.New(sha256.New, n.Secrets.Key("coder"))
	fmt.Fprintf(mac, "%s/%s", dialogue.FormatID(cycle), dialogue.FormatID(account))
	return [32]byte(mac.Sum(nil))
}

// seats returns who codes in a cycle.
func (n *Node) seats(ctx context.Context, id register.CycleID) ([]register.Seat, error) {
	kept, err := n.Store.Coders(ctx, int64(id))
	var all []register.Seat
	for _, k := range kept {
		all = append(all, register.Seat{Side: k.Side, Number: k.Number, Tag: k.Tag})
	}
	return all, err
}

// CodeRow keeps what one coder of a side says of a row, instead of what the same
// coder said before. Nobody reads it before the side has committed: also the coder
// does not.
func (n *Node) CodeRow(ctx context.Context, v dialogue.Viewer, id register.CycleID, row register.RowID, coding register.Coding) error {
	return n.inRow(ctx, v, id, row, func(d docket, c *store.AssessmentChange) error {
		taken, err := n.seats(ctx, id)
		if err != nil {
			return err
		}
		seat, isNew, err := d.cycle.Sit(v, n.seatTag(id, v.Account), taken)
		if err != nil {
			return err
		}
		if err := d.cycle.MayCode(v, row, d.sheets, n.today()); err != nil {
			return err
		}
		if err := coding.Check(); err != nil {
			return err
		}
		sealed, err := n.seal(coding.Bytes(), sealedCoding, placeOfCoding(id, row, v.Side, seat.Number))
		if err != nil {
			return err
		}
		c.Codings = []store.CodingRow{{Item: row.Item, Conduct: row.Conduct, Side: v.Side, Coder: seat.Number, Sealed: sealed}}
		if isNew {
			c.Coders = []store.CoderRow{{Side: seat.Side, Number: seat.Number, Tag: seat.Tag}}
		}
		return nil
	})
}

// CommitRow commits the own side to what it says of a row, and seals it. What a says
// of the row itself, of coders and of their agreement is set here.
func (n *Node) CommitRow(ctx context.Context, v dialogue.Viewer, id register.CycleID, row register.RowID, a register.Assessment) error {
	return n.inRow(ctx, v, id, row, func(d docket, c *store.AssessmentChange) error {
		if err := d.cycle.Commit(v, row, d.sheets, n.today()); err != nil {
			return err
		}
		a, err := n.judged(ctx, v, d, row, identified(a, d.cycle.Blank(row, v.Side)))
		if err != nil {
			return err
		}
		o := register.Opening{Text: a.Canonical()}
		if err := n.draw(o.Salt[:]); err != nil {
			return err
		}
		sealed, err := n.sealOpening(id, row, v.Side, o)
		if err != nil {
			return err
		}
		return n.commit(v, d, row, o.Commitment(), sealed, c)
	})
}

// identified returns a with all that says of what it is from another assessment.
func identified(a, of register.Assessment) register.Assessment {
	a.V, a.Codebook, a.Agreement, a.Item, a.Kind, a.Stem = of.V, of.Codebook, of.Agreement, of.Item, of.Kind, of.Stem
	a.Period, a.Side, a.Obliged, a.About = of.Period, of.Side, of.Obliged, of.About
	return a
}

// judged checks an assessment that is to be committed to, and sets what its coders
// have to do with it: how well they agree is over the rows to which the side has
// committed, so that nothing is told of those that are still coded.
func (n *Node) judged(ctx context.Context, v dialogue.Viewer, d docket, row register.RowID, a register.Assessment) (register.Assessment, error) {
	codings, err := n.codings(ctx, d, func(r register.RowID, side dialogue.SideID) bool {
		_, committed := d.row(r, side)
		return side == v.Side && (committed || r == row)
	})
	if err != nil {
		return a, err
	}
	a.Coders, a.Alpha = len(codings[row][v.Side]), nil
	if alpha := register.Coefficient(qualityOf(codings, v.Side).Alpha); alpha != "" {
		a.Alpha = &alpha
	}
	all, err := n.dockets(ctx, d.cycle.Register)
	if err != nil {
		return a, err
	}
	prior, there, err := n.prior(all, d.cycle, row, v.Side)
	if err != nil {
		return a, err
	}
	return d.cycle.Judge(a, row, v.Side, prior, there)
}

// CommitHash commits the own side to what it keeps itself: the node is given nothing
// but the commitment, and the opening when it is revealed.
func (n *Node) CommitHash(ctx context.Context, v dialogue.Viewer, id register.CycleID, row register.RowID, commitment dialogue.Hash) error {
	return n.inRow(ctx, v, id, row, func(d docket, c *store.AssessmentChange) error {
		if err := d.cycle.Commit(v, row, d.sheets, n.today()); err != nil {
			return err
		}
		return n.commit(v, d, row, commitment, nil, c)
	})
}

// commit adds a commitment to a change, with its entry of the record.
func (n *Node) commit(v dialogue.Viewer, d docket, row register.RowID, commitment dialogue.Hash, sealed []byte, c *store.AssessmentChange) error {
	r, there := d.row(row, v.Side)
	before := r.Entry
	r.Commitment, r.Committed, r.Sealed = commitment, n.today(), sealed
	e, err := n.assessmentEntry(record.AssessmentCommitted, d.cycle.ID, r, 1)
	if err != nil {
		return err
	}
	if there { // another one in its place
		e.Entry.Prev = record.After(before)
	}
	r.Entry = e.Entry.Subject
	c.Assessments, c.Entries = []store.AssessmentRow{r}, []record.Opened{e}
	return nil
}

// assessmentEntry makes an entry about what a side committed to.
func (n *Node) assessmentEntry(kind record.Kind, cycle register.CycleID, r store.AssessmentRow, count int) (record.Opened, error) {
	row := register.RowID{Item: r.Item, Conduct: r.Conduct}
	return n.entry(kind, fmt.Appendf(nil, "assessment %s %x", placeOf(cycle, row, r.Side), r.Commitment), count, r.Side)
}

// RevealRow reveals what the own side committed to, once every side has. opening is
// its opening, where the side keeps it itself or brings its own; nil takes what is
// sealed here. What does not match the commitment is refused, and the record says
// so.
func (n *Node) RevealRow(ctx context.Context, v dialogue.Viewer, id register.CycleID, row register.RowID, opening []byte) error {
	return n.revealing(ctx, v, id, row, opening, func(d docket) (register.Sheet, error) {
		return d.cycle.Reveal(v, row, d.sheets, n.today())
	})
}

// ShowAlone agrees to have shown what the own side committed to although another
// side withheld its own, or agrees no more. opening is as of RevealRow.
func (n *Node) ShowAlone(ctx context.Context, v dialogue.Viewer, id register.CycleID, row register.RowID, show bool, opening []byte) error {
	return n.revealing(ctx, v, id, row, opening, func(d docket) (register.Sheet, error) {
		return d.cycle.ShowAlone(v, row, show, d.sheets, n.today())
	})
}

func (n *Node) revealing(ctx context.Context, v dialogue.Viewer, id register.CycleID, row register.RowID, opening []byte, rule func(docket) (register.Sheet, error)) error {
	mismatch := false
	err := n.inRow(ctx, v, id, row, func(d docket, c *store.AssessmentChange) error {
		sheet, err := rule(d)
		if err != nil {
			return err
		}
		r, _ := d.row(row, v.Side)
		isNew := r.Revealed == 0
		r.Revealed, r.Alone = sheet.Revealed, sheet.Alone
		c.Assessments = []store.AssessmentRow{r}
		if !isNew {
			return nil
		}
		o, err := n.openingFor(id, row, r, opening)
		if err != nil {
			return err
		}
		count := 1
		if mismatch = o.Commitment() != r.Commitment; mismatch {
			c.Assessments, count = nil, 0
		} else if err := n.admit(ctx, d, row, o, &c.Assessments[0]); err != nil {
			return err
		}
		e, err := n.assessmentEntry(record.AssessmentRevealed, id, r, count)
		e.Entry.Prev = record.After(r.Entry)
		c.Entries = []record.Opened{e}
		return err
	})
	if err == nil && mismatch {
		return fault.New(fault.Refused, "refusal.commitment_other")
	}
	return err
}

// openingFor returns what is said to open a commitment.
func (n *Node) openingFor(id register.CycleID, row register.RowID, r store.AssessmentRow, opening []byte) (register.Opening, error) {
	if opening != nil {
		return register.ParseOpening(opening)
	}
	if r.Sealed == nil {
		return register.Opening{}, fault.New(fault.Refused, "refusal.opening_needed")
	}
	o, err := n.unsealOpening(id, row, r.Side, r.Sealed)
	if err != nil { // another text, or another place: no commitment matches it
		return register.Opening{}, nil
	}
	return o, nil
}

// admit seals what opens a commitment. What was sealed here before was checked when
// it was committed to; what the side kept itself is checked now.
func (n *Node) admit(ctx context.Context, d docket, row register.RowID, o register.Opening, r *store.AssessmentRow) error {
	if r.Sealed == nil {
		a, err := register.ParseAssessment(o.Text)
		if err != nil {
			return err
		}
		all, err := n.dockets(ctx, d.cycle.Register)
		if err != nil {
			return err
		}
		prior, there, err := n.prior(all, d.cycle, row, r.Side)
		if err != nil {
			return err
		}
		clean, err := d.cycle.Judge(a, row, r.Side, prior, there)
		if err != nil {
			return err
		}
		if !bytes.Equal(clean.Canonical(), o.Text) {
			return fault.New(fault.Invalid, "refusal.assessment_json")
		}
	}
	var err error
	r.Sealed, err = n.sealOpening(d.cycle.ID, row, r.Side, o)
	return err
}

// OpeningOf returns the opening of what the own side committed to, to be kept by the
// side's co-chair.
func (n *Node) OpeningOf(ctx context.Context, v dialogue.Viewer, id register.CycleID, row register.RowID) ([]byte, error) {
	d, err := n.docket(ctx, v, id)
	if err != nil {
		return nil, err
	}
	r, there := d.row(row, v.Side)
	if v.Role != dialogue.CoChair || !there || r.Sealed == nil {
		return nil, fault.New(fault.NotFound, "refusal.row_unknown")
	}
	o, err := n.unsealOpening(id, row, v.Side, r.Sealed)
	if err != nil {
		return nil, err
	}
	return o.Bytes(), nil
}
