// Package store keeps what package dialogue decided, in SQLite or PostgreSQL.
// It decides nothing.
//
// # Writing
//
// A method that writes is one transaction: all of it is there when the method
// returns nil, and none of it when it returns an error. What it wrote is on disk
// by then (SQLite synchronous=FULL, PostgreSQL synchronous_commit and fsync;
// both are read back when the database is opened).
//
// A write that rests on a dialogue names the dialogue's version, and changes
// nothing and returns [ErrStale] when the version has moved (RULINGS R21). The
// use case then reads and decides anew.
//
// SQLite has one writer. Writes that wait for it share one commit, each under a
// savepoint of its own, so one that fails takes no other with it; when the
// commit fails, all of them get the error. In PostgreSQL votes share commits in
// the same way, and so do entries of the record that go with no other change;
// any number of processes may write to one database.
//
// # The record
//
// Entries of the record (package record) are appended in the transaction of the
// change that they tell of: [Change] and [ForumChange] take them along. An act
// that is enacted names the keys on which it rests, and is stale when they have
// changed. A forum has a version of its own, as a dialogue has, which covers all
// that it keeps.
//
// # Order at rest
//
// Nothing that is kept of participants says when it came (RULINGS R22, SAFETY
// C4): there is no time, no sequence and no number that was not drawn at random,
// and rows lie in the order of their keys. What a database adds of its own
// (where on a page SQLite put a row first, PostgreSQL's transaction numbers and
// old rows, copies of what was moved or deleted) is erased by [DB.Rewrite], not
// before: so are the salt and the papers of what is redacted. The record lies in
// the order of its entries, which is public and what it is for. No column of participants, codes, statements and votes refers to an
// account, and none of codes or statements to a participant.
//
// There are no foreign keys: locks on the dialogue's row for each vote would
// cost more than they show. What must not be without something else is removed
// in the same transaction.
//
// # Classes
//
// Every column carries its data class (SAFETY C1) in the migration that makes
// it; [Columns] lists them. There is one text of SQL for both databases; what
// differs stands in dialect.go, and in two sets of migrations that say the same.
package store
