package store

import (
	"context"
	"errors"

	"parley/internal/dialogue"
)

// Paper returns a file that is kept with a proposal.
func (db *DB) Paper(ctx context.Context, id dialogue.ProposalID, name string) ([]byte, error) {
	var body []byte
	err := db.row(ctx, `SELECT body FROM paper WHERE proposal = $1 AND name = $2`, id, name).Scan(&body)
	return body, unknown(err, "refusal.page_unknown", "read a paper")
}

// PaperNames returns the names of the files that are kept with a proposal,
// sorted.
func (db *DB) PaperNames(ctx context.Context, id dialogue.ProposalID) ([]string, error) {
	var all []string
	err := db.each(ctx, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		all = append(all, name)
		return err
	}, `SELECT name FROM paper WHERE proposal = $1 ORDER BY name`, id)
	return all, wrap(err, "read the names of papers")
}

func (t *tx) putPapers(p *dialogue.Proposal, all map[string][]byte) error {
	if len(all) > 0 && p == nil {
		return errors.New("papers of no proposal")
	}
	for name, body := range all {
		err := t.run(`INSERT INTO paper (proposal, name, body) VALUES ($1, $2, $3)
			ON CONFLICT (proposal, name) DO UPDATE SET body = excluded.body`, p.ID, name, bytes(body))
		if err != nil {
			return wrap(err, "put a paper")
		}
	}
	return nil
}

func (t *tx) dropPapers(all []dialogue.ProposalID) error {
	for _, id := range all {
		if err := t.run(`DELETE FROM paper WHERE proposal = $1`, id); err != nil {
			return wrap(err, "destroy papers")
		}
	}
	return nil
}
