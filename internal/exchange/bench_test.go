package exchange

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"
)

// bigVotes writes votes.csv with n random rows, in Polis' older form (with a
// datetime of many words) or in the newer and shorter one without.
func bigVotes(n, people, statements int, datetime bool) []byte {
	rnd := rand.New(rand.NewPCG(1, 2))
	header := "timestamp,comment-id,voter-id,vote\n"
	if datetime {
		header = "timestamp,datetime,comment-id,voter-id,vote\n"
	}
	b := []byte(header)
	for range n {
		b = strconv.AppendInt(b, 1_700_000_000_000+rnd.Int64N(1e9), 10)
		if datetime {
			b = append(b, ",Wed Jun 18 08:16:54 WIB 2014"...)
		}
		b = append(b, ',')
		b = strconv.AppendInt(b, rnd.Int64N(int64(statements)), 10)
		b = append(b, ',')
		b = strconv.AppendInt(b, rnd.Int64N(int64(people)), 10)
		b = append(b, ',')
		b = strconv.AppendInt(b, rnd.Int64N(3)-1, 10)
		b = append(b, '\n')
	}
	return b
}

// BenchmarkReadVotes reads 2 million votes of 40,000 people, all the way to
// the resolved votes of the engine: "known" where sides.csv tells who takes
// part, so that one pass is enough, "unknown" where it takes two. MB are those
// of votes.csv, counted once; handed-MB/s leaves out the time that the engine
// needs to resolve what was handed to it. Beside it stands how much longer than
// all of this encoding/csv takes to tell the cells of the same bytes apart,
// without looking at them.
//
//	go test -run - -bench ReadVotes -benchtime 3x -cpu 1 ./internal/exchange
func BenchmarkReadVotes(b *testing.B) {
	const people = 40_000
	comments, sides := bigComments(1000), bigSides(people)
	for _, form := range []struct {
		name            string
		datetime, known bool
	}{{"datetime/known", true, true}, {"datetime/unknown", true, false}, {"short/known", false, true}, {"short/unknown", false, false}} {
		data := bigVotes(2_000_000, people, 1000, form.datetime)
		fsys := memory{votesFile: data, commentsFile: comments}
		if form.known {
			fsys[sidesFile] = sides
		}
		b.Run(form.name, func(b *testing.B) { benchmarkRead(b, fsys) })
	}
}

func benchmarkRead(b *testing.B, fsys memory) {
	b.SetBytes(int64(len(fsys[votesFile])))
	b.ReportAllocs()
	var ours, handed, plain time.Duration
	for b.Loop() {
		start := time.Now()
		last := start // when the last bytes came
		opt := Options{Progress: func(int64, int64) { last = time.Now() }}
		if c, err := Read(fsys, opt); err != nil || c.Votes.Len() == 0 {
			b.Fatal(err)
		}
		ours += time.Since(start)
		handed += last.Sub(start)
		b.StopTimer()
		start = time.Now()
		plainRead(b, fsys[votesFile])
		plain += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(len(fsys[votesFile])*b.N)/1e6/handed.Seconds(), "handed-MB/s")
	b.ReportMetric(plain.Seconds()/ours.Seconds(), "x-encoding/csv")
}

func plainRead(b *testing.B, data []byte) {
	r := csv.NewReader(bytes.NewReader(data))
	r.ReuseRecord = true
	for {
		if _, err := r.Read(); err == io.EOF {
			return
		} else if err != nil {
			b.Fatal(err)
		}
	}
}

func bigComments(n int) []byte {
	b := []byte("comment-id,moderated,comment-body\n")
	for i := range n {
		b = fmt.Appendf(b, "%d,1,Statement %d\n", i, i)
	}
	return b
}

func bigSides(n int) []byte {
	b := []byte("participant,side\n")
	for i := range n {
		b = fmt.Appendf(b, "%d,%s\n", i, []string{"armenia", "azerbaijan"}[i%2])
	}
	return b
}
