package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/record"
	"parley/internal/report"
)

// A recount is what became of the vote rows of a dialogue, counted again.
type recount struct {
	dialogue string // identifier, or the folder where the release has no such dialogue
	digest   string // of the rows
	annexed  bool   // the document gives figures of this dialogue
	differs  string // where the figures first differ: a statement, or theMap; "" for nowhere
}

// recount reads every folder of votes, and compares what follows from it with
// what the document says.
func (job verifyJob) recount(b record.Bundle) ([]recount, error) {
	var all []recount
	for _, flag := range job.votes {
		id, dir, named := strings.Cut(flag, "=")
		if !named {
			id, dir = "", flag
		}
		c, err := readRows(dir)
		if err != nil {
			return nil, err
		}
		r, err := recountOne(b, c, id, dir)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

func readRows(dir string) (*exchange.Conversation, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("read the votes: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("read the votes: %s is a file; unseal and unpack it, and give the folder", dir)
	}
	c, err := exchange.Read(os.DirFS(dir), exchange.Options{SkipGroups: true})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", dir, err)
	}
	if len(c.Salt) == 0 {
		return nil, fmt.Errorf("read %s: parley.json has no salt; only rows that a node handed out can be compared", dir)
	}
	return c, nil
}

func recountOne(b record.Bundle, c *exchange.Conversation, id, dir string) (recount, error) {
	r := recount{dialogue: id, digest: c.Digest(c.Salt)}
	if r.dialogue == "" {
		r.dialogue = dialogueOf(b, r.digest, dir)
	}
	document, err := report.ParseDocument(b.Document)
	if err != nil {
		return r, nil // told as a broken document
	}
	for _, a := range document.Results {
		if a.Dialogue != r.dialogue {
			continue
		}
		again, err := countAgain(c, a.Result)
		if err != nil {
			return r, fmt.Errorf("count %s again: %w", dir, err)
		}
		r.annexed = true
		if r.differs, err = difference(again, a.Result); err != nil {
			return r, err
		}
	}
	return r, nil
}

// dialogueOf finds the dialogue of a release whose votes have a digest; where
// there is none, its only dialogue, or nothing that it knows.
func dialogueOf(b record.Bundle, digest, dir string) string {
	var a struct {
		Votes []dialogue.VotesDigest `json:"votes_digests"`
	}
	if json.Unmarshal(b.Act, &a) != nil {
		return dir
	}
	for _, v := range a.Votes {
		if v.Digest == digest {
			return v.Dialogue
		}
	}
	if len(a.Votes) == 1 {
		return a.Votes[0].Dialogue
	}
	return dir
}

// countAgain computes the map as parley map does, for everybody to see. What no
// vote tells (names, words, warnings about files) is taken from what it is
// compared with.
func countAgain(c *exchange.Conversation, shown *report.Result) (*report.Result, error) {
	job := mapJob{projection: shown.Projection}
	if _, err := job.compute(c, report.Public); err != nil {
		return nil, err
	}
	f := figures(c, job.made)
	f.Protected = shown.Protected
	again := report.Disclose(f, report.Public)
	again.Topic, again.Description, again.Language = shown.Topic, shown.Description, shown.Language
	again.SideNames, again.Simulated, again.Warnings = shown.SideNames, shown.Simulated, shown.Warnings
	return again, nil
}

// theMap is where figures differ that belong to no single statement.
const theMap = "map"

// difference says where two results first differ when both are written as JSON;
// "" where they are the same, bit for bit.
func difference(again, shown *report.Result) (string, error) {
	if len(again.Statements) == len(shown.Statements) {
		for i := range again.Statements {
			same, err := sameJSON(again.Statements[i], shown.Statements[i])
			if err != nil {
				return "", err
			}
			if !same {
				return shown.Statements[i].Statement, nil
			}
		}
	}
	same, err := sameJSON(again, shown)
	if err != nil {
		return "", err
	}
	if !same {
		return theMap, nil
	}
	return "", nil
}

func sameJSON(a, b any) (bool, error) {
	one, err := json.Marshal(a)
	two, err2 := json.Marshal(b)
	if err := errors.Join(err, err2); err != nil {
		return false, fmt.Errorf("compare figures: %w", err)
	}
	return bytes.Equal(one, two), nil
}

// finding words what the recount came to. That the votes are those that were
// approved is a finding of its own.
func (r recount) finding() record.Finding {
	f := record.Finding{Part: record.PartVotes, Args: []any{"Dialogue", r.dialogue}}
	switch {
	case !r.annexed:
		f.Key = "verify.figures_none"
	case r.differs == theMap:
		f.Key = "verify.figures_whole"
	case r.differs != "":
		f.Key, f.Args = "verify.figures_statement", append(f.Args, "Statement", r.differs)
	default:
		f.Key, f.Holds = "verify.figures_same", true
	}
	return f
}
