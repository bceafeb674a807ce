package exchange

import "fmt"

// comments writes the statements. Agrees and disagrees are counts of the votes
// written; of statements that are left out of the map, whose votes are not
// kept, they are the counts that were read.
func (w *writer) comments(r *rows) {
	r.plain("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body")
	r.end()
	columns := w.columns()
	for i, s := range w.c.Statements {
		r.time(w.seconds(s.Created))
		r.id(s.ID)
		if w.opt.Ballots || s.Author == "" {
			r.plain("")
		} else {
			r.id(s.Author)
		}
		agrees, disagrees := int64(s.Agrees), int64(s.Disagrees)
		if column := columns[i]; column >= 0 {
			agrees, disagrees = w.counts[column][2], w.counts[column][0]
		}
		r.count(agrees)
		r.count(disagrees)
		r.int(int64(s.Moderated))
		r.text(s.Text)
		r.end()
	}
}

// count writes a count; less than zero is unknown.
func (r *rows) count(n int64) {
	if n < 0 {
		r.plain("")
		return
	}
	r.int(n)
}

// columns returns the column of each statement, or -1.
func (w *writer) columns() []int {
	columns := make([]int, len(w.c.Statements))
	for i := range columns {
		columns[i] = -1
	}
	for column, i := range w.c.Columns {
		columns[i] = column
	}
	return columns
}

// groups writes comment-groups.csv.
func (w *writer) groups(r *rows) {
	r.plain("comment-id", "comment", "total-votes", "total-agrees", "total-disagrees", "total-passes")
	for g := range w.opt.Groups {
		for _, what := range []string{"votes", "agrees", "disagrees", "passes"} {
			r.plain(fmt.Sprintf("group-%s-%s", letters(g), what))
		}
	}
	r.end()
	for column := range w.c.Columns {
		s := w.c.Statement(column)
		r.id(s.ID)
		r.text(s.Text)
		r.four(w.total(column))
		for _, g := range w.opt.Groups {
			r.four(g[column])
		}
		r.end()
	}
}

// total returns agree, disagree, pass of the members of groups, or of
// everybody where there are none.
func (w *writer) total(column int) (t [3]int) {
	if len(w.opt.Groups) == 0 {
		n := w.counts[column]
		return [3]int{int(n[2]), int(n[0]), int(n[1])}
	}
	for _, g := range w.opt.Groups {
		for k := range t {
			t[k] += g[column][k]
		}
	}
	return t
}

// four writes the sum of agree, disagree and pass, and each of them.
func (r *rows) four(n [3]int) {
	r.int(int64(n[0] + n[1] + n[2]))
	for _, k := range n {
		r.int(int64(k))
	}
}

// letters returns a, b, ..., z, aa, ab, ...
func letters(g int) string {
	if g < 26 {
		return string(rune('a' + g))
	}
	return letters(g/26-1) + letters(g%26)
}

// clusters writes comment-clusters.csv without any layer of topics: we make
// none.
func (w *writer) clusters(r *rows) {
	r.plain("comment-id", "moderated", "active", "comment-body")
	r.end()
	for _, s := range w.c.Statements {
		active := int64(1)
		if s.Moderated == Rejected {
			active = 0
		}
		r.id(s.ID)
		r.int(int64(s.Moderated))
		r.int(active)
		r.text(s.Text)
		r.end()
	}
}
