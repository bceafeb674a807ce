package dialogue

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// A turn is one side's key turned by one co-chair for exact bytes, as the model
// saw it happen.
type turn struct {
	proposal int
	side     SideID
	account  AccountID
	body     string
}

// A model plays random moves of co-chairs, and of people who are none, over one
// dialogue. It keeps its own list of who turned which key for which bytes.
type model struct {
	t         *testing.T
	r         *rand.Rand
	d         Dialogue
	b         Basis
	offices   []Office
	proposals []Proposal
	turns     []turn
	kinds     map[ActKind]int
	refusals  map[string]int
	trace     []string
}

// sequences of the model: every control that rests on two keys rests on these.
const sequences = 20_000

// TestNothingIsEnactedWithoutEverySide plays random sequences of proposing,
// approving, taking back, amending, pausing, replacing co-chairs and changing
// what is prepared, over two sides and three (C5, S8, R13): what is enacted has
// the approval of exactly its bytes by a co-chair in office of every side, no
// approval stands in the name of somebody who did not give it, and what is over
// stays over.
func TestNothingIsEnactedWithoutEverySide(t *testing.T) {
	kinds, refusals := map[ActKind]int{}, map[string]int{}
	for i := range sequences {
		m := newModel(t, uint64(i))
		m.kinds, m.refusals = kinds, refusals
		for range 12 {
			m.move()
			if t.Failed() {
				t.Fatalf("sequence %d: %v", i, m.trace)
			}
		}
	}
	for _, k := range []ActKind{ActOpen, ActLive, ActCodes, ActWaiver, ActClosing, ActResume, ActHandRows} {
		if kinds[k] < 20 {
			t.Errorf("%s was enacted %d times only: the model shows nothing of it", k, kinds[k])
		}
	}
	for _, key := range []string{"refusal.proposal_changed", "refusal.proposal_void", "refusal.proposal_over", "refusal.co_chair_only"} {
		if refusals[key] < 100 {
			t.Errorf("%s was met %d times only", key, refusals[key])
		}
	}
}

func newModel(t *testing.T, seed uint64) *model {
	m := &model{t: t, r: rand.New(rand.NewPCG(seed, 3))}
	sides := [][]SideID{{"azerbaijan", "armenia"}, {"armenia", "azerbaijan"}, {"valley", "azerbaijan", "armenia"}}[seed%3]
	m.b = basis(sides...)
	if m.r.IntN(3) == 0 {
		m.b.Waiting[sides[0]] = CodeCount{59, "aa"} // unequal: it takes a waiver
	}
	switch m.r.IntN(4) {
	case 0:
		m.d = preparing(sides...)
	case 1:
		m.d = running(sides...)
		m.d.Phase = Closed
	default:
		m.d = running(sides...)
	}
	m.offices = chairsOf(m.d)
	return m
}

func (m *model) move() {
	before := slices.Clone(m.proposals)
	what := m.r.IntN(20)
	switch {
	case what < 5 || len(m.proposals) == 0:
		m.propose()
	case what < 13:
		m.approve()
	case what == 13:
		m.withdraw()
	case what < 16:
		m.amend()
	case what == 16:
		m.pause()
	case what == 17:
		m.replace()
	case what == 18:
		m.ground()
	default:
		m.b.Today++
	}
	for i, p := range before {
		if p.State != Proposed && m.proposals[i].State != p.State {
			m.t.Errorf("proposal %d was %s and is %s", i, p.State, m.proposals[i].State)
		}
	}
	for i, p := range m.proposals {
		m.checkApprovals(i, p)
	}
}

// checkApprovals compares the approvals of a proposal with what was seen.
func (m *model) checkApprovals(i int, p Proposal) {
	seen := map[SideID]bool{}
	for _, a := range p.Approvals {
		if seen[a.Side] {
			m.t.Errorf("proposal %d counts side %s twice", i, a.Side)
		}
		seen[a.Side] = true
		given := slices.ContainsFunc(m.turns, func(g turn) bool {
			return g.side == a.Side && g.account == a.Account && (Proposal{Body: []byte(g.body)}).Hash() == a.Hash
		})
		if !given {
			m.t.Errorf("proposal %d: an approval by %s that nobody gave", i, a.Side)
		}
	}
}

// anybody is mostly a co-chair in office.
func (m *model) anybody() Viewer {
	switch m.r.IntN(12) {
	case 0:
		return holder(Roles()[m.r.IntN(3)], "armenia")
	case 1:
		return person(m.d, "azerbaijan")
	case 2:
		return chair("elsewhere")
	}
	o := m.offices[m.r.IntN(len(m.offices))]
	return Viewer{Account: o.ID, Role: o.Role, Side: o.Side}
}

func (m *model) anyAct() Act {
	kinds := []ActKind{ActOpen, ActLive, ActCodes, ActWaiver, ActClosing, ActResume, ActHandRows}
	k := kinds[m.r.IntN(len(kinds))]
	switch {
	case m.d.Phase == Preparing && m.r.IntN(2) == 0:
		k = ActOpen
	case m.d.PausedBy != "" && m.r.IntN(2) == 0:
		k = ActResume
	}
	return Act{Kind: k, LastDay: (m.b.Today + Day(m.r.IntN(30))).String(), Reason: "Fewer people could come.",
		To: []Receiver{{"Archive (simulated)", someKey}}}
}

func (m *model) propose() {
	by, want := m.anybody(), m.anyAct()
	p, err := m.d.Propose(by, want, m.b)
	m.note("propose", by, len(m.proposals), err)
	if err == nil {
		m.checkFresh(p)
		m.proposals = append(m.proposals, p)
		m.turns = append(m.turns, turn{len(m.proposals) - 1, by.Side, by.Account, string(p.Body)})
	}
}

// checkFresh checks that what a co-chair turned a key for, and what was taken back
// or done since, is not proposed again in the same bytes. (The model has few
// batches of codes; really none is valid twice.)
func (m *model) checkFresh(p Proposal) {
	for _, g := range m.turns {
		over := m.proposals[g.proposal].State
		if g.body == string(p.Body) && (over == TakenBack || over == Enacted && p.Kind != ActCodes) {
			m.t.Errorf("proposed again as %s approved it before it was %s: %s", g.side, over, p.Body)
		}
	}
}

func (m *model) approve() {
	i, by := m.r.IntN(len(m.proposals)), m.anybody()
	p := m.proposals[i]
	read := p.Body
	if m.r.IntN(6) == 0 { // somebody read another one, or an earlier wording
		read = []byte(m.turns[m.r.IntN(len(m.turns))].body)
	}
	after, enacted, err := m.d.Approve(by, p, Proposal{Body: read}.Hash(), Signed{}, m.offices, m.b)
	m.note("approve", by, i, err)
	m.proposals[i] = after
	if err == nil {
		m.turns = append(m.turns, turn{i, by.Side, by.Account, string(read)})
	}
	if enacted != (after.State == Enacted && p.State == Proposed) {
		m.t.Errorf("proposal %d: enacted is %v, state %s", i, enacted, after.State)
	}
	if enacted {
		m.enact(after)
	}
}

// enact checks that every side turned its key for these very bytes, and does
// what they say.
func (m *model) enact(p Proposal) {
	for _, a := range m.d.Sides {
		inOffice := func(g turn) bool {
			return g.side == a.Side && g.body == string(p.Body) && slices.ContainsFunc(m.offices, func(o Office) bool {
				return o.ID == g.account && o.Side == g.side && o.Role == CoChair && !o.Locked
			})
		}
		if !slices.ContainsFunc(m.turns, inOffice) {
			m.t.Errorf("%s enacted without %s", p.Body, a.Side)
		}
	}
	act, err := p.Act()
	if err != nil {
		m.t.Fatal(err)
	}
	m.kinds[act.Kind]++
	m.d = m.d.Enact(act, m.b.Today)
	if act.Kind == ActOpen || act.Kind == ActCodes {
		m.b.Waiting = nil // they are valid now
	}
}

func (m *model) withdraw() {
	i, by := m.r.IntN(len(m.proposals)), m.anybody()
	d, p, err := m.d.Withdraw(by, m.proposals[i])
	m.note("withdraw", by, i, err)
	m.d, m.proposals[i] = d, p
}

// amend puts other bytes under the approvals: one byte changed, or a whole other
// act that would be a good one.
func (m *model) amend() {
	p := &m.proposals[m.r.IntN(len(m.proposals))]
	if p.State != Proposed {
		return
	}
	m.trace = append(m.trace, "amend")
	if a, err := m.d.Draft(m.anyAct(), m.b); err == nil && m.r.IntN(2) == 0 {
		p.Body = a.Bytes()
		return
	}
	p.Body = bytes.Clone(p.Body)
	p.Body[m.r.IntN(len(p.Body))] ^= 1 << m.r.IntN(8)
}

func (m *model) pause() {
	by := m.anybody()
	d, err := m.d.Pause(by)
	m.note("pause", by, 0, err)
	if err == nil && d.PausedBy == "" {
		m.t.Errorf("%s paused, and it goes on", by.Side)
	}
	m.d = d
}

// replace locks a co-chair out and puts another in the place.
func (m *model) replace() {
	o := &m.offices[m.r.IntN(len(m.offices))]
	o.Locked = true
	m.trace = append(m.trace, "replace "+strconv.Itoa(int(o.ID)))
	m.offices = append(m.offices, Office{ID: o.ID + 1, Side: o.Side, Role: CoChair})
}

// ground changes what proposals rest on.
func (m *model) ground() {
	m.trace = append(m.trace, "ground")
	sides := make([]SideID, len(m.d.Sides))
	for i, a := range m.d.Sides {
		sides[i] = a.Side
	}
	switch m.r.IntN(3) {
	case 0:
		m.b.Statements = slices.Clone(m.b.Statements)
		m.b.Statements[0].Text += "."
	case 1:
		m.b.Waiting = batch(60+m.r.IntN(3), sides...)
	default:
		if m.d.Phase == Preparing {
			m.d.Settings.Length = 100 + m.r.IntN(100)
		}
	}
}

func (m *model) note(what string, by Viewer, i int, err error) {
	m.refusals[key(err)]++
	m.trace = append(m.trace, fmt.Sprintf("%s %d by %s %s %d: %s", what, i, by.Role, by.Side, by.Account, key(err)))
}
