package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
)

// started opens a server on addresses of this machine and runs it. What it
// returns stops it and waits.
func started(t *testing.T, s serving) (at *server, stop func() error) {
	t.Helper()
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	s.Addr = "127.0.0.1:0"
	at, err := openServer(s)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- at.run(ctx) }()
	stop = func() error {
		cancel()
		err := <-ended
		ended <- err
		return err
	}
	t.Cleanup(func() { stop() })
	return at, stop
}

func says(text string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, text) })
}

// get asks over a connection of its own.
func get(t *testing.T, address string) (*http.Response, string, error) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(address)
	if err != nil {
		return nil, "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer, string(body), err
}

// A process that is told to stop answers what it is answering, takes nothing
// new, and has then closed everything.
func TestStopWaitsForAnswers(t *testing.T) {
	asked, answer := make(chan bool), make(chan bool)
	at, stop := started(t, serving{Site: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked <- true
		<-answer
		io.WriteString(w, "durable")
	})})
	got := make(chan string)
	go func() {
		_, body, err := get(t, "http://"+at.Addr())
		got <- fmt.Sprint(body, err)
	}()
	<-asked
	stopped := make(chan error)
	go func() { stopped <- stop() }()
	for { // until nothing new is taken
		c, err := net.Dial("tcp", at.Addr())
		if err != nil {
			break
		}
		c.Close()
	}
	select {
	case <-stopped:
		t.Fatal("it stopped in the middle of an answer")
	default:
	}
	close(answer)
	if body := <-got; body != "durable<nil>" {
		t.Errorf("the answer is %q", body)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

// A signal ends what runs until it is stopped.
func TestSignalsStop(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		ctx := untilStopped(t.Context())
		if err := syscall.Kill(syscall.Getpid(), s); err != nil {
			t.Fatal(err)
		}
		<-ctx.Done()
	}
}

// No request may be without bounds in time or size.
func TestLimits(t *testing.T) {
	s := newHTTP(says(""), nil)
	for name, limit := range map[string]int64{
		"header time": int64(s.ReadHeaderTimeout), "read time": int64(s.ReadTimeout), "write time": int64(s.WriteTimeout),
		"idle time": int64(s.IdleTimeout), "header": int64(s.MaxHeaderBytes),
	} {
		if limit <= 0 {
			t.Errorf("no limit for %s", name)
		}
	}
	at, _ := started(t, serving{Site: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, n, err)
	})})
	for size, want := range map[int]string{mostBody: fmt.Sprint(mostBody, nil), mostBody + 1: "too large"} {
		answer, err := http.Post("http://"+at.Addr(), "text/plain", bytes.NewReader(make([]byte, size)))
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		if !strings.Contains(string(body), want) {
			t.Errorf("%d bytes: %s, want %s", size, body, want)
		}
	}
	answer, _, err := get(t, "http://"+at.Addr()+"/?"+strings.Repeat("a", 3*mostHeader))
	if err != nil || answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a long header: %v, %v", answer, err)
	}
}

// Counters are shown at an address of their own, and nowhere else; what others
// reach never shows them.
func TestMetricsHaveTheirOwnAddress(t *testing.T) {
	m := newMeter()
	at, _ := started(t, serving{Site: http.NewServeMux(), Meter: m, Metrics: "127.0.0.1:0"})
	if answer, _, err := get(t, "http://"+at.Addr()+"/metrics"); err != nil || answer.StatusCode != http.StatusNotFound {
		t.Errorf("on the site: %v, %v", answer, err)
	}
	answer, body, err := get(t, "http://"+at.doors[1].listener.Addr().String()+"/metrics")
	if err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(body, `parley_requests_total{route="none",class="4xx"} 1`) {
		t.Errorf("on its own address: %v, %v, %s", answer, err, body)
	}
	if _, err := openServer(serving{Site: says(""), Meter: m, Addr: "127.0.0.1:0", Metrics: "0.0.0.0:0"}); err == nil {
		t.Error("the counters are shown to other machines")
	}
}

// Where one address is taken none is listened at.
func TestAllAddressesOrNone(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := free.Addr().String()
	free.Close()
	_, err = openServer(serving{Site: says(""), Meter: newMeter(), Addr: addr, Metrics: taken.Addr().String()})
	if err == nil || !strings.Contains(err.Error(), "--metrics") {
		t.Fatalf("two at one address: %v", err)
	}
	again, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatalf("the other address is still listened at: %v", err)
	}
	again.Close()
}

// Plain HTTP promises no TLS, and a client that is not understood leaves no
// line in the log with its address (C4).
func TestPlainHTTP(t *testing.T) {
	var logged bytes.Buffer
	log, err := newLog(&logged, "text", false)
	if err != nil {
		t.Fatal(err)
	}
	at, stop := started(t, serving{Site: says("hello"), Log: log})
	answer, body, err := get(t, "http://"+at.Addr())
	if err != nil || body != "hello" || answer.Header.Get("Strict-Transport-Security") != "" {
		t.Errorf("%v, %v, %s", answer, err, body)
	}
	c, err := net.Dial("tcp", at.Addr())
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(c, "\x16\x03\x01 no HTTP\r\n\r\n")
	io.ReadAll(c)
	c.Close()
	stop()
	if logged.Len() > 0 {
		t.Errorf("logged: %s", logged.String())
	}
}
