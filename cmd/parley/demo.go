package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"parley/casedata"
	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/opinion"
	"parley/internal/web"
)

func demoCommand() *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use:   "demo",
		Short: "A node with the reference case and simulated votes, to try everything",
		Long: `Demo runs a node in a temporary folder, with two dialogues: one in progress, which
you can join with a code of either side, and one that has closed, with its whole
result. Statements are worded from published works about the Armenian-Azerbaijani
civic process; votes were made by a program. Nobody voted, and every page says
so. When it stops, nothing is kept.`,
		Example: "  parley demo\n  parley demo --addr 127.0.0.1:9000",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return demo(untilStopped(c.Context()), addr, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "`ADDRESS` to serve on")
	return c
}

func demo(ctx context.Context, addr string, stdout, stderr io.Writer) error {
	log, err := newLog(stderr, "text", false)
	if err != nil {
		return err
	}
	path, err := os.MkdirTemp("", "parley-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(path)
	running, err := startNode(ctx, folder(path), "", log)
	if err != nil {
		return err
	}
	defer running.close()
	books, err := codebooks()
	if err != nil {
		return err
	}
	server, err := openServer(serving{Log: log, Addr: addr,
		Site: web.Handler(web.Options{Codebooks: books, Node: running.node, Log: log, Random: rand.Reader, Files: web.NodeFiles(true)})})
	if err != nil {
		return err
	}
	plan, keys, err := demonstrate(ctx, running.node)
	if err != nil {
		server.close()
		return err
	}
	printDemo(stdout, "http://"+server.Addr(), plan, keys)
	running.tend(ctx)
	return server.run(ctx)
}

// demonstrate sets a node up as the demonstration.
func demonstrate(ctx context.Context, n *node.Node) (node.Demonstration, node.DemoKeys, error) {
	plan, err := demonstration()
	if err != nil {
		return plan, node.DemoKeys{}, err
	}
	if plan.Example, err = demoExample(n, plan.Sides); err != nil {
		return plan, node.DemoKeys{}, err
	}
	witnesses, public, err := newDemoWitnesses(plan.Sides)
	if err != nil {
		return plan, node.DemoKeys{}, err
	}
	plan.Report = demoReport(plan.Sides, public)
	witnesses.log = n.LogKey()
	n.Ask, n.SealWork = witnesses.ask, demoSealWork
	keys, err := n.Demonstrate(ctx, plan)
	if err != nil {
		return plan, keys, err
	}
	return plan, keys, demoRegisters(ctx, n)
}

// printDemo says how to try the demonstration: for each side a few codes and
// the phrases of its offices.
func printDemo(w io.Writer, address string, plan node.Demonstration, keys node.DemoKeys) {
	sides := plan.Sides
	fmt.Fprintf(w, "The demonstration is at %s (votes are simulated). Stop it with Ctrl-C.\n", address)
	first := int(dialogue.DayOf(time.Now())) % len(sides) // another side every day
	for _, side := range slices.Concat(sides[first:], sides[:first]) {
		fmt.Fprintf(w, "\n%s\n", side.Names["en"])
		for _, code := range keys.Codes[side.ID] {
			fmt.Fprintf(w, "  take part    %s/enter?code=%s\n", address, code)
		}
		for _, role := range []dialogue.Role{dialogue.CoChair, dialogue.Moderator, dialogue.Steward} {
			fmt.Fprintf(w, "  %-12s %s\n", demoRoles[role], keys.Phrases[side.ID][role])
		}
		fmt.Fprintf(w, "  %-12s %s\n", "signs with", plan.Report.Held[side.ID])
	}
	fmt.Fprintf(w, "\nType a code, or the phrase of an office, at %s\nWhat both sides released is at %s/releases\n", address, address)
}

var demoRoles = map[dialogue.Role]string{
	dialogue.CoChair: "co-chair", dialogue.Moderator: "moderator", dialogue.Steward: "steward",
}

// Of the demonstration: how many take part, how much they vote, and with which
// chance. The numbers are such that every reading occurs.
const (
	demoParticipants = 320
	demoVotesPer     = 30
	demoLate         = 8 // statements
	demoSeed         = 1
	demoCodes        = 3 // for people, of each side
	demoDays         = 14
	demoSealWork     = 10 // its keys protect nothing, and its visitors should not wait
)

// demonstration plans the node of the demonstration: one dialogue in progress,
// with the statements in pairs by the sides, and one that closes at once.
func demonstration() (node.Demonstration, error) {
	made, err := casedata.Demo()
	if err != nil {
		return node.Demonstration{}, err
	}
	out := node.Demonstration{Forum: inEvery(func(p *locale.Printer) string { return p.Text("demo.forum") })}
	for _, side := range made.Sides {
		out.Sides = append(out.Sides, dialogue.Side{ID: dialogue.SideID(side), Languages: dialogue.Languages(),
			Names: inEvery(func(p *locale.Printer) string { return p.Side(string(side)) })})
	}
	settings := dialogue.DefaultSettings(dialogue.Named)
	settings.VotesToResult = 5
	for _, l := range dialogue.Languages() {
		words, ok := made.In(string(l))
		if !ok {
			return out, fmt.Errorf("the demonstration dialogue says nothing in %s", l)
		}
		settings.Topic[l], settings.Description[l] = words.Topic, words.Description+" "+words.Note
	}
	var seeds []exchange.Seed
	for _, s := range made.Statements {
		seeds = append(seeds, exchange.Seed{Text: s.Text, Language: made.Language, Side: string(s.Author)})
	}
	votes := opinion.Simulate(opinion.Simulation{Participants: demoParticipants, Statements: len(seeds),
		VotesPer: demoVotesPer, Sides: len(out.Sides), Seed: demoSeed, Plan: demoPlan(made)})
	d := node.DemoDialogue{Kind: dialogue.Named, Settings: settings, Seeds: seeds, Votes: votes.Votes, Side: votes.Side}
	open := d
	open.Codes, open.Days = demoCodes, demoDays
	out.Dialogues = []node.DemoDialogue{open, d}
	return out, nil
}

// inEvery returns a text in every language.
func inEvery(word func(*locale.Printer) string) dialogue.Text {
	t := dialogue.Text{}
	for _, l := range dialogue.Languages() {
		t[l] = word(locale.For(locale.Language(l)))
	}
	return t
}

// demoPlan makes statements that word a perspective dear to the side whose it
// is, and those that word a recommendation agreeable, to unlike degrees. The
// last come late, so that few vote on them.
func demoPlan(d casedata.Dialogue) []opinion.Planned {
	var plan []opinion.Planned
	for i, s := range d.Statements {
		late := i >= len(d.Statements)-demoLate
		p := opinion.Planned{Appeal: 0.7 + 0.3*float64(i%11), Lean: 0.1, Late: late}
		if s.Kind == casedata.Perspective {
			p = opinion.Planned{Appeal: 0.2, Lean: 0.45 + 0.2*float64(i%5), Late: late}
		}
		for side, name := range d.Sides {
			if name == s.Author {
				p.Author = side
			}
		}
		plan = append(plan, p)
	}
	return plan
}
