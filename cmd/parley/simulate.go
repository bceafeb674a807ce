package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley/internal/exchange"
	"parley/internal/opinion"
)

// A simulateJob is what `parley simulate` was asked for.
type simulateJob struct {
	opinion.Simulation
	names []string
	out   string
	force bool
}

func simulateCommand() *cobra.Command {
	var job simulateJob
	c := &cobra.Command{
		Use:   "simulate --out DIR",
		Short: "A believable conversation made up, to plan with",
		Long: `Simulate makes up a conversation of people of several sides: opinion groups that
cut across the sides, uneven activity, statements written by each side, late
ones with few votes. It is written to DIR as a Polis export (polis-export/1)
with sides.csv, marked as simulated, for parley map and other tools to read.

How many people a side do we need? docs/simulate.md answers that with figures
made by this command; it also says what the model assumes. The same numbers and
the same seed give the same conversation.`,
		Example: `  parley simulate --participants 200 --statements 60 --votes-per 40 --out ./try
  parley map ./try --html try.html`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return job.run(c.OutOrStdout()) },
	}
	f := c.Flags()
	f.IntVar(&job.Participants, "participants", 200, "how many people take part, of all sides together")
	f.IntVar(&job.Statements, "statements", 60, "how many statements there are in the end")
	f.Float64Var(&job.VotesPer, "votes-per", 30, "how many statements a person votes on, on average")
	f.IntVar(&job.Sides, "sides", 2, "how many sides")
	f.StringSliceVar(&job.names, "names", []string{"armenia", "azerbaijan"}, "names of the sides; more than --sides are not used, missing ones are called side-3, side-4, …")
	f.IntVar(&job.Groups, "groups", 3, "how many opinion groups people fall into")
	f.Uint64Var(&job.Seed, "seed", 1, "another seed makes another conversation of the same kind")
	f.StringVar(&job.out, "out", "", "`DIR` to write to; it is made if need be")
	f.BoolVar(&job.force, "force", false, "write to DIR although it holds a conversation")
	c.MarkFlagRequired("out")
	return c
}

// Bounds of what can be simulated.
const (
	mostParticipants = 5_000_000
	mostSides        = 20
)

func (job *simulateJob) check() error {
	switch {
	case job.Participants < 1 || job.Participants > mostParticipants:
		return fmt.Errorf("--participants %d: must be from 1 to %d", job.Participants, mostParticipants)
	case job.Statements < 1 || job.Statements > opinion.MaxStatements:
		return fmt.Errorf("--statements %d: must be from 1 to %d", job.Statements, opinion.MaxStatements)
	case !(job.VotesPer >= 1):
		return fmt.Errorf("--votes-per %v: must be at least 1", job.VotesPer)
	case job.Sides < 1 || job.Sides > mostSides:
		return fmt.Errorf("--sides %d: must be from 1 to %d", job.Sides, mostSides)
	case job.Groups < 1 || job.Groups > 20:
		return fmt.Errorf("--groups %d: must be from 1 to 20", job.Groups)
	}
	for i, name := range job.names {
		if name == "" || slices.Contains(job.names[:i], name) {
			return fmt.Errorf("--names %s: every side needs a name of its own", strings.Join(job.names, ","))
		}
	}
	return nil
}

func (job *simulateJob) run(stdout io.Writer) error {
	if err := job.check(); err != nil {
		return err
	}
	if err := os.MkdirAll(job.out, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	if holdsVotes(job.out) && !job.force {
		return fmt.Errorf("%s holds a conversation already; --force replaces it", job.out)
	}
	made := opinion.Simulate(job.Simulation)
	if err := exchange.Write(createIn(job.out), job.conversation(made), exchange.WriteOptions{Engine: opinion.Engine}); err != nil {
		return err
	}
	_, err := fmt.Fprintf(stdout, "%d participants of %d sides, %d statements, %d votes, all simulated, in %s\nNow: parley map %s\n",
		job.Participants, job.Sides, job.Statements, made.Votes.Len(), job.out, job.out)
	return err
}

// conversation gives what was made up the form of one that was read.
func (job *simulateJob) conversation(made *opinion.Simulated) *exchange.Conversation {
	c := &exchange.Conversation{
		Topic:       "A simulated conversation",
		Description: "Statements and votes were made up by a program, to plan with. Nobody said or cast them.",
		Votes:       made.Votes, Side: made.Side, Populations: make([]int, job.Sides), Simulated: true, Threshold: 0.5,
	}
	for side := range job.Sides {
		name := "side-" + strconv.Itoa(side+1)
		if side < len(job.names) {
			name = job.names[side]
		}
		c.Sides = append(c.Sides, name)
	}
	for p := range job.Participants {
		c.Participants = append(c.Participants, strconv.Itoa(p))
	}
	for j, author := range made.Author {
		c.Columns = append(c.Columns, j)
		c.Statements = append(c.Statements, exchange.Statement{
			ID:   strconv.Itoa(j),
			Text: fmt.Sprintf("Simulated statement %d, written on the side %s.", j, c.Sides[author]), Language: "en",
			AuthorSide: author, Moderated: exchange.Accepted, Meta: exchange.MetaNo, Seed: made.Seeded[j],
			Agrees: -1, Disagrees: -1,
		})
	}
	return c
}
