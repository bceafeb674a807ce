package opinion

import "math"

// The functions here are written out, and every product that is added to
// something is rounded first, so that all processors give the same bits: the
// standard library's own use different instructions on different machines.

const lnTwoHi, lnTwoLo = 6.93147180369123816490e-01, 1.90821492927058770002e-10 // their sum is ln 2

// ln returns the natural logarithm of x > 0, to about 1 ulp:
// x = 2^k·f with f in [√½, √2), ln f = 2 artanh s, s = (f-1)/(f+1), and
// artanh s = s + s·(z/3 + z²/5 + … + z¹¹/23), z = s².
func ln(x float64) float64 {
	f, k := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f, k = 2*f, k-1
	}
	s := (f - 1) / (f + 1)
	z := float64(s * s)
	y := float64(z * z)
	// Odd and even powers apart: two short chains instead of a long one.
	odd := float64(y*(1.0/23)) + 1.0/19
	odd = float64(odd*y) + 1.0/15
	odd = float64(odd*y) + 1.0/11
	odd = float64(odd*y) + 1.0/7
	odd = float64(odd*y) + 1.0/3
	even := float64(y*(1.0/21)) + 1.0/17
	even = float64(even*y) + 1.0/13
	even = float64(even*y) + 1.0/9
	even = float64(even*y) + 1.0/5
	p := float64(z*odd) + float64(y*even)
	n := float64(k)
	return float64(n*lnTwoHi) + (2*s + (float64(2*s*p) + float64(n*lnTwoLo)))
}

// exp returns e^x: x = k·ln 2 + r, and a Taylor series to r¹³ for e^r.
func exp(x float64) float64 {
	switch {
	case x < -745:
		return 0
	case x > 709:
		return math.Inf(1)
	}
	k := math.Round(x * (1 / math.Ln2))
	r := (x - float64(k*lnTwoHi)) - float64(k*lnTwoLo)
	y := float64(r * r)
	odd := float64(y*(1.0/6227020800)) + 1.0/39916800
	odd = float64(odd*y) + 1.0/362880
	odd = float64(odd*y) + 1.0/5040
	odd = float64(odd*y) + 1.0/120
	odd = float64(odd*y) + 1.0/6
	even := float64(y*(1.0/479001600)) + 1.0/3628800
	even = float64(even*y) + 1.0/40320
	even = float64(even*y) + 1.0/720
	even = float64(even*y) + 1.0/24
	even = float64(even*y) + 0.5
	p := 1 + (r + (float64(y*even) + float64(float64(r*y)*odd)))
	if k > -1000 && k < 1000 {
		return p * math.Float64frombits(uint64(int64(k)+1023)<<52)
	}
	return math.Ldexp(p, int(k))
}

// lnGamma returns ln Γ(x) for x > 0: Stirling's series, after shifting x to 10
// or more.
func lnGamma(x float64) float64 {
	shift := 1.0
	for x < 10 {
		shift = float64(shift * x)
		x++
	}
	z := 1 / float64(x*x)
	s := float64(z * (1.0 / 1188))
	for _, c := range [...]float64{-1.0 / 1680, 1.0 / 1260, -1.0 / 360} {
		s = float64((s + c) * z)
	}
	const halfLnTwoPi = 0.91893853320467274178
	return float64((x-0.5)*ln(x)) - x + halfLnTwoPi + (s+1.0/12)/x - ln(shift)
}

// lnBeta returns ln B(a, b).
func lnBeta(a, b float64) float64 { return lnGamma(a) + lnGamma(b) - lnGamma(a+b) }

// digamma returns ψ(x) = d ln Γ(x)/dx for x > 0.
func digamma(x float64) float64 {
	s := 0.0
	for ; x < 10; x++ {
		s -= 1 / x
	}
	z := 1 / float64(x*x)
	p := 0.0
	for _, c := range [...]float64{1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12} {
		p = float64((p + c) * z)
	}
	return s + ln(x) - 0.5/x - p
}

// trigamma returns ψ'(x) for x > 0.
func trigamma(x float64) float64 {
	s := 0.0
	for ; x < 10; x++ {
		s += 1 / float64(x*x)
	}
	z := 1 / float64(x*x)
	p := 0.0
	for _, c := range [...]float64{5.0 / 66, -1.0 / 30, 1.0 / 42, -1.0 / 30, 1.0 / 6} {
		p = float64((p + c) * z)
	}
	return s + 1/x + float64(0.5*z) + p/x
}

// betaCDF returns P(X ≤ x) for X ~ Beta(a, b): the regularised incomplete beta
// function, by the continued fraction 8.17.22 of the NIST Handbook (Lentz's
// method), on whichever side of the mean it converges fast. lnB is
// lnBeta(a, b), which callers keep.
func betaCDF(a, b, x, lnB float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - betaLower(b, a, 1-x, lnB)
	}
	return betaLower(a, b, x, lnB)
}

func betaLower(a, b, x, lnB float64) float64 {
	front := float64(a*ln(x)) + float64(b*ln(1-x)) - lnB
	if front < -45 {
		return 0 // below 1e-18
	}
	const tiny = 1e-300
	c, d := 1.0, 1-float64((a+b)*x)/(a+1)
	if math.Abs(d) < tiny {
		d = tiny
	}
	d = 1 / d
	h := d
	step := func(term float64) float64 {
		d = 1 + float64(term*d)
		if math.Abs(d) < tiny {
			d = tiny
		}
		c = 1 + term/c
		if math.Abs(c) < tiny {
			c = tiny
		}
		d = 1 / d
		return float64(c * d)
	}
	for i := 1; i < 10000; i++ {
		k := float64(i)
		h = float64(h * step(float64(float64(k*(b-k))*x)/float64((a+2*k-1)*(a+2*k))))
		last := step(-float64(float64((a+k)*(a+b+k))*x) / float64((a+2*k)*(a+2*k+1)))
		h = float64(h * last)
		if math.Abs(last-1) < 1e-15 {
			break
		}
	}
	return float64(exp(front)*h) / a
}

// betaQuantile returns x with betaCDF(a, b, x) = p, by Newton's method kept
// inside a shrinking bracket, to about 1e-12.
func betaQuantile(a, b, p, lnB float64) float64 {
	lo, hi := 0.0, 1.0
	// Begin where a normal distribution would have it, for p from 0.05 to 0.95.
	x := a / (a + b)
	x += float64(3.655 * (p - 0.5) * math.Sqrt(float64(x*(1-x))/(a+b+1)))
	if !(x > 0 && x < 1) {
		x = a / (a + b)
	}
	for range 200 {
		f := betaCDF(a, b, x, lnB) - p
		if f < 0 {
			lo = x
		} else {
			hi = x
		}
		slope := exp(float64((a-1)*ln(x)) + float64((b-1)*ln(1-x)) - lnB)
		next := x - f/slope
		if !(next > lo && next < hi) {
			next = (lo + hi) / 2
		}
		if math.Abs(next-x) < 1e-12 || hi-lo < 1e-13 {
			return next
		}
		x = next
	}
	return x
}
