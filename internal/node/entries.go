package node

import (
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/record"
)

// entriesOf makes the entries of an enacted act of a dialogue: the act itself,
// and where codes become valid with it how many each side has and how many
// people hold an office for it (SAFETY C6). Which dialogue it is stays under the
// salt.
func (n *Node) entriesOf(p dialogue.Proposal, a dialogue.Act, after dialogue.Dialogue, offices []dialogue.Office) ([]record.Opened, error) {
	kind := record.ProposalEnacted
	switch a.Kind {
	case dialogue.ActResume:
		kind = record.Resumed
	case dialogue.ActWaiver:
		kind = record.Waiver
	}
	sides := everySide(after)
	e, err := n.entry(kind, p.Body, len(sides), sides...)
	if err != nil {
		return nil, err
	}
	all := []record.Opened{e}
	if a.Kind != dialogue.ActOpen && a.Kind != dialogue.ActCodes {
		return all, nil
	}
	for _, seats := range after.Sides {
		what := fmt.Sprintf("codes %s %s", dialogue.FormatID(after.ID), seats.Side)
		if e, err = n.entry(record.CodesIssued, []byte(what), seats.Issued, sides...); err != nil {
			return nil, err
		}
		all = append(all, e)
		if a.Kind == dialogue.ActOpen {
			what := fmt.Sprintf("roster %s %s", dialogue.FormatID(after.ID), seats.Side)
			if e, err = n.entry(record.RosterSize, []byte(what), holders(offices, seats.Side), sides...); err != nil {
				return nil, err
			}
			all = append(all, e)
		}
	}
	return all, nil
}

// holders counts the people who hold an office for a side.
func holders(offices []dialogue.Office, side dialogue.SideID) int {
	count := 0
	for _, o := range offices {
		if o.Side == side && !o.Locked {
			count++
		}
	}
	return count
}
