package exchange

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// someCodes returns so many codes that are like random ones, but always the same.
func someCodes(from, to byte) []dialogue.Code {
	var all []dialogue.Code
	for i := from; i < to; i++ {
		hash := dialogue.Code{i}.Hash()
		all = append(all, dialogue.Code(hash[:10]))
	}
	return all
}

func hashesOf(of []dialogue.Code) []dialogue.CodeHash {
	var all []dialogue.CodeHash
	for _, c := range of {
		all = append(all, c.Hash())
	}
	return all
}

func aCodesFile() CodesFile {
	return CodesFile{Dialogue: 1<<61 + 7, Sides: map[dialogue.SideID][]dialogue.CodeHash{
		"azerbaijan": hashesOf(someCodes(0, 20)), "armenia": hashesOf(someCodes(20, 50)),
	}}
}

func codesWritten(t *testing.T, f CodesFile) string {
	t.Helper()
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// What is written is read back, and sums up to what both chairs saw (C6).
func TestCodesComeBack(t *testing.T) {
	made := aCodesFile()
	read, err := ReadCodes(strings.NewReader(codesWritten(t, made)))
	if err != nil {
		t.Fatal(err)
	}
	if read.Dialogue != made.Dialogue {
		t.Errorf("dialogue %d, want %d", read.Dialogue, made.Dialogue)
	}
	got, err := dialogue.CountCodes(read.Sides)
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := dialogue.CountCodes(made.Sides); !maps.Equal(got, want) {
		t.Errorf("counted %v, want %v", got, want)
	}
	if again := codesWritten(t, read); again != codesWritten(t, made) {
		t.Error("what was read is written otherwise")
	}
}

// The file says nothing of the order in which the codes were made, nor of the
// codes (C4, C6).
func TestCodesFileTellsNoOrder(t *testing.T) {
	made := aCodesFile()
	text := codesWritten(t, made)
	for _, all := range made.Sides {
		slices.Reverse(all)
	}
	if codesWritten(t, made) != text {
		t.Error("another order of codes makes another file")
	}
	for _, c := range someCodes(0, 50) {
		if plain := strings.ReplaceAll(c.String(), "-", ""); strings.Contains(text, c.String()) || strings.Contains(text, plain) {
			t.Fatal("a code stands in the file")
		}
	}
}

func TestOtherCodesFilesAreRefused(t *testing.T) {
	hash := strings.Repeat("0a", 32)
	next := strings.Repeat("0b", 32)
	file := func(id, sides, more string) string {
		return `{"format":"parley-codes/1","dialogue":"` + id + `","sides":` + sides + more + `}`
	}
	id := dialogue.FormatID(aCodesFile().Dialogue)
	for name, c := range map[string]struct{ text, want string }{
		"no JSON":        {"no", "JSON"},
		"empty":          {"", "JSON"},
		"a list":         {"[]", "a JSON map"},
		"more after it":  {file(id, `{"armenia":["`+hash+`"]}`, "") + "{}", "JSON"},
		"other format":   {strings.Replace(file(id, "{}", ""), "/1", "/2", 1), "parley-codes/1"},
		"other field":    {file(id, `{"armenia":["`+hash+`"]}`, `,"codes":["A"]`), "nothing else"},
		"no dialogue":    {file("", `{"armenia":["`+hash+`"]}`, ""), "identifier of a dialogue"},
		"no side":        {file(id, `{}`, ""), "1 to 6 sides"},
		"odd side":       {file(id, `{"Arm enia":["`+hash+`"]}`, ""), "identifier of a side"},
		"no codes":       {file(id, `{"azerbaijan":[]}`, ""), "hashes"},
		"short hash":     {file(id, `{"azerbaijan":["0a"]}`, ""), "a hash"},
		"capital letter": {file(id, `{"azerbaijan":["`+strings.ToUpper(hash)+`"]}`, ""), "a hash"},
		"twice":          {file(id, `{"armenia":["`+hash+`","`+hash+`"]}`, ""), "each once"},
		"out of order":   {file(id, `{"armenia":["`+next+`","`+hash+`"]}`, ""), "in order"},
	} {
		_, err := ReadCodes(strings.NewReader(c.text))
		e, ok := errors.AsType[*Error](err)
		if !ok || !strings.Contains(e.Error(), c.want) || !strings.HasPrefix(e.Error(), "codes.json") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := ReadCodes(strings.NewReader(file(id, `{"armenia":["`+hash+`","`+next+`"]}`, ""))); err != nil {
		t.Errorf("a good file: %v", err)
	}
}

// What is read can be written, and says the same then.
func FuzzReadCodes(f *testing.F) {
	var out bytes.Buffer
	if err := aCodesFile().Write(&out); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := ReadCodes(bytes.NewReader(data))
		if err != nil {
			return
		}
		again, err := ReadCodes(strings.NewReader(codesWritten(t, read)))
		if err != nil || again.Dialogue != read.Dialogue || !maps.EqualFunc(again.Sides, read.Sides, slices.Equal) {
			t.Errorf("%v: %+v became %+v", err, read, again)
		}
	})
}
