package main

import (
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
	"strings"
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
// PostgreSQL; docs/load.md explains what it prints. What drives shares the
// processors with what is driven. Nothing here fails on a clock.
func BenchmarkLoad(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { load(b, "") })
	b.Run("PostgreSQL", func(b *testing.B) { load(b, pgtest.URL(b)) })
}

func load(b *testing.B, database string) {
	p := prepare(b, database, loadTakers, loadStatements)
	store := p.rawVotes(b)
	running := p.serve(b)
	p.signIn(b, running.address)
	l := &loading{prepared: p, process: running}
	floor := l.run(b, "healthz", 64, 0, l.healthz)
	best := 0.0
	for _, takers := range []int{64, 256, loadTakers} {
		best = max(best, l.run(b, "votes", takers, 0, l.vote))
	}
	l.run(b, "votes", loadTakers, loadPace, l.vote)
	l.run(b, "vote-and-page", 64, 0, l.voteAndPage)
	l.run(b, "vote-and-page", loadTakers, 0, l.voteAndPage)
	b.Run("page", l.pages)
	b.Run("whole", func(b *testing.B) {
		b.ReportMetric(0, "ns/op") // which tells nothing here
		b.ReportMetric(store, "store-votes/s")
		if best > 0 && floor > 0 {
			b.ReportMetric(best/store, "of-store")
			b.ReportMetric(best/floor, "of-healthz")
		}
		b.ReportMetric(running.peakMemory(), "peak-MiB")
	})
	if status := running.stop(); status != 0 || running.logged.String() != "" {
		b.Errorf("the process ends with status %d: %.2000s", status, running.logged.String())
	}
}

// A loading is a run of many against one process.
type loading struct {
	*prepared
	*process
	failed atomic.Int64
}

// run has so many act for a while, each as fast as it is answered, or at a pace
// of so many in a second by all together. It prints how long answers took: at a
// pace, from when the act was due. It returns how many there were in a second.
func (l *loading) run(b *testing.B, what string, takers, pace int, act func(*taker, *wire) error) (rate float64) {
	name := fmt.Sprintf("%s/people=%d", what, takers)
	if pace > 0 {
		name += fmt.Sprintf("/pace=%d", pace)
	}
	b.Run(name, func(b *testing.B) {
		var going sync.WaitGroup
		took := make([][]time.Duration, takers)
		wires := l.connect(b, takers)
		l.failed.Store(0)
		begun, worked := time.Now(), l.worked()
		for i, k := range l.takers[:takers] {
			going.Go(func() {
				took[i] = l.repeat(b, begun, newPace(begun, i, takers, pace), func() error { return act(k, wires[i]) })
			})
		}
		going.Wait()
		rate = l.tell(b, slices.Concat(took...), time.Since(begun), l.worked()-worked)
		for _, w := range wires {
			w.Close()
		}
	})
	return rate
}

// tell prints how many answers there were, how long they took, and how long
// the process worked for each.
func (l *loading) tell(b *testing.B, took []time.Duration, elapsed, worked time.Duration) (rate float64) {
	slices.Sort(took)
	rate = float64(len(took)) / elapsed.Seconds()
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(rate, "a-second")
	b.ReportMetric(percentile(took, 50), "p50-ms")
	b.ReportMetric(percentile(took, 99), "p99-ms")
	b.ReportMetric(float64(worked.Microseconds())/float64(max(1, len(took))), "cpu-us")
	b.ReportMetric(float64(l.failed.Load()), "errors")
	return rate
}

func (l *loading) connect(b *testing.B, n int) (wires []*wire) {
	for range n {
		c, err := net.Dial("tcp", l.address)
		must(b, err)
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

// repeat acts until the time is over. Who got an error stops, and it is counted.
func (l *loading) repeat(b *testing.B, begun time.Time, next func() time.Time, act func() error) (took []time.Duration) {
	for time.Since(begun) < loadTime {
		due := next()
		if err := act(); err != nil {
			if l.failed.Add(1) == 1 {
				b.Error(err)
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

func (l *loading) healthz(_ *taker, w *wire) error {
	return want(http.StatusOK)(w.ask([]byte("GET /healthz HTTP/1.1\r\nHost: parley.test\r\n\r\n")))
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

// worked returns for how long processors have worked for the process, in steps
// of a hundredth of a second; 0 where the system does not tell.
func (p *process) worked() time.Duration {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	fields := strings.Fields(string(text))
	if len(fields) < 15 {
		return 0
	}
	user, _ := strconv.Atoi(fields[13])
	system, _ := strconv.Atoi(fields[14])
	return time.Duration(user+system) * 10 * time.Millisecond
}

var highWater = regexp.MustCompile(`VmHWM:\s*(\d+) kB`)

// peakMemory returns the most memory that the process had, 0 where the system
// does not tell.
func (p *process) peakMemory() (mebibytes float64) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	found := highWater.FindSubmatch(text)
	if err != nil || found == nil {
		return 0
	}
	kilobytes, _ := strconv.Atoi(string(found[1]))
	return float64(kilobytes) / 1024
}

// pages prints how many bytes a browser gets that opens a page for the first
// time, with its stylesheet.
func (l *loading) pages(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	for name, path := range map[string]string{"start": "/", "vote": l.takers[0].path("/vote")} {
		text := page(b, "http://"+l.address+path, l.takers[0].cookie, "identity")
		sheet := regexp.MustCompile(`href="(/style\.css[^"]*)"`).FindSubmatch(text)
		if sheet == nil {
			b.Fatalf("%s has no stylesheet", path)
		}
		size := len(page(b, "http://"+l.address+path, l.takers[0].cookie, "gzip")) +
			len(page(b, "http://"+l.address+string(sheet[1]), "", "gzip"))
		b.ReportMetric(float64(size), name+"-bytes")
	}
}

// page returns a page as it comes in a coding.
func page(b *testing.B, address, cookie, coding string) []byte {
	request, err := http.NewRequest("GET", address, nil)
	must(b, err)
	request.Header.Set("Cookie", cookie)
	request.Header.Set("Accept-Encoding", coding)
	answer, err := http.DefaultClient.Do(request)
	must(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(b, err)
	return text
}
