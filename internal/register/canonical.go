package register

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"parley/internal/fault"
)

// CanonicalJSON writes JSON in the one way that is committed to: members in the
// order of their names, no white space, texts in NFC with the escapes of RFC 8785
// and no others, whole numbers only. Whatever is said twice, or in another encoding
// than UTF-8, is refused.
func CanonicalJSON(text []byte) ([]byte, error) {
	in := json.NewDecoder(bytes.NewReader(text))
	in.UseNumber()
	var out bytes.Buffer
	err := canonicalValue(in, &out, 0)
	if err == nil {
		if _, more := in.Token(); more != io.EOF {
			err = errCanonical
		}
	}
	if err != nil || !utf8.Valid(text) {
		return nil, errCanonical
	}
	return out.Bytes(), nil
}

var errCanonical = fault.New(fault.Invalid, "refusal.assessment_json")

// deepest is how far values may stand in each other.
const deepest = 20

func canonicalValue(in *json.Decoder, out *bytes.Buffer, depth int) error {
	token, err := in.Token()
	if err != nil || depth > deepest {
		return errCanonical
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '[' {
			return canonicalArray(in, out, depth)
		}
		return canonicalObject(in, out, depth)
	case json.Number:
		n, err := strconv.ParseInt(token.String(), 10, 64)
		if err != nil {
			return errCanonical
		}
		fmt.Fprint(out, n)
	case string:
		canonicalText(token, out)
	case bool:
		fmt.Fprint(out, token)
	case nil:
		out.WriteString("null")
	}
	return nil
}

func canonicalArray(in *json.Decoder, out *bytes.Buffer, depth int) error {
	out.WriteByte('[')
	for i := 0; in.More(); i++ {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := canonicalValue(in, out, depth+1); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	_, err := in.Token()
	return err
}

func canonicalObject(in *json.Decoder, out *bytes.Buffer, depth int) error {
	members := map[string][]byte{}
	for in.More() {
		token, err := in.Token()
		if err != nil {
			return errCanonical
		}
		name := norm.NFC.String(token.(string))
		var value bytes.Buffer
		if err := canonicalValue(in, &value, depth+1); err != nil {
			return err
		}
		if _, twice := members[name]; twice {
			return errCanonical
		}
		members[name] = value.Bytes()
	}
	out.WriteByte('{')
	for i, name := range slices.Sorted(maps.Keys(members)) {
		if i > 0 {
			out.WriteByte(',')
		}
		canonicalText(name, out)
		out.WriteByte(':')
		out.Write(members[name])
	}
	out.WriteByte('}')
	_, err := in.Token()
	return err
}

// jsonEscapes are those of RFC 8785 that have a short form.
var jsonEscapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\b", `\b`, "\t", `\t`, "\n", `\n`, "\f", `\f`, "\r", `\r`)

func canonicalText(text string, out *bytes.Buffer) {
	out.WriteByte('"')
	for _, r := range jsonEscapes.Replace(norm.NFC.String(text)) {
		if r < ' ' {
			fmt.Fprintf(out, `\u%04x`, r)
		} else {
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
}
