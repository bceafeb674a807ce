// Package parley is the map of the source; it holds no code of its own.
//
// What people do comes in at the top, and what may be told about it goes out
// there again. What the data does is what the picture shows; an arrow never
// points up:
//
//	cmd/parley                 flags, files, wiring
//	  ├──▶ web                 pages; decides nothing
//	  │     ├──▶ node          one method for each thing that people do
//	  │     │     ├──▶ store   SQLite and PostgreSQL
//	  │     │     ├──▶ dialogue   the rules of procedure                 pure
//	  │     │     ├──▶ exchange   what other tools read and write        pure
//	  │     │     ├──▶ register   what both sides keep together          pure
//	  │     │     ├──▶ language   what words do, in every language       pure
//	  │     │     ├──▶ report     what may be told, and to whom          pure
//	  │     │     ├──▶ record     what was told, for good                pure
//	  │     │     └──▶ opinion    what the votes show                    pure
//	  │     └──▶ locale        messages by key and language              pure
//	  ├──▶ peer                the other side's witness, both ways
//	  ├──▶ casedata            the reference case, embedded              pure
//	  └──▶ registers           definitions of registers, embedded        pure
//	every room of ours
//	  └──▶ fault               errors that a person can act on           pure
//	tests
//	  ├──▶ web/webtest         a real browser, to look at the pages with
//	  ├──▶ store/storetest     what store promises, on both databases
//	  └──▶ store/pgtest        a PostgreSQL of the tests' own
//
// A pure package reads no clock, disk, network or random source of its own:
// readers, times and seeds are arguments. opinion imports nothing of ours; it
// knows rows, columns and small numbers for the sides, and never who anyone is.
//
// arch_test.go states the same as a table and holds the source to it.
package parley
