package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
)

// A Cosignature is what a side's witness put under a checkpoint.
type Cosignature struct {
	Size   int64 // of the checkpoint
	Side   dialogue.SideID
	Public string // the witness's key
	Line   []byte // as the witness returned it
}

// AddCheckpoint keeps a signed checkpoint of a size. That it is there already
// changes nothing; another one of the same size is an error: a record that is
// signed in two ways is forged.
func (db *DB) AddCheckpoint(ctx context.Context, size int64, text []byte) error {
	return db.write(ctx, "add a checkpoint", func(t *tx) error {
		err := t.run(`INSERT INTO checkpoint (size, text) VALUES ($1, $2) ON CONFLICT DO NOTHING`, size, bytes(text))
		if err != nil {
			return err
		}
		var kept []byte
		if err := t.row(`SELECT text FROM checkpoint WHERE size = $1`, size).Scan(&kept); err != nil {
			return err
		}
		if !slices.Equal(kept, text) {
			return fmt.Errorf("there is another checkpoint of %d entries", size)
		}
		return nil
	})
}

// LatestCheckpoint returns the largest checkpoint, as it was signed.
func (db *DB) LatestCheckpoint(ctx context.Context) ([]byte, error) {
	var text []byte
	err := db.row(ctx, `SELECT text FROM checkpoint ORDER BY size DESC LIMIT 1`).Scan(&text)
	return text, unknown(err, "refusal.page_unknown", "read the newest checkpoint")
}

// AddCosignature keeps a cosignature, instead of any that the same key gave to
// the same checkpoint.
func (db *DB) AddCosignature(ctx context.Context, c Cosignature) error {
	return db.write(ctx, "add a cosignature", func(t *tx) error {
		return t.run(`INSERT INTO cosignature (size, side, public, line) VALUES ($1, $2, $3, $4)
			ON CONFLICT (size, side, public) DO UPDATE SET line = excluded.line`, c.Size, c.Side, c.Public, bytes(c.Line))
	})
}

// Cosignatures returns the cosignatures of the checkpoint of a size, in the
// order of sides: of each side one, so that no side has room that is another's.
func (db *DB) Cosignatures(ctx context.Context, size int64) ([][]byte, error) {
	var text []byte
	err := db.row(ctx, `SELECT text FROM checkpoint WHERE size = $1`, size).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, wrap(err, "read cosignatures")
	}
	all, err := db.cosignatures(ctx, size, text)
	var lines [][]byte
	for _, c := range all {
		lines = append(lines, c.Line)
	}
	return lines, wrap(err, "read cosignatures")
}

// cosignatures returns of each side the line that holds under the key of its
// witness that counted first: that is known to whoever knows a later one.
func (db *DB) cosignatures(ctx context.Context, size int64, text []byte) ([]Cosignature, error) {
	var all []Cosignature
	err := db.each(ctx, func(scan func(...any) error) error {
		c := Cosignature{Size: size}
		if err := scan(&c.Side, &c.Public, &c.Line); err != nil {
			return err
		}
		if n := len(all); n > 0 && all[n-1].Side == c.Side {
			return nil
		}
		if _, err := record.Cosignature(text, c.Line, c.Public); err == nil {
			all = append(all, c)
		}
		return nil
	}, `SELECT c.side, c.public, c.line FROM cosignature c
		JOIN side_key k ON k.side = c.side AND k.witness = 1 AND k.public = c.public
		LEFT JOIN side s ON s.id = c.side
		WHERE c.size = $1 ORDER BY s.position, c.side, k.from_day, c.public`, size)
	return all, err
}

// LastCosigned returns the size of the largest checkpoint that a key of a side's
// witness cosigned, 0 for none.
func (db *DB) LastCosigned(ctx context.Context, side dialogue.SideID, public string) (int64, error) {
	var size int64
	err := db.row(ctx, `SELECT COALESCE(MAX(size), 0) FROM cosignature WHERE side = $1 AND public = $2`, side, public).Scan(&size)
	return size, wrap(err, "read what a witness cosigned last")
}

// FullyCosigned returns the largest checkpoint that the witness of each of the
// sides has cosigned, with one cosignature of each attached, which holds under
// that side's key; NotFound where there is none. What was cosigned under a key
// that was replaced since stays cosigned: every key that is kept in side_key
// counts, and no other.
func (db *DB) FullyCosigned(ctx context.Context, sides []dialogue.SideID) ([]byte, error) {
	if len(sides) == 0 {
		return nil, fault.New(fault.NotFound, "refusal.page_unknown")
	}
	for below := int64(math.MaxInt64); ; {
		size, text, err := db.cosignedBelow(ctx, sides, below)
		if err != nil {
			return nil, unknown(err, "refusal.page_unknown", "read the newest cosigned checkpoint")
		}
		all, err := db.cosignatures(ctx, size, text)
		if err != nil {
			return nil, wrap(err, "read cosignatures")
		}
		var lines [][]byte
		for _, c := range all {
			if slices.Contains(sides, c.Side) {
				lines = append(lines, c.Line)
			}
		}
		if len(lines) == len(sides) {
			text, err = record.AddCosignatures(text, lines...)
			return text, wrap(err, "attach cosignatures")
		}
		below = size // what is kept as a cosignature of one side is none
	}
}

// cosignedBelow returns the largest checkpoint below a size for which a
// cosignature of every side is kept.
func (db *DB) cosignedBelow(ctx context.Context, sides []dialogue.SideID, below int64) (size int64, text []byte, err error) {
	var args []any
	for _, s := range sides {
		args = append(args, s)
	}
	err = db.row(ctx, fmt.Sprintf(`SELECT p.size, p.text FROM checkpoint p WHERE %d = (
			SELECT COUNT(DISTINCT c.side) FROM cosignature c
			JOIN side_key k ON k.side = c.side AND k.witness = 1 AND k.public = c.public
			WHERE c.size = p.size AND c.side IN %s)
		AND p.size < $%d ORDER BY p.size DESC LIMIT 1`, len(sides), places(1, len(sides)), len(sides)+1), append(args, below)...).Scan(&size, &text)
	return size, text, err
}
