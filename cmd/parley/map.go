package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/internal/exchange"
	"parley/internal/locale"
	"parley/internal/opinion"
	"parley/internal/report"
	"parley/internal/web"
)

// A mapJob is what `parley map` was asked for.
type mapJob struct {
	dir, sides, json, html, export string
	projection                     string
	threshold                      float64
	populations                    map[string]int
	made                           *opinion.Map
	audience                       string
	file                           web.FileOptions
	flip                           bool
}

func mapCommand() *cobra.Command {
	var job mapJob
	c := &cobra.Command{
		Use:   "map DIR",
		Short: "From a folder of votes to the reading of every statement",
		Long: `Map reads a conversation from DIR (a Polis export folder in any of its variants,
with sides.csv saying who is on which side), computes its opinion map, and
prints what all sides agree on, where they divide, and where voices are missing.

Without sides the opinion groups, found from the votes, take their place.

DIR, --sides, --json, --html and --export are the only files that are touched. docs/formats.md
describes them.`,
		Example: `  parley map ./export
  parley map ./export --sides sides.csv --html result.html --lang hy
  parley map ./export --json - | jq '.statements[] | select(.reading == "common_ground") | .text'
  parley map ./export --population azerbaijan=11,armenia=12 --export ./for-others`,
		Args: exactlyOne("the folder that the votes are in"),
		RunE: func(c *cobra.Command, args []string) error {
			job.dir = args[0]
			if !c.Flags().Changed("threshold") {
				job.threshold = 0 // as the folder says, or one half
			} else if !(job.threshold > 0 && job.threshold < 1) {
				return fmt.Errorf("--threshold %v: must be a share above 0 and below 1", job.threshold)
			}
			return job.run(c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	f := c.Flags()
	f.StringVar(&job.projection, "projection", "factor", "how participants are placed: factor, or polis as Polis does")
	f.StringVar(&job.sides, "sides", "", "`FILE` with the columns participant,side (default: sides.csv of the folder)")
	f.StringVar(&job.json, "json", "", "write everything as JSON to `FILE`; - is standard output, the summary then goes to standard error")
	f.StringVar(&job.html, "html", "", "write the result page to `FILE`")
	f.StringVar(&job.export, "export", "", "write the votes and the groups found to `DIR` as polis-export/1, for the field's other tools: these are ballots")
	f.StringVar(&job.file.Language, "lang", "en", "language of the page: en, hy, az, ru")
	f.StringVar(&job.file.Edition, "edition", "", "`SIDE` to name first on the page (default: sides alternate by section)")
	f.BoolVar(&job.file.Positions, "positions", false, "show every participant's position on the page, which betrays votes: for your own eyes")
	f.Float64Var(&job.threshold, "threshold", 0.5, "share of a side that is a majority")
	f.StringToIntVar(&job.populations, "population", nil, "how many people of each side could vote, `SIDE=N,…`")
	f.StringVar(&job.audience, "audience", "operator", "who the output is for: operator, members or public; the last two see less")
	f.BoolVar(&job.flip, "flip", false, "read -1 as agree, for files from servers that exported their database's sign")
	return c
}

// exactlyOne refuses anything but one argument, and says what it should be.
func exactlyOne(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return fmt.Errorf("%s needs one argument, %s, and got %d; see parley %s --help", c.Name(), what, len(args), c.Name())
	}
}

var audiences = map[string]report.Audience{"operator": report.Operator, "members": report.Members, "public": report.Public}

func (job *mapJob) run(stdout, stderr io.Writer) error {
	audience, ok := audiences[job.audience]
	if !ok {
		return fmt.Errorf("--audience %s: must be operator, members or public", job.audience)
	}
	if p := opinion.Projection(job.projection); p != opinion.Factor && p != opinion.Polis {
		return fmt.Errorf("--projection %s: must be factor or polis", job.projection)
	}
	if !slices.Contains(locale.Languages(), locale.Language(job.file.Language)) {
		return fmt.Errorf("--lang %s: must be en, hy, az or ru", job.file.Language)
	}
	if job.html == "-" || job.export == "-" {
		return errors.New("only --json can be written to standard output")
	}
	if job.file.Positions && audience != report.Operator {
		return errors.New("--positions betrays votes: it goes with --audience operator only")
	}
	bar := newProgress(stderr)
	conversation, err := job.read(bar)
	if err != nil {
		return err
	}
	bar.compute()
	result, err := job.compute(conversation, audience)
	bar.done()
	if err != nil {
		return err
	}
	return job.write(stdout, stderr, conversation, result)
}

// read reads the folder, and the sides where they are given apart.
func (job *mapJob) read(bar *progress) (*exchange.Conversation, error) {
	options := exchange.Options{Flip: job.flip, SkipGroups: true, Progress: bar.read}
	if job.sides != "" {
		file, err := os.Open(job.sides)
		if err != nil {
			return nil, fmt.Errorf("read the sides: %w", err)
		}
		defer file.Close()
		options.Sides, options.SidesName = file, job.sides
	}
	if info, err := os.Stat(job.dir); err != nil {
		return nil, fmt.Errorf("read the conversation: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("read the conversation: %s is a file; give the folder that it is in", job.dir)
	}
	conversation, err := exchange.Read(os.DirFS(job.dir), options)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", job.dir, err)
	}
	return conversation, nil
}

// compute makes the map and chooses what the audience may see of it.
func (job *mapJob) compute(c *exchange.Conversation, audience report.Audience) (*report.Result, error) {
	rooms, err := rooms(c, job.populations)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(append(c.Sides, ""), job.file.Edition) {
		return nil, fmt.Errorf("--edition %s: the sides are %s", job.file.Edition, list(c.Sides))
	}
	threshold := job.threshold
	if threshold == 0 {
		threshold = c.Threshold
	}
	in := opinion.Input{Votes: c.Votes, Side: c.Side, Sides: len(c.Sides), Rooms: rooms}
	if !anybodyHasASide(c) {
		in.Sides = 0 // they are named, but nobody who voted is on one
	}
	m, err := opinion.New(in,
		opinion.Options{Projection: opinion.Projection(job.projection), Threshold: threshold})
	if room, ok := errors.AsType[opinion.RoomError](err); ok {
		return nil, fmt.Errorf("%d people of side %s voted, but only %d could, as --population or parley.json says", room.Voters, c.Sides[room.Side], room.Room)
	}
	if err != nil {
		return nil, fmt.Errorf("compute the map: %w", err)
	}
	job.made, c.Threshold, c.Populations = m, m.Rules.Threshold, rooms
	return report.Disclose(figures(c, m), audience), nil
}

func anybodyHasASide(c *exchange.Conversation) bool {
	for p, side := range c.Side {
		if side >= 0 && c.Voted(p) {
			return true
		}
	}
	return false
}

// rooms returns every side's population, as given or else as the folder says.
func rooms(c *exchange.Conversation, given map[string]int) ([]int, error) {
	rooms := make([]int, len(c.Sides))
	copy(rooms, c.Populations)
	for name, n := range given {
		side := slices.Index(c.Sides, name)
		if side < 0 {
			return nil, fmt.Errorf("--population %s=%d: the sides are %s", name, n, list(c.Sides))
		}
		if n < 0 || n > exchange.MostPeople {
			return nil, fmt.Errorf("--population %s=%d: must be from 0 to %d", name, n, exchange.MostPeople)
		}
		rooms[side] = n
	}
	return rooms, nil
}

func list(names []string) string {
	if len(names) == 0 {
		return "not given: name them in sides.csv or with --sides"
	}
	return strings.Join(names, ", ")
}

// write writes what was asked for, and the summary last.
func (job *mapJob) write(stdout, stderr io.Writer, c *exchange.Conversation, result *report.Result) error {
	if job.json != "" {
		if err := writeTo(job.json, stdout, func(w io.Writer) error { return json.NewEncoder(w).Encode(result) }); err != nil {
			return err
		}
	}
	if job.html != "" {
		if err := writeTo(job.html, nil, func(w io.Writer) error { return web.WriteFile(w, result, job.file) }); err != nil {
			return err
		}
	}
	if err := job.exportTo(c); err != nil {
		return err
	}
	summary := stdout
	if job.json == "-" {
		summary = stderr
	}
	return summarise(summary, result, &c.Report)
}

// writeTo writes to a file that only its owner can read, since positions are
// votes; or, where it is called "-", to standard output if that may be.
func writeTo(name string, stdout io.Writer, write func(io.Writer) error) error {
	if name == "-" && stdout != nil {
		return write(stdout)
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	err = write(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
