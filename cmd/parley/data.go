package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/store"
)

// A folder is where a node keeps what is its own:
//
//	parley.db      the database, unless PostgreSQL holds it
//	secrets.key    from which all its keys follow; not in any backup
//	withdrawals    what people took back: a restored backup applies it again
//	acme/          certificates, where it gets them itself
type folder string

// openFolder makes the folder where there is none. Only its owner can look in.
func openFolder(path string) (folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
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
	temp, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(text)
	if err == nil {
		err = temp.Sync()
	}
	if e := temp.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Link(temp.Name(), name) // fails where there is one
}

// noteWithdrawals returns what appends withdrawals to the folder's list.
func (f folder) noteWithdrawals() func(store.Withdrawal) error {
	var mu sync.Mutex
	return func(w store.Withdrawal) error {
		mu.Lock()
		defer mu.Unlock()
		out, err := os.OpenFile(f.in("withdrawals"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("note a withdrawal: %w", err)
		}
		line := fmt.Sprintf("%s %s %d\n", dialogue.FormatID(w.Dialogue), dialogue.FormatID(w.Participant), w.Statement)
		if _, err = out.WriteString(line); err == nil {
			err = out.Sync()
		}
		if e := out.Close(); err == nil {
			err = e
		}
		if err != nil {
			return fmt.Errorf("note a withdrawal: %w", err)
		}
		return nil
	}
}

// withdrawals reads the folder's list.
func (f folder) withdrawals() ([]store.Withdrawal, error) {
	in, err := os.Open(f.in("withdrawals"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var all []store.Withdrawal
	for lines := bufio.NewScanner(in); lines.Scan(); {
		var w store.Withdrawal
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			return nil, fmt.Errorf("%s: a line is not whole", f.in("withdrawals"))
		}
		w.Dialogue, _ = dialogue.ParseID[dialogue.ID](fields[0])
		w.Participant, _ = dialogue.ParseID[dialogue.ParticipantID](fields[1])
		w.Statement, _ = dialogue.ParseStatementID(fields[2])
		all = append(all, w)
	}
	return all, nil
}

// openStore opens the database of a command.
func (f folder) openStore(ctx context.Context, url string) (*store.DB, error) {
	return store.Open(ctx, store.Options{URL: f.database(url)})
}
