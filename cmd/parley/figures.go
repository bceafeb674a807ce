package main

import (
	"parley/internal/exchange"
	"parley/internal/opinion"
	"parley/internal/report"
)

// figures puts a conversation and its map together.
func figures(c *exchange.Conversation, m *opinion.Map) report.Figures {
	f := report.Figures{Map: m, Topic: c.Topic, Description: c.Description, Simulated: c.Simulated,
		Sides: c.Sides, Participants: c.Participants}
	if m.BySide {
		f.SideOf = c.Side
	}
	for column := range c.Columns {
		s := c.Statement(column)
		w := report.Wording{ID: s.ID, Text: s.Text, Language: s.Language, Seed: s.Seed}
		if s.AuthorSide >= 0 {
			w.Author = c.Sides[s.AuthorSide]
		}
		f.Statements = append(f.Statements, w)
	}
	for _, w := range c.Warnings {
		f.Warnings = append(f.Warnings, report.Warning{Code: w.Code, Args: w.Args})
	}
	return f
}
