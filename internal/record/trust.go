package record

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"parley/internal/fault"
)

// MostKeys is how many keys one side, or its witness, can have, old and new.
const MostKeys = 50

// Bounds of a trust file.
const (
	longestTrust = 64 << 10
	trustForm    = "parley-trust/1"
)

// Trust is the keys on which a verification rests: that of the record, and by
// side those with which the side, and its witness, signed from the beginning
// until now. A key that was replaced stays, for what it signed before.
type Trust struct {
	Log       string              `json:"log"`
	Sides     map[string][]string `json:"sides"`
	Witnesses map[string][]string `json:"witnesses"`
}

// Bytes writes a trust file: a line with the form, one with the record's key,
// then one for each key, sides in the order of their identifiers.
//
//	parley-trust/1
//	log parley-x+…
//	side armenia armenia+…
//	side azerbaijan azerbaijan+…
//	witness armenia witness.armenia.example+…
//	witness azerbaijan witness.azerbaijan.example+…
func (t Trust) Bytes() []byte {
	b := fmt.Appendf(nil, "%s\nlog %s\n", trustForm, t.Log)
	for _, list := range []struct {
		word string
		keys map[string][]string
	}{{"side", t.Sides}, {"witness", t.Witnesses}} {
		for _, side := range slices.Sorted(maps.Keys(list.keys)) {
			for _, k := range list.keys[side] {
				b = fmt.Appendf(b, "%s %s %s\n", list.word, side, k)
			}
		}
	}
	return b
}

// ParseTrust reads a trust file. People write them by hand: lines after the
// first may stand in any order, and empty lines and those that begin with # are
// passed over. Check says what must be in it.
func ParseTrust(b []byte) (Trust, error) {
	unread := fault.New(fault.Invalid, "refusal.trust_unread")
	lines := strings.Split(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n")
	if len(b) > longestTrust || lines[0] != trustForm {
		return Trust{}, unread
	}
	t := Trust{Sides: map[string][]string{}, Witnesses: map[string][]string{}}
	for _, line := range lines[1:] {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || strings.HasPrefix(f[0], "#"):
		case len(f) == 2 && f[0] == "log" && t.Log == "":
			t.Log = f[1]
		case len(f) == 3 && f[0] == "side":
			t.Sides[f[1]] = append(t.Sides[f[1]], f[2])
		case len(f) == 3 && f[0] == "witness":
			t.Witnesses[f[1]] = append(t.Witnesses[f[1]], f[2])
		default:
			return Trust{}, unread
		}
	}
	return t, t.Check()
}

// Check refuses keys on which nothing can rest: fewer than two sides, a side or
// its witness without a key, a key that is not of its form, or a key that stands
// in two places, so that one who holds it could speak for two.
func (t Trust) Check() error {
	seen := map[string]bool{}
	fit := len(t.Sides) >= 2 && len(t.Sides) <= MostSides && len(t.Witnesses) == len(t.Sides)
	add := func(text string, algorithm byte, name string) {
		k, err := parseKey(text, algorithm)
		fit = fit && err == nil && (name == "" || k.name == name) && !seen[string(k.public)]
		seen[string(k.public)] = true
	}
	add(t.Log, signs, "")
	for side, keys := range t.Sides {
		witnesses := t.Witnesses[side]
		fit = fit && isSide(side) && len(keys) > 0 && len(witnesses) > 0 && len(keys) <= MostKeys && len(witnesses) <= MostKeys
		for _, k := range keys {
			add(k, signs, side)
		}
		for _, k := range witnesses {
			add(k, cosigns, "")
		}
	}
	if !fit {
		return fault.New(fault.Invalid, "refusal.trust_incomplete")
	}
	return nil
}

// sides lists the sides in the order of their identifiers.
func (t Trust) sides() []string { return slices.Sorted(maps.Keys(t.Sides)) }

// names reports whether t has every key of other.
func (t Trust) names(other Trust) bool {
	for _, pair := range [][2]map[string][]string{{t.Sides, other.Sides}, {t.Witnesses, other.Witnesses}} {
		for side, keys := range pair[1] {
			for _, k := range keys {
				if !slices.Contains(pair[0][side], k) {
					return false
				}
			}
		}
	}
	return t.Log == other.Log
}
