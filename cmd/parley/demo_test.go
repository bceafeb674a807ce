package main

import (
	"testing"

	"parley/internal/report"
)

// The demonstration shows every kind of reading, and that it is simulated.
func TestDemoShowsEveryReading(t *testing.T) {
	r, err := demoResult()
	if err != nil {
		t.Fatal(err)
	}
	n := map[report.Reading]int{}
	for _, s := range r.Statements {
		n[s.Reading]++
	}
	t.Log(n, r.Groups)
	for reading, least := range map[report.Reading]int{report.CommonGround: 5, report.Divide: 5, report.Open: 2, report.Mixed: 5} {
		if n[reading] < least {
			t.Errorf("%d statements are %s, want %d or more", n[reading], reading, least)
		}
	}
	if !r.Simulated || len(r.Statements) < 40 || !r.Groups.Claimed || r.Density == nil {
		t.Errorf("simulated %v, %d statements, groups %+v", r.Simulated, len(r.Statements), r.Groups)
	}
	if len(r.Positions) > 0 || len(r.Components) > 0 {
		t.Error("the demonstration shows positions, which betray votes")
	}
}
