// Package dialogue holds the rules of procedure: who may do and see what, and
// when.
//
// A node is shared by two sides or more. Each side has a steward, who vets its
// people and keeps its keys, co-chairs and moderators. Co-chairs of every side
// hold a forum, and in it dialogues. In a dialogue participants of each side,
// let in by a code, put statements forward and vote on everybody's.
//
//	preparing ──(proposal "open", every side)──▶ open ──(its last day passes)──▶ closed
//	                                              │ ▲
//	                              one side pauses ▼ │ proposal "resume", every side
//	                                             paused
//
// What binds every side is a proposal: exact bytes, approved by their hash by
// a co-chair of each side, and enacted in the same transaction as the last
// approval. What makes less visible, such as a pause or taking one's own votes
// back, works at once and alone.
//
// A rule is a function or method that takes values and returns a new value or
// a [fault.Fault]. Rules read no clock, disk, network or random source; days,
// random bytes and fresh identifiers are arguments. What happens in the order
// of days is stored in days: nothing here knows an hour.
//
// Named and protected dialogues differ in what is shown and where codes are
// made, never in what is kept of a participant: a row with a random number, a
// side and what is needed to let the same person in again. No column refers
// from a participant or a statement to an account.
package dialogue
