// Package exchange reads and writes conversations in the files of the field:
// the export folders of Polis in all their variants, and Parley's own two
// additions to them, sides.csv and parley.json. docs/formats.md lists every
// header and every rule; this is the contract.
//
// [Read] takes a folder (an [fs.FS]) and returns a [Conversation]:
//
//	comments.csv            the statements
//	votes.csv               one row a vote, also those that a later one replaced
//	participant-votes.csv   who voted what in the end; also participants-votes.csv
//	summary.csv             topic, address, description, the sign of the votes
//	format.json             the sign of the votes
//	sides.csv               participant,side
//	parley.json             threshold, populations, order of sides, meta flags
//
// Each of them may be absent. Votes come from votes.csv where it exists, and
// from the matrix otherwise. Of the votes of one participant on one statement
// the latest counts, and of equally late ones the one further down the file.
// Votes are kept on the statements for which [Statement.Included] holds, which
// is the only filter there is.
//
// The same rows in another order give the same Conversation: statements and
// participants stand in the order of [CompareIDs], sides in the order that
// parley.json declares, and else by name. (Only where two votes carry the same
// time does the order of rows tell which is the later.)
//
// What cannot be understood is an [*Error], which names file, line, column and
// what was expected. What is left out on purpose is counted, by reason, in the
// [Report]. What is doubtful is a [Warning]: a code, worded where it is shown.
//
// [Write] makes the eight files of polis-export/1, sides.csv and parley.json.
// What it writes, Read reads back to the same Conversation.
//
// [ReadCase] reads a reference case: what published works say about a process,
// as issues, joint texts and recommendations.
//
// votes.csv is never held: a [opinion.Builder] is all that grows with it. It is
// read once, or twice where no comments.csv tells what there is to vote on.
package exchange
