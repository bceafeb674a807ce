// Package peer lets a node and the witnesses of its record speak to each other
// over HTTP, as C2SP tlog-witness and tlog-tiles describe it.
//
// A node hands a witness its newest checkpoint ([Ask]):
//
//	POST <witness>/add-checkpoint
//
//	old 7                                           what the witness last cosigned
//	PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=    the proof that the record only grew since
//
//	parley-0d3v8r2n4q6s8xk1                         the checkpoint, a signed note
//	9
//	CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//	— parley-0d3v8r2n4q6s8xk1 Az3grlgtzPICa5OS…
//
// and a [Witness] answers
//
//	200  its cosignature lines. The checkpoint was on disk before they left.
//	400  the request cannot be read
//	403  the record did not sign the checkpoint
//	404  it is a checkpoint of another record
//	409  it last cosigned another size, which the body tells (text/x.tlog.size);
//	     or another root of the same size, which is an alarm: then the body is a
//	     checkpoint
//	413  the request is too long
//	422  the proof does not show that the record goes on from what it last
//	     cosigned, which the body tells. That is no alarm: anybody can send a true
//	     checkpoint with a false proof
//	500  it could not keep the checkpoint: nothing was cosigned
//
// A [Monitor] follows a node the other way round: it fetches the checkpoint and
// the entries that are new, checks that the record that it has only grew, and
// keeps the entries, so that those which a node lost are not lost (RULINGS R19).
// It computes the root itself, so that it can tell where a proof cannot. It takes
// no more than [Round] entries at a look, each lot shown with the tiles of hashes
// to be of the record that the node signed, and follows no record of more than
// [MostEntries].
// Bringing them back to the node is not done here.
//
// Nothing here knows or notes who asks. Clocks, keys, clients with their
// timeouts and what keeps things on disk are arguments.
package peer
