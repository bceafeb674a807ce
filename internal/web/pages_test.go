package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/store"
)

// partPages are the pages of taking part, as a participant sees them.
func partPages(s *fixtureSite) []string {
	pages := []string{"/", "/enter", "/revoke", "/rules", "/safety", "/nowhere"}
	for _, id := range []dialogue.ID{s.Named, s.Protected} {
		for _, rest := range []string{"", "/vote", "/mine", "/write", "/take-back", "/log", "/result"} {
			pages = append(pages, pathOf(id, rest))
		}
	}
	return pages
}

// Every page in every language, as everybody: no message is missing, nothing
// is in it that no page may hold, and the headers are those of C3.
func TestEveryPageInEveryLanguage(t *testing.T) {
	s := newSite(t)
	clients := []*client{s.client(t), s.joined(t, s.Protected, "armenia"), s.joined(t, s.Named, "azerbaijan"),
		s.holder(t, "armenia", dialogue.CoChair), s.holder(t, "azerbaijan", dialogue.Moderator)}
	for _, c := range clients {
		for _, l := range locale.Languages() {
			for _, path := range partPages(s) {
				a := c.get(withLanguage(path, l))
				body := a.Body
				if a.Header.Get("Content-Security-Policy") == scriptPolicy {
					body = strings.Replace(body, `<script src="/keys.js" defer></script>`, "", 1)
				} else if got := a.Header.Get("Content-Security-Policy"); got != policy {
					t.Errorf("%s: policy %q", a.Path, got)
				}
				checkClean(t, a.Path, body)
				if a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("Referrer-Policy") != "no-referrer" {
					t.Errorf("%s: headers %v", a.Path, a.Header)
				}
				if !strings.Contains(a.Body, `<html lang="`+string(l)+`">`) {
					t.Errorf("%s is not in %s", a.Path, l)
				}
			}
		}
	}
	if s.Log.String() != "" {
		t.Errorf("logged: %s", s.Log)
	}
}

// A script is allowed on the voting page of named dialogues and nowhere else
// (R23).
func TestScriptOnlyInNamedDialogues(t *testing.T) {
	s := newSite(t)
	named, protected := s.joined(t, s.Named, "azerbaijan"), s.joined(t, s.Protected, "azerbaijan")
	if a := named.get(pathOf(s.Named, "/vote")); a.Header.Get("Content-Security-Policy") != scriptPolicy || !strings.Contains(a.Body, "/keys.js") {
		t.Error("no script where one is allowed")
	}
	for _, a := range []*answer{named.get(pathOf(s.Named, "/mine")), named.get(pathOf(s.Named, "/write")), protected.get(pathOf(s.Protected, "/vote")), protected.get("/")} {
		if a.Header.Get("Content-Security-Policy") != policy || strings.Contains(a.Body, "<script") {
			t.Errorf("%s may run a script", a.Path)
		}
	}
}

// The first page is small enough for a slow line: with its stylesheet and icon,
// compressed.
func TestFirstPageIsSmall(t *testing.T) {
	s := newSite(t)
	c := s.client(t)
	size := 0
	for _, path := range []string{"/", sheetPath(), "/icon.svg"} {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		w.Write([]byte(c.get(path).want(http.StatusOK).Body))
		w.Close()
		size += out.Len()
	}
	if size >= 30<<10 {
		t.Errorf("%d bytes", size)
	}
}

// The page of what a seizure yields names every column, and has words for every
// table in every language (C1).
func TestSafetyNamesEveryColumn(t *testing.T) {
	s, _ := emptySite(t)
	for _, l := range locale.Languages() {
		page := s.client(t).get(withLanguage("/safety", l)).want(http.StatusOK)
		checkClean(t, string(l), page.Body)
		for _, column := range store.Columns() {
			if tableWords[column.Table] == "" {
				t.Errorf("no words for table %s", column.Table)
			}
			if !strings.Contains(page.Body, "<code>"+column.Table+"."+column.Name+"</code>") {
				t.Errorf("%s.%s is not told", column.Table, column.Name)
			}
		}
	}
	for table := range tableWords {
		if !slices.ContainsFunc(store.Columns(), func(c store.Column) bool { return c.Table == table }) {
			t.Errorf("words for %s, which there is not", table)
		}
	}
}

// Before set-up the first page says so and asks for nothing.
func TestStartBeforeSetUp(t *testing.T) {
	s, _ := emptySite(t)
	page := s.client(t).get("/").want(http.StatusOK).says("This node is not set up yet")
	if strings.Contains(page.Body, "<form") {
		t.Error("there is a form")
	}
}

// The reader's own side is named first, whoever reads.
func TestOwnSideFirst(t *testing.T) {
	s := newSite(t)
	for side, names := range map[dialogue.SideID][2]string{"armenia": {"Armenia", "Azerbaijan"}, "azerbaijan": {"Azerbaijan", "Armenia"}} {
		page := plainWords(s.joined(t, s.Named, side).get(pathOf(s.Named, "")).Body)
		if strings.Index(page, names[0]+" 6 codes") > strings.Index(page, names[1]+" 6 codes") || !strings.Contains(page, names[0]+" 6 codes") {
			t.Errorf("%s reads: %s", side, page)
		}
	}
}

// A paused or closed dialogue says so and takes no votes; one's own can be
// taken back while it is paused.
func TestHaltedDialogues(t *testing.T) {
	s := newSite(t)
	c, phrase := s.joinedWith(t, s.Named, "armenia")
	vote := c.get(pathOf(s.Named, "/vote")).form("/votes").set("choice", "agree")
	vote.send().want(http.StatusOK)
	if err := s.Node.Pause(t.Context(), s.viewer("azerbaijan", dialogue.CoChair), s.Named); err != nil {
		t.Fatal(err)
	}
	vote.send().want(http.StatusForbidden).says("The dialogue is paused")
	page := c.get(pathOf(s.Named, "/vote")).want(http.StatusOK).says("One side has paused this dialogue")
	if strings.Contains(page.Body, `name="choice"`) {
		t.Error("the buttons are still there")
	}
	c.get(pathOf(s.Named, "/write")).want(http.StatusOK).says("One side has paused this dialogue")
	c.get(pathOf(s.Named, "/mine")).form("/votes/undo").send().want(http.StatusOK).says("Your vote is undone")
	s.close(t)
	if got := c.get(pathOf(s.Named, "/mine")); got.Path != "/enter" {
		t.Errorf("after weeks a session leads to %s", got.Path)
	}
	c.enter(phrase).want(http.StatusOK).says("This dialogue is closed", "See the result").hides("What do you say to this")
	c.post(pathOf(s.Named, "/votes"), c.formOf(pathOf(s.Named, "/mine"), 1000)).want(http.StatusBadRequest)
	for _, rest := range []string{"/mine", "/write", "/take-back"} {
		if page := c.get(pathOf(s.Named, rest)).want(http.StatusOK); strings.Contains(page.Body, pathOf(s.Named, rest)+`"><input`) {
			t.Errorf("%s has a form", rest)
		}
	}
	s.client(t).enter(s.code(t, s.Protected, "armenia").String()).want(http.StatusForbidden).says("This dialogue has ended")
}

// Two tabs of one browser do not disturb each other: the later vote counts.
func TestTwoTabs(t *testing.T) {
	s := newSite(t)
	c := s.joined(t, s.Protected, "azerbaijan")
	one := c.get(pathOf(s.Protected, "/vote")).form("/votes")
	two := c.get(pathOf(s.Protected, "/vote")).form("/votes")
	one.press("choice", "agree").want(http.StatusOK)
	two.press("choice", "disagree").want(http.StatusOK).says("Your vote is saved: Disagree.", "Voted: 1 of 12")
}

// The text comes back when a statement is refused, with why, in the reader's
// language; what fits in characters as a person counts them is taken.
func TestWriteRefusedAndCounted(t *testing.T) {
	s := newSite(t)
	c := s.joined(t, s.Named, "armenia")
	c.Header.Set("Accept-Language", "ru")
	long := strings.Repeat("ա", 201)
	page := c.get(pathOf(s.Named, "/write")).form("/write").set("text", long).set("language", "hy").send().want(http.StatusBadRequest)
	page.says("Можно знаков: 200, а здесь: 201").says(long)
	if got := page.form("/write").values; got.Get("text") != long || got.Get("language") != "hy" {
		t.Errorf("the form holds %v", got)
	}
	family := strings.Repeat("👨‍👩‍👧‍👦", 20)
	page.form("/write").set("text", "Ավտոբուսներ բոլորի համար "+family).send().want(http.StatusOK).says("ждёт модератора")
	again := c.get(pathOf(s.Named, "/write")).form("/write").set("language", "hy")
	again.set("text", "շուկան կիրակի օրերին, պետք է բաց լինի!").send().want(http.StatusBadRequest).says("Это уже сказано")
	again.set("text", "<b>x</b> ՛ {{.}}").set("language", "xx").send().want(http.StatusBadRequest)
}

// That votes were made by a program is said on every page about them.
func TestDemoIsSaidOnEveryPage(t *testing.T) {
	s := newSite(t)
	d, err := s.Node.Store.Dialogue(t.Context(), s.Named)
	if err != nil {
		t.Fatal(err)
	}
	d.Demo = true
	if err := s.Node.Store.Change(t.Context(), store.Change{Dialogue: d}); err != nil {
		t.Fatal(err)
	}
	s.client(t).enter(s.code(t, s.Named, "armenia").String()).says("Simulated votes")
	c := s.joined(t, s.Named, "azerbaijan")
	for _, rest := range []string{"", "/vote", "/mine", "/write", "/take-back", "/log"} {
		c.get(pathOf(s.Named, rest)).want(http.StatusOK).says("Simulated votes")
	}
	c.get("/rules").hides("Simulated votes")
	s.joined(t, s.Protected, "armenia").get(pathOf(s.Protected, "/vote")).hides("Simulated votes")
}
