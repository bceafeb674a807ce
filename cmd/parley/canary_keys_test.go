package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/peer"
	"parley/internal/record"
)

// heldPhrase seals the key that one side of the flock has held on the node.
const heldPhrase = "qzheldqz passphrase qz"

// keepKeys has one side register a key that it made elsewhere, the other have one
// held on the node, and both seat a witness.
func (f *flock) keepKeys() {
	f.node.SealWork = 4
	f.watched = map[dialogue.SideID]folder{}
	offline, err := newSigningKey(rand.Reader, "armenia", false)
	must(f.t, err)
	f.offline = offline
	f.private(offline.private)
	steward := f.at("armenia", dialogue.Steward)
	keys := steward.get("/office/keys").ok()
	for _, wrong := range []string{f.never("qzbadpublicqz"), offline.private} {
		keys.formTo("/office/keys", "of", "side").with("public", wrong).send().is(http.StatusBadRequest)
	}
	keys.formTo("/office/keys", "of", "side").with("public", f.public(offline.public, "side_key.public", "approval.key", "paper.body")).send().ok()

	f.never(heldPhrase)
	hold := f.at("azerbaijan", dialogue.Steward).get("/office/keys").ok().formTo("/office/keys/hold")
	hold.with("passphrase", f.never("qzshortqz"), "again", "qzshortqz").send().is(http.StatusBadRequest)
	hold.with("passphrase", heldPhrase, "again", f.never("qzagainqz passphrase")).send().is(http.StatusBadRequest)
	hold.with("passphrase", heldPhrase, "again", heldPhrase).send().ok()
	f.openHeld()

	asked := map[dialogue.SideID]string{}
	for _, side := range flockSides {
		asked[side] = f.seatWitness(side)
	}
	f.node.Ask = asking(asked)
}

// openHeld opens the key that is held on the node, as whoever has it and the
// passphrase can: its private text may be nowhere.
func (f *flock) openHeld() {
	all, err := f.node.Store.Keys(f.t.Context())
	must(f.t, err)
	by, err := age.NewScryptIdentity(heldPhrase)
	must(f.t, err)
	for _, k := range all {
		if len(k.Sealed) == 0 {
			continue
		}
		opened, err := age.Decrypt(bytes.NewReader(k.Sealed), by)
		must(f.t, err)
		text, err := io.ReadAll(opened)
		must(f.t, err)
		f.private(strings.TrimSpace(string(text)))
		f.public(k.Public, "side_key.public", "approval.key", "paper.body")
	}
}

// private notes the text of a private key, and its bytes.
func (f *flock) private(text string) {
	for _, form := range formsOfKey(text) {
		f.never(form)
	}
}

// formsOfKey are the text of a private key, the base64 in it, and its bytes.
func formsOfKey(private string) []string {
	coded := strings.SplitN(private, "+", 5)[4]
	secret, err := base64.StdEncoding.DecodeString(coded)
	if err != nil {
		return []string{private, coded}
	}
	return []string{private, coded, string(secret[1:])}
}

// public notes a key that others may know.
func (f *flock) public(text string, in ...string) string {
	f.canaries = append(f.canaries, canary{text: text, in: in})
	return text
}

// seatWitness has the steward of a side register the key of its witness, which
// runs on a folder of its own, and returns where it is.
func (f *flock) seatWitness(side dialogue.SideID) string {
	origin, _, _ := strings.Cut(f.node.LogKey(), "+")
	dir, err := openWitness(f.t.TempDir(), record.WitnessState{Origin: origin, Log: f.node.LogKey()}, witnessName(string(side)), rand.Reader)
	must(f.t, err)
	f.t.Cleanup(dir.close)
	f.watched[side] = dir.folder
	f.private(dir.key.private)
	bell := &alarmBell{file: dir.in("ALARM"), out: f.log, today: func() dialogue.Day { return dialogue.DayOf(f.clock.now()) }}
	witness := peer.NewWitness(dir.last, peer.WitnessOptions{Private: dir.key.private, Now: f.clock.now, Save: dir.save, Alarm: bell.ring})
	server := httptest.NewUnstartedServer(witnessSite(witness, bell, dir))
	server.Config.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(f.log, nil), slog.LevelError)
	server.Start()
	f.t.Cleanup(server.Close)
	f.at(side, dialogue.Steward).get("/office/keys").ok().formTo("/office/keys", "of", "witness").
		with("public", f.public(dir.key.public, "side_key.public", "cosignature.public")).send().ok()
	return server.URL
}

// turn approves what a page proposes with the key of a side: signed elsewhere, or
// with the passphrase of one that is held.
func (f *flock) turn(side dialogue.SideID, path string, fields ...string) *sheet {
	form := f.at(side, dialogue.CoChair).get(path).ok().formTo("/approve").with(fields...)
	switch {
	case len(f.watched) == 0: // no side has a key yet
	case side == "armenia":
		hash, _ := record.ParseDigest(form.values.Get("hash"))
		a := record.Approval{Side: "armenia", Hash: hash, How: record.Offline, Day: f.day(0)}
		note, err := a.Sign(f.offline.private)
		must(f.t, err)
		form.with("note", string(note))
	default:
		form.with("passphrase", heldPhrase)
	}
	return form.send().ok()
}

// searchWitnesses finds no canary in what witnesses keep but their own keys, and
// none in what everybody reads of the record (C8).
func (f *flock) searchWitnesses() {
	for side, dir := range f.watched {
		key, err := parseSigningKey(string(readFile(f.t, dir.in("witness.key"))))
		must(f.t, err)
		for _, name := range []string{"checkpoint.json", "witness.key"} {
			f.searchText("the witness of "+string(side)+", "+name, readFile(f.t, dir.in(name)),
				func(c canary) bool { return name == "witness.key" && slices.Contains(formsOfKey(key.private), c.text) })
		}
	}
	size, err := f.node.Store.RecordSize(f.t.Context())
	must(f.t, err)
	leaves, err := f.node.Store.RecordEntries(f.t.Context(), 0, size)
	must(f.t, err)
	f.searchText("the record", bytes.Join(leaves, []byte("\n")), func(canary) bool { return false })
	f.searchText("the checkpoint", []byte(f.someone().get("/checkpoint").ok().body), func(canary) bool { return false })
}
