package exchange

import (
	"bytes"
	"fmt"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// manyRows is a file of so many simulated records, in two languages, with fields
// and columns filled as in a register of initiatives.
func manyRows(b *testing.B, n int) []byte {
	return csvOf(b, initiatives(), twoSides, func(yield func(RegisterRow) bool) {
		for i := range n {
			if !yield(simulatedRow(i)) {
				return
			}
		}
	})
}

func simulatedRow(i int) RegisterRow {
	both := func(hy, en string) register.Value {
		return register.Value{Texts: []dialogue.Writing{{Original: "hy", Approved: []dialogue.Language{"en"},
			Text: dialogue.Text{"hy": fmt.Sprint(hy, i), "en": fmt.Sprint(en, i)}}}}
	}
	choice := func(values ...string) register.Value {
		return register.Value{Choices: []string{values[i%len(values)]}}
	}
	return RegisterRow{Record: register.Record{Key: fmt.Sprint("r-", i), Level: register.Public,
		Values: map[string]register.Value{
			"name":  both("Նախաձեռնություն թիվ ", "Initiative number "),
			"what":  both("Սա արհեստական գրառում է, որով չափվում է արագությունը, թիվ ", "This is a simulated record with which the speed is measured, number "),
			"start": {Date: register.Date(fmt.Sprintf("%d-%02d", 1988+i%38, 1+i%12))}, "state": choice("planned", "ongoing", "ended"),
			"tracks": choice("track-1", "track-1.5", "track-2"), "countries": choice("AZ", "AM", "GE"),
			"cost":     {Number: &register.Number{Lower: register.Decimal(fmt.Sprint(i))}},
			"partners": {Links: []register.Link{{Key: fmt.Sprint("org-", i%300), Role: saying("partner")}, {Key: fmt.Sprint("org-", i*7%300)}}},
			"proof":    {Evidence: []register.Evidence{{What: saying(fmt.Sprint("Simulated source ", i)), Kind: "press", Grade: "C", Date: "2010-11-13"}}},
		},
		Columns: map[dialogue.SideID]map[string]register.Value{"armenia": {"done": choice("no", "begun")}, "azerbaijan": {"done": choice("begun", "no")}},
		Sources: []dialogue.Source{{Work: "Simulated work", Section: fmt.Sprint(i)}},
	}}
}

// BenchmarkReadRegister reads a file and checks every value of it.
func BenchmarkReadRegister(b *testing.B) {
	const n = 100_000
	file := manyRows(b, n)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		rows, report, err := ReadRegister(initiatives(), everything, twoSides, bytes.NewReader(file), "x.csv")
		if err != nil || len(rows) != n {
			b.Fatalf("%d rows, %v, %v", len(rows), linesOf(report), err)
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
