package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// cellsOf reads a CSV file as rows by the names of their columns.
func cellsOf(t *testing.T, file []byte) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, row := range all[1:] {
		cells := map[string]string{}
		for i, cell := range row {
			cells[all[0][i]] = cell
		}
		rows = append(rows, cells)
	}
	return rows
}

func TestRegisterCSVSaysWhatTheRecordSays(t *testing.T) {
	rows := cellsOf(t, csvOf(t, initiatives(), twoSides, only(festival())))
	for name, want := range map[string]string{
		".key": "festival", ".version": "3", ".state": "kept", ".level": "public", ".side": "", ".origin": "simulated", ".approved": "true",
		"name.hy": "Փառատոն", "name.en": `Festival; of "films"`, "name.ru": "", "name.original": "hy", "what.en": "Two lines\nand =one",
		"start": "2010-11", "cost": "-12.5", "cost.upper": "40", "cost.unit": "usd", "cost.as_of": "2011", "cost.qualifier": `en: roughly \| so`,
		"tracks": "track-1.5; track-2", "state": "ended", "partners": "film-club | role.en: partner; fund | role.en: donor; undisclosed-partners; hidden-club",
		"proof":  `kind: press | grade: C | date: 2010-11-13 | side: armenia | url: https://a.example/x | what.en: A\; b \| c`,
		"checks": "safe: no | note.en: note; consent: yes", "done.azerbaijan": "partly", "done.armenia": "no", "view.azerbaijan.en": "'@first", "view.armenia.en": "",
		"agreed": "disputed", "links": "3..5", ".sources": `Simulated work | section: One\; two | url: https://b.example/; Another`,
	} {
		if got, ok := rows[1][name]; !ok || got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]string{".key": "#meta+id", "name.en": "#activity+name+i_en", "start": "#date+start", "done.armenia": "#status+side_armenia", "what.hy": ""} {
		if got := rows[0][name]; got != want {
			t.Errorf("hashtag of %s is %q, want %q", name, got, want)
		}
	}
}

// A translation that nobody approved is not what the record says.
func TestRegisterCSVLeavesOutUnapprovedTranslations(t *testing.T) {
	row := festival()
	row.Values["name"] = register.Value{Texts: []dialogue.Writing{{Original: "az", Text: dialogue.Text{"az": "Festival", "ru": "Фестиваль"}}}}
	got := cellsOf(t, csvOf(t, initiatives(), twoSides, only(row)))[1]
	if got["name.az"] != "Festival" || got["name.ru"] != "" {
		t.Errorf("written %q and %q", got["name.az"], got["name.ru"])
	}
}

// Whatever a record holds, reading its file and writing it again gives the same
// bytes, and the same JSON.
func TestRegisterCSVRoundTrip(t *testing.T) {
	d := initiatives()
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 5))
		var rows []RegisterRow
		if seed == 0 {
			rows = append(rows, festival())
		}
		for i := range 10 {
			rows = append(rows, strangeRow(t, d, rng, fmt.Sprint("r-", i)))
		}
		file := csvOf(t, d, twoSides, only(rows...))
		read, refused, err := ReadRegister(d, everything, twoSides, bytes.NewReader(file), "records.csv")
		if err != nil || len(refused) > 0 || len(read) != len(rows) {
			t.Fatalf("seed %d: read %d of %d rows, refused %+v, %v\n%s", seed, len(read), len(rows), refused, err, file)
		}
		var again []RegisterRow
		for i, row := range read {
			again = append(again, rowOf(row, rows[i].Computed))
			if got, want := fmt.Sprintf("%+v", again[i].Columns), fmt.Sprintf("%+v", rows[i].Columns); got != want {
				t.Fatalf("seed %d: columns\n%s\nwant\n%s", seed, got, want)
			}
		}
		if got := csvOf(t, d, twoSides, only(again...)); !bytes.Equal(got, file) {
			t.Fatalf("seed %d: %s", seed, firstDifference(got, file))
		}
	}
}

// firstDifference shows where two files part.
func firstDifference(got, want []byte) string {
	n := 0
	for n < len(got) && n < len(want) && got[n] == want[n] {
		n++
	}
	around := func(b []byte) []byte { return b[max(0, n-60):min(len(b), n+60)] }
	return fmt.Sprintf("at byte %d\n%q\nwant\n%q", n, around(got), around(want))
}

// No cell that a spreadsheet would run is written, unless it is a number.
func TestRegisterCSVHoldsNoFormula(t *testing.T) {
	d := initiatives()
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 200 {
		for _, row := range cellsOf(t, csvOf(t, d, twoSides, only(strangeRow(t, d, rng, fmt.Sprint(i))))) {
			for name, cell := range row {
				if formula(cell) && !plainNumber(cell) {
					t.Fatalf("%s is %q", name, cell)
				}
			}
		}
	}
}

func TestPlainNumber(t *testing.T) {
	for cell, want := range map[string]bool{"-5": true, "0": true, "12.5": true, "-0.25": true, "": false, "-": false, "+5": false, "1e5": false, "-1.": false, "--1": false, "1-1": false, ".5": false, "-2+3": false} {
		if plainNumber(cell) != want {
			t.Errorf("plainNumber(%q) is %v", cell, !want)
		}
	}
}

// Three sides with any names have three columns.
func TestRegisterCSVOfThreeSides(t *testing.T) {
	sides := []dialogue.SideID{"north-shore", "y", "en"}
	row := festival()
	row.Columns = map[dialogue.SideID]map[string]register.Value{"en": {"view": {Texts: []dialogue.Writing{saying("so")}}}, "north-shore": {"done": {Choices: []string{"yes"}}}}
	row.Values["proof"] = register.Value{}
	file := csvOf(t, initiatives(), sides, only(row))
	if header, _, _ := strings.Cut(string(file), "\n"); !strings.Contains(header, "done.north-shore,done.y,done.en,") {
		t.Errorf("header %s", header)
	}
	read, refused, err := ReadRegister(initiatives(), everything, sides, bytes.NewReader(file), "x.csv")
	if err != nil || len(refused) > 0 || len(read) != 1 || read[0].Columns["en"]["view"].Texts[0].Text["en"] != "so" || read[0].Columns["north-shore"]["done"].Choices[0] != "yes" {
		t.Errorf("read %+v, refused %+v, %v", read, refused, err)
	}
}

func TestRegisterPackageDescribesEveryColumn(t *testing.T) {
	var out bytes.Buffer
	d := initiatives()
	if err := RegisterPackage(&out, d, twoSides, PackageOptions{Licence: "CC-BY-4.0", Sources: []dialogue.Source{{Work: "Simulated work", Section: "2"}}}); err != nil {
		t.Fatal(err)
	}
	header, _, _ := strings.Cut(string(csvOf(t, d, twoSides, only())), "\n")
	for _, name := range strings.Split(header, ",") {
		if !strings.Contains(out.String(), `"name": "`+name+`"`) {
			t.Errorf("column %s is not described", name)
		}
	}
	for _, want := range []string{`"title": "Simulated work, 2"`, `"name": "CC-BY-4.0"`, `"commentChar": "#"`, `"path": "records.csv"`, `"primaryKey": ".key"`, `"type": "number"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in\n%s", want, &out)
		}
	}
}

// full is a disk on which there is room for so many bytes.
type full struct{ room int }

var errNoRoom = errors.New("no room")

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errNoRoom
	}
	return len(p), nil
}

func TestRegisterWritersReturnErrors(t *testing.T) {
	d, rows := initiatives(), only(festival(), festival())
	for name, write := range map[string]func(io.Writer) error{
		"CSV":     func(w io.Writer) error { return RegisterCSV(w, d, twoSides, rows) },
		"JSON":    func(w io.Writer) error { return RegisterJSON(w, d, rows) },
		"package": func(w io.Writer) error { return RegisterPackage(w, d, twoSides, PackageOptions{}) },
		"bag":     func(w io.Writer) error { return RegisterBag(w, d, twoSides, rows, someBagOptions) },
		"IATI":    func(w io.Writer) error { _, err := RegisterIATI(w, d, rows, somebody); return err },
		"calendar": func(w io.Writer) error {
			_, err := RegisterCalendar(w, d, only(lasting("a", "2026-03-01", "")), someCalendar)
			return err
		},
	} {
		for _, room := range []int{0, 200} {
			if err := write(&full{room}); !errors.Is(err, errNoRoom) {
				t.Errorf("%s, room for %d: %v", name, room, err)
			}
		}
	}
}
