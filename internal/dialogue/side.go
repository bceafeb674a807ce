package dialogue

import "parley/internal/fault"

// A Side is one of the societies in dialogue. All sides have the same powers.
type Side struct {
	ID        SideID
	Names     Text       // in every language of Languages
	Languages []Language // in which its people write; at least one
}

// Most sides that one node can have.
const MostSides = 6

// CheckSides checks the sides of a node and returns them tidied. Their order is
// the order in which they were named, and gives no side any precedence.
func CheckSides(sides []Side) ([]Side, error) {
	if len(sides) < 2 || len(sides) > MostSides {
		return nil, fault.New(fault.Invalid, "refusal.sides_number", "Most", MostSides)
	}
	seen := map[SideID]bool{}
	out := make([]Side, len(sides))
	for i, s := range sides {
		if err := CheckSideID(s.ID); err != nil {
			return nil, err
		}
		if seen[s.ID] {
			return nil, fault.New(fault.Invalid, "refusal.side_twice")
		}
		seen[s.ID] = true
		names, err := cleanText(oneLine(s.Names), LongestName, Languages())
		if err != nil {
			return nil, err
		}
		if len(s.Languages) == 0 {
			return nil, fault.New(fault.Invalid, "refusal.side_language")
		}
		for _, l := range s.Languages {
			if !KnownLanguage(l) {
				return nil, fault.New(fault.Invalid, "refusal.language")
			}
		}
		for _, other := range out[:i] {
			for l, name := range names {
				if Fold(name) == Fold(other.Names[l]) {
					return nil, fault.New(fault.Invalid, "refusal.side_twice")
				}
			}
		}
		out[i] = Side{s.ID, names, s.Languages}
	}
	return out, nil
}
