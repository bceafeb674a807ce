package node

import (
	"context"
	"encoding/json"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
	"parley/internal/store"
)

// MostSuggestions is how many suggestions by readers, who are not known, a register
// keeps: then nothing more is taken until co-chairs have dropped some.
const MostSuggestions = 500

// Suggest keeps what a reader suggests about a register or, with a key, about a
// record that the reader sees. Nothing is kept of who it was.
func (n *Node) Suggest(ctx context.Context, v dialogue.Viewer, name register.Name, key, words string, l dialogue.Language) error {
	d, err := n.definition(name)
	if err != nil {
		return err
	}
	if key != "" {
		if _, _, err := n.RecordIn(ctx, v, name, key); err != nil {
			return err
		}
	}
	s := register.Suggestion{Register: name, Record: key, Words: words, Language: l}
	if s.ID, err = newID[register.SuggestionID](n); err != nil {
		return err
	}
	if s, err = d.SuggestionOf(s, n.today()); err != nil {
		return err
	}
	all, err := n.suggestions(ctx, name)
	if err != nil {
		return err
	}
	if len(all) >= MostSuggestions {
		return fault.New(fault.Refused, "refusal.suggestions_many")
	}
	row, err := suggestionRow(s)
	if err != nil {
		return err
	}
	return n.Store.AddSuggestion(ctx, row)
}

// Suggestions returns what readers suggested about a register or, with a key, about
// one record, as far as the viewer reads it.
func (n *Node) Suggestions(ctx context.Context, v dialogue.Viewer, name register.Name, key string) ([]register.Suggestion, error) {
	if _, err := n.definition(name); err != nil {
		return nil, err
	}
	sides, err := n.sideIDs(ctx)
	if err != nil {
		return nil, err
	}
	all, err := n.suggestions(ctx, name)
	if err != nil {
		return nil, err
	}
	s := n.sight(ctx, v)
	var keys []string
	for _, one := range all {
		keys = append(keys, one.Record)
	}
	if err := s.lookUp(name, keys); err != nil {
		return nil, err
	}
	var seen []register.Suggestion
	for _, one := range all {
		about := one.Record == "" || s.there(name, one.Record)
		if about && one.Read(v, sides) && (key == "" || one.Record == key) {
			seen = append(seen, one)
		}
	}
	return seen, nil
}

// JudgeSuggestion records the verdict of the viewer's side. What every side declines is
// dropped.
func (n *Node) JudgeSuggestion(ctx context.Context, v dialogue.Viewer, id register.SuggestionID, takeUp bool) error {
	return again(ctx, func() error {
		row, err := n.Store.Suggestion(ctx, int64(id))
		if err != nil {
			return err
		}
		at, err := n.Store.Register(ctx, row.Register)
		if err != nil {
			return err
		}
		if row, err = n.Store.Suggestion(ctx, int64(id)); err != nil { // under the version of the register
			return err
		}
		seen, err := n.Suggestions(ctx, v, register.Name(row.Register), row.Record)
		if err != nil {
			return err
		}
		sides, err := n.sideIDs(ctx)
		if err != nil {
			return err
		}
		for _, s := range seen {
			if s.ID != id {
				continue
			}
			if s, err = s.Judge(v, sides, takeUp); err != nil {
				return err
			}
			row, err := suggestionRow(s)
			if err != nil {
				return err
			}
			c := store.RegisterChange{Register: at, Suggestions: []store.SuggestionRow{row}}
			if s.Declined(sides) {
				c = store.RegisterChange{Register: at, Declined: []int64{row.ID}}
			}
			return n.Store.ChangeRegister(ctx, c)
		}
		return fault.New(fault.NotFound, "refusal.suggestion_unknown")
	})
}

func (n *Node) suggestions(ctx context.Context, name register.Name) ([]register.Suggestion, error) {
	rows, err := n.Store.Suggestions(ctx, string(name))
	if err != nil {
		return nil, err
	}
	var all []register.Suggestion
	for _, row := range rows {
		var s register.Suggestion
		if err := json.Unmarshal(row.Body, &s); err != nil {
			return nil, fmt.Errorf("read a suggestion: %w", err)
		}
		all = append(all, s)
	}
	return all, nil
}

func suggestionRow(s register.Suggestion) (store.SuggestionRow, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return store.SuggestionRow{}, fmt.Errorf("write a suggestion: %w", err)
	}
	return store.SuggestionRow{ID: int64(s.ID), Register: string(s.Register), Record: s.Record, Body: body}, nil
}
