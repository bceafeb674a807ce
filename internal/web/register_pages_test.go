package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/register"
)

// wellSite is a site with registers and nothing else.
func wellSite(t testing.TB) *fixtureSite {
	t.Helper()
	s := officeSite(t)
	s.withWells(t)
	return s
}

// registerAddresses are all pages on which the registers of a wellSite are read.
func registerAddresses() map[string]string {
	return map[string]string{
		"registers": "/registers", "search": "/registers/search?q=well", "attention": "/registers/attention", "changes": "/registers/changes",
		"table": "/registers/everything", "found": "/registers/everything?q=well&f.kind=drilled&sort=-opened", "empty": "/registers/guides",
		"record": "/registers/everything/upper-well", "case": "/registers/everything/case-well", "linked": "/registers/terms/water-share",
		"versions": "/registers/everything/upper-well/versions", "one-changes": "/registers/everything/changes", "one-attention": "/registers/everything/attention",
	}
}

// Every page of registers has its words in every language, and nothing that no page
// may hold.
func TestRegisterPagesInEveryLanguage(t *testing.T) {
	s := wellSite(t)
	clients := map[string]*client{"anybody": s.client(t), "chair": s.holder(t, "azerbaijan", dialogue.CoChair), "moderator": s.holder(t, "armenia", dialogue.Moderator)}
	for who, c := range clients {
		for _, l := range locale.Languages() {
			for name, path := range registerAddresses() {
				if who == "anybody" && name == "empty" {
					continue
				}
				page := c.get(withLanguage(path, l)).want(http.StatusOK).Body
				if found := lacks(page); len(found) > 0 {
					t.Errorf("%s in %s for %s: %v", name, l, who, found)
				}
				for _, never := range []string{"<script", " style=", "javascript:", "<nil>", "%!"} {
					if strings.Contains(page, never) {
						t.Errorf("%s in %s for %s holds %q", name, l, who, never)
					}
				}
			}
		}
	}
	if log := s.Log.String(); strings.Contains(log, "level=ERROR") {
		t.Error(log)
	}
}

// The home page and the navigation of everybody lead to the registers.
func TestEverybodyFindsTheRegisters(t *testing.T) {
	s := wellSite(t)
	if page := s.client(t).get("/").Body; !strings.Contains(page, `href="/registers"`) {
		t.Error("the home page does not lead there")
	}
	if page := s.holder(t, "armenia", dialogue.Moderator).get("/office").Body; !strings.Contains(page, `href="/registers"`) {
		t.Error("the navigation does not lead there")
	}
}

// S32, S62: each side's words stand next to the others', what one has not said is an
// empty place, and nothing is averaged.
func TestS32_ColumnsNextToEachOther(t *testing.T) {
	s := wellSite(t)
	a := s.client(t).get("/registers/everything/upper-well").want(http.StatusOK)
	a.says("The pump was brought.").says("750 litres a day").says("This side has said nothing here.").says("Disputed").says("2 steps apart")
	account := between(t, a.Body, `id="f-account"`, `</section>
</div>`)
	if !strings.Contains(account, "The pump was brought.") || !strings.Contains(account, "We saw no pump.") || !strings.Contains(account, "Doubts") {
		t.Errorf("the reply does not stand beside what it is about: %s", plainWords(account))
	}
}

func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, from)
	inside, _, ended := strings.Cut(rest, to)
	if !ok || !ended {
		t.Fatalf("there is no %s … %s", from, to)
	}
	return inside
}

// S59: evidence shows what kind it is, its grade, its day and whose it is, and what is
// unofficial reads as unofficial. Figures have their unit, what qualifies them and
// when they were so, ranges are ranges, dates are as exact as they are known.
func TestS59_ValuesSayHowTheyAreKnown(t *testing.T) {
	s := wellSite(t)
	a := s.client(t).get("/registers/everything/upper-well").want(http.StatusOK)
	a.says("Unofficial").says("Grade C: one source").says("from Armenia").says("of no side").says("May 1988").says("about 2031")
	a.says("1,400 metres").says("No figure").says("Pump : not known")
	c := s.client(t)
	c.Header.Set("Accept-Language", "ru")
	old := c.get("/registers/everything/upper-well/versions").want(http.StatusOK)
	old.says("roughly 1\u00a0200,5–1\u00a0350 метров").says("1990-е годы").says("1\u00a0400 метров").says("It was measured again.")
}

// Only what every side approved is called so; what was taken from works is marked,
// with its sources.
func TestMarksOfRecords(t *testing.T) {
	s := wellSite(t)
	s.client(t).get("/registers/everything/upper-well").says("Approved by every side").hides("waits for approval")
	s.client(t).get("/registers/everything/case-well").says("From public works; no side has approved this wording.").says("A work on wells").hides("Approved by every side")
	s.holder(t, "armenia", dialogue.Steward).get("/registers/everything/upper-well").says("A change waits for approval")
	s.client(t).get("/registers/others/armenia-first-visit").want(http.StatusNotFound)
	s.holder(t, "armenia", dialogue.CoChair).get("/registers/others/armenia-first-visit").want(http.StatusOK).says("Not approved yet")
}

// S55: a register is searched in words, narrowed by what its records have and by
// time, and what was chosen stands in the address.
func TestS55_TableIsNarrowed(t *testing.T) {
	s := wellSite(t)
	c := s.client(t)
	all := c.get("/registers/everything").want(http.StatusOK).says("3 records found").says("Drilled 1").says("Share of water 1")
	f := all.form("/registers/everything").set("q", "well").set("f.kind", "drilled")
	c.get("/registers/everything?" + f.values.Encode()).want(http.StatusOK).says("1 record found").says("The upper well").hides("The lower well")
	for query, want := range map[string]string{"?from=1930&to=1945": "1 record found", "?from=2020": "2 records found", "?f.kind=dug&f.kind=spring": "2 records found",
		"?origin=reference_case": "1 record found", "?f.notions=water-share": "1 record found", "?f.notions=nothing": "0 records found"} {
		c.get("/registers/everything" + query).want(http.StatusOK).says(want)
	}
	c.get("/registers/everything?from=yesterday").want(http.StatusBadRequest).says("not a date")
	for _, wrong := range []string{"?f.kind=round", "?f.depth=1", "?f.nothing=1", "?sort=caution", "?page=0", "?page=9", "?state=lost", "?side=nobody"} {
		c.get("/registers/everything" + wrong).want(http.StatusNotFound)
	}
	c.get("/registers/nothing").want(http.StatusNotFound)
	c.get("/registers/everything/nothing").want(http.StatusNotFound)
	c.get("/registers/everything/nothing/versions").want(http.StatusNotFound)
}

// Addresses say the same whatever order their parts came in.
func TestRecordQueryIsOneAddress(t *testing.T) {
	d, _ := fixtureRegisters().Get("everything")
	one, ok := parseRecordQuery(map[string][]string{"q": {"a b"}, "f.uses": {"school", "drinking"}, "f.kind": {"dug"}, "sort": {"-opened"}, "page": {"2"}}, d, fixtureSides(), "hy")
	if want := "?lang=hy&q=a+b&f.kind=dug&f.uses=drinking&f.uses=school&sort=-opened&page=2"; !ok || one.String() != want {
		t.Errorf("%v %s, want %s", ok, one, want)
	}
	if none, ok := parseRecordQuery(nil, d, fixtureSides(), ""); !ok || none.String() != "" || none.narrowed() {
		t.Errorf("%v %q", ok, none)
	}
}

// Dates are worded as exactly as they are known, in every language.
func TestDatesInWords(t *testing.T) {
	want := map[register.Date][4]string{ // hy, az, en, ru
		"1988-05-02":      {"2 մայիսի 1988", "2 may 1988", "2 May 1988", "2 мая 1988 г."},
		"1988-05":         {"մայիս 1988", "may 1988", "May 1988", "май 1988 г."},
		"1988":            {"1988", "1988", "1988", "1988 г."},
		"193X":            {"1930-ական թվականներ (1930–1939)", "1930–1939 onilliyi (1930–1939)", "1930s (1930–1939)", "1930-е годы (1930–1939)"},
		"1988~":           {"1988 (մոտավորապես)", "1988 (təxminən)", "about 1988", "1988 г. (примерно)"},
		"1988/1991-03":    {"1988 – մարտ 1991", "1988 – mart 1991", "1988 – March 1991", "1988 г. – март 1991 г."},
		"1988/..":         {"1988 – վերջը նշված չէ", "1988 – sonu göstərilməyib", "1988 – no end given", "1988 г. – конец не указан"},
		"../1991":         {"սկիզբը նշված չէ – 1991", "başlanğıcı göstərilməyib – 1991", "no start given – 1991", "начало не указано – 1991 г."},
		"":                {},
		"no date":         {},
		"1988-02-30/1989": {},
	}
	for d, words := range want {
		for i, l := range []locale.Language{locale.Armenian, locale.Azerbaijani, locale.English, locale.Russian} {
			v := &visitor{Printer: locale.For(l)}
			if got := v.date(d).Words; got != words[i] {
				t.Errorf("%s in %s: %q, want %q", d, l, got, words[i])
			}
		}
	}
}

// What changed is told in the order of days, and by a feed that is the same to
// everybody.
func TestChangesAreTold(t *testing.T) {
	s := wellSite(t)
	s.client(t).get("/registers/changes").want(http.StatusOK).says("Changed: Depth")
	feed := s.client(t).get("/registers/everything/files/changes.atom").want(http.StatusOK)
	if chair := s.holder(t, "armenia", dialogue.CoChair).get("/registers/everything/files/changes.atom"); chair.Body != feed.Body || !strings.Contains(feed.Body, "The upper well") {
		t.Error("the feed is not the same to all:", feed.Body)
	}
	s.client(t).get("/registers/attention").want(http.StatusOK).says("The upper well").says("days ago")
}

// Registers are taken away in every form that makes sense for them.
func TestRegisterFiles(t *testing.T) {
	s := wellSite(t)
	c := s.client(t)
	for path, kind := range map[string]string{"/registers/everything/files/records.csv": "text/csv; charset=utf-8", "/registers/everything/files/records.json": "application/json",
		"/registers/everything/files/datapackage.json": "application/json", "/registers/everything/files/events.ics": "text/calendar; charset=utf-8",
		"/registers/everything/files/iati.xml": "application/xml", "/registers/everything/files/bag.zip": "application/zip"} {
		a := c.get(path).want(http.StatusOK)
		if got := a.Header.Get("Content-Type"); got != kind || a.Body == "" {
			t.Errorf("%s is %s", path, got)
		}
	}
	if csv := c.get("/registers/everything/files/records.csv").Body; !strings.Contains(csv, "The upper well") {
		t.Error(csv)
	}
	c.get("/registers/guides/files/events.ics").want(http.StatusNotFound)
	c.get("/registers/everything/files/nothing.pdf").want(http.StatusNotFound)
}
