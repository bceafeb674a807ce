// Package parley is the map of the source; it holds no code of its own.
//
// Votes come in at the top, and what may be told about them goes out there
// again. What the data does is what the picture shows; an arrow never points
// up:
//
//	cmd/parley            flags, files, wiring
//	  ├──▶ web            the pages that a reader sees
//	  │     ├──▶ locale   messages by key and language             pure
//	  │     └──▶ report   what may be told, and to whom            pure
//	  │           └──▶ opinion   what the votes show               pure
//	  ├──▶ exchange       what other tools read and write          pure
//	  │     └──▶ opinion
//	  └──▶ casedata       the reference case, embedded             pure
//	tests of web and cmd/parley
//	  └──▶ web/webtest    a real browser, to look at the pages with
//
// A pure package reads no clock, disk, network or random source of its own:
// readers, times and seeds are arguments. opinion imports nothing of ours; it
// knows rows, columns and small numbers for the sides, and never who anyone is.
//
// arch_test.go states the same as a table and holds the source to it. Later
// rooms of the stack (dialogue, record, store, peer, node) are described in
// docs/architecture.md and appear here with their first content.
package parley
