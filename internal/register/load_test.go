package register

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley/internal/dialogue"
)

// everything returns the registers of testdata.
func everything(t testing.TB) *Registers {
	t.Helper()
	rs, err := Load(os.DirFS("testdata"))
	if err != nil {
		t.Fatalf("load testdata: %v", err)
	}
	return rs
}

// copyOf returns the registers of testdata as files that can be changed.
func copyOf(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	from := os.DirFS("testdata")
	for _, pattern := range []string{"*.yaml", "words/*.yaml"} {
		names, err := fs.Glob(from, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(from, name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = &fstest.MapFile{Data: text}
		}
	}
	return files
}

// The definition with everything has everything: whoever adds a type of field or a
// kind of view adds it there, and so to all tests that go over it.
func TestLoadEverything(t *testing.T) {
	rs := everything(t)
	d, ok := rs.Get("everything")
	if !ok {
		t.Fatal("there is no register with everything")
	}
	for _, kind := range Types() {
		if !slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Type == kind }) {
			t.Errorf("no field of type %q", kind)
		}
	}
	for kind := range computeNeeds {
		if !slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Compute != nil && f.Compute.Kind == kind }) {
			t.Errorf("no field computed as %q", kind)
		}
	}
	for kind := range viewNeeds {
		if !slices.ContainsFunc(d.Views, func(v View) bool { return v.Kind == kind }) {
			t.Errorf("no view of kind %q", kind)
		}
	}
	for is := range meanings {
		if _, ok := d.First(is); !ok {
			t.Errorf("no field is the %q", is)
		}
	}
	for _, level := range Levels() {
		if !slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Level == level }) {
			t.Errorf("no field at level %q", level)
		}
	}
	if len(d.Watch) != 3 || d.Watch[0].Due != "review" || d.Watch[0].After != 30 || d.Watch[0].Where["state"] != "open" {
		t.Errorf("the watches are %+v", d.Watch)
	}
	for _, text := range wordsOf(d) {
		for _, l := range dialogue.Languages() {
			if text[l] == "" {
				t.Errorf("%v has nothing in %s", text, l)
			}
		}
	}
}

// wordsOf returns all words of a definition that have to be there.
func wordsOf(d *Definition) []dialogue.Text {
	all := []dialogue.Text{d.Title, d.About}
	for _, f := range d.Fields {
		all = append(all, f.Label)
		for _, o := range f.Options {
			all = append(all, o.Label)
		}
	}
	for _, v := range d.Views {
		all = append(all, v.Title)
	}
	for _, w := range d.Watch {
		all = append(all, w.Title)
	}
	return all
}

func TestLoadReadsWhatIsWritten(t *testing.T) {
	rs := everything(t)
	d, _ := rs.Get("everything")
	if d.Approve != EverySide || d.Level != Public || d.Start != Members || !d.Suggest || !d.Replies || d.Consent || d.Banner["en"] == "" ||
		!slices.Equal(d.Rows, []string{"S32", "S55"}) {
		t.Errorf("the register is %+v", d)
	}
	if title := d.TitleField(); title.Name != "name" || title.Most != 120 {
		t.Errorf("the title is %+v", title)
	}
	uses, _ := d.Field("uses")
	if o, ok := uses.Option("fields"); !ok || o.Label["ru"] != "Полив полей" || len(uses.Options) != 3 {
		t.Errorf("the options are %+v", uses.Options)
	}
	if done, _ := d.Field("done"); !done.PerSide || !done.Scale || done.Options[0].Value != "none" {
		t.Errorf("the scale is %+v", done)
	}
	count, _ := d.Field("inspections")
	if c := count.Compute; c.Register != "others" || c.Via != "wells" || c.Where["occasion"] != "inspection" {
		t.Errorf("the count is %+v", c)
	}
	for name, want := range map[string]string{"agreed": "none begun partly all disputed", "late": "overdue in_time", "proven": "yes no"} {
		f, _ := d.Field(name)
		var got []string
		for _, o := range f.Options {
			got = append(got, o.Value)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("what %q can be is %v", name, got)
		}
	}
	if _, ok := d.Field("nothing"); ok {
		t.Error("there is a field that nobody defined")
	}
	if _, ok := d.First(""); ok {
		t.Error("a field is first in being nothing")
	}
	if v, ok := d.View("drill"); !ok || v.Title["en"] != "Exercise" || !slices.Equal(v.Show, []string{"summary", "account"}) {
		t.Errorf("the view is %+v", v)
	}
	terms, _ := rs.Get("terms")
	if terms.Approve != EverySide || terms.Start != Members || terms.TitleField().Level != Public {
		t.Errorf("what is not said is %+v", terms)
	}
}

func TestLoadOrder(t *testing.T) {
	rs := everything(t)
	var got []string
	for _, d := range rs.All() {
		got = append(got, string(d.Name))
	}
	if want := "everything others stories terms"; strings.Join(got, " ") != want {
		t.Errorf("the order is %v, want %s", got, want)
	}
	if !slices.Equal(rs.Groups(), []string{"waters", "people"}) || rs.Group("waters")["az"] != "Su" || rs.Group("other") != nil {
		t.Errorf("the groups are %v", rs.Groups())
	}
	if !slices.Equal(rs.Units(), []string{"metres", "litres"}) || rs.Unit("metres")["hy"] != "մետր" || rs.Unit("feet") != nil {
		t.Errorf("the units are %v", rs.Units())
	}
}

// A later folder adds registers and words, and links to what is in an earlier one.
func TestLoadAddsAFolder(t *testing.T) {
	more := fstest.MapFS{
		"repairs.yaml": {Data: []byte(`register: repairs
title: {en: Repairs, hy: Նորոգումներ, az: Təmirlər, ru: Ремонт}
about: {en: Made up., hy: Հորինված։, az: Uydurulub., ru: Вымышлено.}
group: works
level: members
fields:
  - {name: name, type: text, is: title, required: true}
  - {name: wells, type: link, to: everything, many: true}
`)},
		"words/own.yaml": {Data: []byte("groups:\n  works: {en: Works, hy: Աշխատանքներ, az: İşlər, ru: Работы}\n")},
	}
	rs, err := Load(os.DirFS("testdata"), more)
	if err != nil {
		t.Fatal(err)
	}
	d, ok := rs.Get("repairs")
	if !ok || len(rs.All()) != 5 || d.Fields[0].Most != dialogue.LongestDescription {
		t.Errorf("the register that was added is %+v", d)
	}
	more["others.yaml"] = copyOf(t)["others.yaml"]
	more["words/own.yaml"].Data = append(more["words/own.yaml"].Data, "fields:\n  name: {en: A, hy: Ա, az: A, ru: А}\n"...)
	_, err = Load(os.DirFS("testdata"), more)
	wantLines(t, err, `words/own.yaml:4:3: fields has words for "name" already`, `others.yaml:2:11: the register "others" is there already`)
}

// wantLines fails unless the error says exactly these things, whatever more it says
// of each.
func wantLines(t *testing.T, err error, want ...string) {
	t.Helper()
	got := strings.Split(fmt.Sprint(err), "\n")
	for _, line := range want {
		if !slices.ContainsFunc(got, func(said string) bool { return strings.HasPrefix(said, line) }) {
			t.Errorf("nothing says %q in\n%v", line, err)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d things are said, want %d:\n%v", len(got), len(want), err)
	}
}

func TestLoadNothing(t *testing.T) {
	rs, err := Load()
	if err != nil || len(rs.All()) != 0 || len(rs.Groups()) != 0 {
		t.Errorf("nothing is %+v, %v", rs, err)
	}
}

func TestLoadIsNoYAML(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "terms.yaml:1:1:",
		"- a\n- b\n":                           "terms.yaml:1:1: a mapping",
		"a: [\n":                               "terms.yaml:1:4:",
		"register: &a terms\nlevel: *a":        "terms.yaml:1:",
		"a: 1\n---\nb: 2\n":                    "terms.yaml:1:1: needs one document",
		"level: public\nlevel: side\n":         "terms.yaml:2:1:",
		"\x00\xff":                             "terms.yaml:1:",
		strings.Repeat("#", largestYAML) + "#": "terms.yaml: longer than",
	} {
		files := copyOf(t)
		files["terms.yaml"].Data = []byte(text)
		if _, err := Load(files); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	good := copyOf(f)
	for name, file := range good {
		f.Add(string(file.Data), strings.HasPrefix(name, "words/"))
	}
	f.Add("a: &a [*a, *a]\n", false)
	f.Fuzz(func(t *testing.T, text string, words bool) {
		files := fstest.MapFS{"terms.yaml": good["terms.yaml"], "words/common.yaml": good["words/common.yaml"]}
		name := "terms.yaml"
		if words {
			name = "words/fields.yaml"
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
		rs, err := Load(files)
		switch {
		case err == nil && (len(rs.All()) != 1 || rs.All()[0].TitleField().Name == ""):
			t.Fatalf("the registers are %+v", rs.All())
		case err != nil && (rs != nil || !strings.Contains(err.Error(), ".yaml:")):
			t.Fatalf("%v, %v", rs, err)
		}
	})
}
