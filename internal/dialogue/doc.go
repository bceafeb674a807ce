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
// A forum keeps issues. On each of them every side writes its perspective, claim by
// claim; when all are sealed they are exchanged, and each side responds to the
// claims of the others. Beside them stand joint texts and recommendations, and
// reports that are composed of all this:
//
//	in preparation ──(proposal "release", signed by every side)──▶ released
//	           │ ▲                                            │ ▲
//	  one side ▼ │ "resume_report", every side       one side ▼ │ "resume_release", every side
//	        stopped                                        hidden
//
// A side that has a key approves with a signature of it, over the hash of the
// act's bytes; what is published takes a key of every side. Whether a signature is
// valid its caller has checked (package record); which key counts, and for which
// bytes, is decided here. An approval with another key than today's is none, and
// an act names how often what it is about was stopped or taken back, a release also
// how often its report was, so that what was signed before cannot be played again.
//
// Words have translations. One of a side's own words is approved when a co-chair of
// the side writes the claim, the response, the reservation or the recommendation
// with it and ticks it (Writing.Approved); there is no other act. Until then, and
// again when a moderator changes the original or the translation, readers get the
// original. Joint words, titles and the parts of a report need no tick: consent
// covers every language of them, as does the approval of the whole report.
//
// Whoever changes something names the version that was shown; another one is a
// Conflict. Versions and identifiers that a form brings back are checked here, all
// else that a rule does not name as edited stays as it was.
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
