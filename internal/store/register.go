package store

import (
	"context"
	"database/sql"
	"errors"

	"parley/internal/dialogue"
	"parley/internal/record"
)

// A Register is where a register stands: how often it changed, how often a proposal
// about it was taken back, and with which version something was last removed. One that
// nobody has written to is zero.
type Register struct {
	Name    string
	Version int
	Turns   int
	Removed int
}

// A RecordRow is a record of a register: what is in it only its writer reads.
type RecordRow struct {
	ID       int64
	Register string
	Key      string
	Changed  int // the version of the register that it came with
	Body     []byte
	ItemKey  []byte // with which Body is sealed; nil of one that is not
}

// A RegisterChange is everything that one use case writes about a register, in one
// transaction.
type RegisterChange struct {
	// Register has the version that the decision rested on, 0 for one that is not
	// there yet; it is stored plus one. Its turns are stored as they are, and Removed
	// is that version where something is removed.
	Register    Register
	Records     []RecordRow // added, or replaced by number
	Fresh       bool        // all of them are added: one whose number or key is there makes the change stale
	Remove      []int64     // records of which nothing stays
	Withdraw    []int64     // records among Records that were emptied: their item keys are destroyed, and no backup brings them back
	Suggestions []SuggestionRow
	DropAbout   []string           // keys of records about which no suggestion stays
	Declined    []int64            // suggestions that are dropped
	Proposal    *dialogue.Proposal // added or replaced, with its approvals
	Papers      map[string][]byte  // of the proposal
	DropPapers  []dialogue.ProposalID
	Keys        []dialogue.Key  // as in a ForumChange
	Entries     []record.Opened // appended to the record
}

// A SuggestionRow is what a reader suggested.
type SuggestionRow struct {
	ID       int64
	Register string
	Record   string // its key; "" for the register
	Body     []byte
}

// Register returns where a register stands.
func (db *DB) Register(ctx context.Context, name string) (Register, error) {
	r := Register{Name: name}
	err := db.row(ctx, `SELECT version, turns, removed FROM register WHERE name = $1`, name).Scan(&r.Version, &r.Turns, &r.Removed)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return r, wrap(err, "read a register")
}

// Registers returns where each register stands that was written to.
func (db *DB) Registers(ctx context.Context) (map[string]Register, error) {
	all := map[string]Register{}
	err := db.each(ctx, func(scan func(...any) error) error {
		var r Register
		err := scan(&r.Name, &r.Version, &r.Turns, &r.Removed)
		all[r.Name] = r
		return err
	}, `SELECT name, version, turns, removed FROM register`)
	return all, wrap(err, "read the registers")
}

const selectRecord = `SELECT r.id, r.register, r.key, r.changed, r.body, k.key
	FROM register_record r LEFT JOIN item_key k ON k.record = r.id`

func scanRecord(scan func(...any) error) (r RecordRow, err error) {
	err = scan(&r.ID, &r.Register, &r.Key, &r.Changed, &r.Body, &r.ItemKey)
	return r, err
}

// EachRecord hands take the records of a register that changed after a version, in
// the order of their numbers.
func (db *DB) EachRecord(ctx context.Context, register string, after int, take func(RecordRow) error) error {
	return wrap(db.each(ctx, func(scan func(...any) error) error {
		r, err := scanRecord(scan)
		if err != nil {
			return err
		}
		return take(r)
	}, selectRecord+` WHERE r.register = $1 AND r.changed > $2 ORDER BY r.id`, register, after), "read records")
}

// Record returns one record.
func (db *DB) Record(ctx context.Context, register, key string) (RecordRow, error) {
	r, err := scanRecord(db.row(ctx, selectRecord+` WHERE r.register = $1 AND r.key = $2`, register, key).Scan)
	return r, unknown(err, "refusal.record_unknown", "read a record")
}

// RecordsByID returns the records with the numbers given that are there, in the
// order given.
func (db *DB) RecordsByID(ctx context.Context, ids []int64) ([]RecordRow, error) {
	byID := make(map[int64]RecordRow, len(ids))
	for rest := ids; len(rest) > 0; {
		some := rest[:min(len(rest), mostAsked)]
		rest = rest[len(some):]
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = id
		}
		err := db.each(ctx, func(scan func(...any) error) error {
			r, err := scanRecord(scan)
			byID[r.ID] = r
			return err
		}, selectRecord+` WHERE r.id IN `+places(1, len(args)), args...)
		if err != nil {
			return nil, wrap(err, "read records")
		}
	}
	all := make([]RecordRow, 0, len(ids))
	for _, id := range ids {
		if r, ok := byID[id]; ok {
			all = append(all, r)
		}
	}
	return all, nil
}

// mostAsked is how many numbers one query names.
const mostAsked = 500

// Suggestions returns what readers suggested about a register and its records, by
// number.
func (db *DB) Suggestions(ctx context.Context, register string) ([]SuggestionRow, error) {
	return db.suggestions(ctx, ` WHERE register = $1 ORDER BY id`, register)
}

// Suggestion returns one suggestion.
func (db *DB) Suggestion(ctx context.Context, id int64) (SuggestionRow, error) {
	all, err := db.suggestions(ctx, ` WHERE id = $1`, id)
	if err == nil && len(all) == 0 {
		return SuggestionRow{}, unknown(sql.ErrNoRows, "refusal.suggestion_unknown", "read a suggestion")
	}
	if err != nil {
		return SuggestionRow{}, err
	}
	return all[0], nil
}

func (db *DB) suggestions(ctx context.Context, where string, arg any) ([]SuggestionRow, error) {
	var all []SuggestionRow
	err := db.each(ctx, func(scan func(...any) error) error {
		var s SuggestionRow
		var body string
		err := scan(&s.ID, &s.Register, &s.Record, &body)
		s.Body = []byte(body)
		all = append(all, s)
		return err
	}, `SELECT id, register, record, body FROM suggestion`+where, arg)
	return all, wrap(err, "read suggestions")
}
