package node_test

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// Statements of one's own are found by the author's session, also after coming
// back with the phrase, and by no other session of either side (R12).
func TestOnlyTheAuthorsSessionFindsStatements(t *testing.T) {
	w := newWorld(t)
	_, codes := w.open(dialogue.Protected, 6)
	type author struct {
		session node.Session
		phrase  dialogue.Phrase
		wrote   dialogue.StatementID
	}
	var authors []author
	for i := range 12 {
		a := author{}
		a.session, a.phrase = w.join(codes[sides[i%2].ID][i/2])
		var err error
		a.wrote, err = w.Write(t.Context(), a.session, fmt.Sprintf("Tunnel %d leaks.", i), "en")
		w.must(err)
		authors = append(authors, a)
	}
	for _, a := range authors {
		back, err := w.Enter(t.Context(), string(a.phrase))
		w.must(err)
		for _, s := range []node.Session{a.session, back.Session} {
			mine, err := w.MyStatements(t.Context(), s)
			w.must(err)
			if len(mine) != 1 || mine[0].ID != a.wrote {
				t.Errorf("the author of %s finds %+v", a.wrote, mine)
			}
		}
		forged := a.session // the participant without the phrase: a cookie made with the node's secrets
		forged.Tag = [32]byte{}
		if mine, err := w.MyStatements(t.Context(), forged); err != nil || len(mine) != 0 {
			t.Errorf("without the phrase %+v is found (%v)", mine, err)
		}
		wantFault(t, w.TakeBackStatement(t.Context(), forged, a.wrote), fault.NotFound, "refusal.statement_unknown")
	}
}

// Who has the database and the node's secrets cannot tell whose a statement is:
// no key that follows from the secrets and anything kept of a participant gives
// a tag. With the phrase it does, so the search would find it (R12).
func TestSecretsMatchNoAuthor(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Protected, 4)
	phrases := map[dialogue.Phrase]bool{}
	for i := range 8 {
		s, phrase := w.join(codes[sides[i%2].ID][i/2])
		phrases[phrase] = true
		_, err := w.Write(t.Context(), s, fmt.Sprintf("Ferry %d is late.", i), "en")
		w.must(err)
	}
	tables := w.dump()
	var kept [][]byte // of participants, codes and the node
	for _, p := range tables["participant"].rows {
		for _, v := range p {
			kept = append(kept, []byte(textOf(v)))
			if raw, err := base64.StdEncoding.DecodeString(textOf(v)); err == nil {
				kept = append(kept, raw)
			}
		}
	}
	for _, v := range tables["code"].values("hash") {
		raw, _ := base64.StdEncoding.DecodeString(v)
		kept = append(kept, raw)
	}
	var keys [][]byte
	for _, k := range kept {
		keys = append(keys, k, derived(k))
		for _, purpose := range []string{"phrase", "revoke", "token", "recovery", "session", "form", "routing", "tag", "fingerprint"} {
			secret := w.secrets.Key(purpose)
			mac := hmac.New(sha256.New, secret)
			mac.Write(k)
			keys = append(keys, mac.Sum(nil), derived(mac.Sum(nil)), secret)
		}
	}
	if n := matched(w, id, keys); n != 0 {
		t.Errorf("%d tags match", n)
	}
	var right [][]byte
	for phrase := range phrases {
		right = append(right, derived([]byte(phrase)))
	}
	if n := matched(w, id, right); n != 8 {
		t.Errorf("with the phrases %d tags match: the test does not know how tags are made", n)
	}
}

func derived(from []byte) []byte {
	key, err := hkdf.Key(sha256.New, from, nil, "parley/tag", 32)
	if err != nil {
		panic(err)
	}
	return key
}

// matched counts the statements whose tag is made with one of the keys.
func matched(w *world, id dialogue.ID, keys [][]byte) int {
	statements, err := w.db.Statements(w.t.Context(), id)
	w.must(err)
	n := 0
	for _, s := range statements {
		for _, key := range keys {
			mac := hmac.New(sha256.New, key)
			fmt.Fprintf(mac, "%s/%s", dialogue.FormatID(id), s.ID)
			if hmac.Equal(mac.Sum(nil), s.Tag[:]) {
				n++
				break
			}
		}
	}
	return n
}

// Taking everything back leaves no word, vote or tag, in no table and nowhere in
// the file: what is deleted is overwritten (R12, C1).
func TestTakingBackErases(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Protected, 5)
	s, phrase := w.join(codes["azerbaijan"][2])
	other, _ := w.join(codes["armenia"][2])
	const own, alone = "Zirconium lanterns for every pier, for what is left of deleted words is where they began, and so they must be many.", "Quartz lanterns for every quay."
	first, err := w.Write(t.Context(), s, own, "en")
	w.must(err)
	_, err = w.Write(t.Context(), other, alone, "en")
	w.must(err)
	w.must(w.Moderate(t.Context(), w.moderator("azerbaijan"), id, first, dialogue.Rejected, "unclear"))
	for _, v := range []dialogue.Viewer{s.Viewer(), other.Viewer()} {
		b, err := w.Ballot(t.Context(), v)
		w.must(err)
		w.must(w.CastVote(t.Context(), v, b.Statement.ID, dialogue.Agree, true))
	}
	tag := tagIn(w, id, first)
	w.must(w.db.Rewrite(t.Context()))
	for _, trace := range [][]byte{[]byte(own), tag, bigEndian(int64(id), int64(s.Participant))} {
		if !w.onDisk(trace) {
			t.Fatal("nothing is found on the disk even before")
		}
	}
	w.must(w.TakeBackAll(t.Context(), s))
	_, err = w.Enter(t.Context(), string(phrase))
	wantFault(t, err, fault.NotFound, "refusal.nothing_opens")
	for _, v := range w.dump()["vote"].values("participant") {
		if v == fmt.Sprint(int64(s.Participant)) {
			t.Error("a vote is left")
		}
	}
	w.must(w.db.Close()) // which empties the log into the file
	for what, trace := range map[string][]byte{"words": []byte(own[:33]), "tag": tag} {
		if w.onDisk(trace) {
			t.Errorf("the %s of what was taken back are on the disk", what)
		}
	}
	if !w.onDisk([]byte(alone)) {
		t.Error("the words of another are gone")
	}
}

func tagIn(w *world, id dialogue.ID, s dialogue.StatementID) []byte {
	all, err := w.db.Statements(w.t.Context(), id)
	w.must(err)
	for _, one := range all {
		if one.ID == s {
			return one.Tag[:]
		}
	}
	return nil
}

// onDisk reports whether bytes stand in the database's files.
func (w *world) onDisk(trace []byte) bool {
	w.t.Helper()
	path := strings.TrimPrefix(w.url, "sqlite:")
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		text, err := os.ReadFile(path + suffix)
		if err != nil && !os.IsNotExist(err) {
			w.t.Fatal(err)
		}
		if bytes.Contains(text, trace) {
			return true
		}
	}
	return false
}
