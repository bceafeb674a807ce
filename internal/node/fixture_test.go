package node_test

import (
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/node"
	"parley/internal/store"
	"parley/internal/store/pgtest"
)

// A chance is a random source that gives every test the same numbers.
type chance struct {
	mu sync.Mutex
	*rand.ChaCha8
}

func (c *chance) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ChaCha8.Read(p)
}

func newChance(seed byte) *chance { return &chance{ChaCha8: rand.NewChaCha8([32]byte{seed})} }

// A world is a node over a real database, on a day that the test chooses.
type world struct {
	*node.Node
	t       *testing.T
	now     time.Time
	url     string // of the database
	db      *store.DB
	secrets node.Secrets
	offices map[dialogue.SideID]map[dialogue.Role]dialogue.Viewer
	forum   dialogue.ForumID
}

var sides = []dialogue.Side{
	{ID: "azerbaijan", Languages: []dialogue.Language{"az"}, Names: dialogue.Text{"az": "Azərbaycan", "en": "Azerbaijan", "hy": "Ադրբեջան", "ru": "Азербайджан"}},
	{ID: "armenia", Languages: []dialogue.Language{"hy"}, Names: dialogue.Text{"az": "Ermənistan", "en": "Armenia", "hy": "Հայաստան", "ru": "Армения"}},
}

func sqliteURL(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "parley.db") }

// emptyWorldOn is a node before set-up.
func emptyWorldOn(t *testing.T, url string) *world {
	t.Helper()
	w := &world{t: t, url: url, now: time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC), offices: map[dialogue.SideID]map[dialogue.Role]dialogue.Viewer{}}
	w.db = openDB(t, url)
	random := newChance(1)
	var err error
	w.secrets, err = node.NewSecrets(random)
	w.must(err)
	w.Node, err = node.New(t.Context(), node.Options{Store: w.db, Secrets: w.secrets, Now: func() time.Time { return w.now },
		Random: random, Log: slog.New(slog.DiscardHandler)})
	w.must(err)
	return w
}

// openDB opens a database and closes it when the test ends.
func openDB(t *testing.T, url string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// onBoth runs a test on a world over SQLite and on one over PostgreSQL.
func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	t.Run("SQLite", func(t *testing.T) { test(t, newWorld(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, newWorldOn(t, pgtest.URL(t))) })
}

// newWorld is a node with every office taken up and a forum.
func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOn(t, sqliteURL(t))
}

func newWorldOn(t *testing.T, url string) *world {
	t.Helper()
	return newWorldOf(t, url, sides)
}

func newWorldOf(t *testing.T, url string, sides []dialogue.Side) *world {
	t.Helper()
	w := emptyWorldOn(t, url)
	token, err := w.Begin(t.Context())
	w.must(err)
	links, err := w.SetUp(t.Context(), token, sides)
	w.must(err)
	for _, link := range links {
		offer, err := w.LookAt(t.Context(), link.Token)
		w.must(err)
		session, err := w.Accept(t.Context(), link.Token, offer)
		w.must(err)
		if w.offices[link.Side] == nil {
			w.offices[link.Side] = map[dialogue.Role]dialogue.Viewer{}
		}
		w.offices[link.Side][link.Role] = session.Viewer()
	}
	w.forum, err = w.MakeForum(t.Context(), w.chair("azerbaijan"), sides[0].Names)
	w.must(err)
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) chair(side dialogue.SideID) dialogue.Viewer { return w.offices[side][dialogue.CoChair] }

func (w *world) moderator(side dialogue.SideID) dialogue.Viewer {
	return w.offices[side][dialogue.Moderator]
}

// settings are whole, so that the dialogue can be opened.
func settings() dialogue.Settings {
	s := dialogue.DefaultSettings(dialogue.Named)
	for _, l := range dialogue.Languages() {
		s.Topic[l], s.Description[l] = "Bridges over the river", "What should be built first?"
	}
	return s
}

// prepare makes a dialogue with two seeds and codes waiting for both sides.
func (w *world) prepare(kind dialogue.Kind, seats int) (dialogue.ID, map[dialogue.SideID][]dialogue.Code) {
	w.t.Helper()
	chair := w.chair("armenia")
	id, err := w.MakeDialogue(w.t.Context(), chair, w.forum, kind, settings())
	w.must(err)
	w.must(w.AddSeeds(w.t.Context(), chair, id, []exchange.Seed{
		{Text: "The footbridge should come first.", Language: "en", Side: "armenia"},
		{Text: "The road bridge should come first.", Language: "en", Side: "azerbaijan"},
	}))
	codes, hashes := map[dialogue.SideID][]dialogue.Code{}, map[dialogue.SideID][]dialogue.CodeHash{}
	for _, side := range sides {
		for range seats {
			c, err := w.NewCode()
			w.must(err)
			codes[side.ID], hashes[side.ID] = append(codes[side.ID], c), append(hashes[side.ID], c.Hash())
		}
	}
	for _, side := range sides {
		own := map[dialogue.SideID][]dialogue.CodeHash{side.ID: hashes[side.ID]}
		w.must(w.BringCodes(w.t.Context(), w.chair(side.ID), id, own))
	}
	return id, codes
}

// enact proposes an act as one side and approves it as the other.
func (w *world) enact(id dialogue.ID, a dialogue.Act) dialogue.ProposalID {
	w.t.Helper()
	p, err := w.Propose(w.t.Context(), w.chair("armenia"), id, a)
	w.must(err)
	view, err := w.Proposal(w.t.Context(), w.chair("azerbaijan"), p)
	w.must(err)
	w.must(w.Approve(w.t.Context(), w.chair("azerbaijan"), p, view.Proposal.Hash(), node.Signing{}))
	return p
}

func (w *world) day(add int) string { return dialogue.DayOf(w.now.AddDate(0, 0, add)).String() }

// open is prepare and both keys.
func (w *world) open(kind dialogue.Kind, seats int) (dialogue.ID, map[dialogue.SideID][]dialogue.Code) {
	w.t.Helper()
	id, codes := w.prepare(kind, seats)
	w.enact(id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.day(10)})
	return id, codes
}

// join takes up a code.
func (w *world) join(code dialogue.Code) (node.Session, dialogue.Phrase) {
	w.t.Helper()
	e, err := w.Enter(w.t.Context(), code.String())
	w.must(err)
	s, err := w.Join(w.t.Context(), *e.Offer)
	w.must(err)
	return s, e.Offer.Phrase
}

// sessionOf is the session of an office that nothing has ended yet.
func sessionOf(v dialogue.Viewer) node.Session {
	return node.Session{Account: v.Account, Role: v.Role, Side: v.Side}
}
