package opinion

// A Tally follows a dialogue vote by vote: it holds every side's counts of
// every statement and reads a statement anew, from its own counts, in a time
// that does not depend on how many votes there are. What a reading takes from
// the other statements, the fitted priors and where the lists of common ground
// end, stays as the last map found it until Refresh.
//
// A Tally is not safe for concurrent use.
type Tally struct {
	rules  Rules
	counts [][]Count   // by statement, then side
	views  [][]view    // the same, looked at; nil until asked for
	needs  [][]float64 // what routing makes of the same; 0 until asked for
}

// NewTally returns an empty Tally of so many sides and statements, under the
// threshold τ and with rooms as in Input. Until the first Refresh the priors
// are Jeffreys'.
func NewTally(sides, statements int, threshold float64, rooms []int) *Tally {
	t := &Tally{rules: Rules{Threshold: threshold, Rooms: make([]int, sides)}}
	copy(t.rules.Rooms, rooms)
	for range sides {
		t.rules.Priors = append(t.rules.Priors, Prior{jeffreys, jeffreys})
	}
	for range statements {
		t.AddStatement()
	}
	return t
}

// AddStatement makes room for one more statement and returns its number.
func (t *Tally) AddStatement() (statement int) {
	t.counts = append(t.counts, make([]Count, len(t.rules.Rooms)))
	t.views = append(t.views, nil)
	t.needs = append(t.needs, make([]float64, len(t.rules.Rooms)))
	return len(t.counts) - 1
}

// Cast counts a vote of a member of a side. A vote that replaces another one
// is to be preceded by Retract of that. If everybody of the side's room has
// voted already it counts nothing and returns a RoomError.
func (t *Tally) Cast(side, statement int, v Vote) error {
	c := &t.counts[statement][side]
	if room := t.rules.Rooms[side]; room > 0 && c.Votes() >= room {
		return RoomError{Side: side, Room: room, Voters: c.Votes() + 1}
	}
	c.add(v)
	t.look(side, statement)
	return nil
}

// Retract takes a vote that was counted back.
func (t *Tally) Retract(side, statement int, v Vote) {
	var one Count
	one.add(v)
	t.counts[statement][side] = t.counts[statement][side].minus(one)
	t.look(side, statement)
}

// look looks anew at what a vote has changed.
func (t *Tally) look(side, statement int) {
	t.needs[statement][side] = 0
	if views := t.views[statement]; views != nil {
		views[side] = t.rules.view(side, t.counts[statement][side], t.rules.Rooms[side])
	}
}

// Count returns how a side has voted on a statement.
func (t *Tally) Count(side, statement int) Count { return t.counts[statement][side] }

// Reading returns what a statement means now, and its certainty: see
// Statement.
func (t *Tally) Reading(statement int) (Reading, float64) {
	if t.views[statement] == nil {
		t.views[statement] = t.rules.views(t.counts[statement])
	}
	return t.rules.read(t.views[statement])
}

// Refresh takes over the priors and the ends of the lists of a map of the same
// sides.
func (t *Tally) Refresh(m *Map) {
	t.rules.Priors, t.rules.LeftOut = m.Rules.Priors, m.Rules.LeftOut
	clear(t.views)
	for _, needs := range t.needs {
		clear(needs)
	}
}
