package peer

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"parley/internal/record"
)

// perTile is how many entries stand in a full tile of them.
const perTile = 256

// Longest answers of a node, in bytes.
const (
	longestCheckpoint = 16 << 10
	longestTile       = perTile * (2 + 1<<16)
)

// A Monitor follows the record of a node and has all of its entries. It is used
// by one goroutine.
type Monitor struct {
	client  *http.Client
	url     string
	log     string
	keep    func(entries [][]byte, checkpoint []byte) error
	alarm   func(Alarm)
	witness *Witness

	leaves []record.Digest // hashes of the entries that are kept
	note   []byte          // the checkpoint that covers them
}

// MonitorOptions are what a monitor is made of. All must be given but where it
// is said.
type MonitorOptions struct {
	Client *http.Client // sets how long a request may take
	URL    string       // of the node
	Log    string       // the public key of its record
	// Keep adds entries to those that are on disk, and puts the checkpoint that
	// covers all of them in the place of the last one.
	Keep    func(entries [][]byte, checkpoint []byte) error
	Alarm   func(Alarm)
	Witness *Witness // whose last checkpoint must lie on the way; may be nil
}

// NewMonitor makes a monitor that goes on from the entries that were kept, with
// the checkpoint that was kept last.
func NewMonitor(entries [][]byte, checkpoint []byte, o MonitorOptions) *Monitor {
	return &Monitor{client: o.Client, url: strings.TrimSuffix(o.URL, "/"), log: o.Log, keep: o.Keep, alarm: o.Alarm,
		witness: o.Witness, leaves: record.LeafHashes(entries), note: checkpoint}
}

// Look fetches what is new and keeps it. It fails when the node does not answer
// or not as it should, and with a *record.ForkError, after an alarm, when what
// it shows does not go on from what it showed before: a checkpoint of fewer
// entries, of as many with another root, or over other entries. Then nothing is
// kept, and the next look compares with the same again.
func (m *Monitor) Look(ctx context.Context) error {
	var cosigned Cosigned
	if m.witness != nil {
		cosigned = m.witness.Last() // before the node is asked: what it shows then is no older
	}
	note, err := m.fetch(ctx, "checkpoint", longestCheckpoint)
	if err != nil {
		return err
	}
	at, err := record.OpenCheckpoint(note, m.log)
	if err != nil {
		return fmt.Errorf("read the node's checkpoint: %w", err)
	}
	size := int64(len(m.leaves))
	known := record.Checkpoint{Origin: at.Origin, Size: size, Root: record.RootOf(m.leaves)}
	if at.Size < size || at.Size == size && at.Root != known.Root {
		return m.raise(known, at, m.note, note)
	}
	entries, err := m.entries(ctx, size, at.Size)
	if err != nil {
		return err
	}
	leaves := append(m.leaves[:size:size], record.LeafHashes(entries)...)
	if record.RootOf(leaves) != at.Root {
		return m.raise(known, at, m.note, note)
	}
	if k := cosigned.State; k.Size > at.Size || k.Size > 0 && record.RootOf(leaves[:k.Size]) != k.Root {
		return m.raise(record.Checkpoint{Origin: k.Origin, Size: k.Size, Root: k.Root}, at, []byte(cosigned.Checkpoint), note)
	}
	if len(entries) == 0 {
		return nil
	}
	if err := m.keep(entries, note); err != nil {
		return fmt.Errorf("keep entries of the record: %w", err)
	}
	m.leaves, m.note = leaves, note
	return nil
}

func (m *Monitor) raise(known, shown record.Checkpoint, before, now []byte) error {
	fork := &record.ForkError{Known: known, Shown: shown}
	m.alarm(Alarm{fork, before, now})
	return fork
}

// entries fetches the entries from one index on up to another.
func (m *Monitor) entries(ctx context.Context, from, to int64) ([][]byte, error) {
	var all [][]byte
	for at := from; at < to; {
		n := at / perTile
		width := min(to-n*perTile, perTile)
		tile, err := m.fetch(ctx, entriesPath(n, width), longestTile)
		if err != nil {
			return nil, err
		}
		entries, err := splitTile(tile, int(width))
		if err != nil {
			return nil, fmt.Errorf("read entries of the node: %w", err)
		}
		all = append(all, entries[at-n*perTile:]...)
		at = n*perTile + width
	}
	return all, nil
}

// entriesPath names a tile of entries as C2SP tlog-tiles does.
func entriesPath(n, width int64) string {
	text := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		text = fmt.Sprintf("x%03d/%s", n%1000, text)
	}
	if width < perTile {
		text += fmt.Sprintf(".p/%d", width)
	}
	return "tile/entries/" + text
}

// splitTile parts a tile into its entries, each of which has its length before
// it, in two bytes.
func splitTile(tile []byte, width int) ([][]byte, error) {
	var all [][]byte
	for len(tile) > 0 {
		if len(tile) < 2 || len(tile)-2 < int(binary.BigEndian.Uint16(tile)) {
			return nil, errors.New("a tile is cut off")
		}
		end := 2 + int(binary.BigEndian.Uint16(tile))
		if _, err := record.ParseEntry(tile[2:end]); err != nil {
			return nil, err
		}
		all = append(all, tile[2:end])
		tile = tile[end:]
	}
	if len(all) != width {
		return nil, fmt.Errorf("a tile has %d entries and not %d", len(all), width)
	}
	return all, nil
}

// fetch gets a file of the record, of at most so many bytes.
func (m *Monitor) fetch(ctx context.Context, path string, most int64) ([]byte, error) {
	asked, err := http.NewRequestWithContext(ctx, http.MethodGet, m.url+"/"+path, nil)
	if err != nil {
		return nil, fmt.Errorf("look at the node: %w", err)
	}
	answer, err := m.client.Do(asked)
	if err != nil {
		return nil, fmt.Errorf("look at the node: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("look at the node: it answers with status %d", answer.StatusCode)
	}
	body, err := readAnswer(answer, most)
	if err != nil {
		return nil, fmt.Errorf("look at the node: %w", err)
	}
	return body, nil
}
