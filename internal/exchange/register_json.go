package exchange

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"parley/internal/register"
)

// registerFormat names the form of a register's JSON file.
const registerFormat = "parley-register/1"

// RegisterJSON writes records whole, one on each line, with their computed fields:
//
//	{"format":"parley-register/1","register":"initiatives","records":[
//	{"id":7,"register":"initiatives","key":"tekali",…},
//	…
//	]}
//
// [ReadRegister] reads it back. The same rows give the same bytes.
func RegisterJSON(w io.Writer, d *register.Definition, rows iter.Seq[RegisterRow]) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `{"format":%q,"register":%q,"records":[`, registerFormat, d.Name)
	between := "\n"
	for row := range rows {
		text, err := json.Marshal(row)
		if err != nil {
			return fmt.Errorf("write record %s: %w", row.Key, err)
		}
		out.WriteString(between)
		out.Write(text)
		between = ",\n"
	}
	out.WriteString("\n]}\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write records: %w", err)
	}
	return nil
}
