package node_test

import (
	"bytes"
	"fmt"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/store"
)

// stewards names a key for every side and returns what opens them.
func (w *world) stewards() map[dialogue.SideID]*age.X25519Identity {
	w.t.Helper()
	keys := map[dialogue.SideID]*age.X25519Identity{}
	for _, side := range sides {
		key, err := age.GenerateX25519Identity()
		w.must(err)
		keys[side.ID] = key
		w.must(w.SetBackupKey(w.t.Context(), w.offices[side.ID][dialogue.Steward], key.Recipient().String()))
	}
	return keys
}

func (w *world) today() dialogue.Day { return dialogue.DayOf(w.now) }

func (w *world) backup() []byte {
	w.t.Helper()
	var out bytes.Buffer
	w.must(node.Backup(w.t.Context(), w.db, w.today(), &out))
	return out.Bytes()
}

// restored is a world over an empty database with the same secrets, filled from
// a backup.
func (w *world) restored(db *store.DB, backup []byte, key age.Identity, withdrawn []store.Withdrawal) (*world, error) {
	w.t.Helper()
	if err := node.Restore(w.t.Context(), db, bytes.NewReader(backup), []age.Identity{key}, w.today(), withdrawn); err != nil {
		return nil, err
	}
	out := *w
	out.db = db
	o := w.Options
	o.Store = db
	var err error
	out.Node, err = node.New(w.t.Context(), o)
	return &out, err
}

// What was taken back after a backup was made is not in what is restored from
// it: no participant, vote, word or tag, and the phrase opens nothing. All else
// is (R19).
func TestRestoreForgetsWhatWasTakenBack(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var withdrawn []store.Withdrawal
		w.Withdrawn = func(all []store.Withdrawal) error { withdrawn = all; return nil }
		keys := w.stewards()
		id, codes := w.open(dialogue.Protected, 6)
		leaver, leaverPhrase := w.join(codes["armenia"][0])
		stayer, stayerPhrase := w.join(codes["azerbaijan"][0])
		for i, s := range []node.Session{leaver, stayer} {
			_, err := w.Write(t.Context(), s, fmt.Sprintf("Lamp %d is out.", i), "en")
			w.must(err)
			b, err := w.Ballot(t.Context(), s.Viewer())
			w.must(err)
			w.must(w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Agree, false))
		}
		other, err := w.Write(t.Context(), stayer, "The clock is slow.", "en")
		w.must(err)
		sealed := w.backup()
		w.must(w.TakeBackAll(t.Context(), leaver))
		w.must(w.TakeBackStatement(t.Context(), stayer, other))
		late, _ := w.join(codes["armenia"][1]) // unknown to the backup
		w.must(w.TakeBackAll(t.Context(), late))

		back, err := w.restored(openDB(t, sqliteURL(t)), sealed, keys["armenia"], withdrawn)
		w.must(err)
		_, err = back.Enter(t.Context(), string(leaverPhrase))
		if err == nil {
			t.Error("who had left is back")
		}
		tables := back.dump()
		for _, text := range tables["statement"].values("text") {
			if text == "Lamp 0 is out." || text == "The clock is slow." {
				t.Errorf("%q is back", text)
			}
		}
		for _, p := range append(tables["vote"].values("participant"), tables["participant"].values("id")...) {
			if p == fmt.Sprint(int64(leaver.Participant)) {
				t.Error("votes or the number of who had left are back")
			}
		}
		e, err := back.Enter(t.Context(), string(stayerPhrase))
		w.must(err)
		votes, err := back.MyVotes(t.Context(), e.Session.Viewer())
		w.must(err)
		mine, err := back.MyStatements(t.Context(), e.Session)
		w.must(err)
		if len(votes) != 1 || len(mine) != 1 || mine[0].Text != "Lamp 1 is out." {
			t.Errorf("of who stayed: %+v, %+v", votes, mine)
		}
		if d, _ := back.db.Dialogue(t.Context(), id); d.Phase != dialogue.Open {
			t.Errorf("dialogue %+v", d)
		}
	})
}

// A backup is opened by either side's steward, by nobody else, until it expires
// (R19).
func TestWhoOpensABackup(t *testing.T) {
	w := newWorld(t)
	keys := w.stewards()
	w.open(dialogue.Named, 2)
	sealed := w.backup()
	for _, side := range sides {
		if _, err := w.restored(openDB(t, sqliteURL(t)), sealed, keys[side.ID], nil); err != nil {
			t.Errorf("the steward of %s: %v", side.ID, err)
		}
	}
	stranger, err := age.GenerateX25519Identity()
	w.must(err)
	w.refusesBackup("a stranger's key", sealed, stranger)
	w.now = w.now.AddDate(0, 0, node.BackupDays)
	if _, err := w.restored(openDB(t, sqliteURL(t)), sealed, keys["armenia"], nil); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	w.now = w.now.AddDate(0, 0, 1)
	w.refusesBackup("expired", sealed, keys["azerbaijan"])
}

// refusesBackup checks that nothing is restored.
func (w *world) refusesBackup(what string, sealed []byte, key age.Identity) {
	w.t.Helper()
	db := openDB(w.t, sqliteURL(w.t))
	if _, err := w.restored(db, sealed, key, nil); err == nil {
		w.t.Errorf("%s: restored", what)
	}
	empty := *w
	empty.db = db
	for name, table := range empty.dump() {
		if len(table.rows) > 0 {
			w.t.Errorf("%s: %d rows of %s were left", what, len(table.rows), name)
		}
	}
}

// A backup that was cut off or changed, at any place, leaves the database empty.
func TestBrokenBackupRestoresNothing(t *testing.T) {
	w := newWorld(t)
	key := w.stewards()["azerbaijan"]
	w.open(dialogue.Named, 900) // more than one sealed chunk
	sealed := w.backup()
	if len(sealed) < 2*(64<<10) {
		t.Fatalf("only %d bytes", len(sealed))
	}
	for _, at := range []int{0, 100, 300, len(sealed) / 3, 64 << 10, 65 << 10, 2 * len(sealed) / 3, len(sealed) - 1} {
		w.refusesBackup(fmt.Sprintf("cut off at %d", at), sealed[:at], key)
		flipped := bytes.Clone(sealed)
		flipped[at] ^= 1
		w.refusesBackup(fmt.Sprintf("changed at %d", at), flipped, key)
	}
}

// A backup needs the key of every side's steward, so that no side can be left
// out.
func TestBackupNeedsEverySteward(t *testing.T) {
	w := newWorld(t)
	key, err := age.GenerateX25519Identity()
	w.must(err)
	w.must(w.SetBackupKey(t.Context(), w.offices["azerbaijan"][dialogue.Steward], key.Recipient().String()))
	var out bytes.Buffer
	if err := node.Backup(t.Context(), w.db, w.today(), &out); err == nil || out.Len() > 0 {
		t.Errorf("a backup with one key: %v, %d bytes", err, out.Len())
	}
	for _, v := range []dialogue.Viewer{w.chair("armenia"), w.moderator("armenia"), {}} {
		if w.SetBackupKey(t.Context(), v, key.Recipient().String()) == nil {
			t.Errorf("%s set a backup key", v.Role)
		}
	}
}

// A restored database is not served with other secrets: nobody could come back.
func TestRestoreWithOtherSecrets(t *testing.T) {
	w := newWorld(t)
	key := w.stewards()["armenia"]
	sealed := w.backup()
	db := openDB(t, sqliteURL(t))
	w.must(node.Restore(t.Context(), db, bytes.NewReader(sealed), []age.Identity{key}, w.today(), nil))
	o := w.Options
	o.Store = db
	var err error
	o.Secrets, err = node.NewSecrets(newChance(9))
	w.must(err)
	if _, err := node.New(t.Context(), o); err == nil {
		t.Error("served with other secrets")
	}
}
