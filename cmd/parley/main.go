// Command parley shows what two societies in conflict agree on, and where
// they divide, from what people of each of them said and how they voted.
//
//	parley demo       the reference case with simulated votes, in the browser
//	parley map        from a folder of votes to the reading of every statement
//	parley simulate   a believable conversation made up, to plan with
//	parley serve      a node that people use
//	parley codes      join codes and cards to print, made offline
//	parley backup     a sealed backup of a node
//	parley restore    a node from its backup
//	parley key        the key with which a side approves
//	parley approve    show what a proposal fixes, and sign it offline
//	parley witness    watch for one side that a node's record only grows
//	parley verify     check a release: who approved exactly this, and when
//	parley record     put on a node's record what its operator must say
//	parley registers  check definitions of registers, load the reference case
//
// It sends nothing anywhere but to the witnesses and the node that it was told
// of. Exit status: 0 when all was done, 1 when not, with one line on standard
// error that says why; verify has two more.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"parley/internal/fault"
	"parley/internal/locale"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if said := worded(err); said != "" {
			fmt.Fprintln(os.Stderr, "parley:", said)
		}
		os.Exit(exitStatus(err))
	}
}

// worded returns err as an operator reads it: a refusal by its message.
func worded(err error) string {
	f := fault.Of(err)
	if f == nil {
		return err.Error()
	}
	return strings.Replace(err.Error(), f.Error(), locale.For(locale.English).Text(locale.Key(f.Key), f.Args...), 1)
}

// run carries out one command line.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	root := &cobra.Command{
		Use:   "parley",
		Short: "What both sides agree on, from what each side says",
		Long: "Parley is infrastructure for two societies in conflict to talk to each other\n" +
			"directly, and to find what both of them agree on.",
		Example:       "  parley demo\n  parley map ./export --sides sides.csv --html result.html",
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.AddCommand(mapCommand(), simulateCommand(), demoCommand(), serveCommand(),
		codesCommand(), backupCommand(), restoreCommand(), keyCommand(), approveCommand(), witnessCommand(),
		verifyCommand(), recordCommand(), registersCommand())
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return root.ExecuteContext(ctx)
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(built from source)"
	}
	return info.Main.Version
}
