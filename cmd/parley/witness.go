package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley/internal/dialogue"
	"parley/internal/peer"
	"parley/internal/record"
)

// A witnessJob is what `parley witness` was asked for.
type witnessJob struct {
	data, log, side string
	addr, follow    string
	every           time.Duration
}

func witnessCommand() *cobra.Command {
	var job witnessJob
	c := &cobra.Command{
		Use:   "witness --data DIR --log PUBLIC-KEY",
		Short: "Watch for one side that a node's record only grows",
		Long: `Witness runs beside no node: on any machine that a side trusts, and that the node
can reach. It remembers the last checkpoint of one record that it saw, cosigns
what goes on from it, and nothing else. Nothing of the node is shown to the public
before the witness of every side cosigned it.

At its first start it makes its key in DIR and prints the public one, which the
side's steward enters on the node. DIR/checkpoint.json is what it remembers: never
copy it back from a backup. With --follow it also fetches what the node shows to
all, holds it against what was cosigned, and keeps every entry of the record.

When the record was written anew it says so on standard error, in DIR/ALARM with
both checkpoints, and at /healthz with status 503, until somebody has looked into
it and taken that file away. Two checkpoints of one size with different roots tell
it, or, with --follow, the entries; a proof that does not hold is only refused and
logged, since anybody can send one. It goes on cosigning what goes on from the checkpoint
that it remembers, and refuses everything else. It notes no addresses.`,
		Example: "  parley witness --data ./witness --side azerbaijan --log 'parley-…+…'\n" +
			"  parley witness --data ./witness --log 'parley-…+…' --addr :8090 --follow https://parley.example",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return job.run(untilStopped(c.Context()), c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringVar(&job.data, "data", "", "`DIR` for key and memory (needed)")
	f.StringVar(&job.log, "log", "", "the record's `PUBLIC-KEY`, as the node's page of the record names it (needed)")
	f.StringVar(&job.side, "side", "", "`SIDE` whose witness it is, for the name of the key that is made")
	f.StringVar(&job.addr, "addr", "127.0.0.1:8090", "`ADDRESS` to serve on")
	f.StringVar(&job.follow, "follow", "", "`URL` of the node, to fetch what it shows to all")
	f.DurationVar(&job.every, "every", time.Minute, "how often to look there")
	_, _ = c.MarkFlagRequired("data"), c.MarkFlagRequired("log")
	return c
}

func (job witnessJob) check() (origin string, err error) {
	origin, _, _ = strings.Cut(job.log, "+")
	if record.CheckKey(job.log, origin) != nil {
		return "", fmt.Errorf("--log %s: not the public key of a record", plainLine(job.log))
	}
	if job.side != "" && dialogue.CheckSideID(dialogue.SideID(job.side)) != nil {
		return "", fmt.Errorf("--side %s: a side has small letters, digits and hyphens", job.side)
	}
	if job.follow != "" {
		if err := checkURL(job.follow); err != nil {
			return "", fmt.Errorf("--follow %w", err)
		}
	}
	if job.every < time.Second {
		return "", fmt.Errorf("--every %s: at least a second", job.every)
	}
	return origin, nil
}

func (job witnessJob) run(ctx context.Context, stdout, stderr io.Writer) error {
	origin, err := job.check()
	if err != nil {
		return err
	}
	dir, err := openWitness(job.data, record.WitnessState{Origin: origin, Log: job.log}, witnessName(job.side), rand.Reader)
	if err != nil {
		return err
	}
	defer dir.close()
	log, err := newLog(stderr, "text", false)
	if err != nil {
		return err
	}
	bell := &alarmBell{file: dir.in("ALARM"), out: stderr, today: func() dialogue.Day { return dialogue.DayOf(time.Now()) }}
	witness := peer.NewWitness(dir.last, peer.WitnessOptions{Private: dir.key.private, Now: time.Now, Save: dir.save, Alarm: bell.ring, Refused: doubts(log)})
	server, err := openServer(serving{Log: log, Addr: job.addr, Site: witnessSite(witness, bell, dir)})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "The witness of %s is at http://%s. Stop it with Ctrl-C.\nIt last cosigned %d entries.\n%s",
		origin, server.Addr(), dir.last.State.Size, dir.key.words())
	if err != nil {
		return err
	}
	if job.follow != "" {
		defer job.tend(ctx, dir.monitor(job, witness, bell), log)()
	}
	return server.run(ctx)
}

// witnessSite is all that a witness serves: add-checkpoint, how it is, and the
// entries that it keeps.
func witnessSite(w *peer.Witness, bell *alarmBell, dir *witnessFolder) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/add-checkpoint", w.Handler())
	mux.HandleFunc("GET /healthz", bell.serve)
	mux.HandleFunc("GET /checkpoint", dir.serve)
	mux.HandleFunc("GET /tile/entries/", dir.serve)
	return mux
}

// tend follows the node until what it returns is called. It logs when the node
// stops answering as it should, and when it does so again.
func (job witnessJob) tend(ctx context.Context, m *peer.Monitor, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	over := make(chan struct{})
	go func() {
		defer close(over)
		tick := time.NewTicker(job.every)
		defer tick.Stop()
		failing := ""
		for {
			failing = tellLook(m.Look(ctx), failing, log)
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return func() {
		cancel()
		<-over
	}
}

// tellLook logs how a look went where that is other than before. An alarm was
// told already.
func tellLook(err error, before string, log *slog.Logger) string {
	if _, fork := errors.AsType[*record.ForkError](err); fork || errors.Is(err, context.Canceled) {
		return before
	}
	if err == nil {
		if before != "" {
			log.Warn("the node is followed again")
		}
		return ""
	}
	if err.Error() != before {
		log.Warn("the node cannot be followed", "err", err)
	}
	return err.Error()
}
