package register

import (
	"math/big"
	"regexp"
	"strings"

	"parley/internal/fault"
)

// longestDecimal is how many characters a number can have.
const longestDecimal = 40

var plainDecimal = regexp.MustCompile(`^(-?)([0-9]+)(?:\.([0-9]+))?$`)

// ParseDecimal reads a number written with digits, at most one "." and maybe a
// "-", and returns it without needless zeros. It guesses nothing: "1,500" is one
// and a half to some and fifteen hundred to others, so it is refused.
func ParseDecimal(text string) (Decimal, error) {
	part := plainDecimal.FindStringSubmatch(strings.TrimSpace(text))
	if part == nil || len(text) > longestDecimal {
		return "", fault.New(fault.Invalid, "refusal.value_decimal")
	}
	whole, rest := strings.TrimLeft(part[2], "0"), strings.TrimRight(part[3], "0")
	if whole == "" {
		whole = "0"
	}
	if rest != "" {
		rest = "." + rest
	}
	if whole == "0" && rest == "" {
		return "0", nil
	}
	return Decimal(part[1] + whole + rest), nil
}

// Rat returns the number as an exact fraction; nil of what ParseDecimal refuses.
func (d Decimal) Rat() *big.Rat {
	if _, err := ParseDecimal(string(d)); err != nil {
		return nil
	}
	r, _ := new(big.Rat).SetString(string(d))
	return r
}
