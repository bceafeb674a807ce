package node_test

import (
	"log/slog"
	"os"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
	"parley/internal/store"
)

// A wellsOnly is a node with registers and a co-chair of each side.
type wellsOnly struct {
	*node.Node
	chairs map[dialogue.SideID]dialogue.Viewer
}

func wellsNode(b *testing.B, url string) *wellsOnly {
	b.Helper()
	ctx := b.Context()
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	db, err := store.Open(ctx, store.Options{URL: url})
	must(err)
	b.Cleanup(func() { db.Close() })
	random := newChance(2)
	secrets, err := node.NewSecrets(random)
	must(err)
	all, err := register.Load(os.DirFS("../register/testdata"))
	must(err)
	n, err := node.New(ctx, node.Options{Store: db, Secrets: secrets, Now: time.Now, Random: random, Log: slog.New(slog.DiscardHandler), Registers: all})
	must(err)
	w := &wellsOnly{n, map[dialogue.SideID]dialogue.Viewer{}}
	token, err := n.Begin(ctx)
	must(err)
	links, err := n.SetUp(ctx, token, sides)
	must(err)
	for _, link := range links {
		if link.Role != dialogue.CoChair {
			continue
		}
		offer, err := n.LookAt(ctx, link.Token)
		must(err)
		session, err := n.Accept(ctx, link.Token, offer)
		must(err)
		w.chairs[link.Side] = session.Viewer()
	}
	return w
}
