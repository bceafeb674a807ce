package peer

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"parley/internal/record"
)

// Bounds of what is taken from a node, whatever it claims to have.
const (
	Round       = 64 * perTile // entries at a look
	MostEntries = 1 << 21      // of a record that is followed; one is of a few thousand
)

// perTile is how many entries, or hashes, stand in a full tile of them.
const perTile = 256

// Longest answers of a node, in bytes. An entry of the most sides has some 600.
const (
	longestCheckpoint = 16 << 10
	longestTile       = perTile * (2 + 1<<10)
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
	// Keep adds entries to those that are on disk, and puts a checkpoint in the
	// place of the last one: that which covers all of them, or, while there are
	// more to come, the last one again, which may be empty.
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

// Look fetches what is new, at most Round entries of it, and keeps it: the
// checkpoint too once there is no more. It fails when the node does not answer or
// not as it should, and with a *record.ForkError, after an alarm, when what it
// shows does not go on from what it showed before: a checkpoint of fewer entries,
// of as many with another root, or over other entries. Then nothing is kept, and
// the next look compares with the same again.
func (m *Monitor) Look(ctx context.Context) error {
	var cosigned Cosigned
	if m.witness != nil {
		cosigned = m.witness.Last() // before the node is asked: what it shows then is no older
	}
	note, err := m.fetch(ctx, "checkpoint", longestCheckpoint)
	if err != nil {
		return err
	}
	at, bare, err := record.BareCheckpoint(note, m.log)
	if err != nil {
		return fmt.Errorf("read the node's checkpoint: %w", err)
	}
	size := int64(len(m.leaves))
	known := record.Checkpoint{Origin: at.Origin, Size: size, Root: record.RootOf(m.leaves)}
	if at.Size < size || at.Size == size && at.Root != known.Root {
		return m.raise(known, at, m.note, bare)
	}
	before := cosigned.State
	if before.Size > at.Size || before.Size == at.Size && before.Size > 0 && before.Root != at.Root {
		return m.raise(checkpointOf(before), at, []byte(cosigned.Checkpoint), bare)
	}
	if at.Size > MostEntries {
		return fmt.Errorf("look at the node: it claims %d entries, and a record of more than %d is not followed", at.Size, MostEntries)
	}
	to := min(at.Size, size+Round)
	entries, err := m.entries(ctx, size, to)
	if err != nil {
		return err
	}
	leaves := append(m.leaves[:size:size], record.LeafHashes(entries)...)
	ok, err := m.leadTo(ctx, leaves, at)
	if err != nil {
		return err
	}
	if !ok {
		return m.raise(known, at, m.note, bare)
	}
	if before.Size > 0 && before.Size <= to && record.RootOf(leaves[:before.Size]) != before.Root {
		return m.raise(checkpointOf(before), at, []byte(cosigned.Checkpoint), bare)
	}
	if len(entries) == 0 {
		return nil
	}
	if to < at.Size {
		note = m.note // there is more, which the new one covers
	}
	if err := m.keep(entries, note); err != nil {
		return fmt.Errorf("keep entries of the record: %w", err)
	}
	m.leaves, m.note = leaves, note
	return nil
}

func checkpointOf(w record.WitnessState) record.Checkpoint {
	return record.Checkpoint{Origin: w.Origin, Size: w.Size, Root: w.Root}
}

// leadTo reports whether a record that begins with these entries is the one of a
// checkpoint. Where that has more, the tiles of hashes show it, which are checked
// against the checkpoint first.
func (m *Monitor) leadTo(ctx context.Context, leaves []record.Digest, at record.Checkpoint) (bool, error) {
	size, root := int64(len(leaves)), record.RootOf(leaves)
	if size == at.Size {
		return root == at.Root, nil
	}
	tree := tlog.Tree{N: at.Size, Hash: tlog.Hash(at.Root)}
	proof, err := tlog.ProveTree(at.Size, size, tlog.TileHashReader(tree, tiles{ctx, m}))
	if err != nil {
		return false, fmt.Errorf("look at the node: its hashes are not those of its checkpoint: %w", err)
	}
	return tlog.CheckTree(proof, at.Size, tree.Hash, size, tlog.Hash(root)) == nil, nil
}

// tiles fetches tiles of hashes: a tlog.TileReader.
type tiles struct {
	ctx context.Context
	m   *Monitor
}

func (tiles) Height() int                         { return 8 }
func (tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (t tiles) ReadTiles(all []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range all {
		b, err := t.m.fetch(t.ctx, tilePath(fmt.Sprint(tile.L), tile.N, int64(tile.W)), perTile*tlog.HashSize)
		if err != nil {
			return nil, err
		}
		if len(b) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("a tile of %d hashes has %d bytes", tile.W, len(b))
		}
		data = append(data, b)
	}
	return data, nil
}

func (m *Monitor) raise(known, shown record.Checkpoint, before, now []byte) error {
	if _, bare, err := record.BareCheckpoint(before, m.log); err == nil {
		before = bare
	}
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
		tile, err := m.fetch(ctx, tilePath("entries", n, width), longestTile)
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

// tilePath names a tile, of a level or of entries, as C2SP tlog-tiles does.
func tilePath(level string, n, width int64) string {
	text := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		text = fmt.Sprintf("x%03d/%s", n%1000, text)
	}
	if width < perTile {
		text += fmt.Sprintf(".p/%d", width)
	}
	return "tile/" + level + "/" + text
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
