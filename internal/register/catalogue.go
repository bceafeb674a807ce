package register

import "parley/internal/dialogue"

// A Query is what a reader asks of a register.
type Query struct {
	Words    string              // searched for; every word must be there, the last of three letters or more at least begun
	Filters  map[string][]string // by facet field, and ".state", ".origin", ".side": records that have one of the values of each
	From     Date                // records whose dates reach into [From, To]; "" leaves that end open
	To       Date
	Sort     string // a field: its date, number, choice or title; "" sorts by title, where words are searched for as [Catalogue.Find] says. "-" before it turns the order around
	Language dialogue.Language
	Page     int // from 0
	Size     int // records on a page, 1 to MostOnPage
}

// MostOnPage is how many records a page can have.
const MostOnPage = 200

// Found is the answer to a Query.
type Found struct {
	Total  int // records that match
	IDs    []ID
	Facets []Facet // of the fields that filter, in the order of the definition
}

// A Facet is a field with how many of the records that match the rest of the
// query, all but its own filter, have each value.
type Facet struct {
	Field  string
	Counts []ValueCount
}

// A ValueCount is a value and how many records have it.
type ValueCount struct {
	Value string // of an option, or the key of a linked record
	N     int
}

// A Title is what a record is called where others link to it.
type Title struct {
	Register Name
	ID       ID
	Key      string
	Words    dialogue.Writing
}
