package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/store"
)

func backupCommand() *cobra.Command {
	var data, database, out, keys string
	c := &cobra.Command{
		Use:   "backup",
		Short: "Write a sealed backup of a node, also while it runs",
		Long: `Backup writes everything in a node's database, as it is at one moment, sealed to
the steward of every side. It does not hold the folder's secrets.key: keep that
apart, since without it nobody can come back. Records that are held with consent
can be read with the newest file of item keys only, which takes the place of the
older one, so that what was withdrawn stays unreadable in every older backup.`,
		Example: "  parley backup --data ./node --out parley-backup.age --item-keys item-keys.age",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withStore(c.Context(), data, database, func(db *store.DB, _ folder) error {
				if err := backupItemKeys(c.Context(), db, keys); err != nil {
					return err
				}
				return backup(c.Context(), db, out)
			})
		},
	}
	c.Flags().StringVar(&data, "data", "", "`FOLDER` of the node (needed)")
	c.Flags().StringVar(&database, "database", "", "postgres://… `URL`, as for serve")
	c.Flags().StringVar(&out, "out", "", "`FILE` to write, which must not exist (needed)")
	c.Flags().StringVar(&keys, "item-keys", "", "`FILE` for the keys of records held with consent; an older one is replaced (needed where there are such records)")
	_, _ = c.MarkFlagRequired("data"), c.MarkFlagRequired("out")
	return c
}

// backupItemKeys writes the file of item keys anew.
func backupItemKeys(ctx context.Context, db *store.DB, name string) error {
	has, err := node.HasItemKeys(ctx, db)
	switch {
	case err != nil:
		return err
	case name == "" && has:
		return errors.New("records are held here with consent: name a file for their keys with --item-keys")
	case name == "":
		return nil
	}
	var text bytes.Buffer
	if err := node.BackupItemKeys(ctx, db, &text); err != nil {
		return err
	}
	temp, err := writeTemp(name, text.Bytes())
	if err != nil {
		return err
	}
	return os.Rename(temp, name)
}

// withStore runs use over the database of a node that is there.
func withStore(ctx context.Context, data, database string, use func(*store.DB, folder) error) error {
	dir := folder(data)
	if _, err := os.Stat(dir.in("secrets.key")); err != nil {
		return fmt.Errorf("%s is not the folder of a node: %w", data, err)
	}
	db, err := dir.openStore(ctx, database)
	if err != nil {
		return err
	}
	return errors.Join(use(db, dir), db.Close())
}

func backup(ctx context.Context, db *store.DB, out string) error {
	file, err := os.OpenFile(out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = node.Backup(ctx, db, dialogue.DayOf(time.Now()), file)
	if err == nil {
		err = file.Sync()
	}
	if e := file.Close(); err == nil {
		err = e
	}
	if err != nil {
		return errors.Join(err, os.Remove(out))
	}
	return nil
}

func restoreCommand() *cobra.Command {
	var data, database, identity, keys string
	c := &cobra.Command{
		Use:   "restore BACKUP",
		Short: "Fill an empty node from a backup",
		Long: `Restore opens a backup with the age identity of one side's steward and fills an
empty database with it. The folder must hold the secrets.key of the node that
was backed up, and, where it survived, its list of withdrawals: what people took
back since the backup is taken out again before anything is served.`,
		Example: "  parley restore parley-backup.age --data ./node --identity steward.txt",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withStore(c.Context(), data, database, func(db *store.DB, dir folder) error {
				return restore(c.Context(), db, dir, args[0], identity, keys)
			})
		},
	}
	c.Flags().StringVar(&data, "data", "", "`FOLDER` of the node (needed)")
	c.Flags().StringVar(&database, "database", "", "postgres://… `URL`, as for serve")
	c.Flags().StringVar(&identity, "identity", "", "`FILE` with the steward's age identity (needed)")
	c.Flags().StringVar(&keys, "item-keys", "", "`FILE` of item keys; without it records held with consent are gone")
	_, _ = c.MarkFlagRequired("data"), c.MarkFlagRequired("identity")
	return c
}

func restore(ctx context.Context, db *store.DB, dir folder, from, identity, itemKeys string) error {
	keys, err := os.Open(identity)
	if err != nil {
		return err
	}
	defer keys.Close()
	identities, err := age.ParseIdentities(keys)
	if err != nil {
		return fmt.Errorf("read %s: %w", identity, err)
	}
	withdrawn, err := dir.withdrawals()
	if err != nil {
		return err
	}
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := node.Restore(ctx, db, file, identities, dialogue.DayOf(time.Now()), withdrawn); err != nil || itemKeys == "" {
		return err
	}
	sealed, err := os.Open(itemKeys)
	if err != nil {
		return err
	}
	defer sealed.Close()
	return node.RestoreItemKeys(ctx, db, sealed, identities)
}
