package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/store"
)

// A folder is where a node keeps what is its own:
//
//	parley.db      the database, unless PostgreSQL holds it
//	secrets.key    from which all its keys follow; not in any backup
//	withdrawals    what people took back: a restored backup applies it again
//	registers/     definitions of registers that the operator adds
//	acme/          certificates, where it gets them itself
type folder string

// openFolder makes the folder where there is none. Only its owner can look in.
func openFolder(path string) (folder, error) {
	err := os.MkdirAll(path, 0o700)
	if err == nil {
		err = os.Chmod(path, 0o700) // also where it was there already
	}
	if err != nil {
		return "", fmt.Errorf("make the data folder: %w", err)
	}
	return folder(path), nil
}

func (f folder) in(name string) string { return filepath.Join(string(f), name) }

// database returns the URL of the database: the folder's own unless another is
// named.
func (f folder) database(url string) string {
	if url != "" {
		return url
	}
	return "sqlite:" + f.in("parley.db")
}

// secrets reads the node's secrets, or makes them at its first start. Of several
// processes that start at once with one folder, one makes them and all read the
// same.
func (f folder) secrets() (node.Secrets, error) {
	made, err := node.NewSecrets(rand.Reader)
	if err != nil {
		return made, err
	}
	if err := writeOnce(f.in("secrets.key"), made.Text()); err != nil && !errors.Is(err, fs.ErrExist) {
		return made, fmt.Errorf("keep secrets: %w", err)
	}
	text, err := os.ReadFile(f.in("secrets.key"))
	if err != nil {
		return made, fmt.Errorf("read secrets: %w", err)
	}
	s, err := node.ParseSecrets(text)
	if err != nil {
		return s, fmt.Errorf("%s: %w", f.in("secrets.key"), err)
	}
	return s, nil
}

// writeOnce writes a file that is not there yet, whole or not at all.
func writeOnce(name string, text []byte) error {
	temp, err := writeTemp(name, text)
	if err != nil {
		return err
	}
	return errors.Join(os.Link(temp, name), os.Remove(temp)) // Link fails where there is one
}

// writeTemp writes text to disk beside a file, and returns under which name.
func writeTemp(name string, text []byte) (string, error) {
	temp, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return "", err
	}
	_, err = temp.Write(text)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return "", errors.Join(err, os.Remove(temp.Name()))
	}
	return temp.Name(), nil
}

// noteWithdrawals returns what keeps the list of withdrawals. The lines stand in
// an order that does not tell who took back what when, and together with what.
func (f folder) noteWithdrawals() func([]store.Withdrawal) error {
	var mu sync.Mutex
	return func(all []store.Withdrawal) error {
		mu.Lock()
		defer mu.Unlock()
		if err := f.writeWithdrawals(all); err != nil {
			return fmt.Errorf("note withdrawals: %w", err)
		}
		return nil
	}
}

// writeWithdrawals adds what is new to the list, which never gets shorter: a
// database that was restored does not know all of it.
func (f folder) writeWithdrawals(all []store.Withdrawal) error {
	old, err := os.ReadFile(f.in("withdrawals"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	lines := strings.Split(strings.TrimSpace(string(old)), "\n")
	for _, w := range all {
		lines = append(lines, withdrawalLine(w))
	}
	slices.Sort(lines)
	text := strings.TrimSpace(strings.Join(slices.Compact(lines), "\n")) + "\n"
	if text == string(old) || text == "\n" {
		return nil
	}
	return replaceFile(f.in("withdrawals"), []byte(text))
}

// replaceFile puts text in the place of a file, whole or not at all, with the
// day as its time.
func replaceFile(name string, text []byte) error {
	temp, err := writeTemp(name, text)
	if err != nil {
		return err
	}
	midnight := dialogue.DayOf(time.Now()).Time()
	if err := os.Chtimes(temp, midnight, midnight); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	if err := os.Rename(temp, name); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return nil
}

// withdrawalLine writes one withdrawal:
//
//	participant DIALOGUE PARTICIPANT    took everything back
//	revoked DIALOGUE PARTICIPANT        the phrase opens nothing any more
//	statement DIALOGUE NUMBER           was taken back
//	office ACCOUNT                      was revoked or replaced
//	record NUMBER                       of a register, was emptied
func withdrawalLine(w store.Withdrawal) string {
	switch {
	case w.Record != 0:
		return "record " + dialogue.FormatID(w.Record)
	case w.Account != 0:
		return "office " + dialogue.FormatID(w.Account)
	case w.Revoked:
		return "revoked " + dialogue.FormatID(w.Dialogue) + " " + dialogue.FormatID(w.Participant)
	case w.Participant != 0:
		return "participant " + dialogue.FormatID(w.Dialogue) + " " + dialogue.FormatID(w.Participant)
	}
	return "statement " + dialogue.FormatID(w.Dialogue) + " " + w.Statement.String()
}

// parseWithdrawal reads what withdrawalLine wrote, and nothing else.
func parseWithdrawal(line string) (w store.Withdrawal, ok bool) {
	fields := append(strings.Fields(line), "", "", "")
	w.Dialogue, _ = dialogue.ParseID[dialogue.ID](fields[1])
	switch fields[0] {
	case "record":
		w.Dialogue = 0
		w.Record, _ = dialogue.ParseID[int64](fields[1])
	case "office":
		w.Dialogue = 0
		w.Account, _ = dialogue.ParseID[dialogue.AccountID](fields[1])
	case "revoked", "participant":
		w.Revoked = fields[0] == "revoked"
		w.Participant, _ = dialogue.ParseID[dialogue.ParticipantID](fields[2])
	case "statement":
		w.Statement, _ = dialogue.ParseStatementID(fields[2])
	}
	return w, withdrawalLine(w) == strings.TrimSpace(line)
}

// withdrawals reads the folder's list.
func (f folder) withdrawals() ([]store.Withdrawal, error) {
	text, err := os.ReadFile(f.in("withdrawals"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var all []store.Withdrawal
	for line := range strings.Lines(string(text)) {
		w, ok := parseWithdrawal(line)
		if !ok {
			return nil, fmt.Errorf("%s: a line is not whole", f.in("withdrawals"))
		}
		all = append(all, w)
	}
	return all, nil
}

// openStore opens the database of a command.
func (f folder) openStore(ctx context.Context, url string) (*store.DB, error) {
	return store.Open(ctx, store.Options{URL: f.database(url)})
}
