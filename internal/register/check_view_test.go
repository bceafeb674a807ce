package register

import "testing"

func TestContradictionsOfViews(t *testing.T) {
	wantContradictions(t, []contradiction{
		{what: "a kind that is not known", old: "kind: compare}", new: "kind: pie}", at: "pie}", want: `"pie" is no kind of view`},
		{what: "a name twice", old: "name: compare, kind", new: "name: tree, kind", at: "tree, kind: compare", want: `the view "tree" is there already`},
		{what: "no words", old: "name: compare, kind", new: "name: contrast, kind", at: "{name: contrast", want: `no words for "contrast"`},
		{what: "a key that is not known", old: "kind: compare}", new: "kind: compare, width: 3}", at: "width", want: `"width" is not known`},
		{what: "a key of another kind", old: "kind: compare}", new: "kind: compare, lane: kind}", at: "lane: kind}\n  - {name: check", want: `has no "lane"`},
		{what: "a timeline of no start", old: "start: opened, end: closed, lane: kind", new: "end: closed", at: "{name: timeline", want: `"start" is missing`},
		{what: "a timeline of states", old: "start: opened, end", new: "start: state, end", at: "state, end", want: "a shared date"},
		{what: "a timeline to nothing", old: "end: closed, lane", new: "end: finish, lane", at: "finish", want: `names the field "finish"`},
		{what: "lanes of texts", old: "lane: kind}", new: "lane: summary}", at: "summary}\n  - {name: board", want: "a shared choice, place or link"},
		{what: "a board by dates", old: "by: agreed, where", new: "by: opened, where", at: "opened, where", want: "a shared or computed choice"},
		{what: "a board by columns", old: "by: agreed, where", new: "by: done, where", at: "done, where", want: "a shared or computed choice"},
		{what: "a board by links", old: "by: agreed, where", new: "by: partners, where", at: "partners, where", want: "a shared or computed choice"},
		{what: "a board by days", old: "by: agreed, where", new: "by: age, where", at: "age, where", want: "a shared or computed choice"},
		{what: "a board where nothing can be", old: "by: agreed, where: {state: open}", new: "by: agreed, where: {state: dry}", at: "dry", want: `"dry" is no value of "state"`},
		{what: "a network of choices", old: "links: [partners, upstream]", new: "links: [partners, kind]", at: "kind]", want: "a shared link"},
		{what: "a network of nothing", old: "links: [partners, upstream]", new: "links: []", at: "[]", want: "at least one"},
		{what: "a network of one twice", old: "links: [partners, upstream]", new: "links: [partners, partners]", at: "partners]", want: "twice"},
		{what: "a network that is no list", old: "links: [partners, upstream]", new: "links: partners", at: "partners}\n  - {name: matrix", want: "a list expected"},
		{what: "a matrix with nothing", old: "kind: matrix, register: others", new: "kind: matrix, register: rivers", at: "rivers", want: `register "rivers"`},
		{what: "a matrix that nothing joins", old: "register: others, via: wells}\n  - {name: counts", new: "register: others, via: occasion}\n  - {name: counts", at: "occasion}\n  - {name: counts", want: "has to name a link of everything to others or of others to everything"},
		{what: "a matrix by a link elsewhere", old: "register: others, via: wells}\n  - {name: counts", new: "register: others, via: upstream}\n  - {name: counts", at: "upstream}\n  - {name: counts", want: "has to name a link"},
		{what: "counts of texts", old: "by: kind, across: region", new: "by: summary, across: region", at: "summary, across", want: "a shared choice"},
		{what: "counts across dates", old: "by: kind, across: region", new: "by: kind, across: opened", at: "opened}\n  - {name: tree", want: "a shared choice"},
		{what: "a tree of another register", old: "kind: tree, parent: upstream", new: "kind: tree, parent: partners", at: "partners}\n  - {name: compare", want: "one link to this register"},
		{what: "a check of nothing", old: "kind: check, show: [summary, state, caution]", new: "kind: check", at: "{name: check", want: `"show" is missing`},
		{what: "a check of a field that is not there", old: "show: [summary, state, caution]", new: "show: [summary, stat, caution]", at: "stat, caution", want: `names the field "stat"`},
	})
}

// Either register can have the link that joins a matrix.
func TestMatrixByItsOwnLink(t *testing.T) {
	files := copyOf(t)
	files["others.yaml"].Data = append(files["others.yaml"].Data, "views:\n  - {name: matrix, kind: matrix, register: everything, via: wells}\n"...)
	if _, err := Load(files); err != nil {
		t.Error(err)
	}
}

func TestContradictionsOfWatches(t *testing.T) {
	wantContradictions(t, []contradiction{
		{what: "no words", old: "name: yearly, due", new: "name: monthly, due", at: "{name: monthly", want: `no words for "monthly"`},
		{what: "for nothing", old: "name: warning, when: caution", new: "name: warning", at: "{name: warning", want: "says for what"},
		{what: "for two things", old: "name: warning, when: caution", new: "name: warning, when: caution, due: review", at: "caution, due", want: "not for both"},
		{what: "due when it is no date", old: "name: yearly, due: reviewed", new: "name: yearly, due: state", at: "state, every", want: "a shared date"},
		{what: "due on a date of each side", old: "name: yearly, due: reviewed", new: "name: yearly, due: visited", at: "visited, every", want: "a shared date"},
		{what: "after nothing", old: "name: warning, when: caution", new: "name: warning, when: caution, after: 3", at: "3}", want: "counted from a date"},
		{what: "every no days", old: "every: 365", new: "every: 0 ", at: "0 }", want: "number of days"},
		{what: "a sign that is computed", old: "when: caution", new: "when: age", at: "age}\n  - {name: yearly", want: "a field that is written"},
		{what: "until what begins it", old: "due: review, after: 30, until: reviewed", new: "due: review, after: 30, until: review", at: "review, where", want: "cannot end it"},
		{what: "where there is no such field", old: "until: reviewed, where: {state: open}", new: "until: reviewed, where: {stage: open}", at: "stage", want: "does not have"},
		{what: "where it is computed", old: "until: reviewed, where: {state: open}", new: "until: reviewed, where: {proven: yes}", at: "proven: yes", want: "needs a shared choice"},
	})
}
