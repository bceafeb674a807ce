package main

import (
	"crypto/rand"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/node"
	"parley/internal/web"
)

// A stage is a node in this process on which everything for the story is there:
// the offices are held and the dialogue is open. Its clock can be moved.
type stage struct {
	*story
	node   *node.Node
	clock  *movedClock
	number dialogue.ID
	chairs map[dialogue.SideID]dialogue.Viewer
	logged strings.Builder
}

func newStage(t *testing.T, kind dialogue.Kind) *stage {
	t.Helper()
	s := &stage{story: &story{t: t, dir: folder(t.TempDir()), offices: map[office]*person{}, cards: map[dialogue.SideID][]dialogue.Code{}},
		clock: &movedClock{}, chairs: map[dialogue.SideID]dialogue.Viewer{}}
	log := slog.New(slog.NewTextHandler(&s.logged, &slog.HandlerOptions{Level: slog.LevelError}))
	running, err := startNode(t.Context(), s.dir, "", log)
	must(t, err)
	t.Cleanup(running.close)
	s.node = running.node
	s.node.Now = s.clock.now
	server := httptest.NewServer(web.Handler(web.Options{Node: s.node, Log: log, Random: rand.Reader}))
	t.Cleanup(server.Close)
	t.Cleanup(func() {
		if server.Close(); s.logged.Len() > 0 {
			t.Errorf("logged: %s", s.logged.String())
		}
	})
	s.home = server.URL
	s.takeOffices()
	s.makeDialogue(kind)
	return s
}

// takeOffices names the sides and takes every office up.
func (s *stage) takeOffices() {
	ctx, sides := s.t.Context(), []dialogue.Side{}
	for _, id := range []dialogue.SideID{"azerbaijan", "armenia"} {
		side := storySides[id]
		side.ID = id
		sides = append(sides, side)
	}
	token, err := s.node.Begin(ctx)
	must(s.t, err)
	links, err := s.node.SetUp(ctx, token, sides)
	must(s.t, err)
	for _, link := range links {
		offer, err := s.node.LookAt(ctx, link.Token)
		must(s.t, err)
		session, err := s.node.Accept(ctx, link.Token, offer)
		must(s.t, err)
		p := s.someone("en")
		p.phrase = string(offer.Phrase)
		s.offices[office{link.Side, link.Role}] = p
		if link.Role == dialogue.CoChair {
			s.chairs[link.Side] = session.Viewer()
		}
	}
}

// makeDialogue makes the dialogue and opens it with every key.
func (s *stage) makeDialogue(kind dialogue.Kind) {
	ctx, chair := s.t.Context(), s.chairs["armenia"]
	forum, err := s.node.MakeForum(ctx, chair, storyForum)
	must(s.t, err)
	settings := dialogue.DefaultSettings(kind)
	settings.Topic, settings.Description, settings.Length, settings.WritingDays = storyTopic, storyAbout, 120, 2
	settings.Results = dialogue.Everyone
	s.number, err = s.node.MakeDialogue(ctx, chair, forum, kind, settings)
	must(s.t, err)
	seeds, err := exchange.ReadSeeds(strings.NewReader(storySeeds), exchange.Seed{})
	must(s.t, err)
	must(s.t, s.node.AddSeeds(ctx, chair, s.number, seeds))
	hashes := map[dialogue.SideID][]dialogue.CodeHash{}
	for side := range storySides {
		for range storyCodes {
			code, err := s.node.NewCode()
			must(s.t, err)
			s.cards[side], hashes[side] = append(s.cards[side], code), append(hashes[side], code.Hash())
		}
	}
	for side, own := range hashes {
		must(s.t, s.node.BringCodes(ctx, s.chairs[side], s.number, map[dialogue.SideID][]dialogue.CodeHash{side: own}))
	}
	s.enact(dialogue.Act{Kind: dialogue.ActOpen, LastDay: (dialogue.DayOf(s.clock.now()) + storyDays).String()})
	s.id = dialogue.FormatID(s.number)
	s.dialogue = "/dialogues/" + s.id
}

// enact proposes an act and has every side approve it.
func (s *stage) enact(a dialogue.Act) {
	s.t.Helper()
	id, err := s.node.Propose(s.t.Context(), s.chairs["azerbaijan"], s.number, a)
	must(s.t, err)
	view, err := s.node.Proposal(s.t.Context(), s.chairs["armenia"], id)
	must(s.t, err)
	must(s.t, s.node.Approve(s.t.Context(), s.chairs["armenia"], id, view.Proposal.Hash(), node.Signing{}))
}
