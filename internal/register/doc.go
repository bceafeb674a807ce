// Package register keeps what both sides keep together: one engine for every
// list of records that two sides fill, each in its own column, from treaty articles
// to the memory of thirty years of initiatives.
//
// A register is data. Its [Definition], a YAML file, says what its records hold:
// fields and their types, which of them are shared and which are a column for each
// side, who may read and who may change what, what is due when, what is computed,
// and how it is shown. A new mechanism is a new definition, not new code; what
// holds for all of them (parity, discretion, consent, versions, sources) is here.
//
//	a writer of a side ──Write──▶ pending ──(proposal, every side)──▶ kept
//	                                ▲                                 │ │
//	                                └───────────── Write ─────────────┘ │
//	                  one side's co-chair, at once:  Column, Narrow, ◀──┘
//	                                                 Reply, Withdraw
//
// What is shared binds every side: a new record, another value of a shared field
// and a wider circle of readers are pending until a co-chair of every side approved
// the same bytes ([Digest]). Until then everybody reads what was kept before. A
// column is its side's own words: only that side edits it, and it counts at once.
// What makes less visible works at once and alone. A register can say that one side
// is enough (approve: side): then its records have an owner and bind nobody else.
//
// Who sees what is one function, [Definition.Seen]: it returns the record as a
// viewer may have it, or none. All that is shown, counted, searched, drawn and
// exported is computed from what it returned and from nothing else, so that a hidden
// record leaves no trace (SAFETY.md C10). Readers fall into few classes ([Class]),
// each with its own [Catalogue].
//
// Nothing is smoothed: a figure without data has no value, what two sides say is
// never averaged, and an old version stays readable by those who could read it.
//
// Dates are of the precision that their source has, in the notation of EDTF (ISO
// 8601-2): "1988", "1988-05", "193X", "1988/1991", "1988/..". Text is in the
// language of whoever wrote it, with translations ([dialogue.Writing]).
package register
