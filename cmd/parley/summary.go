package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"parley/internal/exchange"
	"parley/internal/locale"
	"parley/internal/report"
)

// Longest lists of the summary; --json and --html have all.
const (
	strongest = 10
	sharpest  = 5
	longest   = 90 // characters of a statement
)

// summarise prints what a person wants to know first: who took part, what all
// sides agree on, where they divide, and whose voices are missing.
func summarise(out io.Writer, r *report.Result, read *exchange.Report) error {
	w := bufio.NewWriter(out)
	s := summary{Writer: w, r: r}
	s.heading(read)
	s.list("Common ground", "no statement has a credible majority on every side yet", strongest, byCertainty,
		report.CommonGround, report.CommonGroundReject)
	s.list("Divides", "no credible divide", sharpest, byCertainty, report.Divide)
	s.list("Open questions", "none: enough people of every side voted", sharpest, byMissing, report.Open)
	s.list("Mixed", "none", 0, byCertainty, report.Mixed)
	s.groups()
	return w.Flush()
}

// shown writes a count, or says that it is withheld.
func shown(n int) string {
	if n == report.Withheld {
		return "(withheld)"
	}
	return strconv.Itoa(n)
}

type summary struct {
	*bufio.Writer
	r        *report.Result
	sections int
}

func (s *summary) heading(read *exchange.Report) {
	r := s.r
	if r.Simulated {
		fmt.Fprintln(s, "SIMULATED: these votes were made by a program. Nobody cast them.")
	}
	if r.Topic != "" {
		fmt.Fprintln(s, oneLine(r.Topic))
	}
	fmt.Fprintf(s, "%s participants, %d statements, %s votes\n", shown(r.Counts.Participants), r.Counts.Statements, shown(r.Counts.Votes))
	sided := 0
	for i := range r.SideOrder {
		side := r.SideOrder[s.turn(i)]
		sided += r.Counts.BySide[side]
		if r.BySide {
			fmt.Fprintf(s, "  %-14s %s%s\n", side, shown(r.Counts.BySide[side]), of(r.Populations[side]))
		}
	}
	switch {
	case !r.BySide && r.Groups.Claimed:
		fmt.Fprintln(s, "  nobody who voted has a known side (sides.csv or --sides): the opinion groups take their place")
	case !r.BySide:
		fmt.Fprintln(s, "  nobody who voted has a known side (sides.csv or --sides), and no opinion groups found: all count as one")
	case r.Counts.Participants != report.Withheld && sided < r.Counts.Participants:
		fmt.Fprintf(s, "  %-14s %d\n", "side unknown", r.Counts.Participants-sided)
	}
	s.sections++
	for _, f := range read.Files {
		for _, i := range f.Ignored {
			fmt.Fprintf(s, "  left out of %s: %d (%s)\n", f.File, i.Rows, strings.ReplaceAll(string(i.Reason), "_", " "))
		}
	}
	if len(read.Unused) > 0 {
		fmt.Fprintf(s, "  not looked at: %s\n", strings.Join(read.Unused, ", "))
	}
	words := locale.For(locale.English)
	for _, w := range r.Warnings {
		fmt.Fprintf(s, "  warning: %s\n", words.Warning(w.Code, w.Args))
	}
}

// turn returns which side is named in place i of this section: they take turns
// in being first.
func (s *summary) turn(i int) int { return (i + s.sections) % len(s.r.SideOrder) }

func of(population int) string {
	if population == 0 {
		return ""
	}
	return fmt.Sprintf(" of %d", population)
}

// list prints the first statements with one of the readings, in an order.
func (s *summary) list(title, none string, most int, order func(a, b report.Statement) int, readings ...report.Reading) {
	var found []report.Statement
	for _, st := range s.r.Statements {
		if slices.Contains(readings, st.Reading) {
			found = append(found, st)
		}
	}
	slices.SortStableFunc(found, order)
	fmt.Fprintf(s, "\n%s: %d\n", title, len(found))
	if len(found) == 0 {
		fmt.Fprintf(s, "  %s\n", none)
	}
	for _, st := range found[:min(most, len(found))] {
		s.statement(st)
	}
	s.sections++
	if most > 0 && len(found) > most {
		fmt.Fprintf(s, "  and %d more\n", len(found)-most)
	}
}

func byCertainty(a, b report.Statement) int { return cmp.Compare(certain(b), certain(a)) }

func certain(s report.Statement) float64 {
	if s.Certainty == nil {
		return -1
	}
	return *s.Certainty
}

// byMissing puts the questions first that the fewest votes would settle.
func byMissing(a, b report.Statement) int { return cmp.Compare(missing(a), missing(b)) }

func missing(s report.Statement) int {
	n := 0
	for _, f := range s.Sides {
		if f.MoreVotes == nil {
			return 1 << 30
		}
		n += *f.MoreVotes
	}
	return n
}

func (s *summary) statement(st report.Statement) {
	fmt.Fprintf(s, "  %s  %s\n", st.Statement, oneLine(st.Text))
	for i := range st.Sides {
		f := st.Sides[s.turn(i)]
		fmt.Fprintf(s, "      %-14s %s\n", f.Side, split(f))
	}
	if why := s.remarks(st); why != "" {
		fmt.Fprintf(s, "      %s\n", why)
	}
}

func split(f report.SideFigure) string {
	if f.Agree == nil {
		return "withheld: too few voted"
	}
	n := *f.Agree + *f.Disagree + *f.Pass
	if n == 0 {
		return "nobody voted"
	}
	return fmt.Sprintf("%3.0f%% agree, %3.0f%% disagree of %d", 100*float64(*f.Agree)/float64(n), 100*float64(*f.Disagree)/float64(n), n)
}

// remarks says what the reading rests on.
func (s *summary) remarks(st report.Statement) string {
	var of []string
	if st.Reading == report.CommonGroundReject {
		of = append(of, "rejected")
	}
	if st.Certainty != nil {
		of = append(of, fmt.Sprintf("certainty %.3f", *st.Certainty))
	}
	if st.Breakdown != nil {
		of = append(of, fmt.Sprintf("stands until %d of %s turn", *st.Breakdown, s.one()))
	}
	if st.Unequal {
		of = append(of, "unequal shares")
	}
	if st.Fragile {
		of = append(of, "fragile: rests on a few")
	}
	for _, side := range st.OpenWhy {
		of = append(of, "too few of "+side+more(st, side))
	}
	return strings.Join(of, "; ")
}

// one names one of those whose voices are compared.
func (s *summary) one() string {
	switch {
	case s.r.BySide:
		return "one side"
	case s.r.Groups.Claimed:
		return "one group"
	}
	return "them"
}

func more(st report.Statement, side string) string {
	for _, f := range st.Sides {
		if f.Side == side && f.MoreVotes != nil {
			return fmt.Sprintf(", about %d more needed", *f.MoreVotes)
		}
	}
	return ""
}

var reasons = map[string]string{
	"few_placed": "too few participants have voted enough",
	"all_alike":  "no division into groups of sufficient size",
	"one_cloud":  "opinions form one cloud without gaps",
	"unstable":   "half of the participants would divide otherwise",
}

func (s *summary) groups() {
	g := s.r.Groups
	fmt.Fprintf(s, "\nOpinion groups: ")
	if !g.Claimed {
		fmt.Fprintf(s, "none claimed (%s)\n", reasons[g.Reason])
		return
	}
	fmt.Fprintf(s, "%d (silhouette %.2f, stability %.2f)\n", g.K, g.Silhouette, g.Stability)
	for k := range g.K {
		name := string(rune('A' + k))
		fmt.Fprintf(s, "  %s: %d", name, g.Sizes[name])
		for i := range s.r.SideGroup {
			row := s.r.SideGroup[s.turn(i)]
			if n := row.Cells[name]; n != nil {
				fmt.Fprintf(s, ", %s %d", row.Side, *n)
			} else {
				fmt.Fprintf(s, ", %s withheld", row.Side)
			}
		}
		fmt.Fprintln(s)
	}
}

// oneLine shortens a text to one line that a terminal can show; control
// characters, which could rewrite the screen, become spaces.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, text)), " ")
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest-1]) + "…"
	}
	return text
}
