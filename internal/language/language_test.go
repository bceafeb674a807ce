package language

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestWordsInTheirForms(t *testing.T) {
	for _, c := range []struct{ asked, written string }{
		// Armenian
		{"Երևան", "Երևանում"},
		{"Երեւան", "Երևանում"},
		{"Երևանում", "Երեւանում"},
		{"ԵՐԵՎԱՆ", "Երևանից"},
		{"բարեւ", "բարև"},
		{"խաղաղություն", "խաղաղության"},
		{"խաղաղություն", "խաղաղությունը"},
		{"փախստական", "փախստականների"},
		{"փախստական", "փախստականներից"},
		{"համաձայնագիր", "համաձայնագիրը"},
		{"սահման", "սահմաններում"},
		{"ինչու", "ինչո՞ւ"},
		{"այո", "այո՛"},
		{"Ադրբեջան", "Ադրբեջանին"},
		{"դպրոց", "դպրոցները"},
		{"օգնություն", "օգնությամբ"},
		// Azerbaijani
		{"Bakı", "Bakıda"},
		{"Bakı", "Bakı'dan"},
		{"Bakı", "Bakı’nın"},
		{"baki", "BAKIDA"},
		{"uşaq", "uşağı"},
		{"usaq", "uşaqların"},
		{"uşağın", "uşaqlar"},
		{"çörək", "çörəyi"},
		{"corek", "çörəyin"},
		{"səhənd", "səhəndlər"},
		{"qaçqın", "qaçqınların"},
		{"Azərbaycan", "Azərbaycanda"},
		{"Azərbaycan", "Azərbaycandan"},
		{"İrəvan", "irəvanda"},
		{"İRƏVAN", "İrəvanın"},
		{"kitab", "kitablarımızda"},
		{"müqavilə", "müqavilənin"},
		{"sərhəd", "sərhəddə"},
		{"Şuşa", "Şuşaya"},
		{"məna", "mə'nası"},
		// Azerbaijani in Cyrillic
		{"məktub", "мектуб"},
		{"məktub", "мәктублар"},
		{"гачгын", "qaçqınların"},
		{"qaçqın", "гачгынларын"},
		{"Азәрбајҹан", "Azərbaycanda"},
		{"Bakı", "Бакыда"},
		{"gün", "ҝүн"},
		{"Һејдәр", "heydər"},
		{"Һејдәр", "hеjдəр"}, // with Latin letters that look the same
		{"şəhər", "şәһәr"},
		// Russian
		{"шаг", "шагом"},
		{"беженец", "беженец"},
		{"беженцы", "беженцев"},
		{"соглашение", "соглашениями"},
		{"ещё", "еще"},
		{"мост", "мосты"},
		{"граница", "о́ границах"},
		// English
		{"refugee", "refugees"},
		{"refugee", "refugee's"},
		{"negotiation", "Negotiations"},
		{"border", "borders"},
		{"agreed", "agreeing"},
		{"résumé", "resume"},
	} {
		if !found(c.asked, c.written) || !found(c.written, c.asked) {
			t.Errorf("%q does not find %q: %q, %q", c.asked, c.written, Tokens(c.asked), Tokens(c.written))
		}
	}
}

func TestWordsThatAreNotTheSame(t *testing.T) {
	for _, c := range []struct{ asked, written string }{
		{"Երևան", "Երազ"},
		{"խաղաղություն", "խաղողություն"},
		{"uşaq", "uçuş"},
		{"çörək", "çəkic"},
		{"qaçqın", "qaçmaq"},
		{"шаг", "шар"},
		{"граница", "гражданин"},
		{"refugee", "refusal"},
		{"border", "boredom"},
		{"1988", "1989"},
	} {
		if found(c.asked, c.written) {
			t.Errorf("%q finds %q: %q, %q", c.asked, c.written, Tokens(c.asked), Tokens(c.written))
		}
	}
}

// found reports whether the last words of two texts are the same to a search.
func found(a, b string) bool {
	x, y := Words(a), Words(b)
	return len(x) > 0 && len(y) > 0 && x[len(x)-1].Same(y[len(y)-1])
}

func TestWordsOfAText(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		" — !?… 'ʼ’ ":                     "",
		"co-chair, 1988–91":               "co chair 1988 91",
		"«Երևան»՝ 'Bakı'":                 "երեւան baki",
		"O'Brien km² №5 A/RES/60":         "obrien km 5 a res 60",
		"\xff\xfe a\u00adb c\u200dd\x00e": "ab cd e",
		"ab''cd":                          "ab cd",
		"ﬁn ＡＢＣ":                          "fin abc",
	} {
		var got []string
		for _, w := range Words(text) {
			got = append(got, w.Spelled[0])
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("Words(%q): %q, want %q", text, s, want)
		}
	}
	if got := []rune(Words(strings.Repeat("ա", 1000))[0].Spelled[0]); len(got) != longest {
		t.Errorf("a long word is spelled with %d letters", len(got))
	}
}

func TestAWordOfBothLanguagesHasBothReadings(t *testing.T) {
	for word, want := range map[string][]string{
		"мост":       {"мост", "most"},
		"гачгын":     {"гачгын", "qacqin"},
		"ҝүн":        {"gun"},
		"мәhбус":     {"mehbus"},
		"соглашений": {"соглашений"},
	} {
		if got := Words(word)[0].Spelled; !slices.Equal(got, want) {
			t.Errorf("%s is spelled %q, want %q", word, got, want)
		}
	}
	for word, want := range map[string]string{"Bakı": "baki", "İrəvan": "irevan", "Երևան": "երեւան", "Ёлка": "елка", "ҺӘЈАТ": "heyat", "Bakı'da": "bakida"} {
		if got := Fold(word); got != want {
			t.Errorf("Fold(%q): %q, want %q", word, got, want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, text := range []string{"Bakı'da İrəvan", "Երևանում ինչո՞ւ", "гачгынларын ё", "refugees' “co-chair”", "\xff'\u0301'ʼ", "ﷺ ½ ≮a", "ᾳ ς ǰ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokens(text)
		if !slices.Equal(tokens, Tokens(text)) {
			t.Fatal("not the same twice")
		}
		for _, token := range tokens {
			if token == "" || !isWord(token) {
				t.Fatalf("%q: token %q", text, token)
			}
		}
		if strings.ToValidUTF8(text, "") != text {
			return
		}
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			if other := Tokens(form.String(text)); !slices.Equal(tokens, other) {
				t.Fatalf("%q: %q, otherwise composed %q", text, tokens, other)
			}
		}
	})
}

// isWord reports whether a token has nothing in it that divides words.
func isWord(token string) bool {
	for _, r := range token {
		if !isLetter(r) || armenianMark(r) {
			return false
		}
	}
	return true
}
