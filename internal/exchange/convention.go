package exchange

import (
	"strconv"
	"strings"
)

// The format that Write writes and the sign of the votes in it.
const (
	exportFormat     = "polis-export/1"
	exportConvention = "agree=+1;disagree=-1;pass=0;format=" + exportFormat
)

const wantConvention = "agree=+1;disagree=-1;pass=0 or agree=-1;disagree=+1;pass=0, with format=" + exportFormat + " or no format"

// A sign is the number that stands for agree: 1, -1, or 0 when nothing was
// declared.
type sign int8

// parseConvention reads a declaration such as
//
//	agree=+1;disagree=-1;pass=0;format=polis-export/1
//
// in which the parts may stand in any order. Any but the two that
// wantConvention names is refused.
func parseConvention(text string) (agree sign, ok bool) {
	value := map[string]string{}
	for part := range strings.SplitSeq(text, ";") {
		key, v, found := strings.Cut(part, "=")
		key = strings.TrimSpace(key)
		if _, twice := value[key]; !found || twice {
			return 0, false
		}
		value[key] = strings.TrimSpace(v)
	}
	if format, given := value["format"]; given && format != exportFormat {
		return 0, false
	}
	delete(value, "format")
	if len(value) != 3 {
		return 0, false
	}
	return signOf(number(value["agree"]), number(value["disagree"]), number(value["pass"]))
}

const noNumber = 99

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return noNumber
	}
	return n
}

// signOf checks that three numbers are one of the two conventions.
func signOf(agree, disagree, pass int) (sign, bool) {
	if pass == 0 && disagree == -agree && (agree == 1 || agree == -1) {
		return sign(agree), true
	}
	return 0, false
}

// declare notes what a file says about the sign. Two files that contradict
// each other are refused.
func (r *reader) declare(s sign, file string, line int64) error {
	if r.declared != 0 && r.declared != s {
		return &Error{File: file, Line: line, Name: "vote-convention", Want: "the same vote convention as in " + r.declaredBy}
	}
	r.declared, r.declaredBy = s, file
	return nil
}

// factor returns what to multiply the numbers of the files with, so that
// agree becomes 1, and warns of what is not as usual.
func (r *reader) factor() sign {
	switch {
	case r.opt.Flip && r.declared == 1:
		r.warn("sign_flipped_against_declaration", "file", r.declaredBy)
		return -1
	case r.opt.Flip:
		r.warn("sign_flipped", "by", "user")
		return -1
	case r.declared == -1:
		r.warn("sign_flipped", "by", r.declaredBy)
		return -1
	}
	return 1
}
