package storetest

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

var ctx = context.Background()

func testMeta(t *testing.T, db *store.DB) {
	_, err := db.Meta(ctx, "colour")
	refused(t, err, fault.NotFound, "refusal.meta_unknown")
	for _, value := range [][]byte{[]byte("blue"), nil, {0, 255}} {
		must(0, db.SetMeta(ctx, "colour", value))(t)
		if got := must(db.Meta(ctx, "colour"))(t); string(got) != string(value) {
			t.Errorf("kept %q, read %q", value, got)
		}
	}
	stale(t, db.AddMeta(ctx, "colour", []byte("red")))
	must(0, db.AddMeta(ctx, "shape", []byte("round")))(t)
}

func invited(hash string, side dialogue.SideID, role dialogue.Role) store.Invited {
	return store.Invited{Hash: []byte(hash), Invitation: dialogue.Invitation{Side: side, Role: role}}
}

// Of many who hold the set-up link, one sets the node up.
func testSetUpOnce(t *testing.T, db *store.DB) {
	must(0, db.SetMeta(ctx, "token", []byte("x")))(t)
	same(t, "sides before", len(must(db.Sides(ctx))(t)), 0)
	var once atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			err := db.SetUp(ctx, "token", sides(), []store.Invited{invited("a", Other, dialogue.Steward), invited("b", One, dialogue.CoChair)})
			if err == nil {
				once.Add(1)
			} else {
				stale(t, err)
			}
		})
	}
	all.Wait()
	same(t, "set-ups", once.Load(), int32(1))
	same(t, "invitations", len(must(db.Invitations(ctx))(t)), 2)
}

// The order of sides is the one in which they were named, whatever their
// identifiers.
func testSidesKeepTheirOrder(t *testing.T, db *store.DB) {
	must(0, db.SetMeta(ctx, "token", nil))(t)
	must(0, db.SetUp(ctx, "token", sides(), nil))(t)
	same(t, "sides", must(db.Sides(ctx))(t), sides())
}

func office(id dialogue.AccountID, side dialogue.SideID, role dialogue.Role) dialogue.Office {
	return dialogue.Office{ID: id, Side: side, Role: role}
}

func testInvitationIsUsedOnce(t *testing.T, db *store.DB) {
	i := invited("link", One, dialogue.Moderator)
	i.From = 20_004
	must(0, db.AddInvitation(ctx, i))(t)
	same(t, "invitation", must(db.Invitation(ctx, i.Hash))(t), i.Invitation)
	c := store.Credentials{Phrase: []byte("p"), Revoke: []byte("r")}
	must(0, db.AcceptInvitation(ctx, i.Hash, office(7, One, dialogue.Moderator), c))(t)
	stale(t, db.AcceptInvitation(ctx, i.Hash, office(8, One, dialogue.Moderator), store.Credentials{Phrase: []byte("q"), Revoke: []byte("s")}))
	_, err := db.Invitation(ctx, i.Hash)
	refused(t, err, fault.NotFound, "refusal.invitation_unknown")
	same(t, "offices", must(db.Offices(ctx))(t), []dialogue.Office{office(7, One, dialogue.Moderator)})
}

// R13: who is replaced is locked out at once, sessions included.
func testReplacedOfficeIsLocked(t *testing.T, db *store.DB) {
	old, next := invited("old", Other, dialogue.CoChair), invited("next", Other, dialogue.CoChair)
	next.Replaces = 7
	must(0, db.AddInvitation(ctx, old))(t)
	must(0, db.AddInvitation(ctx, next))(t)
	must(0, db.AcceptInvitation(ctx, old.Hash, office(7, Other, dialogue.CoChair), store.Credentials{Phrase: []byte("p"), Revoke: []byte("r")}))(t)
	must(0, db.AcceptInvitation(ctx, next.Hash, office(9, Other, dialogue.CoChair), store.Credentials{Phrase: []byte("q"), Revoke: []byte("s")}))(t)
	got := must(db.Office(ctx, 7))(t)
	if !got.Locked || got.Sessions != 1 {
		t.Errorf("the one who was replaced: %+v", got)
	}
	if got := must(db.Office(ctx, 9))(t); got.Locked || got.Sessions != 0 {
		t.Errorf("the new one: %+v", got)
	}
}

// When an office that a side has once is taken up, other links to it end; those
// to other offices, and to a moderator's, stay.
func testOtherLinksGo(t *testing.T, db *store.DB) {
	for hash, i := range map[string]store.Invited{
		"used": invited("used", One, dialogue.CoChair), "same": invited("same", One, dialogue.CoChair),
		"other role": invited("other role", One, dialogue.Steward), "other side": invited("other side", Other, dialogue.CoChair),
		"moderator": invited("moderator", Other, dialogue.Moderator), "second": invited("second", Other, dialogue.Moderator),
	} {
		i.Hash = []byte(hash)
		must(0, db.AddInvitation(ctx, i))(t)
	}
	must(0, db.AcceptInvitation(ctx, []byte("used"), office(7, One, dialogue.CoChair), store.Credentials{Phrase: []byte("p"), Revoke: []byte("r")}))(t)
	must(0, db.AcceptInvitation(ctx, []byte("moderator"), office(8, Other, dialogue.Moderator), store.Credentials{Phrase: []byte("q"), Revoke: []byte("s")}))(t)
	for hash, stays := range map[string]bool{"same": false, "other role": true, "other side": true, "second": true} {
		if _, err := db.Invitation(ctx, []byte(hash)); (err == nil) != stays {
			t.Errorf("%s: %v", hash, err)
		}
	}
}

func testOfficeByPhrase(t *testing.T, db *store.DB) {
	must(0, db.AddInvitation(ctx, invited("link", One, dialogue.Steward)))(t)
	must(0, db.AcceptInvitation(ctx, []byte("link"), office(7, One, dialogue.Steward), store.Credentials{Phrase: []byte("p"), Revoke: []byte("r")}))(t)
	same(t, "office", must(db.OfficeByPhrase(ctx, []byte("p")))(t), office(7, One, dialogue.Steward))
	for _, other := range [][]byte{[]byte("r"), nil} {
		_, err := db.OfficeByPhrase(ctx, other)
		refused(t, err, fault.NotFound, "refusal.office_unknown")
	}
}

func testEndSessions(t *testing.T, db *store.DB) {
	must(0, db.AddInvitation(ctx, invited("link", Other, dialogue.Steward)))(t)
	must(0, db.AcceptInvitation(ctx, []byte("link"), office(7, Other, dialogue.Steward), store.Credentials{Phrase: []byte("p"), Revoke: []byte("r")}))(t)
	must(0, db.EndSessions(ctx, 7))(t)
	must(0, db.EndSessions(ctx, 7))(t)
	same(t, "sessions", must(db.Office(ctx, 7))(t).Sessions, 2)
}

func testRecoveryKeyIsMadeOnce(t *testing.T, db *store.DB) {
	must(0, db.SetRecovery(ctx, One, []byte("key")))(t)
	stale(t, db.SetRecovery(ctx, One, []byte("another")))
	same(t, "side", must(db.SideByRecovery(ctx, []byte("key")))(t), One)
	_, err := db.SideByRecovery(ctx, []byte("another"))
	refused(t, err, fault.NotFound, "refusal.recovery_unknown")
	same(t, "sides", must(db.RecoverySides(ctx))(t), []dialogue.SideID{One})
}

func testBackupKeys(t *testing.T, db *store.DB) {
	must(0, db.SetBackupKey(ctx, Other, "age1old"))(t)
	must(0, db.SetBackupKey(ctx, Other, "age1new"))(t)
	must(0, db.SetBackupKey(ctx, One, "age1one"))(t)
	same(t, "keys", must(db.BackupKeys(ctx))(t), map[dialogue.SideID]string{One: "age1one", Other: "age1new"})
}

// C14: a card locks whose it is, an office or a participant, and nobody else.
func testRevokeCard(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 2)
	must(0, db.AddInvitation(ctx, invited("link", Other, dialogue.Steward)))(t)
	must(0, db.AcceptInvitation(ctx, []byte("link"), office(7, Other, dialogue.Steward), store.Credentials{Phrase: []byte("p"), Revoke: []byte("card")}))(t)
	free := w.Join(One)
	j := w.joining(Other)
	must(0, db.Join(ctx, j))(t)
	for _, c := range []struct {
		card  []byte
		found bool
	}{{[]byte("card"), true}, {[]byte("card"), true}, {j.Credentials.Revoke, true}, {j.Credentials.Phrase, false}, {nil, false}} {
		if found := must(db.RevokeCard(ctx, c.card))(t); found != c.found {
			t.Errorf("card %x found %t", c.card, found)
		}
	}
	if o := must(db.OfficeByPhrase(ctx, []byte("p")))(t); !o.Locked || o.Sessions != 1 {
		t.Errorf("office: %+v", o)
	}
	if p := must(db.ParticipantByPhrase(ctx, j.Credentials.Phrase))(t); !p.Locked || p.Sessions != 1 {
		t.Errorf("participant: %+v", p)
	}
	if p := must(db.Participant(ctx, free))(t); p.Locked {
		t.Errorf("somebody else: %+v", p)
	}
}

func testForums(t *testing.T, db *store.DB) {
	f := dialogue.Forum{ID: 9, Names: dialogue.Text{"hy": "Գետ", "az": "Çay"}}
	g := dialogue.Forum{ID: 4, Names: dialogue.Text{"ru": "Базар"}, Example: true}
	must(0, db.AddForum(ctx, f))(t)
	must(0, db.AddForum(ctx, g))(t)
	stale(t, db.AddForum(ctx, g))
	f.Version, g.Version = 1, 1
	same(t, "forums", must(db.Forums(ctx))(t), []dialogue.Forum{g, f})
	same(t, "forum", must(db.Forum(ctx, 9))(t), f)
}
