package register

import (
	"bytes"
	"cmp"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	textlanguage "golang.org/x/text/language"

	"parley/internal/dialogue"
	"parley/internal/language"
)

// A pile finds records by looking through all of them, as the words of the contract
// have it. It is what a Catalogue is held against.
type pile struct {
	d       *Definition
	records map[ID]Record
	tokens  map[ID][2][]string // of the title, and of everything
}

func (p pile) put(r Record) {
	title, rest := p.readable(r)
	titles := language.Tokens(strings.Join(title, " "))
	p.records[r.ID], p.tokens[r.ID] = r, [2][]string{titles, append(language.Tokens(strings.Join(rest, " ")), titles...)}
}

// readable returns the texts of a record, those of its title first.
func (p pile) readable(r Record) (title, rest []string) {
	in := func(w dialogue.Writing) (texts []string) {
		for _, l := range dialogue.Languages() {
			if text, is, _ := w.In(l); is == l {
				texts = append(texts, text)
			}
		}
		return texts
	}
	values := []map[string]Value{r.Values}
	if r.State == Draft {
		values[0] = r.Pending.Values
	}
	for _, w := range values[0]["name"].Texts {
		title = append(title, in(w)...)
	}
	for _, column := range r.Columns {
		values = append(values, column)
	}
	rest = append(rest, r.Key)
	for _, held := range values {
		for name, v := range held {
			f, _ := p.d.Field(name)
			for _, w := range v.Texts {
				rest = append(rest, in(w)...)
			}
			for _, e := range v.Evidence {
				rest = append(rest, in(e.What)...)
			}
			for _, choice := range v.Choices {
				if o, ok := f.Option(choice); ok {
					rest = append(rest, o.Label["hy"], o.Label["az"], o.Label["ru"], o.Label["en"])
				}
			}
		}
	}
	for _, reply := range r.Replies {
		rest = append(rest, in(reply.Words)...)
	}
	for _, s := range r.Sources {
		rest = append(rest, s.Work, s.Section)
	}
	return title, rest
}

// holds returns what a record has of the words of a query.
func (p pile) holds(r Record, words []language.Word) uint8 {
	every := func(tokens []string) bool {
		for i, w := range words {
			if !slices.ContainsFunc(tokens, func(token string) bool {
				return slices.Contains(w.Spelled, token) || slices.Contains(w.Stems, token) ||
					i == len(words)-1 && slices.ContainsFunc(w.Spelled, func(s string) bool {
						return len([]rune(s)) >= 3 && strings.HasPrefix(token, s)
					})
			}) {
				return false
			}
		}
		return true
	}
	switch {
	case every(p.tokens[r.ID][0]):
		return inTitle
	case every(p.tokens[r.ID][1]):
		return within
	}
	return absent
}

// chosen returns what a record has in a field, each value once.
func (p pile) chosen(r Record, name string) []string {
	switch name {
	case ".state":
		return []string{string(r.State)}
	case ".origin":
		return []string{r.Origin}
	}
	values := []map[string]Value{r.Values}
	if r.State == Draft {
		values[0] = r.Pending.Values
	}
	for _, column := range r.Columns {
		values = append(values, column)
	}
	var all []string
	for _, held := range values {
		all = append(all, held[name].Choices...)
		for _, link := range held[name].Links {
			all = append(all, link.Key)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// passes reports whether a record has what a query asks for besides its words.
func (p pile) passes(r Record, q Query, except string) bool {
	for name, values := range q.Filters {
		if name != except && !slices.ContainsFunc(p.chosen(r, name), func(v string) bool { return slices.Contains(values, v) }) {
			return false
		}
	}
	if q.From == "" && q.To == "" {
		return true
	}
	from, to := math.MinInt32, math.MaxInt32
	if q.From != "" {
		from, _, _ = q.From.Span()
	}
	if q.To != "" {
		_, to, _ = q.To.Span()
	}
	meets := func(first, last int) bool { return first <= to && from <= last }
	values := r.Values
	if r.State == Draft {
		values = r.Pending.Values
	}
	startFirst, startLast, begins := values["start"].Date.Span()
	endFirst, endLast, ends := values["end"].Date.Span()
	switch {
	case begins && ends:
		return meets(min(startFirst, endFirst), max(startLast, endLast))
	case begins:
		return meets(startFirst, startLast)
	case ends:
		return meets(endFirst, endLast)
	}
	first, last, ok := values["published"].Date.Span()
	return ok && meets(first, last)
}

func (p pile) find(q Query) Found {
	var out Found
	words, held := language.Words(q.Words), map[ID]uint8{}
	var all, having []Record
	for _, r := range p.records {
		held[r.ID] = within
		if len(words) > 0 {
			held[r.ID] = p.holds(r, words)
		}
		if held[r.ID] == absent {
			continue
		}
		having = append(having, r)
		if p.passes(r, q, "") {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, p.order(q, held))
	out.Total = len(all)
	for i, r := range all {
		if i >= q.Page*q.Size && i < (q.Page+1)*q.Size {
			out.IDs = append(out.IDs, r.ID)
		}
	}
	for _, f := range p.d.Fields {
		if !f.Facet {
			continue
		}
		n := map[string]int{}
		for _, r := range having {
			if p.passes(r, q, f.Name) {
				for _, value := range p.chosen(r, f.Name) {
					n[value]++
				}
			}
		}
		for _, value := range q.Filters[f.Name] {
			n[value] += 0
		}
		facet := Facet{Field: f.Name}
		for value, count := range n {
			facet.Counts = append(facet.Counts, ValueCount{value, count})
		}
		slices.SortFunc(facet.Counts, func(a, b ValueCount) int {
			return cmp.Or(cmp.Compare(p.place(f, a.Value), p.place(f, b.Value)), strings.Compare(a.Value, b.Value))
		})
		out.Facets = append(out.Facets, facet)
	}
	return out
}

// place returns where an option stands; 100 for what is none.
func (p pile) place(f Field, value string) float64 {
	if f.Name == "agreed" {
		f, _ = p.d.Field("state")
	}
	for i, o := range f.Options {
		if o.Value == value {
			return float64(i)
		}
	}
	return 100
}

func (p pile) order(q Query, held map[ID]uint8) func(a, b Record) int {
	collator, buffer := collate.New(textlanguage.MustParse(string(q.Language)), collate.Numeric), collate.Buffer{}
	titles := map[ID][]byte{}
	for id, r := range p.records {
		values := r.Values
		if r.State == Draft {
			values = r.Pending.Values
		}
		title, _, _ := values["name"].Texts[0].In(q.Language)
		titles[id] = collator.KeyFromString(&buffer, title)
	}
	byTitle := func(a, b Record) int {
		return cmp.Or(bytes.Compare(titles[a.ID], titles[b.ID]), strings.Compare(a.Key, b.Key))
	}
	field, backwards := strings.CutPrefix(q.Sort, "-")
	sign := 1
	if backwards {
		sign = -1
	}
	if q.Sort == "" && len(language.Words(q.Words)) > 0 {
		return func(a, b Record) int {
			return cmp.Or(cmp.Compare(held[b.ID], held[a.ID]), cmp.Compare(b.Changed, a.Changed), strings.Compare(a.Key, b.Key))
		}
	}
	if !slices.Contains([]string{"start", "people", "track", "state", "agreed"}, field) {
		return func(a, b Record) int { return sign * byTitle(a, b) }
	}
	return func(a, b Record) int {
		x, hasX := p.figure(a, field)
		y, hasY := p.figure(b, field)
		switch {
		case hasX && !hasY:
			return -1
		case hasY && !hasX:
			return 1
		}
		return cmp.Or(sign*cmp.Compare(x, y), byTitle(a, b))
	}
}

func (p pile) figure(r Record, name string) (float64, bool) {
	values := r.Values
	if r.State == Draft {
		values = r.Pending.Values
	}
	if first, _, ok := values[name].Date.Span(); ok {
		return float64(first), true
	}
	if n := values[name].Number; n != nil {
		figure, _ := n.Lower.Rat().Float64()
		return figure, true
	}
	f, _ := p.d.Field(name)
	least, ok := math.Inf(1), false
	for _, value := range p.chosen(r, name) {
		least, ok = min(least, p.place(f, value)), true
	}
	return least, ok
}

func TestCatalogueFindsWhatLookingThroughAllFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	p := pile{meetings(), map[ID]Record{}, map[ID][2][]string{}}
	c := NewCatalogue(p.d)
	asked := 0
	for step := range 4000 {
		most := 40 + 60*(step/1000)
		id := ID(1 + random.IntN(most))
		switch random.IntN(6) {
		case 0:
			c.Remove(id)
			delete(p.records, id)
		case 1, 2, 3:
			r := someRecord(random, id)
			c.Put(r)
			p.put(r)
		default:
			q := someQuery(random)
			asked++
			if got, want := c.Find(q), p.find(q); !reflect.DeepEqual(got, want) {
				t.Fatalf("step %d, of %d records, %+v:\n%+v\nwant\n%+v", step, len(p.records), q, got, want)
			}
			q = Query{Words: q.Words, Size: MostOnPage, Language: q.Language}
			if got, want := c.Search(q.Words, MostOnPage), p.find(q).IDs; len(language.Words(q.Words)) > 0 && !slices.Equal(got, want) {
				t.Fatalf("step %d: Search(%q): %v, want %v", step, q.Words, got, want)
			}
		}
		if c.Len() != len(p.records) {
			t.Fatalf("step %d: %d records, want %d", step, c.Len(), len(p.records))
		}
		linked := "organisation-2"
		var want []ID
		for id, r := range p.records {
			if slices.Contains(p.chosen(r, "partners"), linked) {
				want = append(want, id)
			}
		}
		if slices.Sort(want); !slices.Equal(c.Linked("partners", linked), want) {
			t.Fatalf("step %d: Linked: %v, want %v", step, c.Linked("partners", linked), want)
		}
	}
	t.Logf("%d queries", asked)
}
