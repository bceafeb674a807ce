package dialogue

import (
	"math"
	"strings"
	"testing"
)

func TestIDText(t *testing.T) {
	for _, id := range []ID{1, 2, 77, math.MaxInt64} {
		text := FormatID(id)
		if back, ok := ParseID[ID](text); !ok || back != id || len(text) != 13 {
			t.Errorf("%d is written %s and read %d, %v", id, text, back, ok)
		}
	}
	one := FormatID(ID(1))
	for _, bad := range []string{"", one[1:], one + "0", strings.ToUpper(FormatID(ID(math.MaxInt64))), FormatID(ID(0)), FormatID(ID(-1)),
		one[:12] + "1", one[:5] + "\n" + one[5:], "../" + one[3:]} {
		if id, ok := ParseID[ID](bad); ok {
			t.Errorf("%q is read as %d", bad, id)
		}
	}
}

func TestNewIDIsPositive(t *testing.T) {
	for _, b := range [][8]byte{{}, {255, 255, 255, 255, 255, 255, 255, 255}, {128}} {
		if id := NewID[ParticipantID](b); id <= 0 {
			t.Errorf("%v gives %d", b, id)
		}
	}
}

func TestStatementIDs(t *testing.T) {
	for _, b := range [][4]byte{{}, {255, 255, 255, 255}, {0, 15, 62, 88}, {0, 15, 62, 87}} {
		if id := NewStatementID(b); id < FirstStatement || id > LastStatement {
			t.Errorf("%v gives %d", b, id)
		}
	}
	if id, ok := ParseStatementID("1000"); !ok || id != FirstStatement {
		t.Errorf("%d, %v", id, ok)
	}
	for _, bad := range []string{"", "999", "1000000", "-1000", "+1000", "01000", " 1000", "1e3", "١٠٠٠"} {
		if id, ok := ParseStatementID(bad); ok {
			t.Errorf("%q is read as %d", bad, id)
		}
	}
}
