package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"
)

// Limits of what a client can ask of the process.
const (
	mostBody      = 40 << 20 // bytes; the site's routes allow less, each for itself
	mostHeader    = 16 << 10
	headerTimeout = 5 * time.Second
	readTimeout   = 30 * time.Second
	writeTimeout  = 60 * time.Second
	idleTimeout   = 120 * time.Second
	drainTimeout  = 10 * time.Second // for requests that are being answered when the process is stopped
)

// A serving says what to serve, and where.
type serving struct {
	Site       http.Handler
	Log        *slog.Logger
	Addr       string      // of the site
	Encryption *encryption // nil for plain HTTP
	Meter      *meter      // nil for no counters
	Metrics    string      // address at which the counters are shown; "" for nowhere
}

// An encryption is TLS of our own.
type encryption struct {
	config    *tls.Config
	addr      string       // for plain HTTP, ":80"
	plainHTTP http.Handler // answers the authority that certifies, and sends everybody else to HTTPS
}

// A server is what listens. Nothing is lost between openServer and run: who
// connects waits.
type server struct {
	log   *slog.Logger
	doors []door
}

// A door is one address that is listened at.
type door struct {
	listener net.Listener
	http     *http.Server
	tls      bool
}

// openServer listens at every address, or at none. The first door is the
// site's.
func openServer(s serving) (*server, error) {
	if s.Encryption == nil {
		s.Encryption = &encryption{}
	} else {
		s.Site = strict(s.Site)
	}
	out := &server{log: s.Log}
	err := out.open(s.Addr, "--addr", newObserver(s.Log, s.Meter).observe(s.Site), s.Encryption.config)
	if err == nil && s.Encryption.plainHTTP != nil {
		err = out.open(s.Encryption.addr, "--domain", s.Encryption.plainHTTP, nil)
	}
	if err == nil && s.Metrics != "" {
		err = out.openMetrics(s.Metrics, s.Meter)
	}
	if err != nil {
		out.close()
		return nil, err
	}
	return out, nil
}

// open adds a door; flag is what chose its address.
func (s *server) open(addr, flag string, h http.Handler, config *tls.Config) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("%w (choose another address with %s)", err, flag)
	}
	s.doors = append(s.doors, door{listener, newHTTP(h, config), config != nil})
	return nil
}

func (s *server) openMetrics(addr string, m *meter) error {
	if err := checkLoopback(addr); err != nil {
		return err
	}
	return s.open(addr, "--metrics", m.handler(), nil)
}

// newHTTP makes a server with all limits. What net/http would log names
// addresses, so it is not logged.
func newHTTP(h http.Handler, config *tls.Config) *http.Server {
	return &http.Server{
		Handler:           http.MaxBytesHandler(h, mostBody),
		TLSConfig:         config,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    mostHeader,
		ErrorLog:          slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo),
	}
}

// strict tells browsers never to come without TLS again. It is for TLS of our
// own: what a proxy promises, the proxy says.
func strict(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		next.ServeHTTP(w, r)
	})
}

// Addr is where the site is listened for.
func (s *server) Addr() string { return s.doors[0].listener.Addr().String() }

// untilStopped returns a context that ends with SIGINT or SIGTERM. A second
// signal ends the process at once.
func untilStopped(ctx context.Context) context.Context {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx
}

// run serves until ctx ends or a door fails. Then no door takes a new request,
// those that are being answered have drainTimeout, and run returns when all
// doors are closed.
func (s *server) run(ctx context.Context) error {
	failed := make(chan error, len(s.doors))
	for _, d := range s.doors {
		go func() { failed <- d.serve() }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	s.drain(context.WithoutCancel(ctx))
	return err
}

func (d door) serve() error {
	serve := func() error { return d.http.Serve(d.listener) }
	if d.tls {
		serve = func() error { return d.http.ServeTLS(d.listener, "", "") }
	}
	if err := serve(); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

func (s *server) drain(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, drainTimeout)
	defer cancel()
	closed := make(chan error, len(s.doors))
	for _, d := range s.doors {
		go func() { closed <- d.http.Shutdown(ctx) }()
	}
	for range s.doors {
		if err := <-closed; err != nil {
			s.log.Warn("requests were cut off", "after", drainTimeout.String())
		}
	}
	s.close()
}

// close closes every door at once.
func (s *server) close() {
	for _, d := range s.doors {
		d.http.Close()
		d.listener.Close()
	}
}
