package web

import (
	"math/rand/v2"
	"strings"

	"parley/internal/report"
)

// extremes are results as no one wishes for them, but which occur.
func extremes() map[string]*report.Result {
	six := fixture("west", "east", "north", "south", "centre", "armenia")
	return map[string]*report.Result{
		"nothing":     {},
		"empty":       {SideOrder: []string{"azerbaijan", "armenia"}, BySide: true, Threshold: 0.5},
		"one person":  onePerson(),
		"withheld":    allWithheld(),
		"absent side": absentSide(),
		"six sides":   six,
		"hostile":     hostile(),
		"holes":       holes(),
		"groups":      inGroups(),
		"everyone":    inOne(),
		"one point":   {Density: &report.Density{Size: 1, Levels: 2, Cells: [][]int{{1}}}, Counts: report.Counts{Placed: 40, Participants: 40}},
	}
}

func onePerson() *report.Result {
	r := fixture("armenia", "azerbaijan")
	r.Counts = report.Counts{Participants: 1, Statements: 1, Votes: 1, BySide: map[string]int{"armenia": 1}}
	r.Density, r.Groups = nil, report.Groups{K: 1, Reason: "few_placed"}
	r.Statements = r.Statements[5:6]
	withhold(&r.Statements[0])
	return r
}

func allWithheld() *report.Result {
	r := fixture("azerbaijan", "armenia")
	for i := range r.Statements {
		s := &r.Statements[i]
		withhold(s)
		for k := range s.Sides {
			s.Sides[k] = report.SideFigure{Side: s.Sides[k].Side}
		}
	}
	for _, row := range r.SideGroup {
		row.Cells["A"], row.Cells["B"] = nil, nil
	}
	return r
}

func absentSide() *report.Result {
	r := fixture("armenia", "azerbaijan")
	r.Counts.BySide["azerbaijan"] = 0
	for i := range r.Statements {
		s := &r.Statements[i]
		s.Reading, s.Certainty, s.Breakdown = report.Open, nil, nil
		s.OpenWhy = []string{"azerbaijan"}
		s.Sides[1] = report.SideFigure{Side: "azerbaijan", Agree: ptr(0), Disagree: ptr(0), Pass: ptr(0), Low: ptr(0.0), High: ptr(1.0)}
	}
	return r
}

// hostile has texts that try to leave their place.
func hostile() *report.Result {
	r := fixture("armenia", "azerbaijan")
	for i, text := range []string{
		`<script>alert(1)</script><img src=x onerror="alert(1)">`,
		"first line\nsecond line\n\nthird",
		strings.Repeat("donaudampfschiff", 30),
		"כל אחד צריך להקשיב לפני שהוא עונה",
		"每个人都应该在回答之前先听",
		"🚌🌳📚 " + strings.Repeat("👩‍🌾", 40),
		"\u202ereversed text \u2066isolated",
		"{{.Text}} %!s(MISSING) ${x} </style></svg>",
	} {
		r.Statements[i].Text = text
		r.Statements[i].Language = []string{"", "en", "de", "he", "zh", "not a tag!", "und", "ru"}[i]
	}
	r.Topic, r.Description = `"><b>topic`, strings.Repeat("unbreakable", 60)
	r.Statements[8].Statement = "a b/c?d#e"
	r.Statements[9].Author = strings.Repeat("longside", 20)
	r.Warnings = []report.Warning{{Code: "<i>odd</i>"}, {Code: "side_empty", Args: nil}}
	return r
}

// holes has nil wherever there can be nil.
func holes() *report.Result {
	r := fixture("azerbaijan", "armenia")
	r.Populations, r.Counts.BySide, r.Explained, r.Priors = nil, nil, nil, nil
	r.Groups.Sizes, r.SideGroup = nil, []report.SideRow{{Side: "armenia"}}
	r.Density = &report.Density{Size: 20, Levels: 5, Cells: [][]int{{1}, nil}}
	for i := range r.Statements {
		s := &r.Statements[i]
		s.Sides, s.Groups, s.Total, s.OpenWhy, s.Representative = nil, nil, [3]*int{}, nil, nil
		s.Certainty, s.Breakdown, s.Consensus = nil, nil, nil
		s.Reading = []report.Reading{"", "unheard", report.Divide}[i%3]
	}
	r.Statements[2].Sides = []report.SideFigure{{Side: "armenia", Agree: ptr(3)}, {Side: "azerbaijan", Agree: ptr(-1), Disagree: ptr(2), Pass: ptr(0)}}
	return r
}

// inGroups has no sides; the opinion groups stand in for them.
func inGroups() *report.Result {
	r := fixture("A", "B")
	r.BySide, r.SideGroup = false, nil
	for i := range r.Statements {
		r.Statements[i].Author = ""
	}
	return r
}

// inOne has neither sides nor opinion groups.
func inOne() *report.Result {
	r := fixture("everyone")
	r.BySide, r.SideGroup = false, nil
	r.Groups = report.Groups{K: 1, Reason: "one_cloud"}
	for i := range r.Statements {
		r.Statements[i].Author, r.Statements[i].Representative, r.Statements[i].Groups = "", nil, nil
	}
	return r
}

// fixturePositions places people as the operator sees them.
func fixturePositions(r *report.Result) []report.Position {
	random := rand.New(rand.NewPCG(11, 11))
	var all []report.Position
	for i := range r.Counts.Placed {
		p := report.Position{X: -1, Y: 0.4, Group: "A", Side: r.SideOrder[i%len(r.SideOrder)]}
		if i%5 < 2 {
			p.X, p.Y, p.Group = 1.2, -0.5, "B"
		}
		p.X += random.NormFloat64() * 0.6
		p.Y += random.NormFloat64() * 0.6
		all = append(all, p)
	}
	return all
}
