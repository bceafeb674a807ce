// Package report decides what may be told, and shapes it for the reader.
//
// The opinion engine computes every figure of a dialogue; this package turns
// them into what one audience may see. Disclose is the one disclosure
// function: the result page, the terminal summary, the JSON and the exports
// are made from its Result, so that none of them can tell more than another.
//
// Step decides what of an open dialogue is shown from one look to the next, and
// WriteComments and WriteCommentGroups write a Result as tables.
//
// A joint report is composed by Compose from what a forum keeps into a Document,
// which is what every side approves: canonical JSON, all languages. Blocks sets
// it as one edition in one language, and Render writes the blocks as HTML,
// Markdown, PDF or DOCX. A rendering holds nothing that is not in the document,
// and of the document what is missing is said to be missing.
//
// It is pure: the same figures and the same audience give the same bytes.
package report
