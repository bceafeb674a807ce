package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"parley/internal/dialogue"
	"parley/internal/record"
)

func keyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "key",
		Short:   "The key with which a side approves, or its witness cosigns",
		Example: "  parley key new --side armenia --out armenia.key\n  parley key show armenia.key",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newKeyCommand(), showKeyCommand())
	return c
}

// A keyJob is what `parley key new` was asked for.
type keyJob struct {
	side, out     string
	witness, seal bool
}

func newKeyCommand() *cobra.Command {
	var job keyJob
	c := &cobra.Command{
		Use:   "new --side SIDE [--out FILE]",
		Short: "Make a key, on a machine of the side's own",
		Long: `New makes an Ed25519 key and writes it to FILE, which only its owner can read and
which must not be there yet. It prints the public key, which the side's steward
enters on the node, and its fingerprint, which the side publishes itself.

Make the key on a computer that is connected to nothing, keep it there or on a
medium of its own, and a copy in another place. Who has the file can approve for
the side. With --seal it is of no use without a passphrase, which is asked. A
lost key is replaced with the side's recovery key.`,
		Example: "  parley key new --side azerbaijan\n" +
			"  parley key new --side armenia --seal --out /media/stick/armenia.key\n" +
			"  parley key new --side armenia --witness --out witness.key",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return job.run(rand.Reader, newAsker(c.InOrStdin(), c.ErrOrStderr()), c.OutOrStdout())
		},
	}
	f := c.Flags()
	f.StringVar(&job.side, "side", "", "`SIDE` whose key it is, as the node calls it (needed)")
	f.StringVar(&job.out, "out", "", "`FILE` to make (default: SIDE.key or SIDE-witness.key)")
	f.BoolVar(&job.witness, "witness", false, "make the key of the side's witness; parley witness makes one itself where it finds none")
	f.BoolVar(&job.seal, "seal", false, "ask for a passphrase, without which the key cannot be used")
	_ = c.MarkFlagRequired("side")
	return c
}

func (job keyJob) run(random io.Reader, ask *asker, stdout io.Writer) error {
	if dialogue.CheckSideID(dialogue.SideID(job.side)) != nil {
		return fmt.Errorf("--side %s: a side has small letters, digits and hyphens", job.side)
	}
	name, out := job.side, job.side+".key"
	if job.witness {
		name, out = witnessName(job.side), job.side+"-witness.key"
	}
	if job.out != "" {
		out = job.out
	}
	if job.witness && job.seal {
		return errors.New("--seal: a witness starts by itself, and nobody is there to type a passphrase")
	}
	k, err := newSigningKey(random, name, job.witness)
	if err != nil {
		return err
	}
	text := []byte(k.private + "\n")
	if job.seal {
		if text, err = sealKey(k.private, ask); err != nil {
			return err
		}
	}
	if err := createFile(out, text); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "The key is in %s. Only its owner can read it; keep a copy in another place.\n%s", out, k.words())
	return err
}

// witnessName is how the key of a side's witness is called.
func witnessName(side string) string {
	if side == "" {
		return "witness"
	}
	return "witness." + side
}

// words says what others may know of a key.
func (k signingKey) words() string {
	return fmt.Sprintf("public key:  %s\nfingerprint: %s\n", k.public, record.Fingerprint(k.public))
}

func showKeyCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show FILE",
		Short:   "Print the public key of a key file, and its fingerprint",
		Example: "  parley key show armenia.key",
		Args:    exactlyOne("the file that the key is in"),
		RunE: func(c *cobra.Command, args []string) error {
			k, err := readKeyFile(args[0], newAsker(c.InOrStdin(), c.ErrOrStderr()))
			if err != nil {
				return err
			}
			kind := "a side"
			if k.witness {
				kind = "a witness"
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "key of:      %s (%s)\n%s", k.name, kind, k.words())
			return err
		},
	}
}
