package language

import "strings"

// armenianSuffixes are what a noun takes, from its end, each slot at most once.
var armenianSuffixes = [][]string{
	{"ը", "ն", "ս", "դ"},     // the, my, your
	{"ից", "ով", "ում", "ի"}, // cases
	{"ներ", "եր"},            // many
}

const armenianVowels = "աեէըիոօ" // ու is ո with a letter after it

// armenianStems returns what is left of a folded word without its suffixes, in every
// possible reading, with the word itself.
func armenianStems(text string) []string {
	stems := suffixed(text, armenianSuffixes, armenianVowels)
	for _, stem := range stems { // with and without an article
		for _, ending := range []string{"ության", "ությամբ"} {
			if root, ok := strings.CutSuffix(stem, ending); ok && root != "" {
				return append(stems, root+"ություն")
			}
		}
	}
	return stems
}
