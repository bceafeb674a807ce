package main

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// A meter counts what happens, for an operator's monitoring. It holds counters
// only, and no label that anybody but the program chooses: routes are patterns
// such as "GET /dialogues/{dialogue}".
//
//	parley_requests_total{route="…",class="2xx"}
//	parley_request_seconds_bucket{le="0.1"}     and _sum, _count, over all routes
//	parley_votes_total
//	parley_code_failures_total
type meter struct {
	set                 *metrics.Set
	votes, codeFailures *metrics.Counter
	buckets             []*metrics.Counter // of bucketBounds, then of everything
	seconds             *metrics.FloatCounter
}

// bucketBounds are in seconds.
var bucketBounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

func newMeter() *meter {
	set := metrics.NewSet()
	m := &meter{
		set:   set,
		votes: set.NewCounter("parley_votes_total"), codeFailures: set.NewCounter("parley_code_failures_total"),
		seconds: set.NewFloatCounter("parley_request_seconds_sum"),
	}
	for _, bound := range bucketBounds {
		m.buckets = append(m.buckets, set.NewCounter(fmt.Sprintf("parley_request_seconds_bucket{le=%q}", fmt.Sprint(bound))))
	}
	m.buckets = append(m.buckets, set.NewCounter(`parley_request_seconds_bucket{le="+Inf"}`), set.NewCounter("parley_request_seconds_count"))
	return m
}

// vote counts a vote that was cast.
func (m *meter) vote() { m.votes.Inc() }

// codeFailed counts a code or phrase that nobody has.
func (m *meter) codeFailed() { m.codeFailures.Inc() }

func (m *meter) request(route string, status int, took time.Duration) {
	m.set.GetOrCreateCounter(fmt.Sprintf("parley_requests_total{route=%q,class=\"%dxx\"}", route, status/100)).Inc()
	for i, bound := range bucketBounds {
		if took.Seconds() <= bound {
			m.buckets[i].Inc()
		}
	}
	m.buckets[len(bucketBounds)].Inc()
	m.buckets[len(bucketBounds)+1].Inc()
	m.seconds.Add(took.Seconds())
}

// handler serves the counters in Prometheus' format, with those of the process
// and of Go.
func (m *meter) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		m.set.WritePrometheus(w)
		metrics.WriteProcessMetrics(w)
	})
	return mux
}

// checkLoopback refuses an address that other machines reach.
func checkLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("--metrics %s: %w", addr, err)
	}
	if ip, err := netip.ParseAddr(host); host == "localhost" || err == nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--metrics %s: an address that other machines reach; use 127.0.0.1 or [::1]", addr)
}
