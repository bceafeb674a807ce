package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"index/suffixarray"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/store"
)

// Canaries are words that occur nowhere else, one for everything that anybody
// gives to a node. A canary says in which columns it may be found; those with
// none may be found nowhere, and those that were taken back not any more.
type canary struct {
	text string
	in   []string // columns, "table.name"
	gone bool     // is deleted in the end
}

// emptyColumns are the columns of which the flow leaves no data, and why.
var emptyColumns = map[string]string{
	"assessment.alone": "no side withholds what it committed to",
	"item_key.record":  "no backup has the keys of items",
	"item_key.key":     "no backup has the keys of items",
	"record_head.id":   "there is one record, and its number is 0",
	"release.example":  "an example is never released: nobody here wrote or approved it",
}

// Everything that people can do is done, through the real handler, on a real
// folder, with the log at its most talkative. Then the folder, as a kill would
// leave it and after a stop, the log, the temporary files and a backup are
// searched: a canary is found only in the columns whose class says so, and
// phrases, codes, links, cookies, addresses, browsers, queries and wrong input
// nowhere (C1, C4).
func TestCanaries(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	f := newFlock(t)
	for _, act := range []struct {
		name string
		do   func()
	}{
		{"set up", f.setUp}, {"offices", f.keepOffices}, {"prepare", f.prepareBoth}, {"codes", f.makeCodes},
		{"open", f.openBoth}, {"take part", f.takePart}, {"moderate", f.moderate}, {"take back", f.takeBack},
		{"wrong input", f.goWrong}, {"bind", f.bind}, {"import", f.importElsewhere},
		{"keep keys", f.keepKeys}, {"work issues out", f.workOut}, {"release", f.releaseReports}, {"keep registers", f.keepRegisters}, {"go wrong again", f.goWrongTogether},
	} {
		if act.do(); t.Failed() {
			t.Fatalf("when they %s", act.name)
		}
	}
	killed := copied(t, string(f.dir))
	mid := f.columns()
	f.closeAll()
	end := f.columns()
	f.misplaced(mid)
	f.misplaced(end)
	f.arrived(mid, end)
	f.coverage(mid, end)
	f.searchWitnesses()

	f.searchFiles("the folder of a node that was killed", killed, false)
	must(t, f.node.Store.Rewrite(t.Context()))
	f.stop()
	f.searchFiles("the folder of a node that was stopped", string(f.dir), true)
	f.searchFiles("the temporary folder", temp, true)
	for _, path := range []string{killed, string(f.dir)} {
		if _, err := os.Stat(filepath.Join(path, "parley.db")); err != nil {
			t.Error(err)
		}
	}
	logged := f.log.String()
	if !strings.Contains(logged, "POST /enter") {
		t.Error("the log is not at its most talkative")
	}
	f.searchText("the log", []byte(logged), func(canary) bool { return false })
}

// copied copies a folder as it lies on the disk.
func copied(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "killed")
	must(t, os.CopyFS(to, os.DirFS(from)))
	return to
}

// columns makes a backup, opens it with a steward's key, and returns what every
// column holds.
func (f *flock) columns() map[string][]string {
	f.t.Helper()
	out := filepath.Join(f.t.TempDir(), "backup.age")
	must(f.t, backup(f.t.Context(), f.node.Store, out))
	sealed := readFile(f.t, out)
	for _, c := range f.canaries {
		if bytes.Contains(sealed, []byte(c.text)) {
			f.t.Errorf("%s is in a sealed backup", c.text)
		}
	}
	opened, err := age.Decrypt(bytes.NewReader(sealed), f.steward)
	must(f.t, err)
	all := map[string][]string{}
	table, names := "", []string{}
	for lines := bufio.NewReader(opened); ; {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return all
		}
		must(f.t, err)
		if line[0] == '[' {
			var row []any
			must(f.t, json.Unmarshal(line, &row))
			for i, v := range row {
				all[table+"."+names[i]] = append(all[table+"."+names[i]], unfolded(v))
			}
			continue
		}
		var head struct {
			Table   string
			Columns []string
		}
		must(f.t, json.Unmarshal(line, &head))
		if head.Table != "" {
			table, names = head.Table, head.Columns
		}
	}
}

// unfolded is a value as text; of bytes, the bytes.
func unfolded(v any) string {
	switch v := v.(type) {
	case string:
		if raw, err := base64.StdEncoding.DecodeString(v); err == nil && len(v) >= 16 {
			return v + " " + string(raw)
		}
		return v
	case float64:
		if v == 0 {
			return ""
		}
		return "number"
	}
	return ""
}

// misplaced finds canaries in columns in which they may not be.
func (f *flock) misplaced(columns map[string][]string) {
	f.t.Helper()
	for column, values := range columns {
		text := suffixarray.New([]byte(strings.Join(values, "\n")))
		for _, c := range f.canaries {
			if form := c.foundIn(text); form != "" && !slices.Contains(c.in, column) {
				f.t.Errorf("%s is in %s (%s), where it does not belong", c.text, column, form)
			}
		}
	}
}

// arrived checks that each canary came to one of its columns, or left it.
func (f *flock) arrived(mid, end map[string][]string) {
	f.t.Helper()
	for _, c := range f.canaries {
		in := func(columns map[string][]string) bool {
			return slices.ContainsFunc(c.in, func(column string) bool {
				return slices.ContainsFunc(columns[column], func(v string) bool { return strings.Contains(v, c.text) })
			})
		}
		if c.gone && in(end) {
			f.t.Errorf("%s was taken back and is there", c.text)
		} else if !c.gone && len(c.in) > 0 && !in(mid) && !in(end) {
			f.t.Errorf("%s is in none of %v: the flow did not bring it there", c.text, c.in)
		}
	}
}

// coverage checks that the flow brought data into every column.
func (f *flock) coverage(moments ...map[string][]string) {
	f.t.Helper()
	for _, c := range store.Columns() {
		name, data := c.Table+"."+c.Name, false
		for _, columns := range moments {
			data = data || slices.ContainsFunc(columns[name], func(v string) bool { return v != "" && v != "{}" && v != "null" })
		}
		why, excused := emptyColumns[name]
		if !data && !excused {
			f.t.Errorf("no flow brings data into %s (%s): add one, or say why not", name, c.Class)
		}
		if data && excused {
			f.t.Errorf("%s has data, though %q", name, why)
		}
	}
}

// searchFiles looks at every file of a folder. In the database may be what its
// columns may hold; after a stop, nothing of what was taken back.
func (f *flock) searchFiles(what, dir string, stopped bool) {
	f.t.Helper()
	must(f.t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		database := strings.HasPrefix(d.Name(), "parley.db")
		f.searchText(what+", "+d.Name(), text, func(c canary) bool { return database && len(c.in) > 0 && !(c.gone && stopped) })
		return nil
	}))
}

// searchText finds no canary in a text but those that may be there.
func (f *flock) searchText(what string, text []byte, may func(canary) bool) {
	f.t.Helper()
	index := suffixarray.New(text)
	for _, c := range f.canaries {
		if form := c.foundIn(index); form != "" && !may(c) {
			f.t.Errorf("%s: holds %s (%s)", what, c.text, form)
		}
	}
}

// foundIn says in which form a canary is in a text, "" for none: as it is, in
// other cases and with other separators, in hexadecimal, in base64; of codes
// the bytes, too.
func (c canary) foundIn(text *suffixarray.Index) string {
	forms := map[string]string{
		"as it is": c.text, "upper case": strings.ToUpper(c.text), "without hyphens": strings.ReplaceAll(c.text, "-", ""),
		"with spaces": strings.ReplaceAll(c.text, "-", " "), "hexadecimal": hex.EncodeToString([]byte(c.text)),
	}
	if code, ok := dialogue.ParseCode(c.text); ok {
		forms["bytes"], forms["bytes in hexadecimal"] = string(code[:]), hex.EncodeToString(code[:])
	}
	for shift := range 3 { // wherever it begins in what was encoded
		whole := base64.RawURLEncoding.EncodeToString(append(make([]byte, shift), c.text...))
		if from, to := (shift*8+5)/6, len(whole)-1; to-from > 8 {
			forms["base64, shifted "+string(rune('0'+shift))] = whole[from:to]
			forms["standard base64, shifted "+string(rune('0'+shift))] = strings.NewReplacer("-", "+", "_", "/").Replace(whole[from:to])
		}
	}
	for name, form := range forms {
		if name != "as it is" && form == c.text {
			continue
		}
		if text.Lookup([]byte(form), 1) != nil {
			return name
		}
	}
	return ""
}

// The search finds what is hidden in each of these ways.
func TestCanariesAreFound(t *testing.T) {
	c := canary{text: "qzsomewhereqz"}
	code := canary{text: "ABCD-EFGH-JKMN-PQRS"}
	kept, _ := dialogue.ParseCode(code.text)
	for what, text := range map[string]string{
		"plain": "x qzsomewhereqz y", "hexadecimal": hex.EncodeToString([]byte("\x00qzsomewhereqz")),
		"base64": base64.StdEncoding.EncodeToString([]byte("ab qzsomewhereqz!")), "base64 shifted": base64.RawURLEncoding.EncodeToString([]byte("a qzsomewhereqz!")),
	} {
		if c.foundIn(suffixarray.New([]byte(text))) == "" {
			t.Errorf("not found: %s", what)
		}
	}
	for what, text := range map[string]string{"typed": "abcdefghjkmnpqrs", "bytes": "..." + string(kept[:])} {
		if what == "typed" {
			text = strings.ToUpper(text)
		}
		if code.foundIn(suffixarray.New([]byte(text))) == "" {
			t.Errorf("a code is not found: %s", what)
		}
	}
	if form := c.foundIn(suffixarray.New([]byte("nothing of the kind"))); form != "" {
		t.Errorf("found in nothing: %s", form)
	}
}

// The list of what was taken back says nothing of who wrote what, and nothing of
// when it was: its lines stand in an order of their own, not in that in which
// they came, a participant next to the statements that went with them (R12, C4).
func TestWithdrawalsTellNoOrder(t *testing.T) {
	dir, err := openFolder(t.TempDir())
	must(t, err)
	note := dir.noteWithdrawals()
	lists := map[string]bool{}
	for _, order := range [][]int{{0, 1, 2, 3, 4, 5}, {5, 3, 4, 0, 2, 1}} {
		must(t, os.RemoveAll(dir.in("withdrawals")))
		all := []store.Withdrawal{
			{Dialogue: 8, Participant: 900}, {Dialogue: 8, Statement: 5000}, {Dialogue: 8, Statement: 1200},
			{Dialogue: 3, Participant: 70}, {Dialogue: 3, Statement: 4444}, {Dialogue: 8, Participant: 11},
		}
		for _, i := range order {
			must(t, note(all[i:i+1]))
		}
		lists[string(readFile(t, dir.in("withdrawals")))] = true
		got, err := dir.withdrawals()
		must(t, err)
		if len(got) != len(all) {
			t.Errorf("%d of %d are kept: %v", len(got), len(all), got)
		}
	}
	if len(lists) != 1 {
		t.Error("the order in which people took things back can be read from the list")
	}
}
