package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"sync"

	"parley/internal/dialogue"
	"parley/internal/peer"
)

// An alarmBell tells the owner of a witness that the record was written anew: on
// standard error, in a file with both checkpoints, and to whoever asks how the
// witness is, until the file is taken away.
type alarmBell struct {
	file  string
	out   io.Writer
	today func() dialogue.Day

	mu     sync.Mutex
	unkept bool // the file could not be written
}

// largestAlarm is how large the file may grow: whoever has a checkpoint can have
// an alarm raised with a proof that is false.
const largestAlarm = 256 << 10

// ring raises an alarm. The same once more is told once.
func (b *alarmBell) ring(a peer.Alarm) {
	b.mu.Lock()
	defer b.mu.Unlock()
	old, err := os.ReadFile(b.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.unkept = true
	}
	if bytes.Contains(old, a.Shown) || len(old) > largestAlarm {
		return
	}
	text := fmt.Sprintf("%s %s\n\nKnown before:\n\n%s\nShown now:\n\n%s\n", b.today(), a.Err, a.Known, a.Shown)
	fmt.Fprintf(b.out, "%s\nBoth checkpoints are in %s. Tell the other sides, and compare with their witnesses.\n", a.Err, b.file)
	if err := b.add(text); err != nil {
		b.unkept = true
		fmt.Fprintf(b.out, "%s cannot be written (%v). This is what it should hold:\n%s", b.file, err, text)
	}
}

func (b *alarmBell) add(text string) error {
	file, err := os.OpenFile(b.file, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, text)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// serve answers how the witness is: 200, or 503 while there is an alarm.
func (b *alarmBell) serve(w http.ResponseWriter, _ *http.Request) {
	b.mu.Lock()
	alarm := b.unkept
	b.mu.Unlock()
	if _, err := os.Stat(b.file); !errors.Is(err, fs.ErrNotExist) {
		alarm = true
	}
	w.Header().Set("Cache-Control", "no-store")
	if alarm {
		http.Error(w, "ALARM", http.StatusServiceUnavailable)
		return
	}
	io.WriteString(w, "ok\n")
}
