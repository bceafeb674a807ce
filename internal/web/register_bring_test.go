package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/register"
)

const wellsCSV = `key,name.en,kind,depth,opened
north-well,North well,dug,12,1988
south-well,South well,dugg,13,1988-14
east-well,East well,spring,,193X
`

// A file of many records is written as a whole or not at all, and every refusal names
// its line and column.
func TestImportOfRecords(t *testing.T) {
	s := wells(t)
	v := s.viewer("azerbaijan", dialogue.CoChair)
	for _, role := range []dialogue.Role{dialogue.CoChair, dialogue.Moderator} {
		c := s.holder(t, "azerbaijan", role)
		form := c.get("/registers/everything/import").want(http.StatusOK).form("/import")
		form.upload("wells.csv", []byte(wellsCSV)).want(http.StatusBadRequest).says("Nothing was written", "2 things that cannot be taken", "“Kind”: please choose from the list.", "“Opened” needs a date")
		if _, _, err := s.Node.RecordIn(t.Context(), v, "everything", "north-well"); err == nil {
			t.Fatal("half a file was written")
		}
		form.upload("wells.csv", []byte("key,name.en,nmae\na,b,c\n")).want(http.StatusBadRequest).says("This register has no column “nmae”.")
	}
	form := s.holder(t, "azerbaijan", dialogue.Moderator).get("/registers/everything/import").form("/import").set("partly", "yes")
	form.upload("wells.csv", []byte(wellsCSV)).want(http.StatusOK).says("The records are written", "2 new records", "2 things that cannot be taken")
	right := strings.Replace(strings.Replace(wellsCSV, "dugg", "dug", 1), "1988-14", "1988-12", 1)
	form.without("partly").upload("wells.csv", []byte(right)).want(http.StatusOK).says("1 new record", "2 records that stay as they are")
	r := s.recordOf(t, v, "everything", "south-well")
	if r.Pending == nil || r.Pending.Values["opened"].Date != "1988-12" || r.Pending.By != "azerbaijan" {
		t.Errorf("imported %+v", r)
	}
	s.holder(t, "azerbaijan", dialogue.Steward).get("/registers/everything/import").want(http.StatusNotFound)
	s.client(t).get("/registers/everything/import").want(http.StatusNotFound)
}

// A large file is taken.
func TestImportOfALargeFile(t *testing.T) {
	s := wells(t)
	d, _ := s.Node.Words().Get("everything")
	var rows []exchange.RegisterRow
	for i := range 300 {
		rows = append(rows, exchange.RegisterRow{Record: register.Record{Key: "village-" + itoa(i), Level: register.Members,
			Values: map[string]register.Value{"name": inEnglish("Well of village " + itoa(i)), "summary": inEnglish(strings.Repeat("It is deep. ", 40))}}})
	}
	var out strings.Builder
	check(t, exchange.RegisterCSV(&out, d, []dialogue.SideID{"armenia", "azerbaijan"}, func(yield func(exchange.RegisterRow) bool) {
		for _, row := range rows {
			if !yield(row) {
				return
			}
		}
	}))
	if out.Len() < mostForm {
		t.Fatalf("the file has %d bytes", out.Len())
	}
	s.holder(t, "armenia", dialogue.Moderator).get("/registers/everything/import").form("/import").
		upload("wells.csv", []byte(out.String())).want(http.StatusOK).says("300 new records")
}

// S44: anybody can suggest something, e.g. report a delay, and nothing is known of
// who it was. Once every side takes it up, everybody reads it.
func TestS44_SomebodyUnknownReportsADelay(t *testing.T) {
	s := wells(t)
	anybody := s.client(t)
	const words = "The bus waited four hours at the bridge."
	form := anybody.get("/registers/everything/suggest?record=upper-well").want(http.StatusOK).says("Nothing is kept of who you are", "The upper well").form("/suggest")
	form.set("words", " ").send().want(http.StatusBadRequest).says("Write something first.")
	form.set("words", words).send().want(http.StatusOK).says("Your suggestion has arrived")
	anybody.get("/registers/everything/suggestions").want(http.StatusOK).hides(words).says("There are no suggestions.")
	s.holder(t, "armenia", dialogue.Moderator).get("/registers/everything/suggestions").want(http.StatusOK).says(words, "has not said")
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		anybody.get("/registers/everything/suggestions").hides(words)
		s.holder(t, side, dialogue.CoChair).get("/registers/everything/suggestions").form("/suggestions").press("take", "yes").want(http.StatusOK)
	}
	anybody.get("/registers/everything/suggestions").want(http.StatusOK).says(words).hides("takes it up")
	anybody.get("/registers/others/suggest").want(http.StatusNotFound)
	anybody.get("/registers/everything/suggest?record=no-such-well").want(http.StatusNotFound)
	if log := s.Log.String(); strings.Contains(log, "bus") || strings.Contains(log, "upper-well") {
		t.Errorf("the log tells of it: %s", log)
	}
}
