package main

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"slices"
	"time"
)

// newLog returns a log in "text" or "json". It writes days and never times
// (SAFETY C4): the times of lines would be the times of what people did. With
// requests it has a line for every request, else only for those that failed.
func newLog(out io.Writer, form string, requests bool) (*slog.Logger, error) {
	options := &slog.HandlerOptions{ReplaceAttr: daysOnly}
	if requests {
		options.Level = slog.LevelDebug
	}
	switch form {
	case "text":
		return slog.New(slog.NewTextHandler(out, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(out, options)), nil
	}
	return nil, fmt.Errorf("--log %s: expected text or json", form)
}

func daysOnly(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindTime {
		a.Value = slog.StringValue(a.Value.Time().UTC().Format(time.DateOnly))
	}
	return a
}

// An observer notes of requests what may be known of them: method, pattern of
// the route, status, and how long they took. Never an address, a path, a query,
// a header or an identifier.
type observer struct {
	log   *slog.Logger
	meter *meter // may be nil
	now   func() time.Time
	route func(*http.Request) string // once the request was served; "" for none
}

// newObserver observes a site whose outermost handler, or one that hands the
// request on as it is, is an http.ServeMux.
func newObserver(log *slog.Logger, m *meter) observer {
	return observer{log, m, time.Now, func(r *http.Request) string { return r.Pattern }}
}

// observe notes every request that next serves. What panics is answered with
// status 500 and logged with the stack, without the value: that could hold what
// somebody wrote.
func (o observer) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := o.now()
		seen := &statusWriter{ResponseWriter: w}
		defer func() {
			broken := recover()
			if broken != nil && broken != http.ErrAbortHandler {
				o.logPanic(broken)
				if seen.status == 0 {
					http.Error(seen, "Internal Server Error", http.StatusInternalServerError)
					broken = nil
				}
			}
			o.note(r, seen.status, broken != nil, o.now().Sub(begun))
			if broken != nil {
				panic(http.ErrAbortHandler) // the answer is cut off, and the reader notices
			}
		}()
		next.ServeHTTP(seen, r)
	})
}

func (o observer) logPanic(broken any) {
	what := fmt.Sprintf("%T", broken)
	if err, ok := broken.(runtime.Error); ok {
		what = err.Error()
	}
	o.log.Error("panic", "what", what, "stack", string(debug.Stack()))
}

func (o observer) note(r *http.Request, status int, cut bool, took time.Duration) {
	if status == 0 {
		status = http.StatusOK
	}
	route := o.route(r)
	if route == "" {
		route = "none"
	}
	level := slog.LevelDebug
	if status >= http.StatusInternalServerError || cut {
		level = slog.LevelError
	}
	o.log.Log(r.Context(), level, "request", "method", knownMethod(r.Method), "route", route,
		"status", status, "cut", cut, "took", took.Round(10*time.Millisecond).String())
	if o.meter != nil {
		o.meter.request(route, status, took)
	}
}

// knownMethod keeps out of the log what a client made up.
func knownMethod(method string) string {
	if slices.Contains([]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"}, method) {
		return method
	}
	return "other"
}

// A statusWriter remembers the status of an answer; 0 while there is none.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach what is underneath.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
