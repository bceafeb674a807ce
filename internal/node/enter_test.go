package node_test

import (
	"database/sql"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A phrase is looked for among participants and among offices, whatever it is:
// the work tells nothing of whose it was. With either table gone, a phrase that
// opens nothing is an error (C14; RULINGS R24).
func TestPhrasesAreLookedUpInBothTables(t *testing.T) {
	for _, table := range []string{"account", "participant"} {
		w := newWorld(t)
		_, codes := w.open(dialogue.Protected, 3)
		s, phrase := w.join(codes["armenia"][0])
		w.must(w.TakeBackAll(t.Context(), s))
		_, err := w.Enter(t.Context(), string(phrase))
		wantFault(t, err, fault.NotFound, "refusal.nothing_opens")
		w.rename(table)
		for _, typed := range []string{string(phrase), "badu-kitu-sari-lami-pevi-nidu-gura"} {
			if _, err := w.Enter(t.Context(), typed); err == nil || fault.Of(err) != nil {
				t.Errorf("without the table %s: %v", table, err)
			}
		}
	}
}

// rename takes a table of SQLite away.
func (w *world) rename(table string) {
	w.t.Helper()
	db, err := sql.Open("sqlite", strings.TrimPrefix(w.url, "sqlite:"))
	w.must(err)
	defer db.Close()
	_, err = db.Exec("ALTER TABLE " + table + " RENAME TO gone")
	w.must(err)
}
