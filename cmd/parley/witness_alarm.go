package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"sync"
	"sync/atomic"

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

// largestAlarm is how large the file may be for what is no proof by itself to be
// added: with --follow the node is asked again and again. For proof there is
// always room, and nobody without the record's key can make any.
const largestAlarm = 256 << 10

// ring raises an alarm. The same checkpoints once more are told once, whatever
// stands under them.
func (b *alarmBell) ring(a peer.Alarm) {
	b.mu.Lock()
	defer b.mu.Unlock()
	old, err := os.ReadFile(b.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.unkept = true
	}
	if slices.ContainsFunc(readAlarms(old), a.Same) || len(old) > largestAlarm && !a.Proves() {
		return
	}
	text := fmt.Sprintf("%s %s%s%s%s%s\n", b.today(), a.Err, alarmKnown, a.Known, alarmShown, a.Shown)
	fmt.Fprintf(b.out, "%s\nBoth checkpoints are in %s. Tell the other sides, and compare with their witnesses.\n", a.Err, b.file)
	if err := b.add(text); err != nil {
		b.unkept = true
		fmt.Fprintf(b.out, "%s cannot be written (%v). This is what it should hold:\n%s", b.file, err, text)
	}
}

// What stands before each of the two checkpoints.
const (
	alarmKnown = "\n\nKnown before:\n\n"
	alarmShown = "\nShown now:\n\n"
)

// readAlarms returns the checkpoints of the alarms in the file. What follows a
// checkpoint there does not matter.
func readAlarms(text []byte) []peer.Alarm {
	var all []peer.Alarm
	for _, part := range bytes.Split(text, []byte(alarmKnown))[1:] {
		known, shown, _ := bytes.Cut(part, []byte(alarmShown))
		all = append(all, peer.Alarm{Known: known, Shown: shown})
	}
	return all
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

// mostDoubts is how many proofs that do not hold one process logs: anybody can
// send them.
const mostDoubts = 20

// doubts logs proofs that do not hold, up to a bound. No alarm comes of them.
func doubts(log *slog.Logger) func(error) {
	var n atomic.Int64
	return func(err error) {
		switch at := n.Add(1); {
		case at < mostDoubts:
			log.Warn("a request was refused", "err", err)
		case at == mostDoubts:
			log.Warn("a request was refused; further ones are not logged", "err", err)
		}
	}
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
