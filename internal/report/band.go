package report

import "parley/internal/opinion"

// Bands are how one side voted on one statement, in place of counts: for each
// vote a band of 20 percentage points, [low, high], in which its share of the
// voters lies.
type Bands struct {
	Agree    [2]int `json:"agree"`
	Disagree [2]int `json:"disagree"`
	Pass     [2]int `json:"pass"`
}

const (
	bandWidth = 20 // percentage points
	bandCount = 100 / bandWidth

	// fewestForBand is how many voters of a side have bands (SAFETY.md C12, for
	// what was sealed when it was written).
	fewestForBand = 10
	// smallestRoom is how many people of a side there must be for its voters to
	// have bands: of fewer, the other two bands can leave a count 4 numbers only.
	smallestRoom = 26
)

// bands returns those of a count of at least one voter.
//
// A share on the border of two bands is in the upper one, all voters in the
// last. Where all three shares lie on borders their bands would add up to 100
// at the lowest, and so tell them exactly; then the largest share is in the
// band below.
func bands(c opinion.Count) Bands {
	var at [3]int
	largest, sum := 0, 0
	for i, k := range [3]int{c.Agree, c.Disagree, c.Pass} {
		at[i] = min(bandCount*k/c.Votes(), bandCount-1)
		sum += at[i]
		if at[i] > at[largest] {
			largest = i
		}
	}
	if sum == bandCount {
		at[largest]--
	}
	wide := func(k int) [2]int { return [2]int{bandWidth * k, bandWidth * (k + 1)} }
	return Bands{Agree: wide(at[0]), Disagree: wide(at[1]), Pass: wide(at[2])}
}

// banded reports whether the voters of a side may be seen as bands, of a room
// of so many people (0: unknown). Of a side whose voices are missing they may
// not: that it is missing tells that its voters are few.
func banded(c opinion.Count, room int, missing bool) bool {
	return !missing && c.Votes() >= fewestForBand && (room == 0 || room >= smallestRoom)
}
