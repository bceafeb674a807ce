package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// recordsOnPage is how many records a page of a register has.
const recordsOnPage = 25

// mostSearched is how many characters of a search count.
const mostSearched = 200

// recordMarks are what records can be chosen by besides fields.
var recordMarks = []string{"state", "origin", "side"}

// A recordQuery is what a reader of a register chose, as it stands in the address.
// The zero recordQuery is the register as it comes.
type recordQuery struct {
	Language string // as linked
	Words    string
	Filters  map[string][]string // by field, or ".state", ".origin", ".side"
	From, To string              // as they were typed
	Sort     string
	Page     int // from 1; 0 is the first page

	definition *register.Definition
}

// parseRecordQuery reads the choices of values. ok is false when one of them does
// not exist in the register. Days are checked where they are used: somebody types
// them.
func parseRecordQuery(values url.Values, d *register.Definition, sides []dialogue.Side, lang string) (q recordQuery, ok bool) {
	q = recordQuery{Language: lang, Words: values.Get("q"), From: strings.TrimSpace(values.Get("from")), To: strings.TrimSpace(values.Get("to")),
		Sort: values.Get("sort"), Filters: map[string][]string{}, definition: d}
	if r := []rune(q.Words); len(r) > mostSearched {
		q.Words = string(r[:mostSearched])
	}
	for name, chosen := range values {
		field, isField := strings.CutPrefix(name, "f.")
		if !isField {
			continue
		}
		f, there := d.Field(field)
		if !there || !f.Facet {
			return q, false
		}
		q.add(field, chosen)
		for _, value := range q.Filters[field] {
			if _, known := f.Option(value); !known && len(f.Options) > 0 {
				return q, false
			}
		}
	}
	for _, mark := range recordMarks {
		q.add("."+mark, values[mark])
		for _, value := range q.Filters["."+mark] {
			if !slices.Contains(markValues(mark, sides), value) {
				return q, false
			}
		}
	}
	if page := values.Get("page"); page != "" {
		n, err := strconv.Atoi(page)
		if err != nil || n < 1 {
			return q, false
		}
		q.Page = n
	}
	return q, isOneOf(q.Sort, sortsOf(d))
}

func (q recordQuery) add(field string, values []string) {
	for _, value := range values {
		if value != "" && !slices.Contains(q.Filters[field], value) {
			q.Filters[field] = append(q.Filters[field], value)
		}
	}
	slices.Sort(q.Filters[field])
}

// markValues are what a mark can be.
func markValues(mark string, sides []dialogue.Side) []string {
	switch mark {
	case "state":
		return []string{string(register.Kept), string(register.Draft), string(register.Withdrawn)}
	case "origin":
		return []string{register.FromCase, register.FromDialogue, register.FromImport, register.Simulated}
	}
	var all []string
	for _, s := range sides {
		all = append(all, string(s.ID))
	}
	return all
}

// sortsOf are the orders of a register's records, besides that of titles or words.
func sortsOf(d *register.Definition) []string {
	var all []string
	for _, f := range d.Fields {
		figure := f.Type == register.Computed && f.Compute.Register == "" && len(f.Options) == 0
		if f.Level == register.Public && !f.PerSide && (f.Type == register.DateType || f.Type == register.NumberType || f.Scale || figure) {
			all = append(all, f.Name, "-"+f.Name)
		}
	}
	return all
}

// narrowed reports whether anything was chosen but the order and the page.
func (q recordQuery) narrowed() bool { return q.Words != "" || q.filtered() }

// filtered reports whether anything was chosen but words, the order and the page.
func (q recordQuery) filtered() bool { return q.From != "" || q.To != "" || len(q.Filters) > 0 }

// String returns q as the end of an address, "?" included; "" for the zero
// recordQuery. The parts come in a fixed order.
func (q recordQuery) String() string {
	var parts []string
	add := func(name string, values ...string) {
		for _, value := range values {
			if value != "" {
				parts = append(parts, name+"="+url.QueryEscape(value))
			}
		}
	}
	add("lang", q.Language)
	add("q", q.Words)
	for _, f := range q.definition.Fields {
		add("f."+f.Name, q.Filters[f.Name]...)
	}
	for _, mark := range recordMarks {
		add(mark, q.Filters["."+mark]...)
	}
	add("from", q.From)
	add("to", q.To)
	add("sort", q.Sort)
	if q.Page > 1 {
		add("page", strconv.Itoa(q.Page))
	}
	if len(parts) == 0 {
		return ""
	}
	return "?" + strings.Join(parts, "&")
}

// at returns the address of a page of what q asks for; of the first for 1.
func (q recordQuery) at(page int) string {
	q.Page = page
	return registerPath(q.definition.Name, "") + q.String()
}

// query returns q as the node is asked, or why what was typed is no date.
func (q recordQuery) query(l dialogue.Language) (register.Query, error) {
	out := register.Query{Words: q.Words, Filters: q.Filters, Sort: q.Sort, Language: l, Page: max(0, q.Page-1), Size: recordsOnPage}
	var err error
	if q.From != "" {
		out.From, err = register.ParseDate(q.From)
	}
	if q.To != "" && err == nil {
		out.To, err = register.ParseDate(q.To)
	}
	return out, err
}
