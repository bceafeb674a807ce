package register

import (
	"errors"
	"strings"
	"testing"
)

func TestCanonicalJSON(t *testing.T) {
	for text, want := range map[string]string{
		" { \"b\" : 1 , \"a\":[ true , null,\"\" ] } \n": `{"a":[true,null,""],"b":1}`,
		`{"a":"\u0065\u0301"}`:                           `{"a":"é"}`,
		`{"a":"\u2028<&>\u001f\/\"\\\n"}`:                "{\"a\":\"\u2028<&>\\u001f/\\\"\\\\\\n\"}",
		`{"\u0062":-0,"a":{}}`:                           `{"a":{},"b":0}`,
	} {
		got, err := CanonicalJSON([]byte(text))
		if err != nil || string(got) != want {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", "{", `{"a":1}{}`, `{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `{"a":1.0}`, `{"a":1e3}`, `{"a":99999999999999999999}`,
		"{\"a\":\"\xff\"}", `{a:1}`, strings.Repeat("[", 100) + strings.Repeat("]", 100),
	} {
		if got, err := CanonicalJSON([]byte(text)); !errors.Is(err, errCanonical) {
			t.Errorf("%q was taken as %s, %v", text, got, err)
		}
	}
}
