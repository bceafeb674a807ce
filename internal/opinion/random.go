package opinion

import "math"

// A random is a fixed sequence of numbers that look random, the same on every
// machine: SplitMix64 (Steele, Lea, Flood 2014). The engine uses it where a
// method needs chance and the result must not; callers who need chance of
// their own pass it in.
type random uint64

func (r *random) uint64() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// float returns a number in [0, 1).
func (r *random) float() float64 { return float64(float64(r.uint64()>>11) / (1 << 53)) }

// below returns a whole number in [0, n).
func (r *random) below(n int) int { return int(r.float() * float64(n)) }

// normals returns two independent standard normal numbers, by Marsaglia's
// polar method.
func (r *random) normals() (float64, float64) {
	for {
		x, y := float64(2*r.float())-1, float64(2*r.float())-1
		s := float64(x*x) + float64(y*y)
		if s > 0 && s < 1 {
			f := math.Sqrt(-2 * ln(s) / s)
			return float64(x * f), float64(y * f)
		}
	}
}
