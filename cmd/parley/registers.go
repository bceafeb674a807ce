package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"parley/casedata"
	"parley/internal/exchange"
	"parley/internal/node"
	"parley/internal/register"
	"parley/registers"
)

// registersOf returns the registers that are part of the program and those that an
// operator put into a folder beside the database.
func registersOf(dir folder) (*register.Registers, error) {
	all := []fs.FS{registers.Files}
	_, err := os.Stat(dir.in("registers"))
	switch {
	case err == nil:
		all = append(all, os.DirFS(dir.in("registers")))
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("look for registers: %w", err)
	}
	return register.Load(all...)
}

// codebooks returns how assessments can be coded.
func codebooks() ([]register.Codebook, error) {
	files, err := fs.Sub(registers.Files, "codebooks")
	if err != nil {
		return nil, err
	}
	return register.LoadCodebooks(files)
}

func registersCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "registers",
		Short: "Check definitions of registers, and fill a node's with the reference case",
		Args:  cobra.NoArgs,
	}
	c.AddCommand(registersCheckCommand(), registersLoadCommand())
	return c
}

func registersCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [FOLDER]",
		Short: "Read the definitions in a folder beside those of the program, and say what is wrong with them",
		Long: `Check reads every *.yaml file in FOLDER, and its words in words/*.yaml, as a node does
that has them in the folder "registers" of its data. What contradicts itself is
refused with its file, line and column.`,
		Example: "  parley registers check ./node/registers",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			all := []fs.FS{registers.Files}
			for _, folder := range args {
				if _, err := os.Stat(folder); err != nil {
					return err
				}
				all = append(all, os.DirFS(folder))
			}
			found, err := register.Load(all...)
			if err != nil {
				return err
			}
			return listRegisters(c.OutOrStdout(), found)
		},
	}
}

func listRegisters(w io.Writer, all *register.Registers) error {
	for _, d := range all.All() {
		if _, err := fmt.Fprintf(w, "%-22s %2d fields  %s\n", d.Name, len(d.Fields), d.Title["en"]); err != nil {
			return err
		}
	}
	return nil
}

func registersLoadCommand() *cobra.Command {
	var data, database string
	c := &cobra.Command{
		Use:   "load-case",
		Short: "Fill a node's empty registers with the reference case",
		Long: `Load-case puts the reference case (initiatives, organisations, events and what else
public works say of the Armenian-Azerbaijani civic process) into the registers of
a node that are still empty. Office holders read it at once; the public reads a
register when co-chairs of every side approve what is pending in it.`,
		Example: "  parley registers load-case --data ./node",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withNode(c.Context(), data, database, func(n *node.Node) error {
				records, err := exchange.ReadCaseRegisters(casedata.Files, n.Words())
				if err != nil {
					return fmt.Errorf("read the reference case: %w", err)
				}
				for i := range records {
					awaitApproval(&records[i])
				}
				if err := n.AddCase(c.Context(), records); err != nil {
					return err
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "%d records wait for the approval of every side.\n", len(records))
				return err
			})
		},
	}
	c.Flags().StringVar(&data, "data", "", "`FOLDER` of the node (needed)")
	c.Flags().StringVar(&database, "database", "", "postgres://… `URL`, as for serve")
	_ = c.MarkFlagRequired("data")
	return c
}

// awaitApproval makes of a record that everybody would read one that office holders
// read, with its publication pending.
func awaitApproval(r *register.Record) {
	if r.Level != register.Public {
		return
	}
	r.Pending = &register.Change{Level: r.Level, Values: r.Values, Sources: r.Sources}
	r.Level = register.Members
}

// withNode runs use over a node that does not serve.
func withNode(ctx context.Context, data, database string, use func(*node.Node) error) error {
	dir := folder(data)
	if _, err := os.Stat(dir.in("secrets.key")); err != nil {
		return fmt.Errorf("%s is not the folder of a node: %w", data, err)
	}
	secrets, err := dir.secrets()
	if err != nil {
		return err
	}
	all, err := registersOf(dir)
	if err != nil {
		return err
	}
	db, err := dir.openStore(ctx, database)
	if err != nil {
		return err
	}
	n, err := node.New(ctx, node.Options{Store: db, Secrets: secrets, Now: time.Now, Random: rand.Reader,
		Log: slog.New(slog.DiscardHandler), Registers: all})
	if err != nil {
		return errors.Join(err, db.Close())
	}
	return errors.Join(use(n), db.Close())
}
