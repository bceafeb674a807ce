package main

import (
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/report"
	"parley/internal/web"
)

// newDemo returns a running demonstration and the dialogue that has closed.
func newDemo(t *testing.T) (address string, n *node.Node, keys node.DemoKeys, closed dialogue.ID) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	running, err := startNode(t.Context(), folder(t.TempDir()), "", log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(running.close)
	if _, keys, err = demonstrate(t.Context(), running.node); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(web.Handler(web.Options{Node: running.node, Log: log, Random: &chance{}}))
	t.Cleanup(server.Close)
	all, err := running.node.Dialogues(t.Context(), dialogue.Viewer{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.Phase == dialogue.Closed {
			closed = d.ID
		}
	}
	return server.URL, running.node, keys, closed
}

// The demonstration shows every kind of reading, and that it is simulated.
func TestDemoShowsEveryReading(t *testing.T) {
	_, n, _, closed := newDemo(t)
	r, err := n.Result(t.Context(), dialogue.Viewer{}, closed)
	if err != nil {
		t.Fatal(err)
	}
	count := map[report.Reading]int{}
	for _, s := range r.Statements {
		count[s.Reading]++
	}
	t.Log(count, r.Groups)
	for reading, least := range map[report.Reading]int{report.CommonGround: 5, report.Divide: 5, report.Open: 2, report.Mixed: 5} {
		if count[reading] < least {
			t.Errorf("%d statements are %s, want %d or more", count[reading], reading, least)
		}
	}
	if !r.Simulated || len(r.Statements) < 40 || !r.Groups.Claimed || r.Density == nil {
		t.Errorf("simulated %v, %d statements, groups %+v", r.Simulated, len(r.Statements), r.Groups)
	}
	if len(r.Positions) > 0 || len(r.Components) > 0 {
		t.Error("the demonstration shows positions, which betray votes")
	}
}

// A newcomer has a code for each side and a phrase for each office.
func TestDemoPrintsWhatANewcomerNeeds(t *testing.T) {
	_, n, keys, _ := newDemo(t)
	sides, err := n.Sides(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	printDemo(&out, "http://127.0.0.1:8080", node.Demonstration{Sides: sides, Report: &node.DemoReport{}}, keys)
	for _, side := range sides {
		if len(keys.Codes[side.ID]) != demoCodes {
			t.Errorf("%s has %d codes", side.ID, len(keys.Codes[side.ID]))
		}
		if e, err := n.Enter(t.Context(), keys.Codes[side.ID][0].String()); err != nil || e.Offer == nil {
			t.Errorf("a code of %s: %v", side.ID, err)
		}
		for _, role := range dialogue.Roles() {
			phrase := string(keys.Phrases[side.ID][role])
			if e, err := n.Enter(t.Context(), phrase); err != nil || e.Session.Role != role || !strings.Contains(out.String(), phrase) {
				t.Errorf("%s of %s: %v", role, side.ID, err)
			}
		}
	}
}
