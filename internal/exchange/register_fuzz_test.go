package exchange

import (
	"bytes"
	"testing"

	"parley/internal/fault"
)

// FuzzReadRegister: whatever a file holds, it is refused with a fault, or its rows
// are written and read back to the same.
func FuzzReadRegister(f *testing.F) {
	d := initiatives()
	for _, seed := range []string{
		"key;name.en;lessons.hy;lessons.original\na;x;y\\; z; ;hy; en\n", "name.az\tpartners\n'=x\ta | role.en: b\\|\n",
		`{"format":"parley-register/1","register":"initiatives","records":[{"register":"initiatives","key":"a","values":{"name":{"texts":[{"original":"hy","text":{"hy":"b"}}]}}}]}`,
		`[{"name":{"en":"a"},"cost":{"lower":"1"},"checks":{"safe":"yes"},"done":{"armenia":"no"}}]`, "name.en,cost.qualifier,papers,proof\na,en: b,x: y | size: 3,kind: press | what.ru: z\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		read, _, err := ReadRegister(d, everything, twoSides, bytes.NewReader(data), "x")
		if err != nil {
			if fault.Of(err) == nil {
				t.Fatalf("error %v of another kind", err)
			}
			return
		}
		var rows []RegisterRow
		for _, row := range read {
			row.Marks = RegisterMarks{}
			if row.Key != "" { // without a key nothing is written
				rows = append(rows, rowOf(row, nil))
			}
		}
		file := csvOf(t, d, twoSides, only(rows...))
		again, report, err := ReadRegister(d, everything, twoSides, bytes.NewReader(file), "again")
		if err != nil || len(report) > 0 || len(again) != len(rows) {
			t.Fatalf("again: %d of %d rows, %v, %v\n%s", len(again), len(rows), linesOf(report), err, file)
		}
		for i, row := range again {
			row.Marks = RegisterMarks{}
			rows[i] = rowOf(row, nil)
		}
		if got := csvOf(t, d, twoSides, only(rows...)); !bytes.Equal(got, file) {
			t.Fatal(firstDifference(got, file))
		}
	})
}

// FuzzReadBag: whatever an archive holds, it is refused with a fault or read.
func FuzzReadBag(f *testing.F) {
	f.Add(someBag(f))
	f.Add([]byte("PK\x05\x06" + string(make([]byte, 18))))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := ReadBag(bytes.NewReader(data), int64(len(data))); err != nil && fault.Of(err) == nil {
			t.Fatalf("error %v of another kind", err)
		}
	})
}
