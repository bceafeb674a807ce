package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// selectProposal reads a proposal as one row for each approval.
const selectProposal = `SELECT p.id, p.dialogue, p.kind, p.body, p.side, p.day, p.state, p.enacted_on, p.forum, p.register,
		a.side, a.account, a.hash, a.day, a.key, a.note
	FROM proposal p LEFT JOIN approval a ON a.proposal = p.id`

// RegisterProposals returns the proposals of a register with their approvals, by
// day, then number.
func (db *DB) RegisterProposals(ctx context.Context, name string) ([]dialogue.Proposal, error) {
	all, err := db.proposals(ctx, selectProposal+` WHERE p.register = $1 AND p.dialogue = 0 AND p.forum = 0 ORDER BY p.day, p.id, a.side`, name)
	return all, wrap(err, "read the proposals of a register")
}

// Proposals returns the proposals of a dialogue with their approvals, by day,
// then number.
func (db *DB) Proposals(ctx context.Context, id dialogue.ID) ([]dialogue.Proposal, error) {
	all, err := db.proposals(ctx, selectProposal+` WHERE p.dialogue = $1 ORDER BY p.day, p.id, a.side`, id)
	return all, wrap(err, "read the proposals")
}

// ForumProposals returns the proposals of a forum, which are of no dialogue, with
// their approvals, by day, then number.
func (db *DB) ForumProposals(ctx context.Context, id dialogue.ForumID) ([]dialogue.Proposal, error) {
	all, err := db.proposals(ctx, selectProposal+` WHERE p.forum = $1 AND p.dialogue = 0 ORDER BY p.day, p.id, a.side`, id)
	return all, wrap(err, "read the proposals of a forum")
}

// Proposal returns one proposal, of whatever it is, with its approvals.
func (db *DB) Proposal(ctx context.Context, id dialogue.ProposalID) (dialogue.Proposal, error) {
	all, err := db.proposals(ctx, selectProposal+` WHERE p.id = $1 ORDER BY a.side`, id)
	if err != nil {
		return dialogue.Proposal{}, wrap(err, "read a proposal")
	}
	if len(all) == 0 {
		return dialogue.Proposal{}, fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	return all[0], nil
}

func (db *DB) proposals(ctx context.Context, query string, id any) ([]dialogue.Proposal, error) {
	var all []dialogue.Proposal
	err := db.each(ctx, func(scan func(...any) error) error {
		var p dialogue.Proposal
		var side, key sql.NullString
		var account, day sql.NullInt64
		var hash, note []byte
		if err := scan(&p.ID, &p.Dialogue, &p.Kind, &p.Body, &p.By, &p.On, &p.State, &p.EnactedOn, &p.Forum, &p.Register,
			&side, &account, &hash, &day, &key, &note); err != nil {
			return err
		}
		if len(all) == 0 || all[len(all)-1].ID != p.ID {
			all = append(all, p)
		}
		if !side.Valid {
			return nil
		}
		a := dialogue.Approval{
			Side: dialogue.SideID(side.String), Account: dialogue.AccountID(account.Int64), On: dialogue.Day(day.Int64),
			Key: key.String, Note: orNil(note),
		}
		if copy(a.Hash[:], hash) != len(a.Hash) {
			return fmt.Errorf("an approval has a hash of %d bytes", len(hash))
		}
		last := &all[len(all)-1]
		last.Approvals = append(last.Approvals, a)
		return nil
	}, query, id)
	return all, err
}

// checkChairs returns ErrStale when an act would be enacted on the approval of
// somebody whose office was taken away meanwhile, and keeps it from being taken
// away until the transaction ends.
func (t *tx) checkChairs(d dialect, p *dialogue.Proposal) error {
	if p == nil || p.State != dialogue.Enacted {
		return nil
	}
	for _, a := range p.Approvals {
		var locked bool
		err := t.row(`SELECT locked FROM account WHERE id = $1`+d.lockDialogue, a.Account).Scan(&locked)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return wrap(err, "look at who approved")
		}
		if locked {
			return ErrStale
		}
	}
	return nil
}

// putProposal adds a proposal or replaces it, with its approvals.
func (t *tx) putProposal(p *dialogue.Proposal) error {
	if p == nil {
		return nil
	}
	err := t.run(`INSERT INTO proposal (id, dialogue, kind, body, side, day, state, enacted_on, forum, register)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (id) DO UPDATE SET dialogue = excluded.dialogue, kind = excluded.kind, body = excluded.body,
			side = excluded.side, day = excluded.day, state = excluded.state, enacted_on = excluded.enacted_on,
			forum = excluded.forum, register = excluded.register`,
		p.ID, p.Dialogue, p.Kind, bytes(p.Body), p.By, p.On, p.State, p.EnactedOn, p.Forum, p.Register)
	if err != nil {
		return wrap(err, "put a proposal")
	}
	if err := t.run(`DELETE FROM approval WHERE proposal = $1`, p.ID); err != nil {
		return wrap(err, "put a proposal's approvals")
	}
	for _, a := range p.Approvals {
		err := t.run(`INSERT INTO approval (proposal, side, account, hash, day, key, note) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			p.ID, a.Side, a.Account, a.Hash[:], a.On, a.Key, bytes(a.Note))
		if err != nil {
			return wrap(err, "put an approval")
		}
	}
	return nil
}
