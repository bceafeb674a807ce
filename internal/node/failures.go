package node

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// FailuresAMinute is how many wrong codes and phrases are looked into in a
// minute before further ones are only told to wait. What is right is never
// refused (RULINGS R17), so the limit needs no address: it is one for everybody.
const FailuresAMinute = 60

// failures counts what was wrong. The zero value has counted nothing.
type failures struct {
	mu    sync.Mutex
	limit *rate.Limiter
	last  time.Time
}

// allow reports whether a failure now is within the limit. A clock that jumps
// back begins a new count.
func (f *failures) allow(now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.limit == nil || now.Before(f.last) {
		f.limit = rate.NewLimiter(rate.Every(time.Minute/FailuresAMinute), FailuresAMinute)
	}
	f.last = now
	return f.limit.AllowN(now, 1)
}
