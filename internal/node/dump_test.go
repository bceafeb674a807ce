package node_test

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A dumped table is what a seizure yields of it: its rows as they come.
type dumped struct {
	columns []string
	rows    [][]any // json.Number, string or nil
}

// dump returns the whole database by table.
func (w *world) dump() map[string]*dumped {
	w.t.Helper()
	var text bytes.Buffer
	w.must(w.db.Dump(w.t.Context(), &text))
	all := map[string]*dumped{}
	var at *dumped
	for lines := bufio.NewReader(&text); ; {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return all
		}
		in := json.NewDecoder(bytes.NewReader(line))
		in.UseNumber()
		if line[0] == '[' {
			var row []any
			w.must(in.Decode(&row))
			at.rows = append(at.rows, row)
			continue
		}
		var head struct {
			Table   string   `json:"table"`
			Columns []string `json:"columns"`
		}
		w.must(in.Decode(&head))
		if head.Table != "" {
			at = &dumped{columns: head.Columns}
			all[head.Table] = at
		}
	}
}

// values returns a column, as text.
func (d *dumped) values(name string) []string {
	at := slices.Index(d.columns, name)
	if at < 0 {
		panic("no column " + name)
	}
	var all []string
	for _, row := range d.rows {
		all = append(all, textOf(row[at]))
	}
	return all
}

// where returns the rows that have a value in a column.
func (d *dumped) where(column, value string) *dumped {
	out := &dumped{columns: d.columns}
	for i, v := range d.values(column) {
		if v == value {
			out.rows = append(out.rows, d.rows[i])
		}
	}
	return out
}

func textOf(v any) string {
	switch v := v.(type) {
	case json.Number:
		return v.String()
	case string:
		return v
	}
	return ""
}

// spearman is the rank correlation of two orders of the same things.
func spearman[A, B cmp.Ordered](a []A, b []B) float64 {
	if len(a) != len(b) || len(a) < 2 {
		return math.NaN()
	}
	x, y := ranks(a), ranks(b)
	mean := float64(len(a)-1) / 2
	var xy, xx, yy float64
	for i := range x {
		xy += (x[i] - mean) * (y[i] - mean)
		xx += (x[i] - mean) * (x[i] - mean)
		yy += (y[i] - mean) * (y[i] - mean)
	}
	if xx == 0 || yy == 0 {
		return 0 // all alike: tells nothing
	}
	return xy / math.Sqrt(xx*yy)
}

// ranks returns the place of each value, that of equal ones in the middle.
func ranks[T cmp.Ordered](values []T) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	out := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i
		for j+1 < len(order) && values[order[j+1]] == values[order[i]] {
			j++
		}
		for k := i; k <= j; k++ {
			out[order[k]] = float64(i+j) / 2
		}
		i = j + 1
	}
	return out
}

// The measure itself finds an order that is there, and none that is not.
func TestSpearmanFindsAnOrder(t *testing.T) {
	a, b, same := []int{}, []int{}, []int{}
	for i := range 1000 {
		a, b, same = append(a, i), append(b, i*7919%1009), append(same, 4)
	}
	if r := spearman(a, a); math.Abs(r-1) > 1e-9 {
		t.Errorf("an order with itself: %f", r)
	}
	if r := spearman(a, b); math.Abs(r) > 0.1 {
		t.Errorf("two unlike orders: %f", r)
	}
	if r := spearman(a, same); r != 0 {
		t.Errorf("with no order: %f", r)
	}
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, seed)) }
