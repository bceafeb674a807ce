package main

import "testing"

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"Հայերեն, azərbaycanca,\n\tрусский – “en”": "Հայերեն, azərbaycanca,\n\tрусский – “en”",
		"a\x1b[2J\x1b]0;title\x07b":                "a\uFFFD[2J\uFFFD]0;title\uFFFDb",
		"one\rtwo\x08\x7f":                         "one\uFFFDtwo\uFFFD\uFFFD",
		"\u009b31m\u202eabc\u2066\ufeff":           "\uFFFD31m\uFFFDabc\uFFFD\uFFFD",
		"\u2028\u2029\xff\xfe\U000E0041":           "\uFFFD\uFFFD\uFFFD\uFFFD",
		"नेपाल\u200d":                              "नेपाल\u200d",
	} {
		if got := plain(in); got != want {
			t.Errorf("%q becomes %q and not %q", in, got, want)
		}
	}
	if got := plainLine(" a\n\tb "); got != "a b" {
		t.Errorf("a line is %q", got)
	}
}
