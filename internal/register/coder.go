package register

import (
	"encoding/json"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// CodersOfSide is how many people of a side code, each blind to the others.
const CodersOfSide = 2

// A Coding is what one coder of a side says of one thing. It has no words, so that
// nothing in it tells who wrote it.
type Coding struct {
	Level      int    `json:"level"`
	Instead    string `json:"state,omitempty"`
	Timeliness string `json:"timeliness"`
	Matches    string `json:"correspondence"`
	Confidence int    `json:"confidence"`
}

// LongestCoding is more bytes than any coding has: all are sealed at one size.
const LongestCoding = 256

// Rating returns what c says.
func (c Coding) Rating() Rating { return Rating{c.Level, c.Instead} }

// Check refuses a coding that is not of its form.
func (c Coding) Check() error {
	switch {
	case !c.Rating().valid():
		return fault.New(fault.Invalid, "refusal.assessment_level")
	case !slices.Contains(Timelinesses(), c.Timeliness):
		return fault.New(fault.Invalid, "refusal.assessment_timeliness")
	case !slices.Contains(Correspondences(), c.Matches):
		return fault.New(fault.Invalid, "refusal.assessment_correspondence")
	case !slices.Contains(Confidences(), c.Confidence):
		return fault.New(fault.Invalid, "refusal.assessment_confidence")
	}
	return nil
}

// Bytes writes a coding.
func (c Coding) Bytes() []byte {
	b, err := json.Marshal(c)
	if err != nil {
		panic("register: a coding that cannot be written: " + err.Error()) // it holds only plain values
	}
	return b
}

// A Seat is a coder's, in one cycle: known by a keyed hash, from which nobody
// without the node's secrets finds who it is.
type Seat struct {
	Side   dialogue.SideID
	Number int // 1 to CodersOfSide
	Tag    [32]byte
}

// Sit decides on who codes for a side: whoever writes for it takes a free seat with
// the first coding, and keeps it for the cycle.
func (c Cycle) Sit(by dialogue.Viewer, tag [32]byte, taken []Seat) (s Seat, isNew bool, err error) {
	if by.Role != dialogue.CoChair && by.Role != dialogue.Moderator || !slices.Contains(c.Sides, by.Side) {
		return s, false, fault.New(fault.Refused, "refusal.writer_only")
	}
	free := map[int]bool{}
	for n := range CodersOfSide {
		free[n+1] = true
	}
	for _, seat := range taken {
		if seat.Side != by.Side {
			continue
		}
		if seat.Tag == tag {
			return seat, false, nil
		}
		delete(free, seat.Number)
	}
	for n := range CodersOfSide {
		if free[n+1] {
			return Seat{by.Side, n + 1, tag}, true, nil
		}
	}
	return s, false, fault.New(fault.Refused, "refusal.coders_full", "Most", CodersOfSide)
}

// MayCode decides on whether a row can still be coded by a side: the cycle is open,
// and the side has not committed to its assessment, with which its codings are final.
func (c Cycle) MayCode(by dialogue.Viewer, row RowID, sheets []Sheet, today dialogue.Day) error {
	if err := c.open(row, today); err != nil {
		return err
	}
	if slices.ContainsFunc(sheets, func(s Sheet) bool { return s.Row == row && s.Side == by.Side }) {
		return fault.New(fault.Refused, "refusal.coding_final")
	}
	return nil
}
