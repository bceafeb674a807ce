package opinion

import "sort"

// breakdown returns the breakdown number of a common ground (way 0) or common
// ground to reject (way 1): the least number of voters of one side who would
// have to turn their vote around for the reading to fall, with the priors and
// the rest of the list as they are. It is the smallest over the sides.
func (r *Rules) breakdown(views []view, way int) int {
	least := 0
	for s := range views {
		others := 1.0
		for k := range views {
			if k != s {
				others = float64(others * [2]float64{views[k].up, views[k].down}[way])
			}
		}
		if n := r.turned(s, &views[s], others, way); s == 0 || n < least {
			least = n
		}
	}
	return least
}

// turned returns how many voters of one side must turn for the product of its
// certainty and the others' to be admitted no more.
func (r *Rules) turned(side int, v *view, others float64, way int) int {
	hits := [2]int{v.Agree, v.Disagree}[way]
	return 1 + sort.Search(hits, func(k int) bool {
		left := 1.0
		for i, prior := range [...][2]float64{jeffreys, [2][2]float64{r.Priors[side].Agree, r.Priors[side].Disagree}[way]} {
			if i > 0 && prior == jeffreys {
				break
			}
			s := newShare(hits-k-1, v.Votes(), v.room, prior)
			left = min(left, s.above(r.Threshold))
		}
		return !r.admits(way, float64(left*others))
	})
}
