package main

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

// counters returns what is shown, by name with labels.
func counters(t *testing.T, m *meter) map[string]string {
	t.Helper()
	w := httptest.NewRecorder()
	m.handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	found := map[string]string{}
	for line := range strings.Lines(w.Body.String()) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		at := strings.LastIndexByte(line, ' ')
		found[line[:at]] = strings.TrimSpace(line[at+1:])
	}
	return found
}

func TestCounters(t *testing.T) {
	m := newMeter()
	m.vote()
	m.vote()
	m.codeFailed()
	for range 3 {
		m.request("GET /good/{id}", 200, 40*time.Millisecond)
	}
	m.request("POST /moved/{id}", 303, 3*time.Second)
	got := counters(t, m)
	for name, want := range map[string]string{
		"parley_votes_total":                                          "2",
		"parley_code_failures_total":                                  "1",
		`parley_requests_total{route="GET /good/{id}",class="2xx"}`:   "3",
		`parley_requests_total{route="POST /moved/{id}",class="3xx"}`: "1",
		`parley_request_seconds_bucket{le="0.025"}`:                   "0",
		`parley_request_seconds_bucket{le="0.05"}`:                    "3",
		`parley_request_seconds_bucket{le="5"}`:                       "4",
		`parley_request_seconds_bucket{le="+Inf"}`:                    "4",
		"parley_request_seconds_count":                                "4",
		"parley_request_seconds_sum":                                  "3.12",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	if got["go_goroutines"] == "" || got["process_start_time_seconds"] == "" {
		t.Error("the counters of the process are missing")
	}
}

// No label comes from what somebody sent, so neither their number nor what
// they say is in anybody's hand (C1).
func TestLabelsAreOurOwn(t *testing.T) {
	m := newMeter()
	before := len(counters(t, m))
	for _, method := range []string{"GET", "POST", "CANARY"} {
		for _, path := range []string{"/good", "/CANARY", `/"CANARY`, "/broken"} {
			observed(t, "text", false, canaryRequest(method, path), m)
		}
	}
	after := counters(t, m)
	label := regexp.MustCompile(`\{(route="(none|GET /(good|broken)/\{id\})",class="[2-5]xx"|[a-z]+="[^"]*")\}$`)
	for name := range after {
		if strings.Contains(name, "CANARY") || strings.HasPrefix(name, "parley_") && strings.Contains(name, "{") && !label.MatchString(name) {
			t.Errorf("odd labels: %s", name)
		}
	}
	if got := len(after) - before; got != 3 {
		t.Errorf("%d new counters, want good 2xx, broken 5xx, none 4xx", got)
	}
}

func TestMetricsOnLoopbackOnly(t *testing.T) {
	for addr, want := range map[string]bool{
		"127.0.0.1:9090": true, "[::1]:9090": true, "localhost:0": true, "127.8.9.10:1": true,
		":9090": false, "0.0.0.0:9090": false, "[::]:9090": false, "203.0.113.7:9090": false, "parley.example:9090": false, "127.0.0.1": false, "": false,
		"127.0.0.1.parley.example:1": false,
	} {
		if got := checkLoopback(addr) == nil; got != want {
			t.Errorf("%q: accepted %v, want %v", addr, got, want)
		}
	}
}
