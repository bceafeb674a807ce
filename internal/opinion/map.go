package opinion

import (
	"fmt"
	"math"
)

// Engine names this engine's rules: it changes when the same votes would give
// another map.
const Engine = "parley-opinion/1"

// A Projection is a way to place participants in two dimensions.
type Projection string

// The projections.
const (
	Factor Projection = "factor" // a factor model of the votes cast: see factorModel
	Polis  Projection = "polis"  // principal components as Polis computes them
)

// NoSide is the side of a participant of whom none is known.
const NoSide = -1

// An Input is what a map is made from.
type Input struct {
	Votes *Votes
	Side  []int // of each participant: 0..Sides-1, or NoSide; nil when Sides is 0
	Sides int   // 0: none are given, and opinion groups take their place
	Rooms []int // of each side, how many people could vote; nil, or 0: unknown
}

// Options say how a map is made.
type Options struct {
	Projection Projection // "" is Factor
	Threshold  float64    // τ in (0, 1); 0 is ½
	Previous   *Map       // an earlier map of the same statements and participants (there may be more now), or nil
}

// A Map is the opinion map of one dialogue: who stands where, which opinion
// groups there are, and what every statement means across the sides.
type Map struct {
	Projection Projection
	Rules      Rules

	// BySide is false when no sides were given. Then the opinion groups stand
	// in for them or, where none are claimed, all participants as one.
	BySide  bool
	Members []int // participants of each side (or of what stands in for it)

	Participants int // with a vote on an accepted statement
	Placed       int // with enough votes to have a position
	Votes        int

	Components [2][]float64 // one loading a statement; of unit length, or all zero
	Explained  [2]float64   // share of the variance of the votes that each accounts for
	Positions  []Position   // of each participant
	Groups     Groups
	SideGroup  [][]int // placed participants by side and claimed group
	Statements []Statement

	model factorModel
}

// A Position is where a participant stands. Units: a vote's deviation from the
// mean vote, along a unit direction of all statements.
type Position struct {
	X, Y   float64
	Spread float64 // standard deviation of (X, Y) under the factor model; 0 for Polis
	Placed bool    // enough votes to be shown and grouped
	Group  int8    // 0 is A; -1 when not placed or no groups are claimed
}

// A Statement is what the votes on one statement mean.
type Statement struct {
	Reading   Reading
	Certainty float64 // of a common ground or divide; else 0
	Unequal   bool    // common ground whose sides' agree shares lie more than 0.2 apart
	Fragile   bool    // the reading rests on the most active, or on copies of one ballot
	Breakdown int     // voters of one side whose turning would undo a common ground; else 0
	OpenFor   []int   // sides whose missing voices leave it open

	Total          Count    // everybody, whether or not of a side
	Sides          []Figure // by side
	Groups         []Count  // by claimed group, placed participants
	Consensus      float64  // group-informed, see consensus
	Representative []int    // groups
}

// A Figure is how one side voted on one statement.
type Figure struct {
	Count
	Low, High float64 // 90% interval of the share that agrees
	MoreVotes int     // votes expected to be missing for a reading; 0 when none
}

// A RoomError says that more people of a side voted than could have.
type RoomError struct{ Side, Room, Voters int }

func (e RoomError) Error() string {
	return fmt.Sprintf("side %d: %d people voted, but only %d could", e.Side, e.Voters, e.Room)
}

// New makes the opinion map of the votes. The result depends on the votes, the
// sides and the rooms alone, to the last bit: not on the order or the names of
// participants, the number of cores or the kind of processor; with
// options.Previous it is the same to 1e-9 (Polis) or 1e-4 (Factor) of the
// largest position. The error is a RoomError, or says that there are more than
// 127 sides. New panics if a participant's side is not below Sides.
func New(in Input, options Options) (*Map, error) {
	v := in.Votes
	m := &Map{Projection: options.Projection, Participants: v.Rows(), Votes: v.Len()}
	m.Rules.Threshold = options.Threshold
	if m.Projection == "" {
		m.Projection = Factor
	}
	if m.Rules.Threshold == 0 {
		m.Rules.Threshold = 0.5
	}
	class, err := in.classes(m)
	if err != nil {
		return nil, err
	}
	rows := m.project(v, options.Previous)
	group := m.group(v, rows, options.Previous)
	m.tabulate(v, in, class, group)
	return m, nil
}

const mostSides = math.MaxInt8

// classes returns every row's side and checks the rooms.
func (in Input) classes(m *Map) ([]int8, error) {
	if in.Sides == 0 {
		return nil, nil
	}
	if in.Sides > mostSides {
		return nil, fmt.Errorf("%d sides, at most %d can be mapped", in.Sides, mostSides)
	}
	m.BySide = true
	m.Members = make([]int, in.Sides)
	m.Rules.Rooms = make([]int, in.Sides)
	copy(m.Rules.Rooms, in.Rooms)
	class := make([]int8, in.Votes.Rows())
	for r, p := range in.Votes.participant {
		if in.Side[p] >= in.Sides {
			panic(fmt.Sprintf("opinion: side %d of %d", in.Side[p], in.Sides))
		}
		class[r] = int8(max(in.Side[p], NoSide))
		if class[r] >= 0 {
			m.Members[class[r]]++
		}
	}
	for s, room := range m.Rules.Rooms {
		if room > 0 && m.Members[s] > room {
			return nil, RoomError{s, room, m.Members[s]}
		}
	}
	return class, nil
}

// means returns each statement's mean vote among those who voted on it, and
// the sum of the squared deviations from it.
func means(count []int) (mean []float64, squares float64) {
	mean = make([]float64, len(count)/3)
	for j := range mean {
		against, passed, agreed := float64(count[3*j]), float64(count[3*j+1]), float64(count[3*j+2])
		n := against + passed + agreed
		if n == 0 {
			continue
		}
		mean[j] = (agreed - against) / n
		squares += agreed + against - float64(float64(mean[j]*mean[j])*n)
	}
	return mean, max(squares, 0)
}

// scale returns √(m/n_i), by which Polis spreads out those with few votes.
func (v *Votes) scale(r int) float64 {
	return math.Sqrt(float64(v.m) / float64(v.start[r+1]-v.start[r]))
}
