package exchange

import (
	"strconv"

	"parley/internal/opinion"
)

// name writes the identifier of the participant in a place of w.people.
func (w *writer) name(r *rows, place int) {
	if w.opt.Ballots {
		r.int(int64(place))
		return
	}
	r.id(w.c.Participants[w.people[place]])
}

// votes writes one row for each vote that counts, participant by participant.
func (w *writer) votes(r *rows) {
	r.plain("timestamp", "datetime", "comment-id", "voter-id", "vote")
	r.end()
	for place, p := range w.people {
		if p >= w.c.Votes.Participants() {
			continue
		}
		for column, v := range w.c.Votes.Row(p) {
			at := w.opt.At
			if w.opt.VoteTime != nil {
				at = w.opt.VoteTime(p, column)
			}
			r.time(w.seconds(at))
			r.id(w.c.Statement(column).ID)
			w.name(r, place)
			r.plain(voteText[v+1])
			r.end()
		}
	}
}

// voteText is how votes are written, by vote + 1.
var voteText = [3]string{"-1", "0", "1"}

// matrix writes participant-votes.csv.
func (w *writer) matrix(r *rows) {
	w.table(r, []string{"n-votes", "n-agree", "n-disagree"}, func(_ int, n [3]int) []int {
		return []int{n[0] + n[1] + n[2], n[2], n[0]}
	}, func(_, _ int, v opinion.Vote) string { return voteText[v+1] })
}

// importance writes participant-importance.csv. Where nobody was asked what is
// important to them no vote is marked so.
func (w *writer) importance(r *rows) {
	important := func(p, column int) bool { return w.opt.Important != nil && w.opt.Important(p, column) }
	w.table(r, []string{"n-votes", "n-important"}, func(p int, n [3]int) []int {
		marked := 0
		if p < w.c.Votes.Participants() {
			for column := range w.c.Votes.Row(p) {
				if important(p, column) {
					marked++
				}
			}
		}
		return []int{n[0] + n[1] + n[2], marked}
	}, func(p, column int, _ opinion.Vote) string {
		if important(p, column) {
			return "1"
		}
		return "0"
	})
}

// table writes a row for each participant and a column for each statement.
// sums turns a participant's counts disagree, pass, agree into what stands under
// its names, text a vote into what stands in its cell.
func (w *writer) table(r *rows, names []string, sums func(p int, counts [3]int) []int, text func(p, column int, v opinion.Vote) string) {
	r.plain("participant", "group-id", "n-comments")
	r.plain(names...)
	for _, s := range w.c.Statements {
		r.id(s.ID)
	}
	r.end()
	written := w.authored()
	cells := make([]string, len(w.c.Statements))
	for place, p := range w.people {
		clear(cells)
		counts := w.fill(cells, p, text)
		if counts == [3]int{} && w.c.Side[p] >= 0 && w.groupOf(p) < 0 {
			continue // sides.csv holds those who never voted
		}
		w.name(r, place)
		r.count(int64(w.groupOf(p)))
		r.int(int64(written[w.c.Participants[p]]))
		for _, n := range sums(p, counts) {
			r.int(int64(n))
		}
		r.plain(cells...)
		r.end()
	}
}

// fill writes somebody's votes into the cells of their statements, and counts
// them: disagree, pass, agree.
func (w *writer) fill(cells []string, p int, text func(p, column int, v opinion.Vote) string) (counts [3]int) {
	if p >= w.c.Votes.Participants() {
		return counts
	}
	for column, v := range w.c.Votes.Row(p) {
		cells[w.c.Columns[column]] = text(p, column, v)
		counts[v-opinion.Disagree]++
	}
	return counts
}

// authored counts the statements by author; for ballots nobody has any.
func (w *writer) authored() map[string]int {
	n := map[string]int{}
	for _, s := range w.c.Statements {
		if !w.opt.Ballots && s.Author != "" {
			n[s.Author]++
		}
	}
	return n
}

// sides writes who belongs to which side.
func (w *writer) sides(r *rows) {
	r.plain("participant", "side")
	r.end()
	for place, p := range w.people {
		if side := w.c.Side[p]; side >= 0 {
			w.name(r, place)
			r.text(w.c.Sides[side])
			r.end()
		}
	}
}

// summary writes the keys of polis-export/1 in their order.
func (w *writer) summary(r *rows) {
	voters := 0
	for p := range w.c.Votes.Participants() {
		if w.c.Voted(p) {
			voters++
		}
	}
	line := func(key, value string) {
		r.plain(key)
		r.text(value)
		r.end()
	}
	count := func(key string, n int) {
		r.plain(key, strconv.Itoa(n))
		r.end()
	}
	line("topic", w.c.Topic)
	line("url", w.c.URL)
	count("voters", voters)
	count("voters-in-conv", voters)
	count("commenters", len(w.authored()))
	count("comments", len(w.c.Statements))
	count("groups", len(w.opt.Groups))
	line("conversation-description", w.c.Description)
	r.plain("vote-convention", exportConvention)
	r.end()
}
