package language

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// alphabets are the letters of the four languages, and what stands between them.
var alphabets = []string{
	"աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև՛՜՞",
	"abcçdeəfgğhxıijkqlmnoöprsştuüvyz'’",
	"абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш",
	"абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
	"abcdefghijklmnopqrstuvwxyz'",
	" -.,«»—1990՝։",
}

func randomText(random *rand.Rand) string {
	var b strings.Builder
	for range random.IntN(12) {
		letters := []rune(alphabets[random.IntN(len(alphabets))])
		for range 1 + random.IntN(10) {
			b.WriteRune(letters[random.IntN(len(letters))])
		}
		if random.IntN(3) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func TestTokensDoNotDependOnCaseOrComposition(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := randomText(random)
		want := Tokens(text)
		for what, other := range map[string]string{
			"capitals":   strings.ToUpper(text),
			"title":      strings.ToTitle(text),
			"NFD":        norm.NFD.String(text),
			"capitalNFD": norm.NFD.String(strings.ToUpper(text)),
			"turkic":     strings.ReplaceAll(text, "i", "İ"),
			"turkicNFD":  norm.NFD.String(strings.ReplaceAll(text, "i", "İ")),
		} {
			if got := Tokens(other); !slices.Equal(got, want) {
				t.Fatalf("%s: %q gives %q, but %q gives %q", what, other, got, text, want)
			}
		}
	}
}

func TestEveryWordFindsItself(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 5_000 {
		for _, w := range Words(randomText(random)) {
			if !w.Same(w) {
				t.Fatalf("%q", w)
			}
			for _, form := range w.Forms() {
				if form == "" {
					t.Fatalf("%q has an empty form", w)
				}
			}
		}
	}
}

func BenchmarkWords(b *testing.B) {
	random := rand.New(rand.NewPCG(5, 6))
	var texts []string
	for range 1000 {
		texts = append(texts, randomText(random))
	}
	n := 0
	for b.Loop() {
		for _, text := range texts {
			n += len(Words(text))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/word")
}
