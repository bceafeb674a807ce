package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/register"
)

// titleLink is how a page's text leads to a record.
func titleLink(page, key string) bool {
	return strings.Contains(page, `href="`+recordPath("everything", key, "")+`"`)
}

// Every view of every kind has all records that its reader sees, as links in its
// text, and nothing of those that are hidden.
func TestViewsHaveEveryRecordAsText(t *testing.T) {
	w := newViewWorld(t)
	public, chair := w.client(t), chairOf(t, w, "azerbaijan")
	all := []string{"plain-well", "hill-well", "school-well", "mill-well", "lonely-well"}
	for name, keys := range map[string][]string{"timeline": all, "network": all, "matrix": all, "counts": all, "tree": all, "board": all[:3]} {
		page := public.get(viewAt(name)).want(http.StatusOK)
		picture, text := pictureOf(t, page.Body)
		checkClean(t, name, page.Body)
		if drawn := name == "timeline" || name == "network"; drawn != (picture != "") {
			t.Errorf("%s: a picture: %t", name, picture != "")
		}
		for _, key := range keys {
			if !titleLink(text, key) {
				t.Errorf("%s does not lead to %s", name, key)
			}
		}
		for _, hidden := range []string{"secret", "Secret", "Never dig"} {
			if strings.Contains(page.Body, hidden) {
				t.Errorf("%s says %q to the public", name, hidden)
			}
		}
		if _, text := pictureOf(t, chair.get(viewAt(name)).want(http.StatusOK).Body); !titleLink(text, "secret-well") {
			t.Errorf("%s hides a record from a co-chair", name)
		}
	}
	public.get(viewAt("nothing")).want(http.StatusNotFound)
	public.get("/registers/nothing/views/timeline").want(http.StatusNotFound)
	if log := w.Log.String(); log != "" {
		t.Error(log)
	}
}

// Every view has its words in every language.
func TestViewsInEveryLanguage(t *testing.T) {
	w := newViewWorld(t)
	for _, c := range []*client{w.client(t), chairOf(t, w, "armenia")} {
		for _, l := range locale.Languages() {
			for _, path := range []string{viewAt("timeline"), viewAt("board"), viewAt("network"), viewAt("matrix"), viewAt("counts"), viewAt("tree"), viewAt("compare"),
				viewAt("compare") + "?a=plain-well&b=hill-well", viewAt("check"), viewAt("check") + "?plan=music", viewAt("check") + "?plan=zzz", viewAt("drill"), viewAt("drill") + "?at=plain-well&at=mill-well"} {
				page := c.get(withLanguage(path, l)).want(http.StatusOK)
				checkClean(t, path, page.Body)
				if found := lacks(page.Body); len(found) > 0 {
					t.Errorf("%s in %s: %v", path, l, found)
				}
			}
		}
	}
}

func TestTimelineMarksWhatIsNotKnown(t *testing.T) {
	w := newViewWorld(t)
	page := w.client(t).get(viewAt("timeline")).want(http.StatusOK)
	picture, _ := pictureOf(t, page.Body)
	if strings.Count(picture, `class="span`) != 4 || strings.Count(picture, `class="span about"`) != 1 {
		t.Errorf("bars: %s", picture)
	}
	words := plainWords(page.Body)
	for _, want := range []string{"Dashed: the dates are approximate.", "Pointed: nobody knows", "Without a date Lonely <well>", "1 of them is simulated."} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is missing: %s", want, words)
		}
	}
}

// Bars and their labels never cover each other, and labels end where the picture does.
func TestTimelineKeepsBarsApart(t *testing.T) {
	var bars []register.Bar
	for i := range 300 {
		x := float64(i*i%97) / 100
		bars = append(bars, register.Bar{X0: x, X1: min(x+register.LeastBar*float64(1+i%20), 1), Record: i})
	}
	var all []placedBar
	for _, b := range bars {
		p := placeBar(b, recordLink{Title: text{Words: strings.Repeat("Ձոր ", b.Record%20)}})
		if p.left < 0 || p.full > drawWidth || p.left > pixel(b.X0) || p.full < pixel(b.X1) {
			t.Fatalf("%+v reaches too far", p)
		}
		all = append(all, p)
	}
	stack(all)
	for i, a := range all {
		for _, b := range all[:i] {
			if a.row == b.row && a.left < b.full && b.left < a.full {
				t.Fatalf("%+v covers %+v", a, b)
			}
		}
	}
	for name, one := range map[string]register.Bar{"closed": {X0: 0.2, X1: 0.21}, "open start": {X1: 0.5, OpenStart: true}, "open end": {X0: 0.5, X1: 1, OpenEnd: true}, "both": {X1: 1, OpenStart: true, OpenEnd: true}} {
		path := barPath(one, 10)
		if want := map[bool]int{true: 1}[one.OpenStart] + map[bool]int{true: 2}[one.OpenEnd]; strings.Count(path, "L") != want || !strings.HasSuffix(path, "z") {
			t.Errorf("%s: %s", name, path)
		}
	}
}

// What readers filter by in the table narrows a view too.
func TestViewsNarrow(t *testing.T) {
	w := newViewWorld(t)
	page := w.client(t).get(viewAt("timeline") + "?f.kind=dug").want(http.StatusOK)
	if !titleLink(page.Body, "plain-well") || titleLink(page.Body, "school-well") || !strings.Contains(plainWords(page.Body), "Only: Kind : Dug") {
		t.Error(plainWords(page.Body))
	}
	if !strings.Contains(page.Body, viewAt("counts")+"?f.kind=dug") {
		t.Error("the other views forget the choice")
	}
	w.client(t).get(viewAt("timeline") + "?f.partners=secret-visit").want(http.StatusOK)
	if page := w.client(t).get(viewAt("network") + "?f.partners=secret-visit"); titleLink(page.Body, "plain-well") {
		t.Error("a hidden link filters")
	}
}

func TestBoardHasEmptyColumns(t *testing.T) {
	w := newViewWorld(t)
	words := plainWords(w.client(t).get(viewAt("board")).want(http.StatusOK).Body)
	for _, want := range []string{"Partly 0 None", "Disputed 0 None", "Nothing said 3"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is missing: %s", want, words)
		}
	}
}

func TestMatrixSaysNotCovered(t *testing.T) {
	w := newViewWorld(t)
	words := plainWords(w.client(t).get(viewAt("matrix")).want(http.StatusOK).Body)
	for _, want := range []string{"Plain well ● linked 1", "Hill well not covered", "Covered 2 not covered", "Wells: not covered Hill well", "Visits: not covered Idle visit"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is missing: %s", want, words)
		}
	}
}

func TestCountsLeadToTheTable(t *testing.T) {
	w := newViewWorld(t)
	page := w.client(t).get(viewAt("counts")).want(http.StatusOK)
	link := registerPath("everything", "?f.kind=dug&amp;f.region=plain")
	if !strings.Contains(page.Body, link) {
		t.Errorf("no link %s", link)
	}
	table := w.client(t).get(strings.ReplaceAll(link, "&amp;", "&")).want(http.StatusOK)
	if !titleLink(table.Body, "plain-well") || titleLink(table.Body, "hill-well") {
		t.Error("the table has other records than were counted")
	}
}

func TestCompareTwoRecords(t *testing.T) {
	w := newViewWorld(t)
	c := w.client(t)
	if page := c.get(viewAt("compare")).want(http.StatusOK); !strings.Contains(page.Body, `<option value="hill-well">Hill well</option>`) || strings.Contains(page.Body, "secret") {
		t.Error("the choice is wrong")
	}
	words := plainWords(c.get(viewAt("compare") + "?a=plain-well&b=hill-well").want(http.StatusOK).Body)
	for _, want := range []string{"Kind (the same) Dug Dug", "Region Plain Hills", "Next upstream – Plain well"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is missing: %s", want, words)
		}
	}
	if page := c.get(viewAt("compare") + "?a=plain-well&b=plain-well").want(http.StatusOK); !strings.Contains(page.Body, "Please choose two") {
		t.Error("a record is compared with itself")
	}
	if page := c.get(viewAt("compare") + "?a=plain-well&b=secret-well").want(http.StatusOK); strings.Contains(page.Body, "<table") {
		t.Error("a hidden record is compared")
	}
}

// S64: who plans something sees what was done before that is like it, with outcome
// and caution, and is warned, not stopped.
func TestS64_CheckShowsWhatIsLikeAPlan(t *testing.T) {
	w := newViewWorld(t)
	path := viewAt("check") + "?" + url.Values{"plan": {"We want music on the market, without asking anybody."}, "f.kind": {"dug"}}.Encode()
	public, chair := w.client(t).get(path).want(http.StatusOK), chairOf(t, w, "armenia").get(path).want(http.StatusOK)
	for _, want := range []string{"It warns, it does not forbid.", "Words that match: music, market, asking", "Kind : Dug", "In short A market with music", "State Open"} {
		if !strings.Contains(plainWords(public.Body), want) {
			t.Errorf("%q is missing: %s", want, plainWords(public.Body))
		}
	}
	if strings.Contains(public.Body, "Never dig") || !strings.Contains(chair.Body, "Never dig without asking.") {
		t.Error("the caution is shown to the wrong people")
	}
	if titleLink(public.Body, "secret-well") || !titleLink(chair.Body, "secret-well") {
		t.Error("a hidden record is like the plan")
	}
	nothing := w.client(t).get(viewAt("check") + "?plan=zeppelin").want(http.StatusOK)
	if !strings.Contains(plainWords(nothing.Body), "It warns, it does not forbid. Nothing similar is in this register. That does not mean that nobody tried it.") {
		t.Error(plainWords(nothing.Body))
	}
	if long := w.client(t).get(viewAt("check") + "?plan=" + strings.Repeat("a", 5000)).want(http.StatusOK); strings.Contains(long.Body, ">"+strings.Repeat("a", mostPlan+1)) {
		t.Error("a plan is longer than it can be")
	}
}

// S36: a tree is walked step by step, and every page says that it is an exercise.
func TestS36_DrillIsAnExercise(t *testing.T) {
	w := newViewWorld(t)
	c := w.client(t)
	at := viewAt("drill")
	for _, step := range []struct{ path, shows string }{
		{at, "Where to begin Lonely <well> (Simulated) Plain well"},
		{at + "?at=plain-well", "Step 1: Plain well"},
		{at + "?at=plain-well&at=hill-well", "What happens next? School well"},
		{at + "?at=plain-well&at=mill-well", "The end of this path"},
		{at + "?at=secret-well", "Where to begin"},
	} {
		words := plainWords(c.get(step.path).want(http.StatusOK).Body)
		if !strings.Contains(words, "Exercise. This is a way to practise") || !strings.Contains(words, "It is no forecast") || !strings.Contains(words, step.shows) {
			t.Errorf("%s: %s", step.path, words)
		}
	}
	page := c.get(at + "?at=plain-well")
	if next := at + "?at=plain-well&amp;at=hill-well"; !strings.Contains(page.Body, next) || strings.Contains(page.Body, "secret") {
		t.Errorf("no way on to %s", next)
	}
}

// A network of 300 nodes is drawn, and says how many of more it leaves out; its text
// has all.
func TestNetworkOfManyNodes(t *testing.T) {
	w := newViewWorld(t, manyJoined(290, 60)...)
	page := w.client(t).get(viewAt("network")).want(http.StatusOK)
	picture, text := pictureOf(t, page.Body)
	if n := strings.Count(picture, `class="node`); n != register.MostInNetwork {
		t.Errorf("%d nodes", n)
	}
	if !strings.Contains(plainWords(text), "points with the fewest links are left out") {
		t.Error("it does not say what is left out")
	}
	for _, r := range manyJoined(290, 60)[:290] {
		if !strings.Contains(text, `href="`+recordPath(r.Register, r.Key, "")+`"`) {
			t.Fatalf("%s is not in the text", r.Key)
		}
	}
}

// More records than are drawn are left out, and the page says so.
func TestViewsDrawSoManyRecords(t *testing.T) {
	w := newViewWorld(t, manyJoined(mostDrawn, 3)...)
	words := plainWords(w.client(t).get(viewAt("board") + "?f.kind=dug").want(http.StatusOK).Body)
	if strings.Contains(words, "are drawn") {
		t.Error("none is left out")
	}
	page := w.client(t).get(viewAt("timeline")).want(http.StatusOK)
	if !strings.Contains(plainWords(page.Body), "Of 2,005 records the first 2,000 are drawn.") {
		t.Errorf("%.1500s", plainWords(page.Body))
	}
	if _, text := pictureOf(t, page.Body); strings.Count(text, "<li><a href=\"/registers/everything/") > mostDrawn+20 {
		t.Error("more are listed than are drawn")
	}
}

// Whatever the program's registers show, the public and a co-chair can look at it.
func TestEveryViewOfTheProgramsRegisters(t *testing.T) {
	s := officeSite(t)
	s.Node.Options.Registers = programRegisters(t)
	c := s.client(t)
	kinds := map[register.ViewKind]bool{}
	for _, d := range s.Node.Options.Registers.All() {
		for _, view := range d.Views {
			kinds[view.Kind] = true
			checkClean(t, view.Name, c.get(registerPath(d.Name, "/views/"+view.Name)).want(http.StatusOK).Body)
		}
	}
	if len(kinds) != len(drawings) {
		t.Errorf("%d kinds of view", len(kinds))
	}
	if !slices.Contains(wildcards, "view") {
		t.Error("no test tries the views")
	}
}
