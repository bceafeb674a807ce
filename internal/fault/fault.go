// Package fault defines the errors that a person or a peer can act on.
//
// A fault names a message of package locale, by its key, so that one refusal
// reads alike in every language and on every page. Any other error is
// internal: it is logged with its context and shown to nobody.
package fault

import (
	"errors"
	"fmt"
)

// A Kind says what the caller can do about a Fault.
type Kind int

// The kinds.
const (
	Internal Kind = iota // nothing: it is ours to repair
	Invalid              // correct the request
	Refused              // the rules of procedure do not allow it
	NotFound             // it does not exist, or is not yours to see
	Conflict             // someone was first: read again and retry
	TooMany              // too many failures: wait
)

// A Fault is a refusal that can be worded in every language.
type Fault struct {
	Kind Kind
	Key  string // of the message, "refusal.…"
	Args []any  // its placeholders, as pairs: name, value, name, value
}

// New returns a Fault of the given kind.
func New(kind Kind, key string, args ...any) *Fault {
	return &Fault{Kind: kind, Key: key, Args: args}
}

// Error describes the fault to an operator, not to a participant. It holds no
// argument: an argument may be something that a participant wrote.
func (f *Fault) Error() string { return f.Key }

// Is makes errors.Is compare faults by kind and key.
func (f *Fault) Is(target error) bool {
	t, ok := target.(*Fault)
	return ok && t.Kind == f.Kind && t.Key == f.Key
}

// KindOf returns the kind of the first Fault in err's chain, or Internal.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Internal
}

// Of returns the first Fault in err's chain, or nil.
func Of(err error) *Fault {
	f, _ := errors.AsType[*Fault](err)
	return f
}

// String names the kind in a log.
func (k Kind) String() string {
	names := [...]string{"internal", "invalid", "refused", "not found", "conflict", "too many"}
	if k < 0 || int(k) >= len(names) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return names[k]
}
