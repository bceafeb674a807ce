// Package web shows the result of a dialogue to people, as HTML made on the
// server.
//
// The whole site is the table in Handler: the result page, one page for each
// statement, the method, one stylesheet. WriteFile writes the same result as a
// single file that stands alone. Both are made from one report.Result, which
// holds only what its reader may see; this package decides nothing about that
// and computes nothing but percentages, orders and widths.
//
// What it promises:
//
//   - No script, no cookie, no style attribute, nothing from another host; the
//     headers of SAFETY.md C3 on every answer, errors included.
//   - Every word from package locale, in the language of the link (?lang=) or
//     of the browser; statements stay in the language they were written in.
//   - What a reader chooses stands in the address: language, edition, filters,
//     order, page. An address that means nothing is answered with 404.
//   - A number that is nil is said to be withheld, in words; it is never drawn
//     and never zero.
//   - The neutral edition changes from section to section which side is named
//     first; the edition of a side (?edition=) names that side first everywhere.
package web
