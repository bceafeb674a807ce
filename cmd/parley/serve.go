package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"parley/internal/node"
	"parley/internal/store"
	"parley/internal/web"
)

// A serveOptions is the command line of serve.
type serveOptions struct {
	data, database string
	addr, domain   string
	metrics        string
	logForm        string
	requests       bool
	https          bool
	witnesses      []string // SIDE=URL
}

func serveCommand() *cobra.Command {
	var o serveOptions
	c := &cobra.Command{
		Use:   "serve",
		Short: "Run a node that people use",
		Long: `Serve runs a node. Everything that is its own stands in one folder; at its first
start it makes its secrets there and prints a one-time link with which the sides
are named. Stop it with Ctrl-C: it answers what it has begun and ends.

Without --domain it speaks plain HTTP, for a proxy, an onion service or this
machine. With --domain it gets its certificate itself (ACME), and serves HTTPS.

With --witness it asks the witness of each side to cosign its record (parley
witness). Without that nothing that is released is shown to the public.

With --database any number of processes serve one PostgreSQL together. Each
needs the same secrets.key in its folder.`,
		Example: "  parley serve --data ./node\n" +
			"  parley serve --data ./node --domain parley.example --addr :443\n" +
			"  parley serve --data ./node --database postgres://parley@db/parley",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return serveNode(untilStopped(c.Context()), o, c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringVar(&o.data, "data", "", "`FOLDER` of the node (needed)")
	f.StringVar(&o.database, "database", "", "postgres://… `URL` instead of a SQLite file in the folder")
	f.StringVar(&o.addr, "addr", "127.0.0.1:8080", "`ADDRESS` to serve on")
	f.StringVar(&o.domain, "domain", "", "serve HTTPS for this `NAME` with a certificate of our own (ACME)")
	f.BoolVar(&o.https, "behind-https", false, "a proxy serves this node over HTTPS: bind cookies to it")
	f.StringVar(&o.metrics, "metrics", "", "loopback `ADDRESS` on which to show counters (Prometheus format)")
	f.StringVar(&o.logForm, "log", "text", "`FORM` of the log: text or json")
	f.BoolVar(&o.requests, "log-requests", false, "a line for every request: route, status, duration")
	f.StringArrayVar(&o.witnesses, "witness", nil, "`SIDE=URL` of a side's witness; once for each side")
	_ = c.MarkFlagRequired("data")
	return c
}

func serveNode(ctx context.Context, o serveOptions, stdout, stderr io.Writer) error {
	log, err := newLog(stderr, o.logForm, o.requests)
	if err != nil {
		return err
	}
	witnesses, err := parseWitnesses(o.witnesses)
	if err != nil {
		return err
	}
	dir, err := openFolder(o.data)
	if err != nil {
		return err
	}
	running, err := startNode(ctx, dir, o.database, log)
	if err != nil {
		return err
	}
	defer running.close()
	running.node.Ask = asking(witnesses)
	books, err := codebooks()
	if err != nil {
		return err
	}
	site := web.Options{Codebooks: books, Node: running.node, Log: log, Random: rand.Reader, Secure: o.https || o.domain != "",
		Files: web.NodeFiles(o.database == "")}
	if o.domain != "" {
		site.Home = "https://" + o.domain
	}
	s := serving{Log: log, Addr: o.addr, Metrics: o.metrics, Meter: running.meter, Site: web.Handler(site)}
	if o.domain != "" {
		s.Encryption = automaticTLS(o.domain, dir.in("acme"), ":80")
	}
	server, err := openServer(s)
	if err != nil {
		return err
	}
	address := "http://" + server.Addr()
	if o.domain != "" {
		address = "https://" + o.domain
	}
	if err := running.welcome(ctx, address, stdout); err != nil {
		return err
	}
	return server.run(ctx)
}

// A runningNode is a node with its background loop.
type runningNode struct {
	node  *node.Node
	meter *meter
	stop  context.CancelFunc
	tends sync.WaitGroup
}

func startNode(ctx context.Context, dir folder, database string, log *slog.Logger) (*runningNode, error) {
	secrets, err := dir.secrets()
	if err != nil {
		return nil, err
	}
	registers, err := registersOf(dir)
	if err != nil {
		return nil, err
	}
	db, err := dir.openStore(ctx, database)
	if err != nil {
		return nil, err
	}
	if err := reapply(ctx, dir, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	r := &runningNode{meter: newMeter()}
	r.node, err = node.New(ctx, node.Options{Store: db, Secrets: secrets, Now: time.Now, Random: rand.Reader, Log: log,
		Registers: registers, Withdrawn: dir.noteWithdrawals(), Voted: r.meter.vote, Failed: r.meter.codeFailed})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return r, nil
}

// reapply takes out of a database that may have been restored what people took
// back since, before anything is served (RULINGS R19).
func reapply(ctx context.Context, dir folder, db *store.DB) error {
	withdrawn, err := dir.withdrawals()
	if err != nil {
		return err
	}
	return db.Withdraw(ctx, withdrawn)
}

// welcome says where the node is and, before set-up, how to begin. From then on
// the node looks after itself.
func (r *runningNode) welcome(ctx context.Context, address string, stdout io.Writer) error {
	token, err := r.node.Begin(ctx)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("Parley is at %s. Stop it with Ctrl-C.\n", address)
	if token != "" {
		text += fmt.Sprintf("Name the sides with this link, which works once: %s/set-up/%s\n", address, token)
	}
	if _, err := io.WriteString(stdout, text); err != nil {
		return err
	}
	r.tend(ctx)
	return nil
}

func (r *runningNode) tend(ctx context.Context) {
	ctx, r.stop = context.WithCancel(context.WithoutCancel(ctx))
	r.tends.Go(func() { r.node.Run(ctx) })
}

// close ends the background loop and closes the database, after the last
// request.
func (r *runningNode) close() {
	if r.stop != nil {
		r.stop()
	}
	r.tends.Wait()
	if err := r.node.Store.Close(); err != nil {
		r.node.Log.Error("closing the database", "err", err)
	}
}
