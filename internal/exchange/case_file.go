package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"parley/internal/dialogue"
)

// mostCaseBytes is the size of the largest file of a case.
const mostCaseBytes = 16 << 20

// readCaseBytes reads a whole file of a case, which must be there.
func readCaseBytes(files fs.FS, file string) ([]byte, error) {
	f, err := files.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{File: file, Want: "this file: a reference case needs it"}
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostCaseBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if len(data) > mostCaseBytes {
		return nil, &Error{File: file, Want: fmt.Sprintf("at most %d bytes", mostCaseBytes)}
	}
	return data, nil
}

// readCaseFile reads the records of one file, strictly: a field that nobody
// knows is refused, and one that every record must have is missed, so that a
// misspelt one is not lost.
func readCaseFile[T any](r *caseReader, file string, fields ...string) ([]T, error) {
	data, err := readCaseBytes(r.files, file)
	if err != nil {
		return nil, err
	}
	var raw []json.RawMessage
	if err := decode(file, data, &raw); err != nil {
		return nil, err
	}
	if len(raw) == 0 {
		return nil, &Error{File: file, Want: "at least one record"}
	}
	records, fields := make([]T, len(raw)), slices.Concat([]string{"id"}, fields)
	for i, one := range raw {
		if name := missing(one, fields); name != "" {
			return nil, &Error{File: file, Name: recordName(one, i), Want: "a record with the field " + name}
		}
		in := json.NewDecoder(bytes.NewReader(one))
		in.DisallowUnknownFields()
		if err := in.Decode(&records[i]); err != nil {
			return nil, &Error{File: file, Name: recordName(one, i), Want: "a record with the fields that its file has (" + err.Error() + ")"}
		}
	}
	return records, nil
}

// missing returns a field that a record lacks, or "".
func missing(raw []byte, fields []string) string {
	var record map[string]json.RawMessage
	if json.Unmarshal(raw, &record) != nil {
		return "" // told when the record is read
	}
	for _, name := range fields {
		if _, ok := record[name]; !ok {
			return name
		}
	}
	return ""
}

// recordName names a record that cannot be read: by its id, or by its place.
func recordName(raw []byte, place int) string {
	var record struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(raw, &record) == nil && record.ID != "" {
		return shorten([]byte(record.ID))
	}
	return fmt.Sprintf("record %d", place+1)
}

// badCase is the error of a record, or of a claim in one.
func badCase(file, id, found, want string) *Error {
	return &Error{File: file, Name: shorten([]byte(id)), Found: shorten([]byte(found)), Want: want}
}

// once checks that an id is there, and occurs once in its file.
func (r *caseReader) once(file, id string) error {
	key := file + "\n" + id
	if id == "" || r.seen[key] {
		return badCase(file, id, id, "an id that no other record or claim of the file has")
	}
	r.seen[key] = true
	return nil
}

// tidy checks that texts hold nothing invisible and can be shown as they are.
// They may be empty.
func tidy(file, id string, texts ...string) error {
	for _, text := range texts {
		clean, err := dialogue.TidyImported(text)
		if err != nil || clean != text {
			return badCase(file, id, text, fmt.Sprintf("at most %d characters on one line, without what is invisible", dialogue.LongestDescription))
		}
	}
	return nil
}

// required checks that texts are there and tidy.
func required(file, id string, texts ...string) error {
	for _, text := range texts {
		if strings.TrimSpace(text) == "" {
			return badCase(file, id, text, "words")
		}
	}
	return tidy(file, id, texts...)
}
