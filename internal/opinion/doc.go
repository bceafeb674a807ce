// Package opinion turns votes into an opinion map: where participants stand,
// which opinion groups there are, and what every statement means across the
// sides.
//
//	b := opinion.NewBuilder()
//	b.Add(participant, statement, opinion.Agree, at) // in any order, with repetitions
//	votes := b.Votes(columns, len(texts))            // the latest of each, on the statements that count
//	m, err := opinion.New(opinion.Input{Votes: votes, Side: side, Sides: 2}, opinion.Options{})
//
// # What it is given
//
// n participants × m statements, sparse: a vote is agree (+1), pass (0) or
// disagree (-1), or there is none, which is not a pass. Of each participant a
// side, as a small number, or none; of each side, if known, how many people
// could vote. The engine never learns who anyone is: callers number
// participants and statements, and keep the key.
//
// # What it promises
//
//   - Pure: no clock, no input or output, no global randomness. Where a method
//     needs chance it uses fixed numbers; Tally.Next is passed its own.
//   - Reproducible: a Map depends on the votes, sides and rooms alone, to the
//     last bit. Rows are put into an order that depends on what they hold, sums
//     over rows are taken block by block and added up in order, and every
//     product that is added to something is rounded first, so that no processor
//     fuses the two. Callers may number participants as they like, list them in
//     any order, and use any number of cores. With Options.Previous the
//     components and positions may differ from those without it by 1e-9 (Polis)
//     or 1e-4 (Factor) of the largest position.
//   - Sparse: votes take two bytes each and are never densified or imputed. A
//     map allocates nothing per vote.
//   - No side's size matters: nothing adds votes across sides but the total
//     that is shown.
//   - Missing data: a participant or statement without votes has no influence
//     and no position. Nothing here is ever NaN or infinite.
//
// New panics only where an argument contradicts its documentation; that more
// people voted than could is a RoomError.
//
// # The parts
//
//	Builder, Votes    the latest votes as a sparse matrix
//	New, Map          projection (Factor, Polis), groups, readings
//	Tally             the readings, kept up to date vote by vote; what to show next
//	Simulate          conversations made up, with the truth behind them
//
// docs/opinion.md goes through the formulas, their sources, their limits, and
// what was measured.
package opinion
