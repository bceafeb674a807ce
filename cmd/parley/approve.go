package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/record"
)

// An approveJob is what `parley approve` was asked for.
type approveJob struct {
	file, key, out string
	language       string
	yes            bool
}

func approveCommand() *cobra.Command {
	var job approveJob
	c := &cobra.Command{
		Use:   "approve PROPOSAL-FILE --key FILE",
		Short: "Show what a proposal fixes, and sign it offline",
		Long: `Approve reads a proposal as the node's page of it hands it out, shows everything
that would be approved, asks, and signs it with the key of your side. It needs no
network: carry the file to the machine that has the key, and the signature back.

What is signed is the SHA-256 of the act, which names the SHA-256 of the document
in all its languages and of everything rendered from it. Every rendering is made
once more from the document and compared: a file of which these do not fit
together is refused. Compare the hash with the one on the page.`,
		Example: "  parley approve proposal.json --key armenia.key\n" +
			"  parley approve proposal.json --key azerbaijan.key --lang az --out approval.note",
		Args: exactlyOne("the file of the proposal"),
		RunE: func(c *cobra.Command, args []string) error {
			job.file = args[0]
			return job.run(dialogue.DayOf(time.Now()), newAsker(c.InOrStdin(), c.ErrOrStderr()), c.OutOrStdout())
		},
	}
	f := c.Flags()
	f.StringVar(&job.key, "key", "", "`FILE` with the key of your side (needed)")
	f.StringVar(&job.out, "out", "", "`FILE` for the signature, which must not be there (default: PROPOSAL-FILE without its ending, and -SIDE.note)")
	f.StringVar(&job.language, "lang", "en", "language in which the document is shown: en, hy, az, ru; all for every one that is signed")
	f.BoolVar(&job.yes, "yes", false, "sign without asking")
	_ = c.MarkFlagRequired("key")
	return c
}

func (job approveJob) run(today dialogue.Day, ask *asker, stdout io.Writer) error {
	language, more := locale.Language(job.language), []locale.Language(nil)
	if job.language == "all" {
		language, more = "en", slices.DeleteFunc(slices.Clone(locale.Languages()), func(l locale.Language) bool { return l == "en" })
	}
	if !slices.Contains(locale.Languages(), language) {
		return fmt.Errorf("--lang %s: must be en, hy, az, ru or all", job.language)
	}
	p, err := readProposal(job.file)
	if err != nil {
		return err
	}
	k, err := readKeyFile(job.key, ask)
	if err != nil {
		return err
	}
	if k.witness {
		return fmt.Errorf("%s is the key of a witness: a side approves with its own", job.key)
	}
	if !p.concerns(k.name) {
		return fmt.Errorf("%s is the key of %s, which is none of the sides of this document", job.key, k.name)
	}
	if err := p.show(stdout, language, more...); err != nil {
		return err
	}
	if !job.yes {
		ok, err := ask.yes(fmt.Sprintf("Type yes to approve exactly this as %s: ", k.name))
		if err != nil {
			return err
		}
		if !ok {
			return errors.New("not approved: nothing was signed")
		}
	}
	return job.sign(p, k, today, stdout)
}

func (job approveJob) sign(p *proposal, k signingKey, today dialogue.Day, stdout io.Writer) error {
	a := record.Approval{Side: k.name, Hash: p.hash, How: record.Offline, Day: today.String()}
	note, err := a.Sign(k.private)
	if err != nil {
		return fmt.Errorf("sign: %w", err)
	}
	out := job.out
	if out == "" {
		out = strings.TrimSuffix(job.file, ".json") + "-" + k.name + ".note"
	}
	if err := createFile(out, note); err != nil {
		return err
	}
	w := bufio.NewWriter(stdout)
	fmt.Fprintf(w, "\nSigned with the key of %s on %s. The signature is in %s:\nhand it in on the page of the proposal, as a file or by copying this.\n\n%s", k.name, today, out, note)
	return w.Flush()
}
