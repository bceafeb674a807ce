// Package casedata holds the reference case: what five public works say about
// the Armenian-Azerbaijani civic process, extracted and worded by this project
// as records, and one dialogue made from them for `parley demo`.
//
// The records are twelve files; README.md describes each field and the rules
// by which they may be read, which bind whoever shows them:
//
//	works.json            the five works that every `source` points into
//	perspectives.json     what each side says about an issue, side by side
//	recommendations.json  what is asked of whom
//	terms.json            words that one side uses and the other does not hear the same
//	periods.json, initiatives.json, organisations.json, events.json,
//	cases.json, findings.json, indicators.json, discrepancies.json
//
// An empty place (a side that the works do not let speak) is meant to stay
// empty, and people are left out on purpose: do not fill in either.
//
// dialogue.json is the demonstration: a topic and statements that the
// organisers worded, each naming the claim or recommendation it comes from.
// Nobody said them, no side adopted them, and votes on them are simulated;
// whoever shows them says so.
//
// Licence and attribution: the files are part of Parley and under its licence
// (AGPL-3.0-or-later, see LICENSE). Facts come from the works in works.json,
// which belong to their authors and publishers; show the work with the record.
package casedata

import "embed"

// Files holds the records, their README.md and dialogue.json, all at the top
// level. It is passed on by the command; nothing else reads it from here.
//
//go:embed README.md *.json
var Files embed.FS
