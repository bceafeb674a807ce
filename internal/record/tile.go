package record

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"parley/internal/fault"
)

// tileWidth is how many hashes, or entries, a full tile holds.
const tileWidth = 256

// A tilePath is what the address of a tile says.
type tilePath struct {
	level   int // -1 for entries
	n       int64
	width   int // tileWidth, or less of a partial tile
	partial bool
}

// Tile returns a file of a record of a size as C2SP tlog-tiles names them,
// "tile/<L>/<N>[.p/<W>]" or "tile/entries/<N>[.p/<W>]", and NotFound for every
// other address. r reads the hashes, entries the bytes of count entries from the
// index from on.
func Tile(path string, size int64, r tlog.HashReader, entries func(from, count int64) ([][]byte, error)) ([]byte, error) {
	t, ok := parseTile(path)
	if !ok || !t.within(size) {
		return nil, fault.New(fault.NotFound, "refusal.page_unknown")
	}
	if t.level >= 0 {
		b, err := tlog.ReadTileData(tlog.Tile{H: 8, L: t.level, N: t.n, W: t.width}, r)
		if err != nil {
			return nil, fmt.Errorf("read a tile: %w", err)
		}
		return b, nil
	}
	all, err := entries(t.n*tileWidth, int64(t.width))
	if err != nil {
		return nil, fmt.Errorf("read entries of a tile: %w", err)
	}
	if len(all) != t.width {
		return nil, fmt.Errorf("read entries of a tile: %d of %d", len(all), t.width)
	}
	var b []byte
	for _, e := range all {
		if len(e) > math.MaxUint16 {
			return nil, fmt.Errorf("write entries of a tile: one has %d bytes", len(e))
		}
		b = append(binary.BigEndian.AppendUint16(b, uint16(len(e))), e...)
	}
	return b, nil
}

// within reports whether a record of a size has what the tile holds.
func (t tilePath) within(size int64) bool {
	nodes := size >> (8 * max(t.level, 0))
	return size > 0 && t.n <= nodes/tileWidth && t.n*tileWidth+int64(t.width) <= nodes
}

// parseTile reads an address that String would write.
func parseTile(path string) (tilePath, bool) {
	rest, ok := strings.CutPrefix(path, "tile/")
	level, rest, _ := strings.Cut(rest, "/")
	t := tilePath{level: -1, width: tileWidth}
	var err error
	if level != "entries" {
		if t.level, err = strconv.Atoi(level); err != nil || t.level < 0 || t.level > 63 {
			return t, false
		}
	}
	rest, width, partial := strings.Cut(rest, ".p/")
	if t.partial = partial; partial {
		if t.width, err = strconv.Atoi(width); err != nil || t.width < 1 || t.width >= tileWidth {
			return t, false
		}
	}
	groups := strings.Split(rest, "/")
	if len(groups) > 6 { // no record is as large
		return t, false
	}
	for _, g := range groups {
		digits, err := strconv.Atoi(strings.TrimPrefix(g, "x"))
		if err != nil || digits < 0 || digits > 999 {
			return t, false
		}
		t.n = t.n*1000 + int64(digits)
	}
	return t, ok && t.String() == path
}

// String writes the address: of the number three digits at a time, every group
// but the last with an x.
func (t tilePath) String() string {
	level := "entries"
	if t.level >= 0 {
		level = strconv.Itoa(t.level)
	}
	text := fmt.Sprintf("%03d", t.n%1000)
	for n := t.n / 1000; n > 0; n /= 1000 {
		text = fmt.Sprintf("x%03d/%s", n%1000, text)
	}
	if t.partial {
		text += fmt.Sprintf(".p/%d", t.width)
	}
	return "tile/" + level + "/" + text
}
