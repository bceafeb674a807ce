package opinion

import "sort"

// breakdown returns the breakdown number of a common ground (way 0) or common
// ground to reject (way 1): the least number of voters of one side who would
// have to turn their vote around for the reading to fall, with the priors and
// the rest of the list as they are. It is the smallest over the sides.
func (r *Rules) breakdown(views []view, way int) int {
	least := 0
	for s := range views {
		var others []float64
		for k := range views {
			if k != s {
				others = append(others, [2]float64{views[k].up, views[k].down}[way])
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
func (r *Rules) turned(side int, v *view, others []float64, way int) int {
	hits := [2]int{v.Agree, v.Disagree}[way]
	prior := [2][2]float64{r.Priors[side].Agree, r.Priors[side].Disagree}[way]
	return 1 + sort.Search(hits, func(k int) bool {
		_, left := r.cautious(hits-k-1, v.Votes(), v.room, prior)
		return !r.admits(way, product(append([]float64{left}, others...)))
	})
}
