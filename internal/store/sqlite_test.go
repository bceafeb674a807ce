package store

import (
	"context"
	"database/sql"
	"testing"
)

// Every connection keeps what is promised, not only the first, and those that
// read cannot write.
func TestPragmas(t *testing.T) {
	db, ctx := openFile(t), context.Background()
	for range 4 {
		conn, err := db.pool.Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close() // so that each round has another
		readsBack(t, conn)
		if _, err := conn.ExecContext(ctx, `DELETE FROM meta`); err == nil {
			t.Error("a connection that reads has written")
		}
	}
	err := db.writer.ask(&act{ctx: ctx, alone: func(_ context.Context, conn *sql.Conn) error {
		readsBack(t, conn)
		return nil
	}})
	if err != nil {
		t.Error(err)
	}
}

func readsBack(t *testing.T, conn *sql.Conn) {
	t.Helper()
	for name, want := range map[string]string{"journal_mode": "wal", "secure_delete": "1", "synchronous": "2", "temp_store": "2"} {
		var got string
		if err := conn.QueryRowContext(context.Background(), "PRAGMA "+name).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s (%v), not %s", name, got, err, want)
		}
	}
}

// What is not as promised is read back, and not opened.
func TestOpenReadsBack(t *testing.T) {
	pool, err := sqlitePool(context.Background(), t.TempDir()+"/other.db", 1, []string{"journal_mode(DELETE)", "synchronous(NORMAL)"})
	if err == nil {
		pool.Close()
		t.Error("opened with a journal and a synchronisation that are not what is promised")
	}
}
