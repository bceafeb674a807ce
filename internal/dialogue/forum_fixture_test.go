package dialogue

import (
	"crypto/sha256"
	"fmt"
	"slices"
)

// said is a writing in one language.
func said(l Language, text string) Writing { return Writing{Original: l, Text: Text{l: text}} }

// inEvery is a writing in every language, written in Russian.
func inEvery(text string) Writing { return Writing{Original: "ru", Text: inAll(text)} }

// keyText is a public key as its text reads, of a side; nobody holds the secret.
func keyText(side SideID, n int) string {
	return fmt.Sprintf("%s+%08x+simulated%d%s", side, n, n, side)
}

// keysOf are first keys of sides.
func keysOf(sides ...SideID) []Key {
	var all []Key
	for _, s := range sides {
		all = append(all, Key{Side: s, Public: keyText(s, 1), From: today - 9})
	}
	return all
}

// readyReport is a report of forum 5 that can be released.
func readyReport() Report {
	r := Report{ID: 41, Forum: 5, Version: 1, Number: 1, Parts: map[Part]Writing{PartTitle: inEvery("Water")}}
	for _, line := range Lines() {
		r.Parts[line] = inEvery("Said for the test.")
	}
	return r
}

// releasing is what the release of a report rests on.
func releasing(r Report, sides ...SideID) ForumBasis {
	return ForumBasis{Today: today, Forum: 5, Sides: sides, Keys: keysOf(sides...), Report: &r,
		Document: sha256.Sum256([]byte("water")), Files: []File{{"neutral.hy.html", "aa"}, {"azerbaijan.az.pdf", "bb"}},
		Votes: []VotesDigest{{FormatID(ID(77)), "cc"}}}
}

// officesOf are the co-chairs of sides.
func officesOf(sides ...SideID) []Office { return chairsOf(preparing(sides...)) }

// signed is a signature by the first key of a side.
func signed(side SideID, p Proposal) Signed {
	return Signed{Key: keyText(side, 1), Hash: p.Hash(), Note: []byte("note of " + side)}
}

// shared is an issue of sides without a word yet.
func shared(sides ...SideID) Issue {
	i, err := MakeIssue(chair(sides[0]), 5, sides, said("az", "Su"), nil)
	if err != nil {
		panic(err)
	}
	i.ID = 3
	return i
}

// claim is a claim of a delegation.
func claim(id ClaimID, l Language, words string) Claim {
	return Claim{ID: id, Holder: Delegation, Words: said(l, words)}
}

// exchanged is an issue on which each side has made one claim, numbered in the
// order of sides, and all are exchanged.
func exchanged(sides ...SideID) Issue {
	i := shared(sides...)
	for n, s := range sides {
		i = must(i.WriteClaim(chair(s), claim(ClaimID(n+1), "en", "The road is closed."), today))
	}
	for _, s := range slices.Backward(sides) {
		i = must(i.Seal(chair(s), today))
	}
	return i
}

// must returns what a rule allows.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
