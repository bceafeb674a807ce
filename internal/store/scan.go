package store

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"parley/internal/dialogue"
)

// ScanVotes calls f for every vote of a dialogue, by participant, then
// statement, until f returns an error. Several connections read ranges of
// participants ahead, but f is called by one goroutine at a time. What is cast
// meanwhile may be seen or not; after Settle on a version that takes no more
// votes all that there are is seen.
func (db *DB) ScanVotes(ctx context.Context, id dialogue.ID, f func(dialogue.Vote) error) error {
	ranges, err := db.ranges(ctx, id)
	if err != nil {
		return wrap(err, "scan the votes")
	}
	ctx, stop := context.WithCancel(ctx)
	s := &scan{db: db, id: id, ahead: make(chan chan block, scanners)}
	defer func() {
		stop()
		for range s.ahead { // until nobody reads any more
		}
		s.reading.Wait()
	}()
	go s.start(ctx, ranges)
	for next := range s.ahead {
		b := <-next
		if b.err != nil {
			return wrap(b.err, "scan the votes")
		}
		for _, v := range b.votes {
			if err := f(v); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

const (
	scanners          = 1   // ranges that are read ahead of the one being read
	participantsRange = 500 // in a range, about
	mostRanges        = 4096
)

// A scan reads the votes of a dialogue, in ranges of participants.
type scan struct {
	db      *DB
	id      dialogue.ID
	ahead   chan chan block // of the ranges, in their order
	reading sync.WaitGroup
}

// A block is the votes of a range.
type block struct {
	votes []dialogue.Vote
	err   error
}

// ranges returns into how many ranges the numbers of participants, which are
// random, are divided.
func (db *DB) ranges(ctx context.Context, id dialogue.ID) (uint64, error) {
	var joined uint64
	err := db.row(ctx, `SELECT COALESCE(SUM(joined), 0) FROM allotment WHERE dialogue = $1`, id).Scan(&joined)
	return min(1+joined/participantsRange, mostRanges), err
}

// start begins to read one range after the other, as far ahead as there is
// room.
func (s *scan) start(ctx context.Context, ranges uint64) {
	defer close(s.ahead)
	width := uint64(math.MaxInt64)/ranges + 1
	for i := range ranges {
		next := make(chan block, 1)
		select {
		case s.ahead <- next:
		case <-ctx.Done():
			return
		}
		from := i * width
		s.reading.Go(func() { next <- s.read(ctx, from, min(from+width-1, math.MaxInt64)) })
	}
}

// read returns the votes of the participants from first to last. The votes of
// one come as a text of numbers, which is much faster than a row for each.
func (s *scan) read(ctx context.Context, first, last uint64) (b block) {
	b.err = s.db.each(ctx, func(scan func(...any) error) error {
		var p dialogue.ParticipantID
		var votes string
		if err := scan(&p, &votes); err != nil {
			return err
		}
		from := len(b.votes)
		var err error
		b.votes, err = appendVotes(b.votes, p, votes)
		slices.SortFunc(b.votes[from:], func(x, y dialogue.Vote) int { return int(x.Statement - y.Statement) })
		return err
	}, `SELECT participant, string_agg(CAST(statement * 8 + (choice + 1) * 2 + important AS TEXT), ' ')
		FROM vote WHERE dialogue = $1 AND participant BETWEEN $2 AND $3
		GROUP BY participant ORDER BY participant`, s.id, int64(first), int64(last))
	return b
}

// appendVotes reads numbers of the form statement × 8 + (choice + 1) × 2 +
// important, with spaces between.
func appendVotes(all []dialogue.Vote, p dialogue.ParticipantID, text string) ([]dialogue.Vote, error) {
	n := 0
	for i := 0; i <= len(text); i++ {
		switch {
		case i == len(text) || text[i] == ' ':
			all = append(all, dialogue.Vote{
				Participant: p, Statement: dialogue.StatementID(n >> 3),
				Choice: dialogue.Choice(n>>1&3 - 1), Important: n&1 != 0,
			})
			n = 0
		case text[i] < '0' || text[i] > '9':
			return all, fmt.Errorf("votes that cannot be read: %q", text[i])
		default:
			n = n*10 + int(text[i]-'0')
		}
	}
	return all, nil
}
