package node_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// peopleApart take part in a named and in a protected dialogue.
const peopleApart = 200

// A double is one person in two dialogues.
type double struct {
	side  dialogue.SideID
	as    [2]string // participant
	wrote [2]string // statement
}

// doubled has the same people take part in two dialogues, in the same order,
// with codes in the same order, writing in the same languages.
func doubled(w *world) []double {
	w.t.Helper()
	named, codesN := w.open(dialogue.Named, peopleApart/2)
	protected, codesP := w.open(dialogue.Protected, peopleApart/2)
	var all []double
	for i := range peopleApart {
		side := sides[i%2].ID
		p := double{side: side}
		for at, code := range []dialogue.Code{codesN[side][i/2], codesP[side][i/2]} {
			s, _ := w.join(code)
			b, err := w.Ballot(w.t.Context(), s.Viewer())
			w.must(err)
			w.must(w.CastVote(w.t.Context(), s.Viewer(), b.Statement.ID, dialogue.Choice(i%3-1), i%5 == 0))
			number := writeSomething(w, s, i, at)
			p.as[at], p.wrote[at] = strconv.FormatInt(int64(s.Participant), 10), number.String()
		}
		all = append(all, p)
	}
	if named == protected {
		w.t.Fatal("one dialogue")
	}
	w.must(w.db.Rewrite(w.t.Context()))
	return all
}

// writeSomething writes a statement whose words say nothing of its author but
// the language.
func writeSomething(w *world, s node.Session, i, at int) dialogue.StatementID {
	w.t.Helper()
	text, l := fmt.Sprintf("Bridge %03d%s is safe.", (i*71+at*133)%peopleApart, strings.Repeat("x", (i*37+at*59)%11)), dialogue.Language("en")
	if i%3 == 0 {
		text, l = fmt.Sprintf("Мост %03d%s прочен.", (i*71+at*133)%peopleApart, strings.Repeat("я", (i*41+at*17)%7)), "ru"
	}
	id, err := w.Write(w.t.Context(), s, text, l)
	w.must(err)
	return id
}

// Named and protected tracks cannot be joined: on a dump of both, matching by
// any column or order is no better than chance (C13).
func TestTracksCannotBeJoined(t *testing.T) {
	w := newWorld(t)
	all := doubled(w)
	tables := w.dump()
	people, votes, statements := rowsBy(tables["participant"], "id"), rowsBy(tables["vote"], "participant"), rowsBy(tables["statement"], "id")
	for id, r := range statements {
		r.fields["length"] = strconv.Itoa(utf8.RuneCountInString(r.fields["text"]))
		statements[id] = r
	}
	found := tote{right: map[string]int{}}
	wrote := tote{right: map[string]int{}}
	for _, side := range sides {
		var mine []double
		for _, p := range all {
			if p.side == side.ID {
				mine = append(mine, p)
			}
		}
		match(&found, mine, people, func(p double) [2]string { return p.as }, func(ids []string) []guess { return guesses(ids, people, votes) })
		match(&wrote, mine, statements, func(p double) [2]string { return p.wrote }, func(ids []string) []guess { return guesses(ids, statements, nil) })
	}
	found.judge(t)
	wrote.judge(t)
}

// match plays the game of joining two dialogues by what of theirs stands in a
// table.
func match(s *tote, all []double, table map[string]row, of func(double) [2]string, by func([]string) []guess) {
	var ids [2][]string
	for at := range ids {
		for _, p := range all {
			ids[at] = append(ids[at], of(p)[at])
		}
		slices.SortFunc(ids[at], func(a, b string) int { return cmp.Compare(table[a].place, table[b].place) })
	}
	truth := make([]int, len(all))
	for _, p := range all {
		truth[slices.Index(ids[0], of(p)[0])] = slices.Index(ids[1], of(p)[1])
	}
	s.count(by(ids[0]), by(ids[1]), truth)
}

// The number of an account stands nowhere but with accounts, approvals and
// links that replace one: nothing of participants, codes, statements and votes
// refers to an account (C13).
func TestNothingOfParticipantsRefersToAnAccount(t *testing.T) {
	w := newWorld(t)
	doubled(w)
	key := "badu-kitu-sari-lami-pevi-nidu-gura"
	w.must(w.SetRecovery(t.Context(), w.offices["armenia"][dialogue.Steward], dialogue.Phrase(key)))
	_, err := w.Replace(t.Context(), key, dialogue.CoChair)
	w.must(err)
	tables := w.dump()
	accounts := map[string]bool{}
	for _, id := range tables["account"].values("id") {
		accounts[id] = true
	}
	allowed := map[string]int{"account.id": 0, "approval.account": 0, "invitation.replaces": 0}
	for name, table := range tables {
		for _, column := range table.columns {
			for _, v := range table.values(column) {
				if !refers(v, accounts) {
					continue
				}
				if _, ok := allowed[name+"."+column]; !ok {
					t.Errorf("%s.%s holds the number of an account", name, column)
				}
				allowed[name+"."+column]++
			}
		}
	}
	for column, n := range allowed {
		if n == 0 {
			t.Errorf("%s holds no account: the test does not see them", column)
		}
	}
}

// refers reports whether a value is, or as text contains, one of the numbers.
func refers(v string, accounts map[string]bool) bool {
	if accounts[v] {
		return true
	}
	for id := range accounts {
		n, _ := strconv.ParseInt(id, 10, 64)
		if strings.Contains(v, id) || strings.Contains(v, dialogue.FormatID(dialogue.AccountID(n))) {
			return true
		}
	}
	return false
}

// No number, hash or tag occurs in more than one row of what is kept of
// participants, so that nothing is shared by which rows could be joined (C13).
func TestRandomNumbersAreNotShared(t *testing.T) {
	w := newWorld(t)
	doubled(w)
	tables := w.dump()
	seen := map[string]string{}
	for table, columns := range map[string][]string{
		"participant": {"id", "phrase", "revoke"}, "code": {"hash"}, "account": {"id", "phrase", "revoke"}, "statement": {"tag"},
	} {
		from := tables[table]
		if table == "statement" {
			from = from.where("seed", "0")
		}
		for _, column := range columns {
			for _, v := range from.values(column) {
				if at, ok := seen[v]; ok {
					t.Errorf("%s.%s and %s share a value", table, column, at)
				}
				seen[v] = table + "." + column
			}
		}
	}
	if len(seen) < 8*peopleApart {
		t.Errorf("only %d values were looked at", len(seen))
	}
}
