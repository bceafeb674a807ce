package web

import (
	"fmt"
	"strings"

	"parley/internal/dialogue"
)

// A namedSide is a side as the pages of offices name it.
type namedSide struct {
	ID        dialogue.SideID
	Name      text
	Class     string // of its colour
	Languages []dialogue.Language
}

// A sideList is the sides in the order in which a page names them.
type sideList []namedSide

// sideList returns the sides: first the reader's own, then the others in a
// circle. For a reader of no side the circle begins one further in every
// section.
func (v *visitor) sideList(section int) (sideList, error) {
	all, err := v.site.Node.Sides(v.r.Context())
	if err != nil || len(all) == 0 {
		return nil, err
	}
	first := section % len(all)
	var list sideList
	for i, s := range all {
		list = append(list, namedSide{ID: s.ID, Name: v.in(s.Names), Class: sideClass(i), Languages: s.Languages})
		if s.ID == v.who.Side {
			first = i
		}
	}
	return append(list[first:len(list):len(list)], list[:first]...), nil
}

// sideClass is the class of the colour of the side at a place.
func sideClass(i int) string { return fmt.Sprintf("s%d", i%colours) }

// side returns one of the sides; one named for its identifier if it is none.
func (l sideList) side(id dialogue.SideID) namedSide {
	for _, s := range l {
		if s.ID == id {
			return s
		}
	}
	return namedSide{ID: id, Name: text{Words: string(id)}}
}

// name names a side.
func (l sideList) name(id dialogue.SideID) string { return l.side(id).Name.Words }

// names names several, in the order of the list.
func (l sideList) names(ids []dialogue.SideID) string {
	var names []string
	for _, s := range l {
		for _, id := range ids {
			if s.ID == id {
				names = append(names, s.Name.Words)
			}
		}
	}
	return strings.Join(names, ", ")
}

// picks offers the sides.
func (l sideList) picks(chosen string) []pick {
	var all []pick
	for _, s := range l {
		all = append(all, pick{Value: string(s.ID), Label: s.Name.Words, Lang: s.Name.Lang, Chosen: string(s.ID) == chosen})
	}
	return all
}
