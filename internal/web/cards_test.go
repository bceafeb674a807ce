package web

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rsc.io/qr"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// someCards returns so many cards with codes that are like random ones, but
// always the same.
func someCards(n int, languages ...locale.Language) Cards {
	c := Cards{Side: "Azerbaijan", Address: "https://parley.example", Languages: languages}
	for i := range n {
		hash := dialogue.Code{byte(i), byte(i >> 8), 1}.Hash()
		c.Codes = append(c.Codes, dialogue.Code(hash[:10]))
	}
	return c
}

func cardsFile(t *testing.T, c Cards) string {
	t.Helper()
	var out bytes.Buffer
	if err := WriteCards(&out, c); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var (
	codeOnCard = regexp.MustCompile(`<p class="code">([^<]*)</p>`)
	pathOnCard = regexp.MustCompile(`<svg viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]*)"/></svg>`)
)

// Each code stands on one card, and reads back from it.
func TestEveryCodeHasACard(t *testing.T) {
	c := someCards(23)
	page := cardsFile(t, c)
	found := codeOnCard.FindAllStringSubmatch(page, -1)
	if len(found) != len(c.Codes) {
		t.Fatalf("%d codes on cards, want %d", len(found), len(c.Codes))
	}
	for i, m := range found {
		if code, ok := dialogue.ParseCode(m[1]); !ok || code != c.Codes[i] {
			t.Errorf("card %d says %s", i, m[1])
		}
	}
	if got := strings.Count(page, `<ul class="sheet">`); got != 3 {
		t.Errorf("%d sheets for 23 cards, want 3", got)
	}
}

// modules draws a path of rectangles, one module high, as blackPath makes it.
func modules(t *testing.T, path string) map[[2]int]bool {
	t.Helper()
	black := map[[2]int]bool{}
	for part := range strings.SplitSeq(strings.TrimSuffix(path, "z"), "z") {
		var x, y, wide, back int
		if _, err := fmt.Sscanf(part, "M%d %dh%dv1h-%d", &x, &y, &wide, &back); err != nil || wide != back || wide < 1 {
			t.Fatalf("odd part of a path %q: %v", part, err)
		}
		for i := range wide {
			black[[2]int{x + i, y}] = true
		}
	}
	return black
}

// The picture is, module for module, the QR code of the address at which this
// code is entered, with the white around it that the standard wants.
func TestPictureOnCard(t *testing.T) {
	for _, c := range []struct{ address, want string }{
		{"https://parley.example", "https://parley.example/enter?code="},
		{"https://parley.example/", "https://parley.example/enter?code="},
		{"http://" + strings.Repeat("a2", 28) + ".onion", "http://" + strings.Repeat("a2", 28) + ".onion/enter?code="},
		{"", ""},
	} {
		cards := someCards(3, locale.Armenian, locale.Azerbaijani)
		cards.Address = c.address
		for i, m := range pathOnCard.FindAllStringSubmatch(cardsFile(t, cards), -1) {
			want, err := qr.Encode(c.want+cards.Codes[i].String(), qr.M)
			if err != nil {
				t.Fatal(err)
			}
			if m[1] != fmt.Sprint(want.Size+8) {
				t.Errorf("%q: %s modules wide, want %d", c.address, m[1], want.Size+8)
			}
			black := modules(t, html.UnescapeString(m[2]))
			for y := -4; y < want.Size+4; y++ {
				for x := -4; x < want.Size+4; x++ {
					if black[[2]int{x + 4, y + 4}] != want.Black(x, y) {
						t.Fatalf("%q, card %d: module %d,%d", c.address, i, x, y)
					}
				}
			}
		}
	}
}

// What is printed does not name the side: a card may be found on somebody.
func TestCardsDoNotNameTheSide(t *testing.T) {
	c := someCards(4)
	c.Side = "CANARYSIDE"
	header, printed, _ := strings.Cut(cardsFile(t, c), "</header>")
	if strings.Count(header, "CANARYSIDE") != 1 || strings.Contains(printed, "CANARYSIDE") {
		t.Error("the side is named on what is printed, or not at all on the screen")
	}
	if !strings.Contains(cardsStyle, "@media print { header { display: none; } }") {
		t.Error("the header is printed")
	}
}

// The digest of a side stands on a sheet that its co-chair keeps, before all
// others, and on nothing that is handed out: by it co-chairs know the side.
func TestDigestIsNotHandedOut(t *testing.T) {
	c := someCards(4)
	c.Digest = strings.Repeat("0a1b", 16)
	page := cardsFile(t, c)
	kept, handed, found := strings.Cut(page, `<ul class="sheet">`)
	if !found || !strings.Contains(kept, c.Digest) || strings.Contains(handed, c.Digest) {
		t.Error("the digest is nowhere, or on what is handed out")
	}
	for _, l := range locale.Languages() {
		if text := html.EscapeString(locale.For(l).Text("cards.keep")); !strings.Contains(kept, text) {
			t.Errorf("in %s nobody is told to keep it", l)
		}
	}
	c.Digest = ""
	if strings.Contains(cardsFile(t, c), `class="keep"`) {
		t.Error("a sheet without a digest")
	}
}

// Instructions stand in the languages that were asked for, else in all (S30).
func TestLanguagesOfCards(t *testing.T) {
	for _, c := range [][]locale.Language{{}, {locale.Russian}, {locale.Armenian, locale.Russian}, {locale.Russian, locale.Azerbaijani}} {
		page := cardsFile(t, someCards(1, c...))
		want := c
		if len(want) == 0 {
			want = locale.Languages()
		}
		if !strings.Contains(page, fmt.Sprintf("<html lang=%q>", want[0])) {
			t.Errorf("%v: the page is in another language", c)
		}
		for _, l := range locale.Languages() {
			text := html.EscapeString(locale.For(l).Text("cards.limit_talk"))
			if got := strings.Contains(page, text); got != strings.Contains(fmt.Sprint(want), string(l)) {
				t.Errorf("%v: in %s: %v", c, l, got)
			}
		}
		if strings.Contains(page, "[cards.") {
			t.Errorf("%v: a message is missing", c)
		}
	}
}

// A file of cards runs no script and asks nobody for anything (C3).
func TestCardsStandAlone(t *testing.T) {
	page := cardsFile(t, someCards(11))
	for _, bad := range []string{"<script", "javascript:", " style=", "<link", "<img", " src=", "url(", "@import", " on"} {
		if found := strings.Index(page, bad); found >= 0 && bad != " on" {
			t.Errorf("%q in the page", bad)
		}
	}
	if regexp.MustCompile(`<[^>]* on[a-z]+=`).MatchString(page) {
		t.Error("an event handler in the page")
	}
	if !strings.Contains(page, html.EscapeString("default-src 'none'")) || strings.Contains(cardsStyle, "uppercase") {
		t.Error("no policy, or text in capitals")
	}
}

// The file is looked at in a browser: its style is allowed by its policy, it
// is not too wide for a phone, and in print no card has more text than room.
func TestCardsInABrowser(t *testing.T) {
	browser := webtest.Open(t)
	for name, languages := range map[string][]locale.Language{"all": nil, "two": {locale.Armenian, locale.Russian}} {
		path := filepath.Join(t.TempDir(), name+".html")
		cards := someCards(12, languages...)
		cards.Digest = strings.Repeat("4c1f", 16)
		cards.Address = "http://" + strings.Repeat("a2", 28) + ".onion" // the longest
		if err := os.WriteFile(path, []byte(cardsFile(t, cards)), 0o600); err != nil {
			t.Fatal(err)
		}
		tab := browser.Tab(t, false)
		for _, width := range []int64{320, 1280} {
			tab.Visit("file://"+path, width)
			tab.Look(fmt.Sprintf("cards-%s-%d", name, width))
		}
		tab.Media("print", "light")
		tab.Picture("cards-" + name + "-print")
		full := webtest.Evaluate[int](tab, `[...document.querySelectorAll(".sheet li")].filter(e => e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth).length`)
		if full > 0 {
			t.Errorf("%s: %d cards have more text than room", name, full)
		}
		if high := webtest.Evaluate[float64](tab, `document.querySelector(".sheet").getBoundingClientRect().height / 96 * 25.4`); high > 297.5 {
			t.Errorf("%s: a sheet is %f mm high", name, high)
		}
		for _, complaint := range tab.Complaints() {
			t.Errorf("%s: the browser says: %s", name, complaint)
		}
	}
}
