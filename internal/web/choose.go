package web

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"parley/internal/report"
)

// letters lists the claimed opinion groups, "A" first.
func letters(r *report.Result) []string {
	if !r.Groups.Claimed {
		return nil
	}
	return slices.Sorted(maps.Keys(r.Groups.Sizes))
}

// isCommonGround reports whether r is common ground, agreed or rejected.
func isCommonGround(r report.Reading) bool {
	return r == report.CommonGround || r == report.CommonGroundReject
}

// choose returns the statements that q asks for, in the order it asks for, as
// indices of all. Paging is left to the caller.
func choose(all []report.Statement, q query) []int {
	var chosen []int
	for i, s := range all {
		if fits(s, q) {
			chosen = append(chosen, i)
		}
	}
	sortStatements(all, chosen, q.Sort)
	return chosen
}

func fits(s report.Statement, q query) bool {
	reading := string(s.Reading)
	if isCommonGround(s.Reading) {
		reading = string(report.CommonGround)
	}
	return (q.Reading == "" || q.Reading == reading) &&
		(q.Author == "" || q.Author == s.Author) &&
		(q.Group == "" || slices.Contains(s.Representative, q.Group))
}

// withReading returns the statements of one reading, the most certain first.
func withReading(all []report.Statement, r report.Reading) []int {
	var chosen []int
	for i, s := range all {
		if s.Reading == r {
			chosen = append(chosen, i)
		}
	}
	sortStatements(all, chosen, "certainty")
	return chosen
}

// sortStatements orders indices of all. What is withheld comes last, so that
// no place in the list tells it; equals come by number.
func sortStatements(all []report.Statement, indices []int, by string) {
	slices.SortStableFunc(indices, func(a, b int) int {
		s, t := &all[a], &all[b]
		order := 0
		switch by {
		case "number":
		case "votes":
			order = cmp.Compare(votes(t), votes(s))
		default:
			order = cmp.Or(cmp.Compare(certainty(t), certainty(s)), cmp.Compare(votes(t), votes(s)))
		}
		return cmp.Or(order, compareIDs(s.Statement, t.Statement))
	})
}

// votes returns how many votes s has, -1 when that is withheld.
func votes(s *report.Statement) int {
	sum := 0
	for _, n := range s.Total {
		if n == nil {
			return -1
		}
		sum += *n
	}
	return sum
}

func certainty(s *report.Statement) float64 {
	if s.Certainty == nil {
		return -1
	}
	return *s.Certainty
}

// compareIDs puts numbers first, by value, then other identifiers by letter.
func compareIDs(a, b string) int {
	m, errA := strconv.Atoi(a)
	n, errB := strconv.Atoi(b)
	switch {
	case errA == nil && errB == nil:
		return cmp.Compare(m, n)
	case errA == nil:
		return -1
	case errB == nil:
		return 1
	}
	return cmp.Compare(a, b)
}
