package web

import (
	"net/url"
	"slices"
	"strconv"

	"parley/internal/report"
)

// A query is what the reader chose, as it stands in the address. The zero
// query is the result page as it comes.
type query struct {
	Language string // as linked; "" leaves it to the browser
	Edition  string // a side, or "" for the neutral edition
	Reading  string // common_ground, divide, open, mixed
	Author   string // a side
	Group    string // an opinion group: statements typical of it
	Sort     string // certainty, votes, number
	Page     int    // from 1; 0 is the first page

	base string // where the result is on the site; "" at its root
}

// readings are the readings as a filter names them; common ground is one
// choice, whether agreed or rejected.
var readings = []string{"common_ground", "divide", "open", "mixed"}

var sorts = []string{"certainty", "votes", "number"}

// parseQuery reads the choices of values. ok is false when one of them does
// not exist in r; a language that we do not have counts as none.
func parseQuery(values url.Values, r *report.Result) (q query, ok bool) {
	q = query{
		Language: values.Get("lang"),
		Edition:  values.Get("edition"),
		Reading:  values.Get("reading"),
		Author:   values.Get("author"),
		Group:    values.Get("group"),
		Sort:     values.Get("sort"),
	}
	if page := values.Get("page"); page != "" {
		n, err := strconv.Atoi(page)
		if err != nil || n < 1 || n > len(r.Statements)+1 {
			return q, false
		}
		q.Page = n
	}
	ok = isOneOf(q.Edition, editions(r)) && isOneOf(q.Reading, readings) && isOneOf(q.Sort, sorts) &&
		isOneOf(q.Author, authors(r)) && isOneOf(q.Group, letters(r))
	return q, ok
}

// isOneOf reports whether nothing was chosen, or one of choices.
func isOneOf(choice string, choices []string) bool {
	return choice == "" || slices.Contains(choices, choice)
}

// lists reports whether q asks for a list of statements instead of the whole
// result.
func (q query) lists() bool {
	return q.Reading != "" || q.Author != "" || q.Group != "" || q.Sort != "" || q.Page != 0
}

// plain returns q without filters, order and page: what other pages keep.
func (q query) plain() query { return query{Language: q.Language, Edition: q.Edition, base: q.base} }

// String returns q as the end of an address, "?" included; "" for the zero
// query. The parts come in a fixed order.
func (q query) String() string {
	end := ""
	add := func(name, value string) {
		if value == "" {
			return
		}
		if end == "" {
			end = "?"
		} else {
			end += "&"
		}
		end += name + "=" + url.QueryEscape(value)
	}
	add("lang", q.Language)
	add("edition", q.Edition)
	add("reading", q.Reading)
	add("author", q.Author)
	add("group", q.Group)
	add("sort", q.Sort)
	if q.Page > 1 {
		add("page", strconv.Itoa(q.Page))
	}
	return end
}

// at returns the address of a path of the result with the choices of q.
func (q query) at(path string) string {
	if path == "/" && q.base != "" {
		path = ""
	}
	return q.base + path + q.String()
}

// editions lists the sides that an edition can put first.
func editions(r *report.Result) []string {
	if kindOf(r) != sides || len(r.SideOrder) < 2 {
		return nil
	}
	return r.SideOrder
}

// authors lists the sides that wrote statements: in the order of the sides,
// then others as they occur.
func authors(r *report.Result) []string {
	var all []string
	wrote := map[string]bool{}
	for _, s := range r.Statements {
		wrote[s.Author] = true
	}
	for _, side := range r.SideOrder {
		if wrote[side] && side != "" {
			all = append(all, side)
		}
	}
	for _, s := range r.Statements {
		if s.Author != "" && !slices.Contains(all, s.Author) {
			all = append(all, s.Author)
		}
	}
	return all
}
