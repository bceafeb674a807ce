package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/cobra"

	"parley/casedata"
	"parley/internal/opinion"
	"parley/internal/report"
	"parley/internal/web"
)

func demoCommand() *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use:   "demo",
		Short: "The reference case with simulated votes, in the browser",
		Long: `Demo serves the result of a made-up dialogue: statements worded from published
works about the Armenian-Azerbaijani civic process, votes made by a program.
Nobody voted, and every page says so. Nothing is kept.`,
		Example: "  parley demo\n  parley demo --addr 127.0.0.1:9000",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			result, err := demoResult()
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt)
			context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
			return serve(ctx, addr, result, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "`ADDRESS` to serve on")
	return c
}

// Of the demonstration: how many take part, how much they vote, and with which
// chance. The numbers are such that every reading occurs.
const (
	demoParticipants = 320
	demoVotesPer     = 30
	demoLate         = 8 // statements
	demoSeed         = 1
)

// demoResult simulates votes on the reference case's statements and maps them.
func demoResult() (*report.Result, error) {
	dialogue, err := casedata.Demo()
	if err != nil {
		return nil, err
	}
	made := opinion.Simulate(opinion.Simulation{Participants: demoParticipants, Statements: len(dialogue.Statements),
		VotesPer: demoVotesPer, Sides: len(dialogue.Sides), Seed: demoSeed, Plan: demoPlan(dialogue)})
	m, err := opinion.New(opinion.Input{Votes: made.Votes, Side: made.Side, Sides: len(dialogue.Sides)}, opinion.Options{})
	if err != nil {
		return nil, fmt.Errorf("compute the map: %w", err)
	}
	f := report.Figures{Map: m, Topic: dialogue.Topic, Description: dialogue.Description + " " + dialogue.Note, Language: dialogue.Language, Simulated: true, SideOf: made.Side}
	for _, side := range dialogue.Sides {
		f.Sides = append(f.Sides, string(side))
	}
	for j, s := range dialogue.Statements {
		f.Statements = append(f.Statements, report.Wording{ID: string(s.ID), Text: s.Text,
			Language: dialogue.Language, Author: string(s.Author), Seed: made.Seeded[j]})
	}
	return report.Disclose(f, report.Public), nil
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

// serve shows a result at an address until ctx is done.
func serve(ctx context.Context, addr string, result *report.Result, stdout, stderr io.Writer) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("%w (choose another address with --addr)", err)
	}
	server := &http.Server{
		Handler:           web.Handler(result, slog.New(slog.NewTextHandler(stderr, nil))),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		ErrorLog:          slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo), // it would name addresses
	}
	stopped := make(chan error, 1)
	context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(grace)
	})
	fmt.Fprintf(stdout, "The demonstration is at http://%s (votes are simulated). Stop it with Ctrl-C.\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return <-stopped
}
