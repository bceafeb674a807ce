package node_test

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // to look at the order of rows

	"parley/internal/dialogue"
	"parley/internal/node"
)

// crowdSize is how many come, write and vote, one after the other.
const crowdSize = 1000

// A crowd came to one dialogue in an order that the test knows.
type crowd struct {
	*world
	id     dialogue.ID
	joined []dialogue.ParticipantID // in the order of arrival
	codes  []dialogue.CodeHash      // that they used
	wrote  []dialogue.StatementID
	voted  []dialogue.ParticipantID // on one statement
	on     dialogue.StatementID
}

func gather(w *world) *crowd {
	w.t.Helper()
	c := &crowd{world: w}
	var codes map[dialogue.SideID][]dialogue.Code
	c.id, codes = w.open(dialogue.Protected, crowdSize/2)
	r := rand.New(rand.NewPCG(4, 0))
	tags := map[dialogue.ParticipantID][32]byte{}
	side := map[dialogue.ParticipantID]dialogue.SideID{}
	for i := range crowdSize {
		at := sides[i%2].ID
		s, _ := w.join(codes[at][i/2])
		c.joined, c.codes = append(c.joined, s.Participant), append(c.codes, codes[at][i/2].Hash())
		tags[s.Participant], side[s.Participant] = s.Tag, at
	}
	seeds, err := w.db.Statements(w.t.Context(), c.id)
	w.must(err)
	c.on = seeds[0].ID
	for _, i := range r.Perm(crowdSize) {
		v := dialogue.Viewer{Participant: c.joined[i], Dialogue: c.id, Side: side[c.joined[i]]}
		w.must(w.CastVote(w.t.Context(), v, c.on, dialogue.Choice(i%3-1), i%2 == 0))
		c.voted = append(c.voted, v.Participant)
	}
	if !w.db.Shared() { // it is slow, and every table is rewritten in one way
		c.write(r, tags, side)
	}
	return c
}

// write has each put a statement forward, in an order of its own.
func (c *crowd) write(r *rand.Rand, tags map[dialogue.ParticipantID][32]byte, side map[dialogue.ParticipantID]dialogue.SideID) {
	c.t.Helper()
	for n, i := range r.Perm(crowdSize) {
		p := c.joined[i]
		s := node.Session{Participant: p, Dialogue: c.id, Side: side[p], Tag: tags[p]}
		id, err := c.Write(c.t.Context(), s, fmt.Sprintf("A bridge of %d stones would do.", 1_000_000+n*7919%10_007), "en")
		if err != nil {
			c.t.Fatal(err)
		}
		c.wrote = append(c.wrote, id)
	}
}

// The order in which people came, wrote and voted cannot be had from a dump, in
// which rows stand by keys, nor from any of its columns (C4, R22).
func TestOrderOfArrivalIsInNoColumn(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := gather(w)
		w.must(w.db.Rewrite(t.Context()))
		tables := w.dump()
		id := strconv.FormatInt(int64(c.id), 10)
		for _, what := range []struct {
			table *dumped
			key   string
			order []string // of arrival, as the key has it
		}{
			{tables["participant"].where("dialogue", id), "id", texts(c.joined)},
			{tables["code"].where("dialogue", id), "hash", base64Of(c.codes)},
			{tables["statement"].where("seed", "0"), "id", texts(c.wrote)},
			{tables["vote"].where("dialogue", id), "participant", texts(c.voted)},
		} {
			if len(what.order) == 0 {
				continue
			}
			keys := what.table.values(what.key)
			place := map[string]float64{}
			for i, k := range what.order {
				place[k] = float64(i)
			}
			var arrival, row []float64
			for i, k := range keys {
				at, ok := place[k]
				if !ok {
					t.Fatalf("%s %s is nobody's", what.key, k)
				}
				arrival, row = append(arrival, at), append(row, float64(i))
			}
			if len(keys) != crowdSize {
				t.Fatalf("%d rows by %s", len(keys), what.key)
			}
			unordered(t, what.key+": rows", arrival, row)
			for _, column := range what.table.columns {
				unordered(t, what.key+": "+column, arrival, numbers(what.table.values(column)))
			}
		}
		c.noTimes(tables)
		c.physical()
	})
}

func unordered(t *testing.T, what string, arrival, found []float64) {
	t.Helper()
	if r := spearman(arrival, found); math.Abs(r) >= 0.1 {
		t.Errorf("%s tells the order of arrival: ρ = %.3f", what, r)
	}
}

// numbers turns the values of a column into numbers that are in the order of
// the values, whether they are numbers or bytes.
func numbers(values []string) []float64 {
	var all []float64
	for _, v := range values {
		n, err := strconv.ParseFloat(v, 64)
		if err != nil {
			var b [8]byte
			raw, err := base64.StdEncoding.DecodeString(v)
			if err != nil {
				raw = []byte(v)
			}
			copy(b[:], raw)
			n = float64(binary.BigEndian.Uint64(b[:]))
		}
		all = append(all, n)
	}
	return all
}

func texts[T ~int64 | ~int](ids []T) []string {
	var all []string
	for _, id := range ids {
		all = append(all, strconv.FormatInt(int64(id), 10))
	}
	return all
}

func base64Of(hashes []dialogue.CodeHash) []string {
	var all []string
	for _, h := range hashes {
		all = append(all, base64.StdEncoding.EncodeToString(h[:]))
	}
	return all
}

// noTimes finds no number that could be a moment of today, in seconds or finer,
// by the node's clock or this machine's, and no text with a clock in it.
func (c *crowd) noTimes(tables map[string]*dumped) {
	c.t.Helper()
	for name, table := range tables {
		for _, column := range table.columns {
			for _, v := range table.values(column) {
				if moment(v, c.now) || moment(v, time.Now()) {
					c.t.Errorf("%s.%s holds %q, a moment", name, column, v)
				}
			}
		}
	}
}

func moment(v string, near time.Time) bool {
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		for _, unit := range []time.Duration{time.Second, time.Millisecond, time.Microsecond, time.Nanosecond} {
			if d := n - near.UnixNano()/int64(unit); d > -int64(48*time.Hour/unit) && d < int64(48*time.Hour/unit) {
				return true
			}
		}
		return false
	}
	return strings.Contains(v, near.Format("2006-01-02T")) || strings.Contains(v, near.Format("2006-01-02 15:"))
}

// A moment is found where there is one.
func TestMomentsAreFound(t *testing.T) {
	now := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
	for v, want := range map[string]bool{
		strconv.FormatInt(now.Unix()+70, 10): true, strconv.FormatInt(now.UnixMilli(), 10): true, strconv.FormatInt(now.UnixNano()-5, 10): true,
		"at 2026-05-01T09:12:00Z": true, "20574": false, "2026-05-01": false, "0": false, "1777": false,
	} {
		if moment(v, now) != want {
			t.Errorf("%s: %t", v, !want)
		}
	}
}

// physical looks at where on the disk rows stand, and at what a database adds
// of its own.
func (c *crowd) physical() {
	c.t.Helper()
	if path, ok := strings.CutPrefix(c.url, "sqlite:"); ok {
		c.inFile(path)
		return
	}
	db, err := sql.Open("pgx", c.url)
	c.must(err)
	defer db.Close()
	c.inRows(db, "participant", "id", texts(c.joined))
	c.inRows(db, "vote", "participant", texts(c.voted))
	c.inRows(db, "code", "encode(hash, 'base64')", base64Of(c.codes))
}

// inRows looks at PostgreSQL's places of rows and numbers of transactions.
func (c *crowd) inRows(db *sql.DB, table, key string, order []string) {
	c.t.Helper()
	rows, err := db.Query(`SELECT replace(` + key + `::text, E'\n', ''), (ctid::text::point)[0] * 1000 + (ctid::text::point)[1], xmin::text::bigint FROM ` + table)
	c.must(err)
	defer rows.Close()
	place := map[string]float64{}
	for i, k := range order {
		place[k] = float64(i)
	}
	var arrival, at, by []float64
	for rows.Next() {
		var k string
		var ctid, xmin float64
		c.must(rows.Scan(&k, &ctid, &xmin))
		if i, ok := place[k]; ok {
			arrival, at, by = append(arrival, i), append(at, ctid), append(by, xmin)
		}
	}
	if len(arrival) != crowdSize {
		c.t.Fatalf("found %d rows of %s", len(arrival), table)
	}
	unordered(c.t, table+": place", arrival, at)
	unordered(c.t, table+": transaction", arrival, by)
}

// inFile looks at where in SQLite's file the bytes of rows stand; the log is
// empty by now.
func (c *crowd) inFile(path string) {
	c.t.Helper()
	file, err := os.ReadFile(path)
	c.must(err)
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		c.t.Errorf("the log holds %d bytes", log.Size())
	}
	var people, codes, votes [][]byte
	for i := range crowdSize {
		people = append(people, bigEndian(int64(c.joined[i])))
		votes = append(votes, bigEndian(int64(c.id), int64(c.voted[i])))
		codes = append(codes, c.codes[i][:])
	}
	c.inPlaces(file, "participants", people)
	c.inPlaces(file, "codes", codes)
	c.inPlaces(file, "votes", votes)
	statements, err := c.db.Statements(c.t.Context(), c.id)
	c.must(err)
	words := map[dialogue.StatementID]string{}
	for _, s := range statements {
		words[s.ID] = s.Text
	}
	var said [][]byte
	for _, id := range c.wrote {
		said = append(said, []byte(words[id]))
	}
	c.inPlaces(file, "statements", said)
}

// inPlaces compares the first and the last place of each with its arrival.
func (c *crowd) inPlaces(file []byte, what string, all [][]byte) {
	c.t.Helper()
	var arrival, first, last []float64
	for i, b := range all {
		at := bytes.Index(file, b)
		if at < 0 {
			c.t.Fatalf("%s %d is not in the file", what, i)
		}
		arrival, first, last = append(arrival, float64(i)), append(first, float64(at)), append(last, float64(bytes.LastIndex(file, b)))
	}
	unordered(c.t, what+": first place", arrival, first)
	unordered(c.t, what+": last place", arrival, last)
}

func bigEndian(numbers ...int64) []byte {
	var b []byte
	for _, n := range numbers {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	return b
}
