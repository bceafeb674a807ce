package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/internal/locale"
	"parley/internal/record"
)

// A verifyJob is what `parley verify` was asked for.
type verifyJob struct {
	from, trust string
	votes       []string // DIR or DIALOGUE=DIR
	files       []string
	language    string
}

// How verify ends.
const (
	verifyBroken     = 1
	verifyConsistent = 2
	verifyMisused    = 3 // also what cannot be read or fetched: nothing was verified
)

func verifyCommand() *cobra.Command {
	var job verifyJob
	c := &cobra.Command{
		Use:   "verify FILE|URL [--trust FILE]",
		Short: "Check a release: who approved exactly this, and when",
		Long: `Verify checks the bundle of a release, which every release's page hands out, and
says in plain words who approved what, when and with which key, which witnesses
saw the record, or exactly what does not hold. It needs no network; an address is
asked for the bundle, and for nothing else.

Keys come from a trust file, which you write from what each side publishes itself
(docs/operate.md). Without one it can only say that everything fits together.

With --votes it counts again: the votes must be those that were approved, and the
figures in the document those that parley map makes of them, bit for bit.

Exit status: 0 verified, 1 something does not hold, 2 consistent but the keys were
not checked, 3 not called as it should be or nothing to read.`,
		Example: "  parley verify release.json --trust trust.txt\n" +
			"  parley verify https://parley.example/releases/0d3v8r2n4q6s8/bundle --trust trust.txt\n" +
			"  parley verify release.json --trust trust.txt --file azerbaijan.en.docx --votes ./rows --lang ru",
		Args: exactlyOne("the file of the release, or its address"),
		RunE: func(c *cobra.Command, args []string) error {
			job.from = args[0]
			return job.run(c.Context(), c.OutOrStdout())
		},
	}
	f := c.Flags()
	f.StringVar(&job.trust, "trust", "", "`FILE` with the keys that you trust")
	f.StringArrayVar(&job.votes, "votes", nil, "`[DIALOGUE=]DIR` with the vote rows that were handed out, unsealed and unpacked; may be given again")
	f.StringArrayVar(&job.files, "file", nil, "`RENDERING` of the document, under the name that it was downloaded with; may be given again")
	f.StringVar(&job.language, "lang", "en", "language of the answer: en, hy, az, ru")
	misused(c, verifyMisused)
	return c
}

func (job verifyJob) run(ctx context.Context, stdout io.Writer) error {
	given, trust, text, err := job.read(ctx)
	if err != nil {
		return ending(verifyMisused, err)
	}
	var recounts []recount
	b, unread := record.ParseBundle(text)
	if unread == nil {
		if recounts, err = job.recount(b); err != nil {
			return ending(verifyMisused, err)
		}
	}
	for _, r := range recounts {
		given.VotesDigests[r.dialogue] = r.digest
	}
	verdict := record.Verify(text, trust, given)
	for _, r := range recounts {
		verdict.Findings = append(verdict.Findings, r.finding())
	}
	if len(verdict.Broken()) > 0 {
		verdict.Outcome = record.Broken
	}
	if err := job.tell(stdout, b, verdict, trust); err != nil {
		return err
	}
	switch verdict.Outcome {
	case record.Verified:
		return nil
	case record.Consistent:
		return &ended{status: verifyConsistent}
	}
	return &ended{status: verifyBroken}
}

// read reads everything but votes.
func (job verifyJob) read(ctx context.Context) (given record.Given, trust *record.Trust, text []byte, err error) {
	given = record.Given{Files: map[string][]byte{}, VotesDigests: map[string]string{}}
	if !slices.Contains(locale.Languages(), locale.Language(job.language)) {
		return given, nil, nil, fmt.Errorf("--lang %s: must be en, hy, az or ru", job.language)
	}
	if job.trust != "" {
		body, err := readUpTo(job.trust, largestKeyFile)
		if err != nil {
			return given, nil, nil, err
		}
		t, err := record.ParseTrust(body)
		if err != nil {
			return given, nil, nil, fmt.Errorf("%s: %w", job.trust, err)
		}
		trust = &t
	}
	for _, name := range job.files {
		if given.Files[filepath.Base(name)], err = readUpTo(name, largestBundle); err != nil {
			return given, nil, nil, err
		}
	}
	text, err = job.fetch(ctx)
	return given, trust, text, err
}

// largestBundle is the most bytes that are read of a bundle or a rendering.
const largestBundle = 64 << 20

// fetch reads the bundle, from a file or an address.
func (job verifyJob) fetch(ctx context.Context) ([]byte, error) {
	if !strings.HasPrefix(job.from, "http://") && !strings.HasPrefix(job.from, "https://") {
		return readUpTo(job.from, largestBundle)
	}
	asked, err := http.NewRequestWithContext(ctx, http.MethodGet, job.from, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch the release: %w", err)
	}
	answer, err := newOutward().Do(asked)
	if err != nil {
		return nil, fmt.Errorf("fetch the release: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetch the release: %s answers %s", plainLine(job.from), answer.Status)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, largestBundle+1))
	if err == nil && len(text) > largestBundle {
		err = errors.New("it is too long")
	}
	if err != nil {
		return nil, fmt.Errorf("fetch the release: %w", err)
	}
	return text, nil
}

// tell prints the findings, the keys on which they rest, and what they come to.
func (job verifyJob) tell(stdout io.Writer, b record.Bundle, v record.Verdict, trust *record.Trust) error {
	words := locale.For(locale.Language(job.language))
	w := bufio.NewWriter(stdout)
	if title := titleOf(b, job.language); title != "" {
		fmt.Fprintf(w, "%s\n\n", plainLine(title))
	}
	for _, f := range v.Findings {
		mark := "ok  "
		if !f.Holds {
			mark = "FAIL"
		}
		fmt.Fprintf(w, "%s %-13s %s\n", mark, f.Part, plainLine(words.Text(locale.Key(f.Key), withNames(words, f.Args)...)))
	}
	tellKeys(w, b, trust)
	fmt.Fprintf(w, "\n%s\n", words.Text(locale.Key(v.Key())))
	if broken := v.Broken(); len(broken) > 0 {
		fmt.Fprintf(w, "FAIL: %s\n", strings.Join(texts(broken), ", "))
	}
	return w.Flush()
}

func texts[T ~string](all []T) []string {
	var out []string
	for _, t := range all {
		out = append(out, string(t))
	}
	return out
}

// withNames puts the names of sides in the place of their identifiers.
func withNames(words *locale.Printer, args []any) []any {
	args = slices.Clone(args)
	for i := 0; i+1 < len(args); i += 2 {
		if side, ok := args[i+1].(string); ok && args[i] == "Side" {
			args[i+1] = words.Side(side)
		}
	}
	return args
}
