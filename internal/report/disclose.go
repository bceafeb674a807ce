package report

import "parley/internal/opinion"

// An Audience is who a Result is for.
type Audience int

// The audiences, from the one that sees least.
const (
	Public   Audience = iota
	Members           // of the forum
	Operator          // who holds the votes themselves: one's own data, one's own file
)

// Fewer voters of a side than these, and its split is withheld (RULINGS R3).
const (
	fewestForAnyone = 5
	fewestForPublic = 8
)

// Figures are everything that is known of a dialogue's votes: what Disclose
// chooses from. Slices over statements follow the columns of the map, slices
// over participants its positions.
type Figures struct {
	Map          *opinion.Map
	Topic        string
	Description  string
	Language     string // of both, BCP 47; "" when unknown
	Simulated    bool
	Protected    bool                         // contact itself may be the offence (RULINGS R12)
	Sides        []string                     // names, in the map's order; empty when it has none
	SideNames    map[string]map[string]string // what a side is called, by side and language; nil when unknown
	Participants []string
	SideOf       []int // side of each participant, opinion.NoSide when unknown; nil when there are no sides
	Statements   []Wording
	Warnings     []Warning
}

// A Wording is a statement's text and where it comes from.
type Wording struct {
	ID, Text string
	Language string // BCP 47, "" when unknown
	Author   string // side, "" when unknown
	Seed     bool
}

// Disclose returns what an audience may see of f (RULINGS R1 and R3):
//
//   - positions and loadings, which betray votes, go to the operator alone;
//     others get a density grid, and none below 30 placed participants;
//   - where fewer than 5 people of a side voted on a statement nobody sees
//     that side's figures, and the public does not where fewer than 8 did;
//     with them goes every other number of the statement from which they could
//     be had;
//   - of a few people (the same 5 and 8) who belong to no side, or to no
//     opinion group, nobody but the operator sees a number that tells how they
//     voted, such as a total beside the counts of the sides;
//   - an opinion group of which as few voted is seen by the operator alone;
//   - the fitted priors, from which withheld counts could be computed, go to
//     the operator alone, and others see other numbers to two digits;
//   - cells of fewer than 5 in the table side × opinion group are withheld,
//     and so many others that they cannot be computed from the margins;
//   - the number of votes in all is withheld from all but the operator where,
//     less the votes that are shown, it would narrow how many voted on a
//     statement where that is withheld; and warnings are told without the
//     numbers of votes in them.
//
// When no sides were given there is no side to protect, and the operator sees
// every count.
//
// Of a protected dialogue the public sees no count of anything that people did:
//
//   - where at least 10 people of a side voted, of at least 26 who could, each
//     of agree, disagree and pass has a band of 20 percentage points: then each
//     count can still be five numbers or more, since how many voted is not told;
//     a side whose voices are missing has no bands, for it is said to be small;
//   - the reading stays, with its marks; its certainty and breakdown, from which
//     counts could be had, do not;
//   - neither do totals, nor counts of participants and votes (how many took part
//     bounds how many voted), nor warnings with numbers; how many could take part
//     was announced and stays;
//   - nor anything from the map: in a density grid one person can fill a cell,
//     and the smallest opinion group has 3 people, so there is no grid, no groups,
//     no table side × group, no statement typical of a group.
//
// One count is shown once: what a later release of the same dialogue may change
// is for Step to say.
func Disclose(f Figures, to Audience) *Result {
	m := f.Map
	r := &Result{
		Format: Format, Engine: opinion.Engine, Projection: string(m.Projection),
		Topic: f.Topic, Description: f.Description, Language: f.Language, Simulated: f.Simulated,
		Protected: f.Protected, SideNames: f.SideNames,
		Threshold: m.Rules.Threshold, BySide: m.BySide, SideOrder: sideNames(f),
		Populations: map[string]int{}, Warnings: append([]Warning{}, f.Warnings...),
		Counts: Counts{Participants: m.Participants, Placed: m.Placed, Statements: len(m.Statements),
			Votes: m.Votes, BySide: map[string]int{}},
		Explained: []float64{m.Explained[0], m.Explained[1]},
		Priors:    []Prior{}, StatementOrder: []string{}, ParticipantOrder: []string{}, Components: [][]float64{}, Positions: []Position{},
		Groups: groups(m), Density: density(m), SideGroup: []SideRow{}, Statements: []Statement{},
	}
	for s, name := range r.SideOrder {
		r.Populations[name] = m.Rules.Rooms[s]
		r.Counts.BySide[name] = m.Members[s]
		r.Priors = append(r.Priors, Prior{name, m.Rules.Priors[s].Agree, m.Rules.Priors[s].Disagree})
	}
	if to == Operator {
		r.Components = [][]float64{append([]float64{}, m.Components[0]...), append([]float64{}, m.Components[1]...)}
		addPositions(r, f)
	}
	if m.BySide {
		r.SideGroup = sideGroup(r.SideOrder, m)
	}
	d := discloser{to: to, bySide: m.BySide, sides: r.SideOrder, unplaced: m.Participants - m.Placed,
		banded: f.Protected && to == Public, rooms: m.Rules.Rooms}
	for j, w := range f.Statements {
		r.StatementOrder = append(r.StatementOrder, w.ID)
		r.Statements = append(r.Statements, d.statement(w, &m.Statements[j]))
	}
	if to != Operator {
		r.blur()
		r.Warnings = plain(r.Warnings)
		d.withholdVotes(r, m)
	}
	if d.banded {
		r.bare()
	}
	return r
}

// withholdVotes withholds the number of all votes where it may not be told to
// this audience, or to one that sees more: who sees more sees this, too.
func (d discloser) withholdVotes(r *Result, m *opinion.Map) {
	for _, d.to = range []Audience{d.to, Members} {
		if !d.tellsNoPart(m) {
			r.Counts.Votes = Withheld
		}
	}
}

// sideNames returns the sides' names, or those of what stands in for sides.
func sideNames(f Figures) []string {
	if f.Map.BySide {
		return append([]string{}, f.Sides...)
	}
	if !f.Map.Groups.Claimed() {
		return []string{Everyone}
	}
	names := []string{}
	for g := range f.Map.Groups.K {
		names = append(names, letter(int8(g)))
	}
	return names
}

// Everyone is the name of all participants as one, where there are neither
// sides nor opinion groups.
const Everyone = "everyone"

// letter names an opinion group; "" for none.
func letter(g int8) string {
	if g < 0 {
		return ""
	}
	return string(rune('A' + g))
}

func groups(m *opinion.Map) Groups {
	g := Groups{K: m.Groups.K, Silhouette: m.Groups.Silhouette, Stability: m.Groups.Stability,
		Sizes: map[string]int{}, Claimed: m.Groups.Claimed(), Reason: string(m.Groups.Reason)}
	for k, n := range m.Groups.Sizes {
		g.Sizes[letter(int8(k))] = n
	}
	return g
}

func addPositions(r *Result, f Figures) {
	for i, p := range f.Map.Positions {
		if !p.Placed {
			continue
		}
		side := ""
		if f.SideOf != nil && f.SideOf[i] >= 0 {
			side = f.Sides[f.SideOf[i]]
		}
		r.ParticipantOrder = append(r.ParticipantOrder, f.Participants[i])
		r.Positions = append(r.Positions, Position{f.Participants[i], p.X, p.Y, p.Spread, letter(p.Group), side})
	}
}
