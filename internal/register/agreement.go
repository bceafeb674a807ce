package register

import (
	"math/big"
	"regexp"
)

// Alpha returns Krippendorff's α for ordinal data: of each unit the levels that coders
// gave it, as many as there are. Units with fewer than two do not count. It is nil
// where it is undefined, because nothing can be compared or nothing varies.
//
// α = 1 − D_o ÷ D_e, with the squared ordinal distances of K. Krippendorff, "Computing
// Krippendorff's Alpha-Reliability" (2011). Everything is computed with whole
// numbers.
func Alpha(units [][]int) *big.Rat {
	count := map[int]int64{}
	var pairable [][]int
	all, highest := int64(0), 0
	for _, unit := range units {
		if len(unit) < 2 {
			continue
		}
		pairable = append(pairable, unit)
		for _, level := range unit {
			count[level]++
			all++
			highest = max(highest, level)
		}
	}
	distance := func(c, k int) *big.Rat { // four times its square, so that there are no halves
		c, k = min(c, k), max(c, k)
		twice := -count[c] - count[k]
		for g := c; g <= k; g++ {
			twice += 2 * count[g]
		}
		if c == k {
			twice = 0
		}
		return new(big.Rat).SetInt64(twice * twice)
	}
	observed, expected := new(big.Rat), new(big.Rat)
	for _, unit := range pairable {
		for i, c := range unit {
			for j, k := range unit {
				if i != j {
					observed.Add(observed, new(big.Rat).Quo(distance(c, k), big.NewRat(int64(len(unit)-1), 1)))
				}
			}
		}
	}
	for c := range highest + 1 {
		for k := range highest + 1 {
			expected.Add(expected, new(big.Rat).Mul(big.NewRat(count[c]*count[k], 1), distance(c, k)))
		}
	}
	if expected.Sign() == 0 {
		return nil
	}
	ratio := observed.Quo(observed.Mul(observed, big.NewRat(all-1, 1)), expected)
	return ratio.Sub(big.NewRat(1, 1), ratio)
}

// Kappa returns Cohen's κ with quadratic weights, of the two levels that each thing
// was given. It is nil where it is undefined.
func Kappa(pairs [][2]int) *big.Rat {
	observed, expected := int64(0), int64(0)
	square := func(a, b int) int64 { return int64(a-b) * int64(a-b) }
	for _, p := range pairs {
		observed += square(p[0], p[1])
		for _, other := range pairs {
			expected += square(p[0], other[1])
		}
	}
	if expected == 0 {
		return nil
	}
	ratio := big.NewRat(observed*int64(len(pairs)), expected)
	return ratio.Sub(big.NewRat(1, 1), ratio)
}

// A Use says what a side's coding is good for, by its α.
type Use string

// The uses, with their thresholds: 0.80 and 0.67.
const (
	UseIt    Use = "use"
	MarkIt   Use = "mark"   // use it, with a mark
	RecodeIt Use = "recode" // it has to be coded anew
	NoUse    Use = ""       // nothing can be said
)

var useFrom, markFrom = big.NewRat(80, 100), big.NewRat(67, 100)

// UseOf judges a coefficient, before it is rounded.
func UseOf(alpha *big.Rat) Use {
	switch {
	case alpha == nil:
		return NoUse
	case alpha.Cmp(useFrom) >= 0:
		return UseIt
	case alpha.Cmp(markFrom) >= 0:
		return MarkIt
	}
	return RecodeIt
}

// alphaText is how coefficients are written.
var alphaText = regexp.MustCompile(`^-?[01]\.\d\d$`)

// Coefficient writes a coefficient with two decimals; "" for none.
func Coefficient(r *big.Rat) string {
	if r == nil {
		return ""
	}
	text := r.FloatString(2)
	if text == "-0.00" {
		return "0.00"
	}
	return text
}

// Quality is how well the coders of one side agree, over the things that both
// coded with a level.
type Quality struct {
	Compared int
	Alpha    *big.Rat
	Kappa    *big.Rat
	Use      Use
}

// QualityOf returns it, of the two coders' ratings of each thing.
func QualityOf(all [][2]Rating) Quality {
	var units [][]int
	var pairs [][2]int
	for _, r := range all {
		if r[0].Rated() && r[1].Rated() {
			units = append(units, []int{r[0].Level, r[1].Level})
			pairs = append(pairs, [2]int{r[0].Level, r[1].Level})
		}
	}
	q := Quality{Compared: len(units), Alpha: Alpha(units), Kappa: Kappa(pairs)}
	q.Use = UseOf(q.Alpha)
	return q
}
