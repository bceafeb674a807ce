package dialogue

import (
	"encoding/hex"
	"strings"
	"testing"
)

func code(text string) Code {
	c, ok := ParseCode(text)
	if !ok {
		panic("no code: " + text)
	}
	return c
}

// The expected texts and hash were worked out apart, with the alphabet of
// Crockford's base32 and sha256sum.
func TestCodeText(t *testing.T) {
	for _, c := range []struct {
		code Code
		want string
	}{
		{Code{}, "0000-0000-0000-0000"},
		{Code{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, "ZZZZ-ZZZZ-ZZZZ-ZZZZ"},
		{Code{0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf}, "0123-4567-89AB-CDEF"},
	} {
		if got := c.code.String(); got != c.want {
			t.Errorf("%x is written %s, want %s", c.code, got, c.want)
		}
		if back, ok := ParseCode(c.want); !ok || back != c.code {
			t.Errorf("%s is read %x, %v", c.want, back, ok)
		}
	}
}

func TestCodeHash(t *testing.T) {
	const want = "d392f5991e8e182bc012ab1ad0a64a344d97797b3d186cbe4a39814403bfabfd"
	h := code("0123-4567-89AB-CDEF").Hash()
	if got := hex.EncodeToString(h[:]); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// What people type, on the telephones that they have.
func TestParseCodeAsTyped(t *testing.T) {
	want := code("0123-4567-89AB-CDEF")
	for _, text := range []string{
		"0123456789ABCDEF", "0123 4567 89ab cdef", " 0123-4567-89ab-cdef\n", "0123–4567–89ab–cdef", "0123.4567.89AB.CDEF",
		"O1234567 89ABCDEF", "oI23-4567-89ab-cdef", "0l23-4567-89ab-cdef", "0ı23-4567-89ab-cdef", "0İ23-4567-89ab-cdef",
		"0123\u00a04567\u00a089ab\u00a0cdef", "01 23 45 67 89 ab cd ef",
	} {
		if got, ok := ParseCode(text); !ok || got != want {
			t.Errorf("%q is read %x, %v", text, got, ok)
		}
	}
	for _, text := range []string{
		"", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "0123-4567-89AB-CDEU", "0123-4567-89AB-CDE!",
		strings.Repeat("0", 1000), "٠١٢٣-4567-89AB-CDEF", "0123-4567-89AB-CDE\x00",
	} {
		if got, ok := ParseCode(text); ok {
			t.Errorf("%q is read %x", text, got)
		}
	}
}

// Every code that can be written is read back, also by a reader who writes it in
// another way.
func TestEveryLetterOfACodeComesBack(t *testing.T) {
	for at := range 10 {
		for b := range 256 {
			var c Code
			c[at] = byte(b)
			for _, text := range []string{c.String(), strings.ToLower(c.String()), strings.ReplaceAll(c.String(), "1", "i")} {
				if back, ok := ParseCode(text); !ok || back != c {
					t.Fatalf("%s is read %x, %v, want %x", text, back, ok, c)
				}
			}
		}
	}
}

// A count of codes says which they are, in whatever order they come, and no code
// counts twice, also not for two sides.
func TestCountCodes(t *testing.T) {
	a, b, c := Code{1}.Hash(), Code{2}.Hash(), Code{3}.Hash()
	one, err := CountCodes(map[SideID][]CodeHash{"azerbaijan": {a, b}, "armenia": {c}})
	if err != nil || one["azerbaijan"].Count != 2 || one["armenia"].Count != 1 {
		t.Fatalf("%+v, %v", one, err)
	}
	two, _ := CountCodes(map[SideID][]CodeHash{"azerbaijan": {b, a}, "armenia": {c}})
	if one["azerbaijan"] != two["azerbaijan"] {
		t.Error("the order of codes changes their digest")
	}
	other, _ := CountCodes(map[SideID][]CodeHash{"azerbaijan": {a, c}, "armenia": {b}})
	if one["azerbaijan"].Digest == other["azerbaijan"].Digest {
		t.Error("other codes have the same digest")
	}
	_, err = CountCodes(map[SideID][]CodeHash{"armenia": {a, b, a}})
	wantKey(t, "twice", err, "refusal.codes_twice")
	_, err = CountCodes(map[SideID][]CodeHash{"azerbaijan": {a}, "armenia": {a}})
	wantKey(t, "on both sides", err, "refusal.codes_twice")
	_, err = CountCodes(map[SideID][]CodeHash{"azerbaijan": make([]CodeHash, MostCodes+1)})
	wantKey(t, "too many", err, "refusal.codes_number")
}

// Codes of protected dialogues are never made on the node (R17).
func TestWhoMakesCodes(t *testing.T) {
	named, protected := preparing(both...), preparing(both...)
	protected.Kind = Protected
	closed := running(both...)
	closed.Phase = Closed
	for _, c := range []struct {
		name        string
		d           Dialogue
		by          Viewer
		make, bring string
	}{
		{"named", named, chair("armenia"), "", ""},
		{"named, open", running(both...), chair("azerbaijan"), "", ""},
		{"protected", protected, chair("azerbaijan"), "refusal.codes_offline", ""},
		{"closed", closed, chair("armenia"), "refusal.closed", "refusal.closed"},
		{"by a steward", named, holder(Steward, "armenia"), "refusal.co_chair_only", "refusal.co_chair_only"},
		{"by a participant", protected, person(protected, "azerbaijan"), "refusal.co_chair_only", "refusal.co_chair_only"},
	} {
		wantKey(t, c.name+", made", c.d.MakeCodes(c.by), c.make)
		wantKey(t, c.name+", brought", c.d.BringCodes(c.by), c.bring)
	}
}

func TestJoin(t *testing.T) {
	d := running(both...)
	paused, closed := d, d
	paused.PausedBy, closed.Phase = "azerbaijan", Closed
	for _, c := range []struct {
		name string
		d    Dialogue
		side SideID
		day  Day
		key  string
	}{
		{"open", d, "armenia", today, ""},
		{"on the last day", d, "azerbaijan", d.LastDay, ""},
		{"after it", d, "azerbaijan", d.LastDay + 1, "refusal.closed"},
		{"after the end", closed, "armenia", today, "refusal.closed"},
		{"not open yet", preparing(both...), "armenia", today, "refusal.not_open_yet"},
		{"paused", paused, "armenia", today, "refusal.paused"},
		{"of no side", d, "valley", today, "refusal.side_unknown"},
	} {
		wantKey(t, c.name, c.d.Join(c.side, c.day), c.key)
	}
}
