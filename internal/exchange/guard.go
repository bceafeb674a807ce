package exchange

import "strings"

// A spreadsheet takes a cell that begins with = + - @ for a formula, and may
// run it. In the texts that we write an apostrophe stands before such cells,
// and before those that begin with apostrophes and then such a sign, so that
// one apostrophe can be taken away again without a doubt. parley.json says
// that a folder is written like this; texts of other folders are left alone.

// guard returns a text as it is written.
func guard(text string) string {
	if formula(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// unguard takes back what guard did.
func unguard(cell string) string {
	if strings.HasPrefix(cell, "'") && formula(strings.TrimLeft(cell, "'")) {
		return cell[1:]
	}
	return cell
}

// formula says whether a spreadsheet might take a text for a formula: also
// after a tab or line break, and with the wide forms of the four signs.
func formula(text string) bool {
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(text, sign) {
			return true
		}
	}
	return false
}
