package store_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/store"
	"parley/internal/store/pgtest"
	"parley/internal/store/storetest"
)

// Arrivals are what came to a database, in the order in which it came.
type arrivals struct {
	world        *storetest.World
	codes        []dialogue.CodeHash
	participants []dialogue.ParticipantID
	statements   []dialogue.StatementID
}

// voted is the statement on which everybody votes.
const voted = 500_000

// arrive lets 1,000 people join, write and vote, one after the other.
func arrive(t *testing.T, db *store.DB) arrivals {
	a := arrivals{world: storetest.NewWorld(t, db, 500)}
	for i := range 1000 {
		side := []dialogue.SideID{storetest.Other, storetest.One}[i%2]
		a.codes = append(a.codes, a.world.Codes[side][0])
		p := a.world.Join(side)
		a.participants = append(a.participants, p)
		a.statements = append(a.statements, a.world.Write(side))
		a.world.Vote(p, voted, dialogue.Choice(i%3-1))
	}
	return a
}

// A place is where a row lies, or what a database notes of when it was written:
// larger is later, if it betrays anything.
type place struct{ page, position int }

// C4 and R22: after the rewriting the order in which people joined, wrote and
// voted cannot be found: |Spearman's ρ| < 0.1 between arrival and anything that
// orders rows, and so within each page. Before it, it can be, or the test would
// be blind.
func TestOrderAtRest(t *testing.T) {
	for name, see := range map[string]func(*testing.T, string, arrivals) map[string][]place{
		"SQLite": seeFile, "PostgreSQL": seeServer,
	} {
		t.Run(name, func(t *testing.T) {
			url := map[string]func(testing.TB) string{"SQLite": sqliteURL, "PostgreSQL": pgtest.URL}[name](t)
			db := open(t, url)
			a := arrive(t, db)
			if name == "SQLite" { // the log is another file: empty it, and nothing else
				rows(t, url, `PRAGMA wal_checkpoint(TRUNCATE)`, func(scan func(...any) error) error { return nil })
			}
			if worst := betrayal(t, see(t, url, a), 2); worst < 0.15 {
				t.Errorf("before the rewriting at most %.2f is seen: the test sees nothing", worst)
			}
			if err := db.Rewrite(ctx); err != nil {
				t.Fatal(err)
			}
			betrayal(t, see(t, url, a), 0.1)
		})
	}
}

// betrayal returns how far the places betray arrival at most, and fails where it
// is limit or more.
func betrayal(t *testing.T, places map[string][]place, limit float64) (worst float64) {
	for what, all := range places {
		if len(all) != 1000 {
			t.Fatalf("%s: %d places", what, len(all))
		}
		for how, r := range map[string]float64{"everywhere": math.Abs(spearman(all)), "within pages": math.Abs(concordance(all))} {
			if r >= limit {
				t.Errorf("%s, %s: %.3f of the order of arrival", what, how, r)
			}
			worst = max(worst, r)
		}
	}
	return worst
}

// spearman returns the correlation of the ranks of places with 0, 1, 2 …; ranks
// of equal places are their mean. If all are equal it is 0.
func spearman(all []place) float64 {
	compare := func(a, b place) int { return (a.page-b.page)*1_000_000 + a.position - b.position }
	sorted := slices.SortedFunc(slices.Values(all), compare)
	mean := float64(len(all)-1) / 2
	var xy, xx, yy float64
	for i, p := range all {
		first, _ := slices.BinarySearchFunc(sorted, p, compare)
		last := first
		for last+1 < len(sorted) && sorted[last+1] == p {
			last++
		}
		x, y := float64(i)-mean, float64(first+last)/2-mean
		xy, xx, yy = xy+x*y, xx+x*x, yy+y*y
	}
	if yy == 0 {
		return 0
	}
	return xy / math.Sqrt(xx*yy)
}

// concordance returns Kendall's τ over the pairs that lie on one page.
func concordance(all []place) float64 {
	sum, pairs := 0, 0
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.page != b.page {
				continue
			}
			pairs++
			if b.position > a.position {
				sum++
			} else if b.position < a.position {
				sum--
			}
		}
	}
	return float64(sum) / float64(max(pairs, 1))
}

func TestMeasuresOfOrder(t *testing.T) {
	var same, up, down []place
	for i := range 1000 {
		same, up, down = append(same, place{1, 1}), append(up, place{i / 100, i}), append(down, place{9 - i/100, -i})
	}
	for want, all := range map[float64][]place{0: same, 1: up, -1: down} {
		if r, k := spearman(all), concordance(all); math.Abs(r-want) > 1e-9 || math.Abs(k-want) > 1e-9 {
			t.Errorf("%g: ρ %g, within pages %g", want, r, k)
		}
	}
}

// seeFile finds every row in the bytes of a SQLite file: a seizure does not ask
// in SQL.
func seeFile(t *testing.T, url string, a arrivals) map[string][]place {
	path := strings.TrimPrefix(url, "sqlite:")
	if log, err := os.Stat(path + "-wal"); err != nil || log.Size() > 0 {
		t.Fatalf("the log is not empty: %v", err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]place{}
	see := func(what string, bytes []byte) { found[what] = append(found[what], find(t, file, what, bytes)) }
	for i, p := range a.participants {
		id := binary.BigEndian.AppendUint64(nil, uint64(p))
		d := binary.BigEndian.AppendUint64(nil, uint64(a.world.ID))
		see("participant", slices.Concat(id, d, []byte([]string{"armenia", "azerbaijan"}[i%2])))
		see("vote", slices.Concat(d, id, []byte{voted >> 16, voted >> 8 & 255, voted & 255}))
		see("code", slices.Concat(a.codes[i][:], d))
		see("statement", fmt.Appendf(nil, "№ %d", a.statements[i]))
	}
	return found
}

const pageSize = 4096

// find returns where a row is first: where pages were divided or moved together
// before the rewriting, old copies are left.
func find(t *testing.T, file []byte, what string, sought []byte) place {
	at := bytes.Index(file, sought)
	if at < 0 {
		t.Fatalf("a row of %s is not in the file", what)
	}
	return place{at / pageSize, at % pageSize}
}

// seeServer asks PostgreSQL where each row lies and which transaction wrote it.
func seeServer(t *testing.T, url string, a arrivals) map[string][]place {
	found := map[string][]place{}
	for table, keys := range map[string][]string{
		"participant": texts(a.participants), "vote": texts(a.participants), "statement": texts(a.statements), "code": hexes(a.codes),
	} {
		key := map[string]string{"participant": "id::TEXT", "vote": "participant::TEXT", "statement": "id::TEXT", "code": "encode(hash, 'hex')"}[table]
		lies, written := map[string]place{}, map[string]place{}
		rows(t, url, `SELECT `+key+`, ctid::TEXT, xmin::TEXT::INTEGER FROM `+table, func(scan func(...any) error) error {
			var k, ctid string
			var xmin int
			if err := scan(&k, &ctid, &xmin); err != nil {
				return err
			}
			var p place
			_, err := fmt.Sscanf(ctid, "(%d,%d)", &p.page, &p.position)
			lies[k], written[k] = p, place{position: xmin}
			return err
		})
		for _, k := range keys {
			found[table+", where"] = append(found[table+", where"], lies[k])
			found[table+", by which transaction"] = append(found[table+", by which transaction"], written[k])
		}
	}
	return found
}

func texts[T ~int | ~int64](all []T) (out []string) {
	for _, one := range all {
		out = append(out, fmt.Sprintf("%d", one))
	}
	return out
}

func hexes(all []dialogue.CodeHash) (out []string) {
	for _, one := range all {
		out = append(out, fmt.Sprintf("%x", one[:]))
	}
	return out
}
