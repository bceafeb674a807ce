package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/store/pgtest"
)

// How much is asked of a node, and for how long each time.
const (
	loadTakers     = 2000
	loadStatements = 100
	loadPace       = 5000 // votes a second
	loadTime       = 5 * time.Second
)

// BenchmarkLoad drives a process over HTTP with 2,000 people, on SQLite and on
// PostgreSQL, and prints what docs/load.md explains. What drives shares the
// processors with what is driven; nothing here fails on a clock.
func BenchmarkLoad(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { load(b, "") })
	b.Run("PostgreSQL", func(b *testing.B) { load(b, pgtest.URL(b)) })
}

func load(b *testing.B, database string) {
	p := prepare(b, database, loadTakers, loadStatements)
	raw := p.rawVotes(b)
	running := p.serve(b)
	p.signIn(b, running.address)
	l := &loading{prepared: p, b: b, address: running.address, process: running}
	floor := l.run("healthz, 64 connections", 64, 0, func(_ *taker, w *wire) error {
		return want(200)(w.ask([]byte("GET /healthz HTTP/1.1\r\nHost: parley.test\r\n\r\n")))
	})
	var best float64
	for _, takers := range []int{64, 256, loadTakers} {
		best = max(best, l.run(fmt.Sprintf("votes, %d people", takers), takers, 0, l.vote))
	}
	l.run(fmt.Sprintf("votes, %d people, %d/s", loadTakers, loadPace), loadTakers, loadPace, l.vote)
	l.run("vote and next page, 64 people", 64, 0, l.voteAndPage)
	l.run(fmt.Sprintf("vote and next page, %d people", loadTakers), loadTakers, 0, l.voteAndPage)
	b.Logf("%-36s %8.0f /s", "votes in the store alone, 64 writers", raw)
	b.Logf("votes over HTTP against GET /healthz: %.2f; against the store alone: %.2f", best/floor, best/raw)
	b.Logf("peak memory of the process: %s", running.peakMemory())
	for _, path := range []string{"/", p.takers[0].path("/vote")} {
		plain, packed := pageSize(b, "http://"+running.address+path, p.takers[0].cookie)
		b.Logf("page %-30s %6d bytes, %6d with gzip", regexp.MustCompile(`[0-9a-z]{13}`).ReplaceAllString(path, "…"), plain, packed)
	}
	if status := running.stop(); status != 0 || running.logged.String() != "" {
		b.Errorf("the process ends with status %d: %.2000s", status, running.logged.String())
	}
	b.ReportMetric(best, "votes/s")
}

// A loading is a run of many against one process.
type loading struct {
	*prepared
	b       *testing.B
	address string
	process *process
}

// run has so many act for a while, each as fast as it is answered, or at a pace
// of so many in a second by all together. It prints how long answers took: at a
// pace, from when the act was due. It returns how many there were in a second.
func (l *loading) run(what string, takers, pace int, act func(*taker, *wire) error) float64 {
	l.b.Helper()
	var going sync.WaitGroup
	var failed atomic.Int64
	took := make([][]time.Duration, takers)
	wires := l.connect(takers)
	begun := time.Now()
	for i, k := range l.takers[:takers] {
		going.Go(func() {
			took[i] = l.repeat(begun, newPace(begun, i, takers, pace), func() error { return act(k, wires[i]) }, &failed)
		})
	}
	going.Wait()
	elapsed := time.Since(begun)
	for _, w := range wires {
		w.Close()
	}
	all := slices.Concat(took...)
	slices.Sort(all)
	rate := float64(len(all)) / elapsed.Seconds()
	l.b.Logf("%-36s %8.0f /s   p50 %7.1f ms   p99 %7.1f ms   errors %d", what, rate,
		percentile(all, 50), percentile(all, 99), failed.Load())
	return rate
}

func (l *loading) connect(n int) (wires []*wire) {
	for range n {
		c, err := net.Dial("tcp", l.address)
		must(l.b, err)
		wires = append(wires, newWire(c))
	}
	return wires
}

// newPace returns what says when the next act is due, and waits for it.
func newPace(begun time.Time, i, takers, pace int) func() time.Time {
	if pace == 0 {
		return time.Now
	}
	every := time.Second * time.Duration(takers) / time.Duration(pace)
	due := begun.Add(every * time.Duration(i) / time.Duration(takers))
	return func() time.Time {
		now := due
		due = due.Add(every)
		time.Sleep(time.Until(now))
		return now
	}
}

func (l *loading) repeat(begun time.Time, next func() time.Time, act func() error, failed *atomic.Int64) (took []time.Duration) {
	for time.Since(begun) < loadTime {
		due := next()
		if err := act(); err != nil {
			if failed.Add(1) == 1 {
				l.b.Log(err)
			}
			return took
		}
		took = append(took, time.Since(due))
	}
	return took
}

func percentile(sorted []time.Duration, p int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return float64(sorted[len(sorted)*p/100]) / float64(time.Millisecond)
}

func want(status int) func(int, error) error {
	return func(got int, err error) error {
		if err == nil && got != status {
			err = fmt.Errorf("answered with status %d", got)
		}
		return err
	}
}

func (l *loading) vote(k *taker, w *wire) error {
	return want(http.StatusSeeOther)(k.post(w, l.anyVote(k)))
}

func (l *loading) voteAndPage(k *taker, w *wire) error {
	if err := l.vote(k, w); err != nil {
		return err
	}
	return want(http.StatusOK)(k.get(w))
}

func (p *prepared) anyVote(k *taker) dialogue.Vote {
	return dialogue.Vote{Participant: k.id, Statement: p.statements[rand.IntN(len(p.statements))], Choice: dialogue.Choice(rand.IntN(3) - 1)}
}

// rawVotes returns how many votes a second the store takes without HTTP.
func (p *prepared) rawVotes(b *testing.B) (rate float64) {
	p.open(b, func(n *node.Node) {
		d, err := n.Store.Dialogue(b.Context(), p.dialogue)
		must(b, err)
		var count atomic.Int64
		var going sync.WaitGroup
		begun := time.Now()
		for i := range 64 {
			going.Go(func() {
				for time.Since(begun) < loadTime {
					v := p.anyVote(p.takers[i])
					if _, _, err := n.Store.CastVote(context.Background(), p.dialogue, d.Version, v); err != nil {
						b.Error(err)
						return
					}
					count.Add(1)
				}
			})
		}
		going.Wait()
		rate = float64(count.Load()) / time.Since(begun).Seconds()
	})
	return rate
}

var highWater = regexp.MustCompile(`VmHWM:\s*(\d+) kB`)

// peakMemory returns the most memory that the process had.
func (p *process) peakMemory() string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	found := highWater.FindSubmatch(text)
	if err != nil || found == nil {
		return "unknown"
	}
	kilobytes, _ := strconv.Atoi(string(found[1]))
	return fmt.Sprintf("%d MiB", kilobytes>>10)
}

// pageSize returns the bytes of a page with its stylesheet, as they are and
// packed.
func pageSize(b *testing.B, address, cookie string) (plain, packed int) {
	text := page(b, address, cookie)
	sheet := regexp.MustCompile(`href="(/style\.css[^"]*)"`).FindSubmatch(text)
	if sheet == nil {
		b.Fatalf("%s has no stylesheet", address)
	}
	base := regexp.MustCompile(`^http://[^/]+`).FindString(address)
	for _, part := range [][]byte{text, page(b, base+string(sheet[1]), cookie)} {
		plain += len(part)
		var c counter
		z, err := gzip.NewWriterLevel(&c, gzip.DefaultCompression)
		must(b, err)
		z.Write(part)
		z.Close()
		packed += int(c)
	}
	return plain, packed
}

// A counter counts the bytes that are written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func page(b *testing.B, address, cookie string) []byte {
	request, err := http.NewRequest("GET", address, nil)
	must(b, err)
	request.Header.Set("Cookie", cookie)
	answer, err := http.DefaultClient.Do(request)
	must(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(b, err)
	return text
}
