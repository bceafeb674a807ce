package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// known are the records that there are in tests of reading.
func known(to register.Name, key string) bool {
	return to == "organisations" && (key == "film-club" || key == "fund") || to == "initiatives" && key == "old"
}

func readText(text string) ([]ImportedRow, []Refusal, error) {
	return ReadRegister(initiatives(), known, twoSides, strings.NewReader(text), "x.csv")
}

// linesOf says what was refused, as "line column key".
func linesOf(report []Refusal) (all []string) {
	for _, r := range report {
		all = append(all, fmt.Sprintf("%d %s %s", r.Line, r.Column, strings.TrimPrefix(r.Fault.Key, "refusal.")))
	}
	return all
}

// mustRead reads a file in which nothing is refused.
func mustRead(t *testing.T, text string) []ImportedRow {
	t.Helper()
	rows, report, err := readText(text)
	if err != nil || len(report) > 0 {
		t.Fatalf("refused %v, %v", linesOf(report), err)
	}
	return rows
}

// Two languages in one file keep both, whatever the order of the columns and
// whatever stands between them.
func TestReadRegisterTwoLanguages(t *testing.T) {
	for name, text := range map[string]string{
		"commas":      "key,name.hy,name.en,start\na,Փառատոն,Festival,1988\n",
		"other order": "start,name.hy,key,name.en\n1988,Փառատոն,a,Festival\n",
		"semicolons":  "key;name.hy;name.en;start\r\na;Փառատոն;Festival;1988\r\n",
		"tabs":        "\ufeffkey\tname.hy\tname.en\tstart\na\tՓառատոն\tFestival\t1988",
		"hashtags":    ".key,NAME.hy,Name.en,start\n#meta+id,#activity+name +i_hy,,#date\na,Փառատոն,Festival,1988\n\n",
		"array":       "[\n{\"key\": \"a\", \"name\": {\"hy\": \"Փառատոն\", \"en\": \"Festival\"}, \"start\": \"1988\"}\n]",
	} {
		rows := mustRead(t, text)
		if len(rows) != 1 || rows[0].Key != "a" || rows[0].Values["start"].Date != "1988" {
			t.Errorf("%s: %+v", name, rows)
			continue
		}
		w := rows[0].Values["name"].Texts[0]
		if w.Original != "hy" || w.Text["hy"] != "Փառատոն" || w.Text["en"] != "Festival" || !slices.Equal(w.Approved, []dialogue.Language{"en"}) {
			t.Errorf("%s: %+v", name, w)
		}
	}
}

// A row in which something is wrong is not taken, and all that is wrong with it is
// told; the others are taken.
func TestReadRegisterReportsByLine(t *testing.T) {
	rows, report, err := readText(strings.Join([]string{
		"key,name.en,start,partners,tracks,level,cost,follows,checks",
		"a,Good,1988-05,film-club; fund,track-2; track-1,public,12.5,,safe: yes",
		"b,Wrong day,2011-02-30,film-club,,,,,",
		"c,Nothing there,,nobody,,,,,",
		`d,"=HYPERLINK(""x"")",,,,,,,`,
		"e,,,,,,,,",
		"f,Level,,,,everybody,,,",
		"a,Again,,,,,,,",
		"g,Few cells,1988",
		"h h,Key,,,,,,,",
		"i,Number,,,,,1e5,,",
		"j,Two,1988-13,nobody,track-9,,,,",
		`k,"'=not a formula",,,,,-3,,`,
		"l,Follows the next,,,,,,m,",
		"m,Follows nothing,,,,,,zz,",
		"n,Follows an old one,,,,,,old; a,",
		"o,Role,,fund | note: x,,,,,",
	}, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, row := range rows {
		keys = append(keys, row.Key)
	}
	if want := []string{"a", "k", "n"}; !slices.Equal(keys, want) {
		t.Errorf("taken %v, want %v", keys, want)
	}
	var lines []int
	for _, r := range report {
		if !slices.Contains(lines, r.Line) {
			lines = append(lines, r.Line)
		}
	}
	if want := []int{3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 17}; !slices.Equal(lines, want) {
		t.Errorf("refused lines %v, want %v\n%s", lines, want, strings.Join(linesOf(report), "\n"))
	}
	got := linesOf(report)
	for _, want := range []string{
		"4 partners link_nowhere", "5 name.en register_file_formula", "6 name record_required", "7 .level record_level",
		"8 .key register_file_key_twice", "9  register_file_cells", "10 .key record_key",
		"12 partners link_nowhere", "14 follows link_nowhere", "15 follows link_nowhere", "17 partners register_file_part",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("not refused: %s\n%s", want, strings.Join(got, "\n"))
		}
	}
	for _, r := range report {
		if (r.Line == 3 || r.Line == 12) && r.Column == "" {
			t.Errorf("%+v names no column", r)
		}
	}
	if w := rows[1].Values["name"].Texts[0].Text["en"]; w != "=not a formula" {
		t.Errorf("the apostrophe stayed: %q", w)
	}
}

// What a row of a file does not say is not made up, and what it says of approvals is
// not believed.
func TestReadRegisterTakesOverNoMarks(t *testing.T) {
	rows := mustRead(t, ".key,.version,.state,.approved,.origin,agreed,name.en\na,9,kept,true,reference_case,yes,Name\n")
	if m := rows[0].Marks; m.Version != 9 || !m.Approved || m.State != register.Kept || m.Origin != register.FromCase {
		t.Errorf("marks %+v", m)
	}
	if len(rows[0].Values) != 1 || rows[0].Level != "" {
		t.Errorf("row %+v", rows[0])
	}
}

// A file that is not understood as a whole is refused whole.
func TestReadRegisterRefusesWhole(t *testing.T) {
	wide := "name.en" + strings.Repeat(",x", 10_000) + "\n"
	for name, c := range map[string]struct{ text, key string }{
		"empty":            {" \r\n\n", "empty"},
		"missing column":   {"key,start\na,1988\n", "column_missing"},
		"unknown column":   {"key,name.en,colour\na,b,red\n", "column"},
		"same column":      {"name.en,NAME.EN\na,b\n", "column_twice"},
		"same mark":        {"name.en,key,.key\na,b,c\n", "column_twice"},
		"ten thousand":     {wide, "columns"},
		"wide row":         {"name.en\n" + wide, "columns"},
		"mixed encodings":  {"key,name.en\na,fine\nb,caf\xe9\n", "encoding"},
		"UTF-16":           {"\xff\xfek\x00e\x00y\x00\n\x00", "encoding"},
		"quotes":           {"key,name.en\na,\"b\nc,d\n", "quotes"},
		"quote inside":     {"key,name.en\na,b\"c\n", "quotes"},
		"broken JSON":      {"[{\"name\": {\"en\": \"a\"}},\n", "json"},
		"not JSON":         {"[{\"name\": nul}]", "json"},
		"JSON and more":    {"[] []", "json"},
		"JSON encoding":    {"[{\"name\": {\"en\": \"caf\xe9\"}}]", "encoding"},
		"another format":   {`{"format":"parley-register/9","register":"initiatives","records":[]}`, "format"},
		"another register": {`{"format":"parley-register/1","register":"lessons","records":[]}`, "other"},
		"no records":       {`{"format":"parley-register/1"}`, "empty"},
		"a long row":       {"key,name.en\na,\"" + strings.Repeat("b", LongestRegisterRow+4*registerWindow) + "\"\n", "row_long"},
		"a long element":   {`[{"name":{"en":"` + strings.Repeat("b", LongestRegisterRow+4*registerWindow) + `"}}]`, "row_long"},
		"hopeless":         {"key,name.en\n" + strings.Repeat("a,\n", MostRegisterRefusals+1), "hopeless"},
	} {
		rows, report, err := readText(c.text)
		f := fault.Of(err)
		if f == nil || f.Key != "refusal.register_file_"+c.key || rows != nil || report != nil {
			t.Errorf("%s: %d rows, %d refusals, %v", name, len(rows), len(report), err)
		}
	}
}

func TestReadRegisterRefusesTooManyRows(t *testing.T) {
	rows, _, err := readText("name.en\n" + strings.Repeat("a\n", MostRegisterRows+1))
	if f := fault.Of(err); f == nil || f.Key != "refusal.register_file_rows" || rows != nil {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// A file that breaks off is no refusal of the file.
func TestReadRegisterReturnsErrorsOfTheReader(t *testing.T) {
	broken := errors.New("broken off")
	for _, start := range []string{"", "name.en\na\n", "[{\"name\": {\"en\": \"a\"}},"} {
		in := io.MultiReader(strings.NewReader(start), iotest.ErrReader(broken))
		if _, _, err := ReadRegister(initiatives(), known, twoSides, in, "x.csv"); !errors.Is(err, broken) || fault.Of(err) != nil || !strings.Contains(err.Error(), "x.csv") {
			t.Errorf("after %q: %v", start, err)
		}
	}
}

func TestReadRegisterPlainObjects(t *testing.T) {
	rows, report, err := readText(`[
{"key": "a", "level": "public", "name": {"hy": "Փառատոն"}, "lessons": [{"en": "One"}, {"ru": "Два", "en": "Two"}], "cost": -12.5, "tracks": ["track-2"],
 "countries": "AZ", "partners": ["fund", {"key": "film-club", "role": {"original": "en", "text": {"en": "partner"}}}], "checks": {"safe": "yes"},
 "done": {"armenia": "no", "azerbaijan": "yes"}, "agreed": "x", "sources": [{"work": "Simulated work"}]},
{"name": "no language"},
{"name": {"en": "a"}, "colour": "red"},
{"name": {"en": "a"}, "done": {"atlantis": "no"}},
7,
{"name": {"fr": "a"}}
]`)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%+v, %v, %v", rows, linesOf(report), err)
	}
	a := rows[0]
	if a.Line != 2 || a.Level != register.Public || len(a.Values["lessons"].Texts) != 2 || a.Values["lessons"].Texts[1].Original != "ru" || a.Values["cost"].Number.Lower != "-12.5" ||
		len(a.Values["partners"].Links) != 2 || a.Values["partners"].Links[1].Role.Text["en"] != "partner" || a.Columns["armenia"]["done"].Choices[0] != "no" || a.Sources[0].Work != "Simulated work" {
		t.Errorf("%+v", a)
	}
	want := []string{"5 name register_file_value", "6 colour record_field", "7 done.atlantis side_unknown", "8  register_file_object", "9 name register_file_value"}
	if got := linesOf(report); !slices.Equal(got, want) {
		t.Errorf("refused %q, want %q", got, want)
	}
}

// What RegisterJSON wrote is read back, line by line.
func TestRegisterJSONRoundTrip(t *testing.T) {
	bad := festival()
	bad.Key, bad.Values = "bad", map[string]register.Value{"name": bad.Values["name"], "start": {Date: "2011-02-31"}, "colour": {Date: "1988"}}
	var file bytes.Buffer
	if err := RegisterJSON(&file, initiatives(), only(festival(), bad)); err != nil {
		t.Fatal(err)
	}
	for _, start := range []string{"", "\ufeff"} {
		rows, report, err := ReadRegister(initiatives(), everything, twoSides, strings.NewReader(start+file.String()), "x.json")
		if err != nil || len(rows) != 1 {
			t.Fatalf("%+v, %v, %v", rows, linesOf(report), err)
		}
		if got := rowOf(rows[0], festival().Computed); string(csvOf(t, initiatives(), twoSides, only(got))) != string(csvOf(t, initiatives(), twoSides, only(festival()))) {
			t.Errorf("read back %+v", got)
		}
		for _, r := range report {
			if r.Line != 3 {
				t.Errorf("refused %+v", r)
			}
		}
		if len(report) != 2 {
			t.Errorf("refused %v", linesOf(report))
		}
	}
}
