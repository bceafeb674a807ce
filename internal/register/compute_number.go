package register

import (
	"math/big"
	"slices"
)

// mostDecimals is how many a computed number has, rounded half to even.
const mostDecimals = 6

// A bounds is a number, or a range, computed with exactly.
type bounds struct{ lower, upper *big.Rat }

// boundsOf returns what a number says; false of what is no number.
func boundsOf(n *Number) (bounds, bool) {
	if n == nil {
		return bounds{}, false
	}
	b := bounds{n.Lower.Rat(), n.Lower.Rat()}
	if n.Upper != "" {
		b.upper = n.Upper.Rat()
	}
	return b, b.lower != nil && b.upper != nil
}

// value returns b as a field shows it; nothing where it has too many digits.
func (b bounds) value(unit string) Value {
	n := &Number{Lower: decimalOf(b.lower), Unit: unit}
	if upper := decimalOf(b.upper); upper != n.Lower {
		n.Upper = upper
		if upper == "" {
			return Value{}
		}
	}
	if n.Lower == "" {
		return Value{}
	}
	return Value{Number: n}
}

// decimalOf returns a fraction as a decimal, rounded half to even; "" of one that is
// longer than a decimal can be.
func decimalOf(r *big.Rat) Decimal {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(mostDecimals), nil)
	scaled := new(big.Int).Mul(r.Num(), scale)
	whole, rest := new(big.Int).QuoRem(scaled, r.Denom(), new(big.Int))
	twice := rest.Lsh(rest.Abs(rest), 1)
	if half := twice.Cmp(r.Denom()); half > 0 || half == 0 && whole.Bit(0) == 1 {
		whole.Add(whole, big.NewInt(int64(r.Sign())))
	}
	d, err := ParseDecimal(new(big.Rat).SetFrac(whole, scale).FloatString(mostDecimals))
	if err != nil {
		return ""
	}
	return d
}

func (b bounds) plus(other bounds) bounds {
	return bounds{new(big.Rat).Add(b.lower, other.lower), new(big.Rat).Add(b.upper, other.upper)}
}

// times returns the least and the greatest product of numbers of the two ranges.
func (b bounds) times(other bounds) bounds {
	var all []*big.Rat
	for _, x := range []*big.Rat{b.lower, b.upper} {
		for _, y := range []*big.Rat{other.lower, other.upper} {
			all = append(all, new(big.Rat).Mul(x, y))
		}
	}
	return bounds{slices.MinFunc(all, (*big.Rat).Cmp), slices.MaxFunc(all, (*big.Rat).Cmp)}
}

// figures returns the sum or product of fields, all of which must hold something. A
// sum is of numbers with one unit.
func figures(f Field, values map[string]Value) Value {
	var total bounds
	unit := f.Unit
	for i, name := range f.Compute.Fields {
		n := values[name].Number
		b, ok := boundsOf(n)
		switch {
		case !ok:
			return Value{}
		case i == 0:
			total = b
			if f.Compute.Kind == Sum && unit == "" {
				unit = n.Unit
			}
		case f.Compute.Kind == Product:
			total = total.times(b)
		case n.Unit != values[f.Compute.Fields[0]].Number.Unit:
			return Value{}
		default:
			total = total.plus(b)
		}
	}
	if total.lower == nil {
		return Value{}
	}
	return total.value(unit)
}

// gap returns how far the values of all sides are from each other: steps of a scale,
// or the difference of numbers, from the least that their ranges allow to the most.
func (d *Definition) gap(f Field, all []Value) Value {
	of, ok := d.Field(f.Compute.Of)
	if !ok || len(all) == 0 {
		return Value{}
	}
	if of.Type == NumberType {
		return gapOfNumbers(f, all)
	}
	least, most := len(of.Options), -1
	for _, v := range all {
		for _, choice := range v.Choices {
			step := slices.IndexFunc(of.Options, func(o Option) bool { return o.Value == choice })
			if step < 0 {
				return Value{}
			}
			least, most = min(least, step), max(most, step)
		}
	}
	if most < 0 {
		return Value{}
	}
	return days(most-least, most-least)
}

func gapOfNumbers(f Field, all []Value) Value {
	var lowers, uppers []*big.Rat
	for _, v := range all {
		b, ok := boundsOf(v.Number)
		if !ok || v.Number.Unit != all[0].Number.Unit {
			return Value{}
		}
		lowers, uppers = append(lowers, b.lower), append(uppers, b.upper)
	}
	unit := f.Unit
	if unit == "" {
		unit = all[0].Number.Unit
	}
	least := new(big.Rat).Sub(slices.MaxFunc(lowers, (*big.Rat).Cmp), slices.MinFunc(uppers, (*big.Rat).Cmp))
	most := new(big.Rat).Sub(slices.MaxFunc(uppers, (*big.Rat).Cmp), slices.MinFunc(lowers, (*big.Rat).Cmp))
	if least.Sign() < 0 {
		least = new(big.Rat)
	}
	return bounds{least, most}.value(unit)
}
