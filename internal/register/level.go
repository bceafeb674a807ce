package register

import "parley/internal/dialogue"

// A Level is who may read a record or a field. The levels are from the widest;
// of a record and its field both must allow a reader.
type Level string

// The levels.
const (
	Public  Level = "public"
	Members Level = "members" // everybody who holds an office
	Chairs  Level = "chairs"  // co-chairs of every side
	Side    Level = "side"    // office holders of one side: whose record or column it is
)

// Levels lists them, from the widest.
func Levels() []Level { return []Level{Public, Members, Chairs, Side} }

// wide returns how far from the widest a level is; of one that is not known more
// than all.
func (l Level) wide() int {
	for i, known := range Levels() {
		if l == known {
			return i
		}
	}
	return len(Levels())
}

// Wider reports whether more people read at l than at other.
func (l Level) Wider(other Level) bool { return l.wide() < other.wide() }

// allows reports whether v reads at level l what is of a side. What is of no side
// nobody reads at level Side.
func (l Level) allows(v dialogue.Viewer, side dialogue.SideID) bool {
	switch l {
	case Public:
		return true
	case Members:
		return v.Role != ""
	case Chairs:
		return v.Role == dialogue.CoChair
	case Side:
		return v.Role != "" && side != "" && v.Side == side
	}
	return false
}

// A Class is all viewers who see the same: nobody outside it sees more or less of
// any register than those in it.
type Class string

// ClassOf returns the class of a viewer.
func ClassOf(v dialogue.Viewer) Class {
	switch v.Role {
	case "":
		return "public"
	case dialogue.CoChair:
		return Class("chairs/" + string(v.Side))
	}
	return Class("members/" + string(v.Side))
}
