package node_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"parley/internal/dialogue"
)

// A guess orders what somebody found, by which to match it with something else:
// the first with the first, and so on.
type guess struct {
	name string
	by   []string
}

// score is how many of the matches that two guesses give are right, and how many
// if one of them is turned around. truth[i] is the right match of a's i-th.
func score(a, b guess, truth []int) (right, turned int) {
	x, y := sorted(a.by), sorted(b.by)
	for k := range x {
		if truth[x[k]] == y[k] {
			right++
		}
		if truth[x[k]] == y[len(y)-1-k] {
			turned++
		}
	}
	return right, turned
}

// sorted returns the places of values in their order.
func sorted(values []string) []int {
	all := make([]int, len(values))
	for i := range all {
		all[i] = i
	}
	slices.SortStableFunc(all, func(i, j int) int {
		x, errX := strconv.ParseInt(values[i], 10, 64)
		y, errY := strconv.ParseInt(values[j], 10, 64)
		if errX == nil && errY == nil {
			return cmp.Compare(x, y)
		}
		return cmp.Compare(values[i], values[j])
	})
	return all
}

// A tote sums up how often pairs of guesses were right, over many rooms. By
// chance one is in a room, whatever its size.
type tote struct {
	right         map[string]int
	rooms, trials int
}

func (s *tote) count(as, bs []guess, truth []int) {
	for _, a := range as {
		for _, b := range bs {
			right, turned := score(a, b, truth)
			s.right[a.name+" × "+b.name] += right
			s.right[a.name+" × "+b.name+", turned"] += turned
		}
	}
	s.rooms++
	s.trials += len(truth)
}

func (s *tote) judge(t *testing.T) {
	t.Helper()
	chance := float64(s.rooms) / float64(s.trials)
	for name, right := range s.right {
		if got := float64(right) / float64(s.trials); got > chance+0.05 {
			t.Errorf("%s: %.3f right where chance is %.3f", name, got, chance)
		}
	}
}

// The measure finds a link that is there.
func TestMatchersFindALink(t *testing.T) {
	s := tote{right: map[string]int{}}
	truth := []int{2, 0, 1}
	s.count([]guess{{"a", []string{"1", "2", "3"}}}, []guess{{"b", []string{"20", "30", "10"}}}, truth)
	if s.right["a × b"] != 3 || s.right["a × b, turned"] > 1 {
		t.Errorf("right: %v", s.right)
	}
}

// The linking game (C6): the order in which codes were made is known, and so is
// everything on the disk. Which code became which participant, and so which
// ballot, is not to be found.
func TestCodesAreNotLinkedToBallots(t *testing.T) {
	const rooms, seats = 200, 4
	w := newWorld(t)
	type seat struct {
		code dialogue.CodeHash
		as   dialogue.ParticipantID
	}
	seated := map[string][]seat{} // by dialogue and side, in the order in which codes were made and used
	for range rooms {
		id, codes := w.open(dialogue.Protected, seats)
		for i := range 2 * seats {
			side := sides[i%2].ID
			s, _ := w.join(codes[side][i/2])
			key := fmt.Sprint(int64(id), side)
			seated[key] = append(seated[key], seat{codes[side][i/2].Hash(), s.Participant})
			b, err := w.Ballot(t.Context(), s.Viewer())
			w.must(err)
			w.must(w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Choice(i%3-1), false))
		}
	}
	w.must(w.db.Rewrite(t.Context()))
	tables := w.dump()
	people, codes, votes := rowsBy(tables["participant"], "id"), rowsBy(tables["code"], "hash"), rowsBy(tables["vote"], "participant")
	s := tote{right: map[string]int{}}
	for _, all := range seated {
		var issued, hash, state, truthOf []string
		var found []int // participants by the place of their row
		for i, one := range all {
			key := base64Of([]dialogue.CodeHash{one.code})[0]
			issued, hash, state = append(issued, strconv.Itoa(i)), append(hash, key), append(state, strconv.Itoa(codes[key].place))
			truthOf = append(truthOf, strconv.FormatInt(int64(one.as), 10))
		}
		byRow := slices.Clone(truthOf)
		slices.SortFunc(byRow, func(a, b string) int { return cmp.Compare(people[a].place, people[b].place) })
		for _, k := range truthOf {
			found = append(found, slices.Index(byRow, k))
		}
		s.count([]guess{{"issued", issued}, {"hash", hash}, {"place of code", state}}, guesses(byRow, people, votes), found)
	}
	s.judge(t)
}

// A row is one of a dump, and its place in its table.
type row struct {
	place  int
	fields map[string]string
}

func rowsBy(d *dumped, key string) map[string]row {
	all := map[string]row{}
	keys := d.values(key)
	for i := range d.rows {
		r := row{i, map[string]string{}}
		for at, column := range d.columns {
			r.fields[column] = textOf(d.rows[i][at])
		}
		all[keys[i]] = r
	}
	return all
}

// guesses are all orders of participants that their rows and votes give.
func guesses(ids []string, people, votes map[string]row) []guess {
	by := map[string][]string{}
	for _, id := range ids {
		by["place"] = append(by["place"], strconv.Itoa(people[id].place))
		by["place of vote"] = append(by["place of vote"], strconv.Itoa(votes[id].place))
		for column, v := range people[id].fields {
			by[column] = append(by[column], v)
		}
		for column, v := range votes[id].fields {
			by["vote's "+column] = append(by["vote's "+column], v)
		}
	}
	var all []guess
	for name, values := range by {
		all = append(all, guess{name, values})
	}
	return all
}
