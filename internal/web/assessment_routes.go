package web

import (
	"net/url"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

// assessmentRoutes are the pages of sealed assessments.
func (s *site) assessmentRoutes() []Route {
	none := map[string]string{}
	cycle := map[string]string{"period": "2026-Q1", "last_day": "2026-12-01", "agreement": "example-2025", "kind": "provision", "codebook": "pis-1.0", "item": "none"}
	coding := map[string]string{"rating": "2", "timeliness": "on_time", "correspondence": "matches", "confidence": "2"}
	assessment := map[string]string{"rating": "1", "timeliness": "late", "correspondence": "partial", "confidence": "1", "blockage": "none", "reason_en": "Begun."}
	return []Route{
		{Pattern: "GET /registers/{register}/assessments", serve: showCycles},
		{Pattern: "GET /registers/{register}/assessments/new", serve: chairs(showNewCycle)},
		{Pattern: "POST /registers/{register}/assessments/new", serve: chairs(postNewCycle), most: mostPart, Fields: cycle},
		{Pattern: "GET /cycles/{cycle}", serve: showCycle},
		{Pattern: "GET /cycles/{cycle}/codebook", serve: showCodebook},
		{Pattern: "GET /cycles/{cycle}/tracking.csv", serve: sendTracking},
		{Pattern: "POST /cycles/{cycle}/confirm", serve: chairs(postCycleConfirmation), Fields: map[string]string{"hash": "00"}},
		{Pattern: "POST /cycles/{cycle}/drop", serve: chairs(postCycleDrop), Fields: none},
		{Pattern: "GET /cycles/{cycle}/rows/{row}", serve: showAssessed},
		{Pattern: "GET /cycles/{cycle}/rows/{row}/code", serve: writers(showCoding)},
		{Pattern: "POST /cycles/{cycle}/rows/{row}/code", serve: writers(postCoding), Fields: coding},
		{Pattern: "GET /cycles/{cycle}/rows/{row}/commit", serve: chairs(showCommitting)},
		{Pattern: "POST /cycles/{cycle}/rows/{row}/commit", serve: chairs(postCommitting), most: mostPart, Fields: assessment},
		{Pattern: "POST /cycles/{cycle}/rows/{row}/commitment", serve: chairs(postCommitment), Fields: map[string]string{"hash": strings.Repeat("0a", 32)}},
		{Pattern: "GET /cycles/{cycle}/rows/{row}/opening.json", serve: chairs(sendOpening)},
		{Pattern: "POST /cycles/{cycle}/rows/{row}/reveal", serve: chairs(postReveal), most: mostPart, Fields: map[string]string{"opening": ""}},
		{Pattern: "POST /cycles/{cycle}/rows/{row}/alone", serve: chairs(postAlone), most: mostPart, Fields: map[string]string{"show": "yes", "opening": ""}},
	}
}

func cyclePath(id register.CycleID, rest string) string { return workPath("cycles", id, rest) }

func rowPath(id register.CycleID, row register.RowID, rest string) string {
	return cyclePath(id, "/rows/"+url.PathEscape(row.String())+rest)
}

// assessedRegister returns the register in the address, if its records are assessed.
func (v *visitor) assessedRegister() (*register.Definition, error) {
	d, err := v.site.Node.Register(v.r.Context(), v.who, register.Name(v.r.PathValue("register")))
	if err != nil {
		return nil, err
	}
	if _, ok := d.Assessment(); !ok {
		return nil, notFound(v)
	}
	return d, nil
}

// cycle returns the cycle in the address.
func (v *visitor) cycle() (node.CycleView, error) {
	id, ok := dialogue.ParseID[register.CycleID](v.r.PathValue("cycle"))
	if !ok {
		return node.CycleView{}, fault.New(fault.NotFound, "refusal.cycle_unknown")
	}
	return v.site.Node.Cycle(v.r.Context(), v.who, id)
}

// row returns the cycle and the row in the address, and the row's place.
func (v *visitor) row() (node.CycleView, node.RowView, int, error) {
	c, err := v.cycle()
	if err != nil {
		return c, node.RowView{}, 0, err
	}
	for i, r := range c.Rows {
		if r.Row.String() == v.r.PathValue("row") {
			return c, r, i, nil
		}
	}
	return c, node.RowView{}, 0, fault.New(fault.NotFound, "refusal.row_unknown")
}

// cycleAct does something with the cycle in the address, and shows it.
func (v *visitor) cycleAct(act func(node.CycleView) error) error {
	c, err := v.cycle()
	if err != nil {
		return err
	}
	if refused := act(c); refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		if c, err = v.cycle(); err != nil { // as it is now
			return err
		}
		return v.showCycle(code, c, refused)
	}
	return v.redirect(cyclePath(c.Cycle.ID, "?done=saved"))
}

// rowAct does something with the row in the address, and shows it.
func (v *visitor) rowAct(act func(register.CycleID, register.RowID) error) error {
	c, r, _, err := v.row()
	if err != nil {
		return err
	}
	if refused := act(c.Cycle.ID, r.Row); refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		c, r, place, err := v.row() // as it is now
		if err != nil {
			return err
		}
		return v.showRow(code, c, r, place, refused)
	}
	return v.redirect(rowPath(c.Cycle.ID, r.Row, "?done=saved"))
}

// postCycleConfirmation confirms the terms that were shown.
func postCycleConfirmation(v *visitor) error {
	return v.cycleAct(func(c node.CycleView) error {
		return v.site.Node.ConfirmCycle(v.r.Context(), v.who, c.Cycle.ID, v.seenHash())
	})
}

// postCycleDrop takes a cycle off the table that is not open yet.
func postCycleDrop(v *visitor) error {
	c, err := v.cycle()
	if err != nil {
		return err
	}
	if refused := v.site.Node.DropCycle(v.r.Context(), v.who, c.Cycle.ID); refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		return v.showCycle(code, c, refused)
	}
	return v.redirect(registerPath(c.Cycle.Register, "/assessments?done=saved"))
}

// postCommitment commits the reader's side to what it keeps itself.
func postCommitment(v *visitor) error {
	return v.rowAct(func(id register.CycleID, row register.RowID) error {
		hash := v.seenHash()
		if hash == (dialogue.Hash{}) {
			return fault.New(fault.Invalid, "refusal.commitment_form")
		}
		return v.site.Node.CommitHash(v.r.Context(), v.who, id, row, hash)
	})
}

// opening returns the opening that was sent; nil where none was.
func (v *visitor) opening() []byte {
	if text := strings.TrimSpace(v.field("opening")); text != "" {
		return []byte(text)
	}
	return nil
}

// postReveal reveals what the reader's side committed to.
func postReveal(v *visitor) error {
	return v.rowAct(func(id register.CycleID, row register.RowID) error {
		return v.site.Node.RevealRow(v.r.Context(), v.who, id, row, v.opening())
	})
}

// postAlone agrees to have the own side's shown alone, or agrees no more.
func postAlone(v *visitor) error {
	return v.rowAct(func(id register.CycleID, row register.RowID) error {
		return v.site.Node.ShowAlone(v.r.Context(), v.who, id, row, v.field("show") == "yes", v.opening())
	})
}

// sendOpening hands the own side's opening to its co-chair.
func sendOpening(v *visitor) error {
	c, r, _, err := v.row()
	if err != nil {
		return err
	}
	text, err := v.site.Node.OpeningOf(v.r.Context(), v.who, c.Cycle.ID, r.Row)
	if err != nil {
		return err
	}
	v.download("opening.json", text)
	return nil
}
