package web

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// A recordPlace is where a record is, or would be.
type recordPlace struct {
	register register.Name
	key      string
}

// withRegisters adds to a common world what registers hold in every world.
func (w *commonWorld) withRegisters() {
	w.t.Helper()
	w.withWells(w.t)
	for _, key := range []string{"told-well", "warned-well", "changed-well"} {
		w.draft(w.t, w.viewer("armenia", dialogue.CoChair), "everything", key, register.Public, map[string]register.Value{"name": inEnglish("Well " + key), "kind": ofChoice("dug")})
	}
	w.agree("everything", "told-well", "warned-well", "changed-well")
}

// agree has every side approve what is pending of some records.
func (w *commonWorld) agree(in register.Name, keys ...string) {
	w.t.Helper()
	w.agreeTo(w.t, in, keys)
}

// recordPaths returns the paths of records that are there, that are hidden and that are
// nowhere.
func (w *commonWorld) recordPaths(found *places) []string {
	all := []string{"everything/upper-well", "everything/told-well", "everything/warned-well", "everything/changed-well", "others/first-visit",
		"everything/nothing", "guides/nothing", "nothing/upper-well"}
	for _, p := range found.records {
		all = append(all, string(p.register)+"/"+p.key)
	}
	return all
}

// stampAt returns the stamp of the record that an address names, as somebody sees
// it.
func (w *commonWorld) stampAt(r role, path string) string {
	part := strings.Split(path, "/")
	if len(part) < 4 {
		return ""
	}
	_, shown, err := w.Node.RecordIn(context.Background(), r.viewer, register.Name(part[2]), part[3])
	if err != nil {
		return ""
	}
	return shown.Stamp()
}

// hiddenInRegisters is what of registers is not for everybody, each with those who may
// not see it.
func hiddenInRegisters(found *places) map[string]hiding {
	notChairs := func(v dialogue.Viewer) bool { return v.Role != dialogue.CoChair }
	notOffices := func(v dialogue.Viewer) bool { return v.Role == "" }
	all := map[string]hiding{
		"records for members": {notOffices, func(w *commonWorld) {
			w.hide(found, "armenia", register.Members, "members-well")
			w.agree("everything", "members-well")
		}},
		"records for co-chairs": {notChairs, func(w *commonWorld) {
			w.hide(found, "azerbaijan", register.Chairs, "chairs-well")
			w.agree("everything", "chairs-well")
		}},
		"records that wait":     {notOffices, func(w *commonWorld) { w.hide(found, "azerbaijan", register.Public, "draft-well") }},
		"a field for members":   {notOffices, func(w *commonWorld) { w.says("told-well", "wording"); w.agree("everything", "told-well") }},
		"a field for co-chairs": {notChairs, func(w *commonWorld) { w.says("warned-well", "caution"); w.agree("everything", "warned-well") }},
		"a change that waits":   {notOffices, func(w *commonWorld) { w.says("changed-well", "summary") }},
		"suggestions of readers": {notOffices, func(w *commonWorld) {
			w.must(w.Node.Suggest(context.Background(), dialogue.Viewer{}, "everything", "told-well", "Hidden words.", "en"))
		}},
	}
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		all["what "+string(side)+" notes for itself"] = hiding{notOf(side), func(w *commonWorld) {
			w.column(w.t, side, "everything", "upper-well", map[string]register.Value{"own_note": inEnglish("Hidden from others."), "done": w.doneBy(side)})
			w.visit(found, side)
			w.guide(found, side)
		}}
	}
	return all
}

// The test finds what is told: whoever may see what is hidden from others sees it.
func TestTwoWorldsOfRegistersAreTold(t *testing.T) {
	without, with := newCommonWorld(t), newCommonWorld(t)
	found := &places{}
	all := hiddenInRegisters(found)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		all[name].do(with)
	}
	moderator, chair, other := without.roles()[3], without.roles()[4], without.roles()[9]
	for path, who := range map[string]role{"/registers/everything": moderator, "/registers/everything/upper-well": moderator, "/registers/everything/told-well": moderator,
		"/registers/everything/changed-well": moderator, "/registers/everything/told-well/versions": moderator, "/registers/everything/warned-well": chair,
		"/registers/everything/chairs-well": chair, "/registers/others": chair, "/registers/others/azerbaijan-visit": other, "/registers/changes": moderator,
		"/registers/search?q=hidden": moderator, "/registers/everything/suggestions": chair, "/registers/everything/files/records.csv": moderator} {
		a := asked{method: "GET", path: path, cookie: without.cookieOf(who)}
		if answered(t, without.ask(a)) == answered(t, with.ask(a)) {
			t.Errorf("%s sees no difference at %s", who.name, path)
		}
	}
}

// doneBy keeps what a side says in its column.
func (w *commonWorld) doneBy(side dialogue.SideID) register.Value {
	_, r, err := w.Node.RecordIn(context.Background(), w.viewer(side, dialogue.CoChair), "everything", "upper-well")
	w.must(err)
	return r.Columns[side]["done"]
}

// hide adds a record that links to one that all know of.
func (w *commonWorld) hide(found *places, by dialogue.SideID, level register.Level, key string) {
	w.t.Helper()
	w.draft(w.t, w.viewer(by, dialogue.CoChair), "everything", key, level, map[string]register.Value{"name": inEnglish("Hidden " + key), "upstream": linked("upper-well"),
		"kind": ofChoice("spring"), "notions": linked("water-share"), "opened": {Date: "1901"}, "state": ofChoice("open"), "review": {Date: "2020"}})
	found.records = append(found.records, recordPlace{"everything", key})
}

// says changes one field of a record.
func (w *commonWorld) says(key, field string) {
	w.t.Helper()
	_, r, err := w.Node.RecordIn(context.Background(), w.viewer("armenia", dialogue.CoChair), "everything", key)
	w.must(err)
	values := map[string]register.Value{field: inEnglish("Hidden words in " + field)}
	for name, value := range r.Values {
		values[name] = value
	}
	w.redraft(w.t, w.viewer("armenia", dialogue.CoChair), "everything", key, register.Change{Level: register.Public, Values: values})
}

// visit adds a record of one side that only it reads.
func (w *commonWorld) visit(found *places, side dialogue.SideID) {
	w.t.Helper()
	ctx, chair, key := context.Background(), w.viewer(side, dialogue.CoChair), string(side)+"-visit"
	w.draft(w.t, chair, "others", key, register.Side, map[string]register.Value{"name": inEnglish("Hidden visit"), "occasion": ofChoice("inspection"),
		"on": {Date: "2026-06-06"}, "wells": linked("upper-well", "told-well")})
	_, r, err := w.Node.RecordIn(ctx, chair, "others", key)
	w.must(err)
	if r.Can.Apply {
		w.must(w.Node.ApplyRecord(ctx, chair, "others", key, r.Stamp()))
	}
	found.records = append(found.records, recordPlace{"others", key})
}

// guide adds somebody who agreed to be held, and to nothing else.
func (w *commonWorld) guide(found *places, side dialogue.SideID) {
	w.t.Helper()
	chair := w.viewer(side, dialogue.CoChair)
	key := w.draftOf(chair, "guides", register.Change{Level: register.Side, Held: true, Values: map[string]register.Value{"name": inEnglish("Hidden guide")}})
	found.records = append(found.records, recordPlace{"guides", key})
}

func (w *commonWorld) draftOf(by dialogue.Viewer, in register.Name, change register.Change) string {
	w.t.Helper()
	key, err := w.Node.WriteRecord(context.Background(), by, in, recordDraft(change))
	w.must(err)
	return key
}

// recordsIn fills the records into a pattern, each in its register.
func (w *commonWorld) recordsIn(pattern string, found *places) []string {
	const record = "{register}/{record}"
	if !strings.Contains(pattern, record) {
		return []string{pattern}
	}
	var all []string
	for _, path := range w.recordPaths(found) {
		all = append(all, strings.Replace(pattern, record, path, 1))
	}
	return all
}

// registersTried and viewsTried are names in addresses; registerQueries ask for what
// is hidden.
var (
	registersTried  = []string{"everything", "others", "guides", "terms", "nothing"}
	viewsTried      = []string{"timeline", "board", "network", "matrix", "counts", "tree", "compare", "check", "drill", "nothing"}
	registerQueries = map[string][]string{
		"/registers/search":             {"?q=hidden", "?q=well"},
		"/registers/{register}":         {"?q=hidden", "?q=well", "?f.kind=spring", "?f.notions=water-share&sort=-opened", "?from=1900&to=1902", "?state=draft", "?side=armenia"},
		"/registers/{register}/suggest": {"?record=members-well"},
	}
)

// filesTried are names of files that a pattern can take.
func filesTried(pattern string) []string {
	if strings.HasPrefix(pattern, "/registers") {
		return registerFilesTried()
	}
	return []string{"neutral.en.md", "document.json", "nothing.pdf"}
}

// recordPagesTried are the words below the address of a record.
func recordPagesTried() []string {
	var all []string
	for page := range recordPages {
		all = append(all, page)
	}
	for act := range recordActs {
		if !slices.Contains(all, act) {
			all = append(all, act)
		}
	}
	slices.Sort(all)
	return append(all, "nothing")
}

// registerFilesTried are the names of what a register is handed out as.
func registerFilesTried() []string {
	var all []string
	for _, f := range registerFiles {
		all = append(all, f.name)
	}
	return all
}
