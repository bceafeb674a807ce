package storetest

import (
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// A World is a database with two sides and a dialogue in it.
type World struct {
	*testing.T
	*store.DB
	Ctx    context.Context
	Random *rand.Rand // of a fixed seed
	ID     dialogue.ID
	Codes  map[dialogue.SideID][]dialogue.CodeHash
}

// The sides of a World.
const (
	One   dialogue.SideID = "azerbaijan"
	Other dialogue.SideID = "armenia"
)

// NewWorld fills an empty database with sides and an open dialogue, which has
// so many codes for each side.
func NewWorld(t *testing.T, db *store.DB, codes int) *World {
	t.Helper()
	w := &World{T: t, DB: db, Ctx: context.Background(), Random: rand.New(rand.NewPCG(3, 7))}
	w.must(db.SetMeta(w.Ctx, "token", []byte("x")))
	w.must(db.SetUp(w.Ctx, "token", sides(), nil))
	d := dialogue.Dialogue{
		ID: NewID[dialogue.ID](w), Forum: NewID[dialogue.ForumID](w), Kind: dialogue.Protected, Phase: dialogue.Open,
		Settings: dialogue.DefaultSettings(dialogue.Protected), OpenedOn: 20_000, LastDay: 20_030,
		Sides: []dialogue.Allotment{{Side: Other, Issued: codes}, {Side: One, Issued: codes}},
	}
	d.Settings.Topic = dialogue.Text{"en": "Water", "hy": "Ջուր", "az": "Su", "ru": "Вода"}
	w.ID, w.Codes = d.ID, map[dialogue.SideID][]dialogue.CodeHash{One: w.hashes(codes), Other: w.hashes(codes)}
	w.must(db.AddDialogue(w.Ctx, store.Change{Dialogue: d, Codes: w.Codes, ValidCodes: true}))
	return w
}

func sides() []dialogue.Side {
	return []dialogue.Side{
		{ID: One, Names: dialogue.Text{"en": "Azerbaijan", "hy": "Ադրբեջան", "az": "Azərbaycan", "ru": "Азербайджан"}, Languages: []dialogue.Language{"az", "ru"}},
		{ID: Other, Names: dialogue.Text{"en": "Armenia", "hy": "Հայաստան", "az": "Ermənistan", "ru": "Армения"}, Languages: []dialogue.Language{"hy", "ru"}},
	}
}

// NewID draws an identifier.
func NewID[T ~int64](w *World) T {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], w.Random.Uint64())
	return dialogue.NewID[T](b)
}

// Hash draws 32 bytes.
func (w *World) Hash() (h [32]byte) {
	for i := 0; i < len(h); i += 8 {
		binary.BigEndian.PutUint64(h[i:], w.Random.Uint64())
	}
	return h
}

func (w *World) hashes(n int) []dialogue.CodeHash {
	all := make([]dialogue.CodeHash, n)
	for i := range all {
		all[i] = w.Hash()
	}
	return all
}

func (w *World) bytes() []byte {
	h := w.Hash()
	return h[:]
}

// Join lets somebody of a side in by its next code.
func (w *World) Join(side dialogue.SideID) dialogue.ParticipantID {
	w.Helper()
	j := w.joining(side)
	w.Codes[side] = w.Codes[side][1:]
	w.must(w.DB.Join(w.Ctx, j))
	return j.Participant.ID
}

// joining returns what a use of the next code of a side writes.
func (w *World) joining(side dialogue.SideID) store.Joining {
	return store.Joining{
		Code:        w.Codes[side][0],
		Participant: dialogue.Participant{ID: NewID[dialogue.ParticipantID](w), Dialogue: w.ID, Side: side},
		Credentials: store.Credentials{Phrase: w.bytes(), Revoke: w.bytes()},
		Version:     w.version(),
	}
}

// Write adds an accepted statement by somebody of a side.
func (w *World) Write(side dialogue.SideID) dialogue.StatementID {
	w.Helper()
	s := w.statement(side)
	w.must(w.Change(w.Ctx, store.Change{Dialogue: w.dialogue(), Statements: []dialogue.Statement{s}}))
	return s.ID
}

func (w *World) statement(side dialogue.SideID) dialogue.Statement {
	id := dialogue.StatementID(dialogue.FirstStatement + w.Random.IntN(dialogue.LastStatement-dialogue.FirstStatement))
	return dialogue.Statement{
		ID: id, Side: side, Language: "ru", Text: "Вода нужна всем, № " + id.String(),
		Tag: w.Hash(), State: dialogue.Accepted,
	}
}

// Vote casts a vote at the present version.
func (w *World) Vote(p dialogue.ParticipantID, s dialogue.StatementID, c dialogue.Choice) {
	w.Helper()
	_, _, err := w.CastVote(w.Ctx, w.ID, w.version(), vote(p, s, c))
	w.must(err)
}

func vote(p dialogue.ParticipantID, s dialogue.StatementID, c dialogue.Choice) dialogue.Vote {
	return dialogue.Vote{Participant: p, Statement: s, Choice: c, Important: c == dialogue.Agree}
}

func (w *World) version() int {
	w.Helper()
	return must(w.DB.Version(w.Ctx, w.ID))(w)
}

func (w *World) dialogue() dialogue.Dialogue {
	w.Helper()
	return must(w.DB.Dialogue(w.Ctx, w.ID))(w)
}

func (w *World) votes() []dialogue.Vote {
	w.Helper()
	var all []dialogue.Vote
	w.must(w.ScanVotes(w.Ctx, w.ID, func(v dialogue.Vote) error {
		all = append(all, v)
		return nil
	}))
	return all
}

func (w *World) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// must returns a value, or ends the test.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

func stale(t testing.TB, err error) {
	t.Helper()
	if !errors.Is(err, store.ErrStale) {
		t.Errorf("got %v, not that it is stale", err)
	}
}

func refused(t testing.TB, err error, kind fault.Kind, key string) {
	t.Helper()
	if !errors.Is(err, fault.New(kind, key)) {
		t.Errorf("got %v, not %v %s", err, kind, key)
	}
}
