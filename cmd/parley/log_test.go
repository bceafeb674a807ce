package main

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"
)

// observed serves one request of a small site, and returns the answer and what
// was logged. Each request takes 1.234 seconds.
func observed(t *testing.T, form string, requests bool, r *http.Request, m *meter) (*httptest.ResponseRecorder, string) {
	t.Helper()
	var logged bytes.Buffer
	log, err := newLog(&logged, form, requests)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /good/{id}", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "good") })
	mux.HandleFunc("POST /moved/{id}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusSeeOther) })
	mux.HandleFunc("GET /broken/{id}", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	mux.HandleFunc("GET /panic/{id}", func(w http.ResponseWriter, r *http.Request) { panic("CANARY " + r.PathValue("id")) })
	mux.HandleFunc("GET /late/{id}", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "half")
		panic(errors.New("CANARY"))
	})
	clock := time.Date(2026, 5, 28, 12, 34, 56, 0, time.UTC)
	o := newObserver(log, m)
	o.now = func() time.Time { clock = clock.Add(1234 * time.Millisecond); return clock }
	w := httptest.NewRecorder()
	o.observe(mux).ServeHTTP(w, r)
	return w, logged.String()
}

// canaryRequest is a request in which everything is recognisable.
func canaryRequest(method, path string) *http.Request {
	r := httptest.NewRequest(method, path+"/CANARY?q=CANARY&code=CANARY", strings.NewReader("CANARY"))
	r.RemoteAddr = "203.0.113.77:40000"
	for _, name := range []string{"User-Agent", "Referer", "Cookie", "X-Forwarded-For", "X-Real-Ip", "Forwarded", "Authorization", "Accept-Language"} {
		r.Header.Set(name, "CANARY 203.0.113.77")
	}
	r.Host = "CANARY.example"
	return r
}

var timeOfDay = regexp.MustCompile(`T\d\d:\d\d|\d\d:\d\d:\d\d`)

// Nothing of who asked, or for what exactly, or at what time, is in the log
// (C1, C4).
func TestLogTellsNothingOfPeople(t *testing.T) {
	for _, form := range []string{"text", "json"} {
		for _, path := range []string{"/good", "/broken", "/panic", "/nowhere", "/CANARY"} {
			for _, method := range []string{"GET", "POST", "CANARY"} {
				_, logged := observed(t, form, true, canaryRequest(method, path), newMeter())
				for _, bad := range []string{"CANARY", "203.0.113", "40000"} {
					if strings.Contains(logged, bad) {
						t.Errorf("%s %s %s: %s in %s", form, method, path, bad, logged)
					}
				}
				if found := timeOfDay.FindString(logged); found != "" {
					t.Errorf("%s %s %s: a time %s in %s", form, method, path, found, logged)
				}
				if !strings.Contains(logged, "request") {
					t.Errorf("%s %s %s: nothing logged", form, method, path)
				}
			}
		}
	}
}

func TestLineOfRequest(t *testing.T) {
	for _, c := range []struct{ method, path, want string }{
		{"GET", "/good", `msg=request method=GET route="GET /good/{id}" status=200 cut=false took=1.23s`},
		{"HEAD", "/good", `method=HEAD route="GET /good/{id}" status=200`},
		{"POST", "/moved", `route="POST /moved/{id}" status=303`},
		{"GET", "/broken", `level=ERROR msg=request method=GET route="GET /broken/{id}" status=502`},
		{"GET", "/nowhere", `route=none status=404`},
		{"DELETE", "/good", `method=DELETE route=none status=405`},
		{"BREW", "/good", `method=other route=none status=405`},
		{"GET", "/panic", `route="GET /panic/{id}" status=500 cut=false`},
	} {
		_, logged := observed(t, "text", true, canaryRequest(c.method, c.path), nil)
		if !strings.Contains(logged, c.want) {
			t.Errorf("%s %s: %s, want %s", c.method, c.path, logged, c.want)
		}
	}
}

// Without being asked for, there is no log of requests, only of failures (C4).
func TestRequestsAreNotLoggedByDefault(t *testing.T) {
	for path, want := range map[string]bool{"/good": false, "/nowhere": false, "/broken": true, "/panic": true} {
		_, logged := observed(t, "json", false, canaryRequest("GET", path), nil)
		if got := strings.Contains(logged, `"msg":"request"`); got != want {
			t.Errorf("%s: logged %v, want %v: %s", path, got, want, logged)
		}
	}
}

// A panic is answered, and its place logged; where half of an answer is out,
// the connection is cut.
func TestPanic(t *testing.T) {
	w, logged := observed(t, "text", false, canaryRequest("GET", "/panic"), nil)
	if w.Code != http.StatusInternalServerError || !strings.Contains(logged, "what=string") || !strings.Contains(logged, "log_test.go") {
		t.Errorf("status %d, %s", w.Code, logged)
	}
	defer func() {
		if got := recover(); got != http.ErrAbortHandler {
			t.Errorf("after half an answer: %v, want the connection cut", got)
		}
	}()
	observed(t, "text", false, canaryRequest("GET", "/late"), nil)
}

func TestAnswersCanBeFlushed(t *testing.T) {
	log, err := newLog(io.Discard, "text", false)
	if err != nil {
		t.Fatal(err)
	}
	site := newObserver(log, nil).observe(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Error(err)
		}
	}))
	site.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
}

func TestOtherFormsOfLogAreRefused(t *testing.T) {
	if _, err := newLog(io.Discard, "xml", false); err == nil {
		t.Error("xml is accepted")
	}
}
