package dialogue

import (
	"math"
	"strings"
	"testing"
)

// A phrase has at least 77 bits (C14, R12): each of its seven words is any of
// 4,096, all of them equally often, and each is drawn from bytes of its own.
func TestPhraseHasItsBits(t *testing.T) {
	for word := range phraseWords {
		seen := map[string]int{}
		for n := range 1 << 16 {
			var random [16]byte
			random[2*word], random[2*word+1] = byte(n>>8), byte(n)
			words := strings.Split(string(NewPhrase(random)), "-")
			seen[words[word]]++
			for i, other := range words {
				if i != word && other != "baba" {
					t.Fatalf("word %d changes word %d to %s", word, i, other)
				}
			}
		}
		if len(seen) != 1<<12 {
			t.Fatalf("word %d has %d forms", word, len(seen))
		}
		for text, n := range seen {
			if n != 1<<4 {
				t.Fatalf("word %d is %s %d times in 65,536", word, text, n)
			}
		}
	}
	if bits := phraseWords * math.Log2(1<<12); bits < 77 {
		t.Errorf("%g bits", bits)
	}
}

func TestPhraseComesBack(t *testing.T) {
	for n := range 256 {
		var random [16]byte
		for i := range random {
			random[i] = byte(n * (2*i + 1))
		}
		p := NewPhrase(random)
		for _, text := range []string{string(p), strings.ToUpper(string(p)), strings.ReplaceAll(string(p), "-", "")} {
			if back, ok := ParsePhrase(text); !ok || back != p {
				t.Fatalf("%q is read %q, %v", text, back, ok)
			}
		}
	}
}

// What people type, on the telephones that they have: with a dotted capital or a
// dotless small i from an Azerbaijani keyboard, the hyphen of an Armenian one,
// the long dash that a Russian one makes of two hyphens, and what automatic
// correction does to a beginning.
func TestParsePhraseAsTyped(t *testing.T) {
	const want Phrase = "bidi-kitu-sari-lami-pevu-nidu-gira"
	for _, text := range []string{
		"bidi kitu sari lami pevu nidu gira", "Bidi Kitu Sari Lami Pevu Nidu Gira", "BIDI-KITU-SARI-LAMI-PEVU-NIDU-GIRA",
		"bidikitusarilamipevunidugira", " bidi, kitu, sari, lami, pevu, nidu, gira.\n", "bıdı-kıtu-sarı-lamı-pevu-nıdu-gıra",
		"BİDİ-KİTU-SARİ-LAMİ-PEVU-NİDU-GİRA", "BI\u0307DI\u0307 KI\u0307TU SARI\u0307 LAMI\u0307 PEVU NI\u0307DU GI\u0307RA",
		"bidi֊kitu֊sari֊lami֊pevu֊nidu֊gira", "bidi—kitu–sari‑lami-pevu_nidu/gira", "bidi\u00a0kitu\u2009sari\tlami\r\npevu nidu gira",
		"«bidi kitu sari lami pevu nidu gira»", "bi di-ki tu-sa ri-la mi-pe vu-ni du-gi ra",
	} {
		if got, ok := ParsePhrase(text); !ok || got != want {
			t.Errorf("%q is read %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{
		"", "bidi", "bidi-kitu-sari-lami-pevu-nidu", "bidi-kitu-sari-lami-pevu-nidu-gira-gira", "bidi-kitu-sari-lami-pevu-nidu-giro",
		"ibdi-kitu-sari-lami-pevu-nidu-gira", "bidi-kitu-sari-lami-pevu-nidu-gir1", "биди-kitu-sari-lami-pevu-nidu-gira",
		"bidi-kitu-sari-lami-pevu-nidu-gi\x00ra", strings.Repeat("bidi", 1000),
	} {
		if got, ok := ParsePhrase(text); ok {
			t.Errorf("%q is read %q", text, got)
		}
	}
}

// A code is never taken for a phrase, nor a phrase for a code: one box takes
// both.
func TestNoCodeIsAPhrase(t *testing.T) {
	if _, ok := ParsePhrase(code("0123-4567-89AB-CDEF").String()); ok {
		t.Error("a code is read as a phrase")
	}
	if _, ok := ParseCode(string(NewPhrase([16]byte{1, 2, 3}))); ok {
		t.Error("a phrase is read as a code")
	}
}
