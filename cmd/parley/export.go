package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"parley/internal/exchange"
	"parley/internal/opinion"
)

// exportTo writes the conversation that was mapped as polis-export/1, with the
// opinion groups that were found. It does not write over another conversation.
func (job *mapJob) exportTo(c *exchange.Conversation) error {
	if job.export == "" {
		return nil
	}
	if err := os.MkdirAll(job.export, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	if holdsVotes(job.export) {
		return fmt.Errorf("--export %s: the folder holds a conversation already", job.export)
	}
	options := exchange.WriteOptions{Engine: opinion.Engine, GroupOf: make([]int, len(c.Participants))}
	for p := range options.GroupOf {
		options.GroupOf[p] = int(job.made.Positions[p].Group)
	}
	for g := range job.made.Groups.K {
		if !job.made.Groups.Claimed() {
			break
		}
		var tally exchange.GroupTally
		for _, s := range job.made.Statements {
			n := s.Groups[g]
			tally = append(tally, [3]int{n.Agree, n.Disagree, n.Pass})
		}
		options.Groups = append(options.Groups, tally)
	}
	if err := exchange.Write(createIn(job.export), c, options); err != nil {
		return fmt.Errorf("export to %s: %w", job.export, err)
	}
	return nil
}

// holdsVotes reports whether there is a conversation in a folder.
func holdsVotes(dir string) bool {
	for _, name := range []string{"votes.csv", "participant-votes.csv", "participants-votes.csv"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// createIn makes files in a folder that only their owner can read: they hold
// ballots.
func createIn(dir string) exchange.Create {
	return func(name string) (io.WriteCloser, error) {
		return os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	}
}
