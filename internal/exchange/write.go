package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// A Create opens a file of the folder that is being written.
type Create func(name string) (io.WriteCloser, error)

// WriteOptions are what the caller decides about writing.
type WriteOptions struct {
	// Engine is the version of the engine that the figures are made with; the
	// conversation's own is written where it is empty.
	Engine string

	// Ballots is for vote rows that leave a node: participants get new
	// identifiers, numbered by what their ballots say, times are cut to
	// midnight UTC, and statements have no author.
	Ballots bool

	// At is when votes were cast, in milliseconds since 1970, where VoteTime
	// is nil; VoteTime tells it for a participant and a column. Files hold
	// whole seconds.
	At       int64
	VoteTime func(participant, column int) int64

	// Important tells whether a participant marked a column's statement as
	// important with the vote on it; nil where nobody was asked.
	Important func(participant, column int) bool

	// Groups are the opinion groups that comment-groups.csv counts. Without
	// them its totals are those of everybody, and otherwise, as Polis does
	// it, those of the members of groups.
	Groups []GroupTally
	// GroupOf is the group-id of each participant, or -1. Where it is nil the
	// conversation's own Group is written.
	GroupOf []int
}

// A GroupTally counts the votes of one opinion group: agree, disagree, pass of
// each column.
type GroupTally [][3]int

// Write writes a conversation as the eight files of polis-export/1, sides.csv
// and parley.json, row by row. It writes only votes that count; times of votes
// are those of the options. The conversation is not changed.
func Write(create Create, c *Conversation, opt WriteOptions) error {
	w := &writer{create: create, c: c, opt: opt, group: opt.GroupOf}
	if w.group == nil {
		w.group = c.Group
	}
	if err := w.check(); err != nil {
		return err
	}
	w.people = w.participants()
	w.counts = latestCounts(c)
	return errors.Join(
		w.file(summaryFile, w.summary),
		w.file(commentsFile, w.comments),
		w.file(votesFile, w.votes),
		w.file(matrixFiles[0], w.matrix),
		w.file("participant-importance.csv", w.importance),
		w.file("comment-groups.csv", w.groups),
		w.file("comment-clusters.csv", w.clusters),
		w.file(formatFile, w.format),
		w.file(sidesFile, w.sides),
		w.file(settingsFile, w.settings),
	)
}

type writer struct {
	create Create
	c      *Conversation
	opt    WriteOptions
	group  []int // of each participant; nil for none
	people []int // participants in the order of writing
	counts [][3]int64
}

// file writes one file and closes it.
func (w *writer) file(name string, write func(*rows)) error {
	f, err := w.create(name)
	if err != nil {
		return fmt.Errorf("create %s: %w", name, err)
	}
	out := newRows(f)
	write(out)
	if err := errors.Join(out.flush(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// check refuses what could not be read back.
func (w *writer) check() error {
	c := w.c
	n, m := len(c.Participants), len(c.Columns)
	switch {
	case len(c.Side) != n || w.group != nil && len(w.group) != n || c.Votes.Participants() > n:
		return fmt.Errorf("write conversation: %d participants, %d sides, %d groups", n, len(c.Side), len(w.group))
	case c.Votes.Statements() != m:
		return fmt.Errorf("write conversation: %d columns of votes for %d statements", c.Votes.Statements(), m)
	case len(c.Populations) != len(c.Sides):
		return fmt.Errorf("write conversation: %d populations for %d sides", len(c.Populations), len(c.Sides))
	case c.Threshold != 0 && !(c.Threshold > 0 && c.Threshold < 1):
		return fmt.Errorf("write conversation: threshold %v is no share", c.Threshold)
	}
	for _, ids := range [][]string{c.Participants, c.Sides} {
		for _, id := range ids {
			if !validID(id) {
				return fmt.Errorf("write conversation: %q is not %s", id, wantID)
			}
		}
	}
	for i := range c.Statements {
		s := &c.Statements[i]
		if !validID(s.ID) || s.Author != "" && !validID(s.Author) || !utf8.ValidString(s.Text) {
			return fmt.Errorf("write conversation: statement %q by %q cannot be written", s.ID, s.Author)
		}
	}
	for _, g := range w.opt.Groups {
		if len(g) != m {
			return fmt.Errorf("write conversation: a group counts %d columns of %d", len(g), m)
		}
	}
	return nil
}

// participants returns the order of writing: that of the conversation, or, for
// ballots, the order of what they say, so that the new number of a participant
// tells nothing that the ballot does not.
func (w *writer) participants() []int {
	order := make([]int, len(w.c.Participants))
	for i := range order {
		order[i] = i
	}
	if !w.opt.Ballots {
		return order
	}
	ballots := make([][]uint32, len(order))
	for p := range w.c.Votes.Participants() {
		for column, v := range w.c.Votes.Row(p) {
			ballots[p] = append(ballots[p], uint32(column)<<2|uint32(v+1))
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(slices.Compare(ballots[b], ballots[a]), cmp.Compare(w.c.Side[a], w.c.Side[b]), cmp.Compare(w.groupOf(a), w.groupOf(b)))
	})
	return order
}

func (w *writer) groupOf(participant int) int {
	if w.group == nil {
		return -1
	}
	return w.group[participant]
}

const day = 24 * 60 * 60 // seconds

// seconds returns a time as it is written: within what can be read back.
func (w *writer) seconds(ms int64) int64 {
	s := min(max(ms, 0), maxTime-1) / 1000
	if w.opt.Ballots {
		s -= s % day
	}
	return s
}
