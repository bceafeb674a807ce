package exchange

import "parley/internal/opinion"

// An intake hands the votes that count to the engine's builder, and counts
// all of them.
type intake struct {
	r        *reader
	b        *opinion.Builder
	sign     opinion.Vote
	columns  []int32    // of each statement
	counts   [][3]int64 // of each statement: disagree, pass, agree
	unlisted [3]int64   // the same for statements that comments.csv does not list
	added    int64
	timeless int64
}

func newIntake(r *reader) *intake {
	return &intake{
		r: r, b: opinion.NewBuilder(), sign: opinion.Vote(r.sign),
		columns: r.columns, counts: make([][3]int64, len(r.c.Statements)),
	}
}

// add takes one vote, with the sign of the file, on a statement of
// r.c.Statements, or on -1 if it is not listed.
func (in *intake) add(participant, statement int, v opinion.Vote, at int64, timeless bool) {
	v *= in.sign
	if timeless {
		in.timeless++
	}
	if statement < 0 {
		in.unlisted[v+1]++
		return
	}
	in.counts[statement][v+1]++
	if column := in.columns[statement]; column >= 0 {
		in.b.Add(participant, int(column), v, at)
		in.added++
	}
}

// finish resolves the votes and reports what was left out. The table's rows
// were counted by its reader.
func (in *intake) finish(file string, t *tally) error {
	c := in.r.c
	in.renumber()
	columns := make([]int, len(c.Columns))
	for i := range columns {
		columns[i] = i
	}
	c.Votes = in.b.Votes(columns, len(columns))
	t.ignore(Superseded, in.added-int64(c.Votes.Len()))
	t.ignore(OnRejected, in.left(noColumnRejected))
	t.ignore(OnMeta, in.left(noColumnMeta))
	t.ignore(OnUnlisted, sum(in.unlisted))
	if c.Report.VotesFrom = file; file != "" {
		in.r.report(t.report(file))
	}
	in.warn()
	return nil
}

// renumber brings the participants into order, those too who were first met
// with their votes.
func (in *intake) renumber() {
	was := in.r.orderPeople()
	to := make([]uint32, len(was))
	for now, before := range was {
		to[before] = uint32(now)
	}
	in.b.Renumber(to)
}

// left counts the votes on statements that have no column for one reason.
func (in *intake) left(reason int32) (n int64) {
	for i, column := range in.columns {
		if column == reason {
			n += sum(in.counts[i])
		}
	}
	return n
}

func sum(counts [3]int64) int64 { return counts[0] + counts[1] + counts[2] }

func (in *intake) warn() {
	r := in.r
	total := in.unlisted
	for _, n := range in.counts {
		for k := range total {
			total[k] += n[k]
		}
	}
	if agrees, disagrees := total[2], total[0]; agrees < disagrees && r.declared == 0 && !r.opt.Flip {
		r.warn("sign_suspect", "agrees", agrees, "disagrees", disagrees)
	}
	if in.timeless > 0 {
		r.warn("votes_without_time", "votes", in.timeless)
	}
	if n := sum(in.unlisted); n > 0 {
		r.warn("statements_unlisted", "votes", n)
	}
	in.compareCounts()
}

// compareCounts warns of statements for which comments.csv gives other counts
// than the votes: the usual reason is that it counts replaced votes too.
func (in *intake) compareCounts() {
	events, other := 0, 0
	latest := latestCounts(in.r.c)
	for i, s := range in.r.c.Statements {
		column := in.columns[i]
		if s.Agrees < 0 || s.Disagrees < 0 || column < 0 {
			continue
		}
		given := [2]int64{int64(s.Disagrees), int64(s.Agrees)}
		switch given {
		case [2]int64{latest[column][0], latest[column][2]}:
		case [2]int64{in.counts[i][0], in.counts[i][2]}:
			events++
		default:
			other++
		}
	}
	if events > 0 {
		in.r.warn("counts_are_events", "statements", events)
	}
	if other > 0 {
		in.r.warn("counts_differ", "statements", other)
	}
}

// latestCounts returns the counts of each column: disagree, pass, agree.
func latestCounts(c *Conversation) [][3]int64 {
	counts := make([][3]int64, len(c.Columns))
	for p := range c.Votes.Participants() {
		for column, v := range c.Votes.Row(p) {
			counts[column][v+1]++
		}
	}
	return counts
}
