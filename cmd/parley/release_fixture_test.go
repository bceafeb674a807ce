package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/mod/sumdb/tlog"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/opinion"
	"parley/internal/record"
	"parley/internal/report"
)

// What a made-up release is about. Nobody said or approved any of it.
const (
	fixtureDialogue = "0d3v8r2n4q6s8"
	fixtureSalt     = "0123456789abcdef0123456789abcdef"
)

// writeRows writes a conversation as a node hands out its votes, with the salt
// of their digest: `rows CONVERSATION DIR`.
func writeRows(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: rows CONVERSATION DIR")
	}
	c, err := exchange.Read(os.DirFS(ts.MkAbs(args[0])), exchange.Options{SkipGroups: true})
	ts.Check(err)
	c.Salt = []byte(fixtureSalt)
	ts.Check(os.Mkdir(ts.MkAbs(args[1]), 0o700))
	ts.Check(exchange.Write(createIn(ts.MkAbs(args[1])), c, exchange.WriteOptions{Engine: opinion.Engine, Ballots: true}))
}

// annexOf computes the annex of a report about rows, as a node does.
func annexOf(dir string) (report.Annex, error) {
	c, err := exchange.Read(os.DirFS(dir), exchange.Options{SkipGroups: true})
	if err != nil {
		return report.Annex{}, err
	}
	m, err := opinion.New(opinion.Input{Votes: c.Votes, Side: c.Side, Sides: len(c.Sides), Rooms: c.Populations},
		opinion.Options{Threshold: c.Threshold})
	if err != nil {
		return report.Annex{}, err
	}
	f := figures(c, m)
	f.Topic, f.Language, f.Warnings = "A made-up topic", "en", nil
	f.SideNames = map[string]map[string]string{"armenia": {"en": "Armenia"}, "azerbaijan": {"en": "Azerbaijan"}}
	return report.Annex{Dialogue: fixtureDialogue, VotesDigest: c.Digest(c.Salt), Result: report.Disclose(f, report.Public)}, nil
}

// fixtureDocument is a report of which most parts are missing. Its responsibility
// line holds what a terminal must not obey.
func fixtureDocument(rows string) (report.Document, error) {
	annex, err := annexOf(rows)
	word := func(text string) dialogue.Writing {
		return dialogue.Writing{Original: "en", Text: dialogue.Text{"en": text, "ru": text + " (ru)"}, Approved: []dialogue.Language{"ru"}}
	}
	return report.Document{
		Format: report.DocumentFormat, ID: "1d3v8r2n4q6s8", Number: 1, Version: 3,
		Forum: report.Forum{ID: "2d3v8r2n4q6s8", Names: dialogue.Text{"en": "A made-up forum"}},
		Sides: []report.Side{{ID: "azerbaijan", Names: dialogue.Text{"en": "Azerbaijan"}}, {ID: "armenia", Names: dialogue.Text{"en": "Armenia"}}},
		Parts: map[dialogue.Part]dialogue.Writing{
			dialogue.PartTitle:          word("Water & <roads>"),
			dialogue.PartResponsibility: word("Simulated.\x1b[2J \u202eNobody said this."),
		},
		Results: []report.Annex{annex},
	}, err
}

// writeProposal writes a proposal to release a report about rows, as a node hands
// it out: `proposal ROWS FILE`, and a rendering of it, azerbaijan.ru.md.
func writeProposal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: proposal ROWS FILE")
	}
	d, err := fixtureDocument(ts.MkAbs(args[0]))
	ts.Check(err)
	rendering, err := report.Render(d, "azerbaijan.ru.md")
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("azerbaijan.ru.md"), rendering, 0o600))
	act := dialogue.Act{Kind: dialogue.ActRelease, Forum: d.Forum.ID, Report: d.ID, Number: 1, Embargo: "2026-12-01",
		Document:     record.Digest(sha256.Sum256(d.Bytes())).String(),
		Files:        renderingsOf(d),
		VotesDigests: []dialogue.VotesDigest{{Dialogue: fixtureDialogue, Digest: d.Results[0].VotesDigest}}}
	text, err := json.Marshal(map[string]any{"format": "parley-proposal/1", "act": string(act.Bytes()), "document": string(d.Bytes())})
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), append(text, '\n'), 0o600))
}

// renderingsOf are the files of an act about a document.
func renderingsOf(d report.Document) (files []dialogue.File) {
	for _, name := range report.Renderings(d) {
		body, err := report.Render(d, name)
		if err != nil {
			panic(err)
		}
		files = append(files, dialogue.File{Name: name, Digest: record.Digest(sha256.Sum256(body)).String()})
	}
	return files
}

// writeRelease writes the bundle of what was approved, under a record and
// witnesses of its own, and the trust file of those who know all keys:
// `release PROPOSAL BUNDLE TRUST SIDE=KEY=NOTE…`.
func writeRelease(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: release PROPOSAL BUNDLE TRUST SIDE=KEY=NOTE…")
	}
	p, err := parseProposal([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	logPrivate, logPublic, err := record.NewKey(bytes.NewReader(bytes.Repeat([]byte("r"), 32)), "parley-made-up")
	ts.Check(err)
	b := record.Bundle{Act: p.body, Document: p.document.Bytes(), Salt: record.Salt{1, 2, 3},
		Keys: record.Trust{Log: logPublic, Sides: map[string][]string{}, Witnesses: map[string][]string{}}}
	var quorum []string
	witnesses := map[string]string{}
	for _, arg := range args[3:] {
		part := strings.Split(arg, "=")
		k, err := parseSigningKey(ts.ReadFile(part[1]))
		ts.Check(err)
		quorum = append(quorum, part[0])
		b.Keys.Sides[part[0]] = []string{k.public}
		b.Approvals = append(b.Approvals, ts.ReadFile(part[2]))
		private, public, err := record.NewWitnessKey(strings.NewReader(fmt.Sprintf("%32s", part[0])), witnessName(part[0]))
		ts.Check(err)
		b.Keys.Witnesses[part[0]], witnesses[part[0]] = []string{public}, private
	}
	b.Entry = record.Open(record.ReportApproved, b.Salt, b.Act, len(quorum), "2026-11-25", quorum).Entry
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (all []tlog.Hash, err error) {
		for _, i := range indexes {
			all = append(all, hashes[i])
		}
		return all, nil
	})
	for i, leaf := range [][]byte{[]byte("first"), b.Entry.Bytes(), []byte("last")} {
		more, err := record.StoredHashes(int64(i), leaf, reader)
		ts.Check(err)
		hashes = append(hashes, more...)
	}
	root, err := record.Root(3, reader)
	ts.Check(err)
	text, err := record.SignCheckpoint(record.Checkpoint{Origin: "parley-made-up", Size: 3, Root: root}, logPrivate)
	ts.Check(err)
	for _, private := range witnesses {
		line, err := record.Cosign(text, logPublic, private, time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC))
		ts.Check(err)
		text, err = record.AddCosignatures(text, line)
		ts.Check(err)
	}
	b.Proof = record.Proof{Index: 1, Checkpoint: text}
	b.Proof.Hashes, err = record.InclusionProof(1, 3, reader)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), b.Keys.Bytes(), 0o600))
}
