// Package node carries out what people ask of this node.
//
// Each use case is one method, and every method has one shape: read what the
// rule needs, let the rule of package dialogue decide, compute what follows,
// write once. It is the only package in which a rule meets a database.
//
// What a method returns is what its viewer may see ([dialogue.Viewer.MaySee]);
// what may not be seen is not found, and a method that changes something asks
// the same question first. A write names the version that its decision rested
// on; when another came first nothing is written and the use case runs again,
// a few times.
//
// Of the participants' votes a node keeps counts in memory, which follow every
// vote (opinion.Tally), for choosing what to show next. They are no result:
// results are computed from the votes in the database, cold, when a dialogue
// closes, or in steps while it is open where every side wanted that.
package node

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
	"parley/internal/store"
)

// Options are what a node is made of. All must be given but where it is said.
type Options struct {
	Store   *store.DB
	Secrets Secrets
	Now     func() time.Time
	Random  io.Reader // crypto/rand.Reader outside tests
	Log     *slog.Logger

	// Registers are what the sides keep together. Without any there are none.
	Registers *register.Registers

	// Withdrawn is given the whole list of withdrawals when it has grown and
	// now and then, so that it can be kept where a restored backup finds it. It
	// may be nil.
	Withdrawn func([]store.Withdrawal) error

	// SealWork is the work of opening a key that is held here, as the logarithm
	// of scrypt's N; 0 is that of age, about a second.
	SealWork int

	// Ask hands a side's witness a request in the form of C2SP tlog-witness and
	// returns its cosignature lines. It may be nil: then nothing is cosigned,
	// and nothing is released.
	Ask func(ctx context.Context, side dialogue.SideID, request []byte) ([]byte, error)

	// Voted is told of every vote, and Failed of every wrong code or phrase,
	// for an operator's counters. Either may be nil.
	Voted, Failed func()
}

// A Node is one running Parley. Its methods may be called by many goroutines.
type Node struct {
	Options
	failures failures
	shelves  shelves

	mu       sync.Mutex
	rooms    map[dialogue.ID]*room
	tallies  map[dialogue.ID]*tally
	castings map[dialogue.ID]*casting
	readings map[dialogue.ID]*sync.Mutex
	alarms   map[dialogue.SideID]error // of each side's witness, the last time that it was asked

	grew chan struct{} // something was enacted: see keepReaching

	randomly sync.Mutex // guards Random
}

// New makes a node over a database, and refuses a database that belongs to
// other secrets.
func New(ctx context.Context, o Options) (*Node, error) {
	n := &Node{
		Options: o,
		rooms:   map[dialogue.ID]*room{},
		tallies: map[dialogue.ID]*tally{},

		castings: map[dialogue.ID]*casting{},
		readings: map[dialogue.ID]*sync.Mutex{},
		alarms:   map[dialogue.SideID]error{},
		grew:     make(chan struct{}, 1),
	}
	print := n.Secrets.fingerprint()
	err := n.Store.AddMeta(ctx, metaSecrets, print)
	if errors.Is(err, store.ErrStale) {
		var kept []byte
		if kept, err = n.Store.Meta(ctx, metaSecrets); err == nil && !bytes.Equal(kept, print) {
			err = errors.New("this database belongs to other secrets: bring the secrets file that it was made with")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open node: %w", err)
	}
	return n, nil
}

// Keys of what is kept once for the whole node.
const (
	metaSecrets = "secrets"
	metaSetUp   = "set-up"

	metaRewritten = "rewritten" // the day on which tables were last rewritten
)

// today returns the day by the node's clock.
func (n *Node) today() dialogue.Day { return dialogue.DayOf(n.Now()) }

// draw fills b with random bytes.
func (n *Node) draw(b []byte) error {
	n.randomly.Lock()
	defer n.randomly.Unlock()
	if _, err := io.ReadFull(n.Random, b); err != nil {
		return fmt.Errorf("draw random bytes: %w", err)
	}
	return nil
}

// newID draws an identifier.
func newID[T ~int64](n *Node) (T, error) {
	var b [8]byte
	err := n.draw(b[:])
	return dialogue.NewID[T](b), err
}

// newToken draws the secret part of a one-time link: 160 bits, 32 letters and
// digits.
func (n *Node) newToken() (string, error) {
	var b [20]byte
	err := n.draw(b[:])
	return dialogue.FormatBytes(b[:]), err
}

// NewPhrase draws a phrase.
func (n *Node) NewPhrase() (dialogue.Phrase, error) {
	var b [16]byte
	err := n.draw(b[:])
	return dialogue.NewPhrase(b), err
}

// NewCode draws a code.
func (n *Node) NewCode() (dialogue.Code, error) {
	var c dialogue.Code
	err := n.draw(c[:])
	return c, err
}

// tries is how often a use case runs when another write always comes first.
const tries = 20

// again runs a use case until it is not stale any more.
func again(ctx context.Context, use func() error) error {
	var err error
	for range tries {
		if err = use(); !errors.Is(err, store.ErrStale) || ctx.Err() != nil {
			return err
		}
	}
	return err
}

// again does the same with the cached room of a dialogue dropped in between.
func (n *Node) again(ctx context.Context, id dialogue.ID, use func(room *room) error) error {
	return again(ctx, func() error {
		r, err := n.room(ctx, id)
		if err != nil {
			return err
		}
		err = use(r)
		if errors.Is(err, store.ErrStale) {
			n.forget(id)
		}
		return err
	})
}

func unknownDialogue() error { return fault.New(fault.NotFound, "refusal.dialogue_unknown") }
