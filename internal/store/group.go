package store

import (
	"context"
	"errors"
	"sync"
)

var errClosed = errors.New("the database is closed")

// A group serves what is put into it in batches: it takes one, then all that
// wait behind it, up to a most. It waits for nobody and knows no clock, so one
// that comes alone is served at once, and the more come the larger the batches.
type group[T any] struct {
	queue chan T
	most  int
	serve func([]T)
	ended chan struct{}

	mu     sync.RWMutex // held for reading while something is put
	closed bool
}

// newGroup starts a group. serve is called by one goroutine.
func newGroup[T any](most int, serve func([]T)) *group[T] {
	g := &group[T]{queue: make(chan T, most), most: most, serve: serve, ended: make(chan struct{})}
	go g.loop()
	return g
}

// put hands one over. If it returns nil, one is served, even if the group is
// closed at once.
func (g *group[T]) put(ctx context.Context, one T) error {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.closed {
		return errClosed
	}
	select {
	case g.queue <- one:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// close returns when all that was put is served.
func (g *group[T]) close() {
	g.mu.Lock()
	if !g.closed {
		g.closed = true
		close(g.queue)
	}
	g.mu.Unlock()
	<-g.ended
}

func (g *group[T]) loop() {
	defer close(g.ended)
	for first := range g.queue {
		batch := append(make([]T, 0, 1+len(g.queue)), first)
		for len(batch) < g.most {
			next, ok := g.waiting()
			if !ok {
				break
			}
			batch = append(batch, next)
		}
		g.serve(batch)
	}
}

// waiting returns the next one if there is one already.
func (g *group[T]) waiting() (next T, ok bool) {
	select {
	case next, ok = <-g.queue:
	default:
	}
	return next, ok
}
