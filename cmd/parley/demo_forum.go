package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"
	"time"

	"parley/casedata"
	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/record"
)

// demoWitnesses are the witnesses of a demonstration: inside its process, so
// that they protect nobody from it.
type demoWitnesses struct {
	mu     sync.Mutex
	log    string // the record's public key; "" before it is known
	keys   map[dialogue.SideID]string
	states map[dialogue.SideID]record.WitnessState
}

func newDemoWitnesses(sides []dialogue.Side) (*demoWitnesses, map[dialogue.SideID]string, error) {
	w := &demoWitnesses{keys: map[dialogue.SideID]string{}, states: map[dialogue.SideID]record.WitnessState{}}
	public := map[dialogue.SideID]string{}
	for _, side := range sides {
		var err error
		if w.keys[side.ID], public[side.ID], err = record.NewWitnessKey(rand.Reader, node.WitnessName(side.ID)); err != nil {
			return nil, nil, fmt.Errorf("make a witness of the demonstration: %w", err)
		}
	}
	return w, public, nil
}

// ask answers for a side, as its witness would.
func (w *demoWitnesses) ask(_ context.Context, side dialogue.SideID, request []byte) ([]byte, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r, err := record.ParseAddCheckpoint(request)
	if err != nil {
		return nil, err
	}
	state := w.states[side]
	if state.Origin == "" {
		at, err := record.OpenCheckpoint(r.Checkpoint, w.log)
		if err != nil {
			return nil, err
		}
		state = record.WitnessState{Origin: at.Origin, Log: w.log}
	}
	next, line, err := state.Advance(r, time.Now(), w.keys[side])
	w.states[side] = next
	return line, err
}

// demoReport plans the release of a demonstration.
func demoReport(sides []dialogue.Side, witnesses map[dialogue.SideID]string) *node.DemoReport {
	r := &node.DemoReport{Witness: witnesses, Held: map[dialogue.SideID]string{},
		Title:   inEveryLanguage("demo.report_title"),
		Summary: inEvery(func(p *locale.Printer) string { return p.Text("demo.report_summary") }),
		Parts: map[dialogue.Part]dialogue.Writing{
			dialogue.PartAuthor:         inEveryLanguage("demo.report_author"),
			dialogue.PartSponsor:        inEveryLanguage("demo.report_sponsor"),
			dialogue.PartResponsibility: inEveryLanguage("demo.report_responsibility"),
			dialogue.PartLimits:         inEveryLanguage("demo.report_limits"),
		}}
	for _, side := range sides {
		r.Held[side.ID] = "demonstration of " + string(side.ID)
	}
	return r
}

// inEveryLanguage is a message as a text that is whole in every language.
func inEveryLanguage(key locale.Key) dialogue.Writing {
	w := dialogue.Writing{Original: "en", Text: inEvery(func(p *locale.Printer) string { return p.Text(key) })}
	for _, l := range dialogue.Languages() {
		if l != w.Original {
			w.Approved = append(w.Approved, l)
		}
	}
	return w
}

// demoExample reads the reference case as a forum of its own.
func demoExample(n *node.Node, sides []dialogue.Side) (*node.DemoExample, error) {
	of := exchange.CaseSides{Armenian: "armenia", Azerbaijani: "azerbaijan"}
	for _, side := range sides {
		of.Order = append(of.Order, side.ID)
	}
	c, err := exchange.ReadCase(casedata.Files, of)
	if err != nil {
		return nil, fmt.Errorf("read the reference case: %w", err)
	}
	forum, err := n.NewForum()
	if err != nil {
		return nil, err
	}
	c = c.In(forum, dialogue.DayOf(n.Now()))
	return &node.DemoExample{Names: inEvery(func(p *locale.Printer) string { return p.Text("demo.example") }),
		Issues: c.Issues, Joint: c.Joint, Recommendations: c.Recommendations, Report: c.Report(forum)}, nil
}

// demoRegisters fills the registers of a demonstration with the reference case. No
// side approved it, and every page says so.
func demoRegisters(ctx context.Context, n *node.Node) error {
	records, err := exchange.ReadCaseRegisters(casedata.Files, n.Words())
	if err != nil {
		return fmt.Errorf("read the reference case: %w", err)
	}
	return n.AddCase(ctx, records)
}
