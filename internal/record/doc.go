// Package record defines the public record of a node: what every side approved,
// when, and that nobody can change it afterwards without being seen.
//
// The record is a Merkle tree (RFC 6962) over entries. An entry is one line of
// JSON, its members in the order of their names:
//
//	{"count":2,"day":"2026-11-25","kind":"report-approved","prev":"","quorum":["armenia","azerbaijan"],"subject":"<64 hex>","v":1}
//
// subject is SHA-256(salt ‖ content) with a random salt of 32 bytes, so the
// entry tells nothing of what it is about to those who were not given the salt.
// prev is the subject of an entry that it follows on, or empty. No entry names a
// person, holds a text that somebody wrote, or a time of day; Open makes none
// that could.
//
// How large the record is, and its root, stand in a checkpoint (C2SP
// tlog-checkpoint) that the node signs. The witness of each side adds its
// cosignature (C2SP tlog-cosignature, cosignature/v1) once it has seen that the
// record only grew: WitnessState.Advance. Two checkpoints of one size with
// different roots are a ForkError, which is an alarm; a proof that does not hold
// is a ProofError, which is none. No line under a checkpoint takes the place of
// another: that counts which holds under the key of its side.
//
//	parley-0123456789abcdef                            origin: the name of the record's key
//	42                                                 size: how many entries
//	CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=       root of the tree
//
//	— parley-0123456789abcdef …                        the node's signature
//	— witness.armenia.example …                        cosignatures
//	— witness.azerbaijan.example …
//
// A side approves exact bytes with a note (C2SP signed-note) under its own key,
// named by the side:
//
//	parley-approval/1
//	side: azerbaijan
//	hash: <SHA-256 of the bytes of the act, 64 hex>
//	how: offline                                       or node-held
//	day: 2026-11-25
//
//	— azerbaijan …
//
// A Bundle holds all that is needed to check a release with no network: act,
// document, approvals, entry, salt, proof (C2SP tlog-proof). Verify checks it
// under keys from a trust file, which each side writes itself from fingerprints
// that the other published; the keys in the bundle are not needed then. Without one it can say only that everything fits
// together: whoever forges all of it also makes keys for it.
//
// Tile serves the record to other programs (C2SP tlog-tiles).
//
// What a parser here reads prints back to the same bytes, or is refused; a trust
// file, which people write, is the exception. docs/record.md says all of it at
// such length that another verifier can be written.
//
// The package is pure: it fetches, stores and sends nothing, and time and random
// bytes are arguments. It does not decide who may approve: package dialogue
// does, and callers check that a note is under the key that counts on that day.
package record
