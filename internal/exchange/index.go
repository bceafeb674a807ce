package exchange

import (
	"slices"
	"strconv"
)

// An index numbers identifiers from 0. Those that are small numbers, as nearly
// all are, are found in pages of a table; the rest in a map.
type index struct {
	pages [][]int32 // by number: position + 1, or 0
	other map[string]int32
	names []string // by position
}

const (
	pageBits   = 12
	tableLimit = 1 << 26 // numbers from here on go to the map
)

// smallNumber returns the number that an identifier writes, if it is below
// tableLimit and written in the only way that numbers are written.
func smallNumber(id []byte) (n uint32, ok bool) {
	if len(id) == 0 || len(id) > 8 || id[0] == '0' && len(id) > 1 {
		return 0, false
	}
	for _, c := range id {
		if c -= '0'; c > 9 {
			return 0, false
		}
		n = 10*n + uint32(c)
	}
	return n, n < tableLimit
}

// findNumber returns the position of the identifier that writes n, or -1.
func (x *index) findNumber(n uint32) int {
	if p := n >> pageBits; int(p) < len(x.pages) && x.pages[p] != nil {
		return int(x.pages[p][n&(1<<pageBits-1)]) - 1
	}
	return -1
}

// noteNumber is findNumber, but adds what is missing.
func (x *index) noteNumber(n uint32) int {
	if i := x.findNumber(n); i >= 0 {
		return i
	}
	p := int(n >> pageBits)
	if p >= len(x.pages) {
		x.pages = append(x.pages, make([][]int32, p+1-len(x.pages))...)
	}
	if x.pages[p] == nil {
		x.pages[p] = make([]int32, 1<<pageBits)
	}
	x.names = append(x.names, strconv.Itoa(int(n)))
	x.pages[p][n&(1<<pageBits-1)] = int32(len(x.names))
	return len(x.names) - 1
}

// find returns the position of an identifier, or -1.
func (x *index) find(id []byte) int {
	if n, ok := smallNumber(id); ok {
		return x.findNumber(n)
	}
	if i, ok := x.other[string(id)]; ok {
		return int(i)
	}
	return -1
}

// note returns the position of an identifier, and adds it if it is new.
func (x *index) note(id []byte) int {
	if n, ok := smallNumber(id); ok {
		return x.noteNumber(n)
	}
	if i, ok := x.other[string(id)]; ok {
		return int(i)
	}
	if x.other == nil {
		x.other = map[string]int32{}
	}
	x.names = append(x.names, string(id))
	x.other[string(id)] = int32(len(x.names) - 1)
	return len(x.names) - 1
}

// sort brings the identifiers into the order of CompareIDs and renumbers them.
// It returns the old position of each new one.
func (x *index) sort() (was []int) {
	if len(x.other) == 0 {
		return x.sortNumbers()
	}
	was = make([]int, len(x.names))
	for i := range was {
		was[i] = i
	}
	slices.SortFunc(was, func(a, b int) int { return CompareIDs(x.names[a], x.names[b]) })
	*x = index{pages: x.pages, other: x.other, names: permuted(x.names, was)}
	for i, name := range x.names {
		x.place(name, int32(i))
	}
	return was
}

// sortNumbers is sort where the pages hold everything, and in order.
func (x *index) sortNumbers() (was []int) {
	was = make([]int, 0, len(x.names))
	for _, page := range x.pages {
		for n, position := range page {
			if position > 0 {
				was = append(was, int(position)-1)
				page[n] = int32(len(was))
			}
		}
	}
	x.names = permuted(x.names, was)
	return was
}

// place moves a known identifier to another position.
func (x *index) place(name string, to int32) {
	if n, ok := smallNumber([]byte(name)); ok {
		x.pages[n>>pageBits][n&(1<<pageBits-1)] = to + 1
		return
	}
	x.other[name] = to
}

// permuted returns old[was[0]], old[was[1]], ...
func permuted[T any](old []T, was []int) []T {
	s := make([]T, len(was))
	for i, from := range was {
		s[i] = old[from]
	}
	return s
}
