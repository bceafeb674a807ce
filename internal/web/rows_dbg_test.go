package web

import (
	"testing"

	"parley/internal/node"
	"parley/internal/register"
)

func TestDbgRows(t *testing.T) {
	s := rowsSite(t)
	s.write("azerbaijan", "briefings", "autumn", register.Public, map[string]register.Value{"name": inWords("Autumn briefing"), "planned_for": dated("2026-11-20")})
	r := s.shown(s.chair("azerbaijan"), "briefings", "autumn")
	t.Log(r.State, r.Side, r.Level)
	_, err := s.Node.WriteRecord(t.Context(), s.chair("azerbaijan"), "briefings", node.RecordDraft{Key: "autumn", Stamp: r.Stamp(), Change: register.Change{Level: r.Level, Values: map[string]register.Value{"name": inWords("Autumn briefing 2"), "planned_for": dated("2026-11-20")}}})
	t.Log("write", err)
	p, err := s.Node.ProposeRecords(t.Context(), s.chair("armenia"), "briefings", []string{"autumn"})
	t.Log("propose", err)
	v, err := s.Node.Proposal(t.Context(), s.chair("azerbaijan"), p)
	t.Log("proposal", err)
	t.Log(s.Node.Approve(t.Context(), s.chair("azerbaijan"), p, v.Proposal.Hash(), node.Signing{}))
}
