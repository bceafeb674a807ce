package register

import (
	"math/big"
	"strings"
	"testing"

	"parley/internal/fault"
)

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]Decimal{
		"0": "0", "-0": "0", "-0.00": "0", "000": "0", "7": "7", "007": "7", "-12.50": "-12.5", "750000": "750000", "0.10": "0.1",
		" 3.0 ": "3", "1000000000000000000000.000000000000001": "1000000000000000000000.000000000000001",
	} {
		got, err := ParseDecimal(text)
		if err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
		if exact, _ := new(big.Rat).SetString(strings.TrimSpace(text)); got.Rat().Cmp(exact) != 0 {
			t.Errorf("%q is %v", text, got.Rat())
		}
	}
	for _, text := range []string{"", "-", ".", "5.", ".5", "+5", "1,500", "1 500", "1e3", "0x10", "1/3", "--1", "1.2.3", "NaN", "Inf", "٣", "1_000", "−5", strings.Repeat("9", 41)} {
		if got, err := ParseDecimal(text); fault.KindOf(err) != fault.Invalid || got != "" {
			t.Errorf("%q: %q, %v", text, got, err)
		}
		if r := Decimal(text).Rat(); r != nil {
			t.Errorf("%q is %v", text, r)
		}
	}
}

func FuzzParseDecimal(f *testing.F) {
	for _, seed := range []string{"0", "-12.50", "007", "1,500", "1e9999999", "-0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDecimal(text)
		if err != nil {
			return
		}
		if again, err := ParseDecimal(string(d)); err != nil || again != d {
			t.Fatalf("%q is %q once and %q twice, %v", text, d, again, err)
		}
		exact, ok := new(big.Rat).SetString(strings.TrimSpace(text))
		if !ok || d.Rat().Cmp(exact) != 0 {
			t.Fatalf("%q is taken as %q", text, d)
		}
	})
}
