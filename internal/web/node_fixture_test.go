package web

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/node"
	"parley/internal/store"
)

// A fixtureSite is a node over a real database, set up by two sides, with every
// office taken up, a forum, and two open dialogues. Its clock stands still and
// its chances are always the same.
type fixtureSite struct {
	Handler http.Handler
	Node    *node.Node
	Log     *logBook
	Forum   dialogue.ForumID
	Offices map[post]node.Session
	Phrases map[post]dialogue.Phrase // of the offices
	Cards   map[post]dialogue.Code   // their revoke cards

	Named, Protected dialogue.ID
	Codes            map[dialogue.ID]map[dialogue.SideID][]dialogue.Code // not used yet

	clock *clock
}

// A post is an office of a side.
type post struct {
	Side dialogue.SideID
	Role dialogue.Role
}

// clock is moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Pass lets time pass.
func (s *fixtureSite) Pass(d time.Duration) {
	s.clock.mu.Lock()
	defer s.clock.mu.Unlock()
	s.clock.now = s.clock.now.Add(d)
}

// chance is a source of chances that many may use.
type chance struct {
	mu   sync.Mutex
	from *rand.ChaCha8
}

func newChance(seed byte) *chance { return &chance{from: rand.NewChaCha8([32]byte{seed})} }

func (c *chance) Read(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.from.Read(b)
}

// logBook holds what was logged.
type logBook struct {
	mu   sync.Mutex
	text []byte
}

func (l *logBook) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, b...)
	return len(b), nil
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.text)
}

// emptySite is a node that is not set up yet, with the set-up link's token.
func emptySite(t testing.TB) (*fixtureSite, string) {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "parley.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s := &fixtureSite{Log: &logBook{}, clock: &clock{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)},
		Offices: map[post]node.Session{}, Phrases: map[post]dialogue.Phrase{}, Cards: map[post]dialogue.Code{},
		Codes: map[dialogue.ID]map[dialogue.SideID][]dialogue.Code{}}
	secrets, err := node.NewSecrets(newChance(1))
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(s.Log, nil))
	s.Node, err = node.New(t.Context(), node.Options{Store: db, Secrets: secrets, Now: s.clock.Now, Random: newChance(2), Log: log, Registers: fixtureRegisters()})
	if err != nil {
		t.Fatal(err)
	}
	s.Handler = Handler(Options{Node: s.Node, Log: log, Random: newChance(3), Files: NodeFiles(true)})
	token, err := s.Node.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s, token
}

// newSite makes the whole fixture. The dialogues have 6 codes a side and
// twelve statements to begin with; their last day is 30 days ahead, and no
// statements are taken on the last two.
func newSite(t testing.TB) *fixtureSite {
	t.Helper()
	s, token := emptySite(t)
	s.setUp(t, token)
	ctx, chair := context.Background(), s.viewer("azerbaijan", dialogue.CoChair)
	var err error
	if s.Forum, err = s.Node.MakeForum(ctx, chair, everyLanguage("Forum of towns")); err != nil {
		t.Fatal(err)
	}
	s.Named = s.prepare(t, dialogue.Named, "Buses and markets", 6)
	s.Protected = s.prepare(t, dialogue.Protected, "Water and roads", 6)
	s.open(t, s.Named)
	s.open(t, s.Protected)
	return s
}

// everyLanguage says the same in every language, marked with its code.
func everyLanguage(words string) dialogue.Text {
	t := dialogue.Text{}
	for _, l := range dialogue.Languages() {
		t[l] = words + " (" + string(l) + ")"
	}
	return t
}

// fixtureSides are named as the real ones are; what is said in their name is
// made up for tests.
func fixtureSides() []dialogue.Side {
	return []dialogue.Side{
		{ID: "armenia", Names: dialogue.Text{"az": "Ermənistan", "en": "Armenia", "hy": "Հայաստան", "ru": "Армения"}, Languages: []dialogue.Language{"hy"}},
		{ID: "azerbaijan", Names: dialogue.Text{"az": "Azərbaycan", "en": "Azerbaijan", "hy": "Ադրբեջան", "ru": "Азербайджан"}, Languages: []dialogue.Language{"az"}},
	}
}

func (s *fixtureSite) setUp(t testing.TB, token string) {
	t.Helper()
	ctx := context.Background()
	links, err := s.Node.SetUp(ctx, token, fixtureSides())
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range links {
		offer, err := s.Node.LookAt(ctx, link.Token)
		if err != nil {
			t.Fatal(err)
		}
		session, err := s.Node.Accept(ctx, link.Token, offer)
		if err != nil {
			t.Fatal(err)
		}
		at := post{link.Side, link.Role}
		s.Offices[at], s.Phrases[at], s.Cards[at] = session, offer.Phrase, offer.Card
	}
}

// viewer returns who holds an office.
func (s *fixtureSite) viewer(side dialogue.SideID, role dialogue.Role) dialogue.Viewer {
	return s.Offices[post{side, role}].Viewer()
}

// prepare makes a dialogue with statements to begin with and codes, not open.
func (s *fixtureSite) prepare(t testing.TB, kind dialogue.Kind, topic string, codes int) dialogue.ID {
	t.Helper()
	ctx, chair := context.Background(), s.viewer("armenia", dialogue.CoChair)
	settings := dialogue.DefaultSettings(dialogue.Named)
	settings.Topic, settings.Description, settings.WritingDays = everyLanguage(topic), everyLanguage("Made up for tests."), 2
	id, err := s.Node.MakeDialogue(ctx, chair, s.Forum, kind, settings)
	if err != nil {
		t.Fatal(err)
	}
	var seeds []exchange.Seed
	for i, w := range wordings[:12] {
		side := []string{"azerbaijan", "armenia"}[i%2]
		seeds = append(seeds, exchange.Seed{Text: w.text, Language: w.language, Side: side})
	}
	if err := s.Node.AddSeeds(ctx, chair, id, seeds); err != nil {
		t.Fatal(err)
	}
	s.addCodes(t, id, kind, codes)
	return id
}

// addCodes makes codes in the way that the kind of dialogue wants.
func (s *fixtureSite) addCodes(t testing.TB, id dialogue.ID, kind dialogue.Kind, count int) {
	t.Helper()
	ctx := context.Background()
	made, hashes := map[dialogue.SideID][]dialogue.Code{}, map[dialogue.SideID][]dialogue.CodeHash{}
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		if kind == dialogue.Named {
			own, err := s.Node.MakeCodes(ctx, s.viewer(side, dialogue.CoChair), id, map[dialogue.SideID]int{side: count})
			if err != nil {
				t.Fatal(err)
			}
			made[side] = own[side]
			continue
		}
		for range count {
			c, err := s.Node.NewCode()
			if err != nil {
				t.Fatal(err)
			}
			made[side], hashes[side] = append(made[side], c), append(hashes[side], c.Hash())
		}
	}
	if kind == dialogue.Protected {
		if err := s.Node.BringCodes(ctx, s.viewer("armenia", dialogue.CoChair), id, hashes); err != nil {
			t.Fatal(err)
		}
	}
	if s.Codes[id] == nil {
		s.Codes[id] = map[dialogue.SideID][]dialogue.Code{}
	}
	for side, all := range made {
		s.Codes[id][side] = append(s.Codes[id][side], all...)
	}
}

func (s *fixtureSite) open(t testing.TB, id dialogue.ID) {
	t.Helper()
	lastDay := dialogue.DayOf(s.clock.Now()) + 30
	s.enact(t, id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: lastDay.String()})
}

// enact proposes an act by one side's co-chair and approves it by the other's.
func (s *fixtureSite) enact(t testing.TB, id dialogue.ID, want dialogue.Act) dialogue.ProposalID {
	t.Helper()
	ctx, one, other := context.Background(), s.viewer("azerbaijan", dialogue.CoChair), s.viewer("armenia", dialogue.CoChair)
	proposal, err := s.Node.Propose(ctx, one, id, want)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := s.Node.Proposal(ctx, other, proposal)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Node.Approve(ctx, other, proposal, seen.Proposal.Hash(), node.Signing{}); err != nil {
		t.Fatal(err)
	}
	return proposal
}

// close lets the last day of every dialogue pass, and the node see to it.
func (s *fixtureSite) close(t testing.TB) {
	t.Helper()
	s.Pass(32 * 24 * time.Hour)
	if err := s.Node.Tend(context.Background(), false); err != nil {
		t.Fatal(err)
	}
}

// code takes a code of a side that was not used yet.
func (s *fixtureSite) code(t testing.TB, id dialogue.ID, side dialogue.SideID) dialogue.Code {
	t.Helper()
	left := s.Codes[id][side]
	if len(left) == 0 {
		t.Fatalf("no code of %s is left", side)
	}
	s.Codes[id][side] = left[1:]
	return left[0]
}

// member makes a participant without a browser, for what needs many.
func (s *fixtureSite) member(t testing.TB, id dialogue.ID, side dialogue.SideID) node.Session {
	t.Helper()
	entry, err := s.Node.Enter(context.Background(), s.code(t, id, side).String())
	if err != nil {
		t.Fatal(err)
	}
	session, err := s.Node.Join(context.Background(), *entry.Offer)
	if err != nil {
		t.Fatal(err)
	}
	return session
}
