package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/node"
)

// A prepared is the folder of a node with one open dialogue, made before any
// process runs on it. Participants and votes are simulated.
type prepared struct {
	dir        folder
	database   string // URL, "" for the folder's own
	dialogue   dialogue.ID
	statements []dialogue.StatementID
	takers     []*taker
	steward    string // a file with the identity of a steward, for restoring
}

// prepare makes a node on which so many have joined, half on each side.
func prepare(t testing.TB, database string, takers, statements int) *prepared {
	t.Helper()
	p := &prepared{dir: folder(t.TempDir()), database: database}
	p.open(t, func(n *node.Node) {
		chairs := p.setUp(t, n)
		codes := p.makeDialogue(t, n, chairs, takers, statements)
		for _, code := range codes {
			p.takers = append(p.takers, joinNode(t, n, code))
		}
	})
	return p
}

// open uses the node's database without a process of its own.
func (p *prepared) open(t testing.TB, use func(*node.Node)) {
	t.Helper()
	running, err := startNode(t.Context(), p.dir, p.database, slog.New(slog.DiscardHandler))
	must(t, err)
	defer running.close()
	use(running.node)
}

// serve starts a process on the node.
func (p *prepared) serve(t testing.TB, args ...string) *process {
	t.Helper()
	if p.database != "" {
		args = append(args, "--database", p.database)
	}
	return serveFolder(t, p.dir, args...)
}

// copySecrets returns a new folder that holds the node's secrets and nothing
// else: for a second process, or to restore into.
func (p *prepared) copySecrets(t testing.TB) folder {
	t.Helper()
	dir := folder(t.TempDir())
	text, err := os.ReadFile(p.dir.in("secrets.key"))
	must(t, err)
	must(t, os.WriteFile(dir.in("secrets.key"), text, 0o600))
	return dir
}

var stormSides = []dialogue.Side{
	{ID: "armenia", Languages: []dialogue.Language{"hy"}, Names: everyName("Armenia")},
	{ID: "azerbaijan", Languages: []dialogue.Language{"az"}, Names: everyName("Azerbaijan")},
}

func everyName(name string) dialogue.Text {
	t := dialogue.Text{}
	for _, l := range dialogue.Languages() {
		t[l] = name
	}
	return t
}

// setUp names the sides, takes up every office and has each steward name a key
// for backups. It returns the co-chairs.
func (p *prepared) setUp(t testing.TB, n *node.Node) (chairs []dialogue.Viewer) {
	t.Helper()
	token, err := n.Begin(t.Context())
	must(t, err)
	links, err := n.SetUp(t.Context(), token, stormSides)
	must(t, err)
	for _, link := range links {
		offer, err := n.LookAt(t.Context(), link.Token)
		must(t, err)
		session, err := n.Accept(t.Context(), link.Token, offer)
		must(t, err)
		switch link.Role {
		case dialogue.CoChair:
			chairs = append(chairs, session.Viewer())
		case dialogue.Steward:
			key, err := age.GenerateX25519Identity()
			must(t, err)
			must(t, n.SetBackupKey(t.Context(), session.Viewer(), key.Recipient().String()))
			p.steward = filepath.Join(t.TempDir(), "steward.txt")
			must(t, os.WriteFile(p.steward, []byte(key.String()+"\n"), 0o600))
		}
	}
	return chairs
}

// makeDialogue makes and opens a dialogue and returns a code for everybody, the
// sides in turn.
func (p *prepared) makeDialogue(t testing.TB, n *node.Node, chairs []dialogue.Viewer, seats, statements int) (codes []dialogue.Code) {
	t.Helper()
	forum, err := n.MakeForum(t.Context(), chairs[1], everyName("A forum"))
	must(t, err)
	settings := dialogue.DefaultSettings(dialogue.Protected)
	settings.Topic, settings.Description = everyName("Bridges over the river"), everyName("What should be built first?")
	p.dialogue, err = n.MakeDialogue(t.Context(), chairs[0], forum, dialogue.Protected, settings)
	must(t, err)
	var seeds []exchange.Seed
	for i := range statements {
		seeds = append(seeds, exchange.Seed{Text: fmt.Sprintf("Bridge number %d should be built before the others.", i),
			Language: "en", Side: string(stormSides[i%2].ID)})
	}
	must(t, n.AddSeeds(t.Context(), chairs[0], p.dialogue, seeds))
	hashes := map[dialogue.SideID][]dialogue.CodeHash{}
	for i := range seats + seats%2 {
		code, err := n.NewCode()
		must(t, err)
		codes = append(codes, code)
		side := stormSides[i%2].ID
		hashes[side] = append(hashes[side], code.Hash())
	}
	must(t, n.BringCodes(t.Context(), chairs[1], p.dialogue, hashes))
	p.enact(t, n, chairs, dialogue.Act{Kind: dialogue.ActOpen, LastDay: (dialogue.DayOf(n.Now()) + 10).String()})
	papers, err := n.Store.Statements(t.Context(), p.dialogue)
	must(t, err)
	for _, s := range papers {
		p.statements = append(p.statements, s.ID)
	}
	return codes[:seats]
}

// enact proposes an act as one side and approves it as the other.
func (p *prepared) enact(t testing.TB, n *node.Node, chairs []dialogue.Viewer, a dialogue.Act) {
	t.Helper()
	id, err := n.Propose(t.Context(), chairs[1], p.dialogue, a)
	must(t, err)
	view, err := n.Proposal(t.Context(), chairs[0], id)
	must(t, err)
	must(t, n.Approve(t.Context(), chairs[0], id, view.Proposal.Hash(), node.Signing{}))
}

// joinNode takes up a code.
func joinNode(t testing.TB, n *node.Node, code dialogue.Code) *taker {
	t.Helper()
	e, err := n.Enter(t.Context(), code.String())
	must(t, err)
	s, err := n.Join(t.Context(), *e.Offer)
	must(t, err)
	return &taker{id: s.Participant, dialogue: s.Dialogue, phrase: e.Offer.Phrase}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
