package register

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A contradiction is a change to a good definition that makes it contradict itself.
type contradiction struct {
	what     string
	file     string // "" for everything.yaml
	old, new string // the change
	at       string // where in the changed file the refusal points; "" for new
	want     string // part of what is said
	more     bool   // whether other parts no longer fit either, which is said too
}

// wantContradictions makes each change to testdata and looks whether it is refused,
// at the line and the column, and nothing else is.
func wantContradictions(t *testing.T, all []contradiction) {
	t.Helper()
	for _, c := range all {
		t.Run(c.what, func(t *testing.T) {
			if c.file == "" {
				c.file = "everything.yaml"
			}
			if c.at == "" {
				c.at = c.new
			}
			files := copyOf(t)
			before := string(files[c.file].Data)
			if strings.Count(before, c.old) != 1 {
				t.Fatalf("%q is %d times in %s", c.old, strings.Count(before, c.old), c.file)
			}
			after := strings.Replace(before, c.old, c.new, 1)
			files[c.file].Data = []byte(after)
			_, err := Load(files)
			if err == nil {
				t.Fatal("is accepted")
			}
			place := lineAndColumn(after, c.at)
			said := strings.Split(err.Error(), "\n")
			if !slices.ContainsFunc(said, func(line string) bool {
				return strings.HasPrefix(line, c.file+":"+place+": ") && strings.Contains(line, c.want)
			}) {
				t.Errorf("at %s nothing says %q in\n%v", place, c.want, err)
			}
			if len(said) > 1 && !c.more {
				t.Errorf("says more than one thing:\n%v", err)
			}
		})
	}
}

// lineAndColumn returns where a part of a text begins, in characters.
func lineAndColumn(text, part string) string {
	before, _, ok := strings.Cut(text, part)
	if !ok {
		return "nowhere"
	}
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	return fmt.Sprintf("%d:%d", line, column)
}

func TestContradictionsOfARegister(t *testing.T) {
	wantContradictions(t, []contradiction{
		{what: "a key that is not known", old: "suggest: true", new: "sugest: true", want: `"sugest" is not known`},
		{what: "another name than the file's", old: "register: everything", new: "register: wells", at: "wells\n", want: `in a file for "everything"`},
		{what: "a level that is not known", old: "level: public\nstart", new: "level: friends\nstart", at: "friends", want: `"friends" is no level`},
		{what: "a start that is not known", old: "start: members", new: "start: nobody", at: "nobody", want: `"nobody" is no level`},
		{what: "a start wider than the level", old: "level: public\nstart: members", new: "level: chairs\nstart: members", at: "members\napprove", want: "wider than the register's"},
		{what: "who approves is not known", old: "approve: every", new: "approve: most", at: "most\n", want: "approve is"},
		{what: "a group without words", old: "group: waters", new: "group: rivers", at: "rivers", want: `group "rivers"`},
		{what: "a row that is none", old: "rows: [S32, S55]", new: "rows: [S32, 55]", at: "[S32, 55]", want: `"55" is no row`},
		{what: "a row twice", old: "rows: [S32, S55]", new: "rows: [S32, S32]", at: "[S32, S32]", want: "twice"},
		{what: "a flag that is none", old: "suggest: true", new: "suggest: maybe", at: "maybe", want: "true or false"},
		{what: "a language is missing", old: "az: Quyular, ", new: "", at: "title: {en", want: `"title" has no words in az`},
		{what: "a language that is not known", old: "{en: Wells, ", new: "{en: Wells, de: Brunnen, ", at: "de: Brunnen", want: `"de" is not known`},
		{what: "words that are empty", old: "en: Wells,", new: `en: " ",`, at: `" "`, want: `"en" is empty`},
		{what: "every side and nobody", old: "level: public\nstart: members", new: "level: public\nstart: side", at: "side\napprove", want: "nobody would read"},
		{what: "consent without a side that keeps it", old: "replies: true", new: "replies: true\nconsent: true", at: "true\nfields", want: "needs approve: side"},
		{what: "one side and columns", file: "terms.yaml", old: "level: public", new: "level: public\napprove: side", at: "true, most: 600", want: "no columns of others"},
		{what: "no fields", file: "stories.yaml", old: "fields:\n  - {name: name, type: text, is: title, required: true, most: 120}\n  - {name: story, type: text, most: 4000}\n", new: "fields: []\n", at: "[]", want: "needs fields"},
		{what: "no level", file: "stories.yaml", old: "level: public\nstart: side\n", new: "", at: "register: stories", want: `"level" is missing`},
		{what: "the words of a file in some languages only", file: "words/common.yaml", old: ", ru: Люди", new: "", at: "people: {", want: `"people" has no words in ru`},
		{what: "a kind of words that is not known", file: "words/common.yaml", old: "options:", new: "choices: {}\noptions:", at: "choices", want: `"choices" is not known`},
	})
}

// Names that pages use for something else cannot be a register's.
func TestReservedRegisters(t *testing.T) {
	for name, want := range map[string]string{"search": "a page is", "Wells": "lower-case", "two_wells": "lower-case", "a-": "lower-case"} {
		files := copyOf(t)
		files[name+".yaml"] = files["stories.yaml"]
		files[name+".yaml"].Data = bytes.Replace(files["stories.yaml"].Data, []byte("register: stories"), []byte("register: "+name), 1)
		delete(files, "stories.yaml")
		if _, err := Load(files); err == nil || !strings.Contains(err.Error(), name+".yaml:2:11: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The same words in two files are refused, in the file that is read later.
func TestWordsTwice(t *testing.T) {
	files := copyOf(t)
	files["words/more.yaml"] = files["words/common.yaml"]
	_, err := Load(files)
	if err == nil || !strings.HasPrefix(err.Error(), `words/more.yaml:3:3: groups has words for "waters" already`) {
		t.Errorf("words that are there twice: %v", err)
	}
}

// Everything that is wrong is said at once, in the order of the files.
func TestAllIsSaid(t *testing.T) {
	files := copyOf(t)
	for name, change := range map[string][2]string{
		"terms.yaml":  {"level: public", "level: open"},
		"others.yaml": {"type: date", "type: day"},
	} {
		files[name].Data = bytes.Replace(files[name].Data, []byte(change[0]), []byte(change[1]), 1)
	}
	_, err := Load(files)
	wantLines(t, err, `others.yaml:12:22: "day" is no type`, `terms.yaml:6:8: "open" is no level`)
}
