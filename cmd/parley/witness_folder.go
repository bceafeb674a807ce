package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"sync"

	"parley/internal/fault"
	"parley/internal/peer"
	"parley/internal/record"
)

// A witnessFolder is where a witness keeps what is its own:
//
//	witness.key       its key
//	checkpoint.json   what it last cosigned; on disk before the cosignature leaves
//	entries           every entry of the record, one in a line, where it follows the node
//	followed          the checkpoint that covers them
//	ALARM             what it saw of a record that was written anew
//	lock              held by the process that runs
type witnessFolder struct {
	folder
	lock *os.File
	key  signingKey
	last peer.Cosigned // when it was opened

	mu       sync.Mutex
	entries  [][]byte
	followed []byte
}

var errBusy = errors.New("another process runs here")

// openWitness opens a folder, and makes what is not there yet: a key of that
// name, and the memory of a record of which nothing was cosigned.
func openWitness(path string, first record.WitnessState, name string, random io.Reader) (_ *witnessFolder, err error) {
	dir, err := openFolder(path)
	if err != nil {
		return nil, err
	}
	w := &witnessFolder{folder: dir}
	if w.lock, err = lockFile(dir.in("lock")); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			w.close()
		}
	}()
	if err := w.readKey(name, random); err != nil {
		return nil, err
	}
	if err := w.readLast(first); err != nil {
		return nil, err
	}
	return w, w.readEntries()
}

// close lets another process run.
func (w *witnessFolder) close() { w.lock.Close() }

func (w *witnessFolder) readKey(name string, random io.Reader) error {
	file := w.in("witness.key")
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(w.in("checkpoint.json")); err == nil {
			return fmt.Errorf("%s is gone: bring it back, or begin in another folder with a new key", file)
		}
		made, err := newSigningKey(random, name, true)
		if err != nil {
			return err
		}
		if err := w.replace("witness.key", []byte(made.private+"\n")); err != nil {
			return fmt.Errorf("keep the key: %w", err)
		}
	}
	text, err := readUpTo(file, largestKeyFile)
	if err != nil {
		return err
	}
	w.key, err = parseSigningKey(string(text))
	if err == nil && !w.key.witness {
		err = errors.New("it is the key of a side, and not of a witness")
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// readLast reads what was last cosigned. What is not whole stops the witness:
// one that forgets would cosign anything.
func (w *witnessFolder) readLast(first record.WitnessState) error {
	text, err := os.ReadFile(w.in("checkpoint.json"))
	if errors.Is(err, fs.ErrNotExist) {
		w.last = peer.Cosigned{State: first}
		return w.save(w.last)
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &w.last); err != nil {
		return fmt.Errorf("%s is not whole: %w", w.in("checkpoint.json"), err)
	}
	s := w.last.State
	if s.Log != first.Log || s.Origin != first.Origin {
		return fmt.Errorf("--log: %s witnesses the record %s; give each record a folder of its own", w.folder, plainLine(s.Log))
	}
	if at, err := record.OpenCheckpoint([]byte(w.last.Checkpoint), s.Log); s.Size != 0 && (err != nil || at.Size != s.Size || at.Root != s.Root) {
		return fmt.Errorf("%s is not whole: it does not hold the checkpoint that it speaks of", w.in("checkpoint.json"))
	}
	return nil
}

// save returns when the disk has what was cosigned.
func (w *witnessFolder) save(c peer.Cosigned) error {
	text, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		return fmt.Errorf("write a checkpoint: %w", err)
	}
	return w.replace("checkpoint.json", append(text, '\n'))
}

// replace puts text in the place of a file, whole or not at all, and returns
// when the disk has it.
func (w *witnessFolder) replace(name string, text []byte) error {
	temp, err := writeTemp(w.in(name), text)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, w.in(name)); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return syncFolder(string(w.folder))
}

// readEntries reads the entries that are kept. A last line that is not whole was
// cut off when the machine stopped, and is fetched again.
func (w *witnessFolder) readEntries() error {
	name := w.in("entries")
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	whole := text[:bytes.LastIndexByte(text, '\n')+1]
	for line := range bytes.Lines(whole) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		if _, err := record.ParseEntry(line); err != nil {
			return fmt.Errorf("%s: line %d is not an entry; take the file away, and the entries are fetched again", name, len(w.entries)+1)
		}
		w.entries = append(w.entries, line)
	}
	if len(whole) < len(text) {
		if err := os.Truncate(name, int64(len(whole))); err != nil {
			return err
		}
	}
	w.followed, err = os.ReadFile(w.in("followed"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// keep adds entries to those that are kept, and then the checkpoint that covers
// all, or, where more are to come, leaves the last one; none where it is empty.
func (w *witnessFolder) keep(entries [][]byte, checkpoint []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.append(entries); err != nil {
		return err
	}
	w.entries = append(w.entries, entries...)
	if bytes.Equal(checkpoint, w.followed) {
		return nil
	}
	w.followed = checkpoint
	return w.replace("followed", checkpoint)
}

// append adds lines to the entries, or leaves the file as it was.
func (w *witnessFolder) append(entries [][]byte) error {
	file, err := os.OpenFile(w.in("entries"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		return errors.Join(err, file.Close())
	}
	_, err = file.Write(append(bytes.Join(entries, []byte("\n")), '\n'))
	if err == nil {
		err = file.Sync()
	}
	if err != nil {
		err = errors.Join(err, file.Truncate(info.Size()))
	}
	return errors.Join(err, file.Close())
}

// monitor makes what follows the node.
func (w *witnessFolder) monitor(job witnessJob, witness *peer.Witness, bell *alarmBell) *peer.Monitor {
	return peer.NewMonitor(w.entries, w.followed, peer.MonitorOptions{Client: newOutward(), URL: job.follow, Log: job.log,
		Keep: w.keep, Alarm: bell.ring, Witness: witness})
}

// serve serves the entries that are kept and their checkpoint, as a node does:
// what a node lost can be had here (RULINGS R19).
func (w *witnessFolder) serve(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	entries, followed := w.entries, w.followed
	w.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/")
	if path == "checkpoint" {
		if len(followed) == 0 {
			http.NotFound(out, r)
			return
		}
		out.Header().Set("Content-Type", "text/plain; charset=utf-8")
		out.Write(followed)
		return
	}
	tile, err := record.Tile(path, int64(len(entries)), nil, func(from, count int64) ([][]byte, error) {
		return entries[from : from+count], nil
	})
	if fault.KindOf(err) == fault.NotFound {
		http.NotFound(out, r)
		return
	}
	if err != nil {
		http.Error(out, "the entries cannot be shown", http.StatusInternalServerError)
		return
	}
	out.Header().Set("Content-Type", "application/octet-stream")
	out.Write(tile)
}
