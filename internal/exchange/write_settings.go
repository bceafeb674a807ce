package exchange

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"io"
)

// WriteSettings writes the parley.json of a conversation alone, for figures that
// stand beside it. Of the conversation it takes sides, populations, statements
// and threshold, and no vote.
func WriteSettings(out io.Writer, c *Conversation, engine string) error {
	w, r := &writer{c: c, opt: WriteOptions{Engine: engine}}, newRows(out)
	w.settings(r)
	return r.flush()
}

// settings writes parley.json.
func (w *writer) settings(r *rows) {
	c := w.c
	s := settings{
		Format: settingsFormat, Engine: cmp.Or(w.opt.Engine, c.Engine), Threshold: c.Threshold, Simulated: c.Simulated,
		SideOrder: append([]string{}, c.Sides...), Populations: map[string]int{}, Guard: "'", Salt: hex.EncodeToString(c.Salt),
		Statements: []statementSetting{},
	}
	for k, side := range c.Sides {
		s.Populations[side] = c.Populations[k]
	}
	for i := range c.Statements {
		if set, any := settingOf(c, &c.Statements[i]); any {
			s.Statements = append(s.Statements, set)
		}
	}
	r.json(s)
}

// settingOf returns what comments.csv has no column for, if there is any.
func settingOf(c *Conversation, st *Statement) (set statementSetting, any bool) {
	set = statementSetting{Statement: st.ID, Language: st.Language}
	if st.Meta != MetaUnknown {
		yes := st.Meta == MetaYes
		set.Meta = &yes
	}
	if st.Seed {
		set.Seed = &st.Seed
	}
	if st.AuthorSide >= 0 {
		set.Side = c.Sides[st.AuthorSide]
	}
	return set, set.Meta != nil || set.Seed != nil || set.Side != "" || set.Language != ""
}

// json writes a value over several lines.
func (r *rows) json(v any) {
	e := json.NewEncoder(r.w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // only types of this package are passed in
	}
}

// kinds says what stands in the columns of one file: a vote in the declared
// convention, a count, a flag, or the declaration.
type kinds map[string]string

// format writes format.json.
func (w *writer) format(r *rows) {
	r.json(struct {
		Format     string           `json:"format"`
		Convention string           `json:"vote-convention"`
		Vote       map[string]int   `json:"vote"`
		Files      map[string]kinds `json:"files"`
		Docs       string           `json:"docs"`
	}{
		Format: exportFormat, Convention: exportConvention,
		Vote: map[string]int{"agree": 1, "disagree": -1, "pass": 0},
		Files: map[string]kinds{
			summaryFile:                  {"vote-convention": "declaration"},
			votesFile:                    {"vote": "vote", "important": "flag"},
			matrixFiles[0]:               {"<comment-id>": "vote", "n-votes": "count", "n-agree": "count", "n-disagree": "count"},
			"participant-importance.csv": {"<comment-id>": "flag", "n-votes": "count", "n-important": "count"},
			commentsFile:                 {"agrees": "count", "disagrees": "count", "importance": "count"},
			"comment-groups.csv": {
				"total-votes": "count", "total-agrees": "count", "total-disagrees": "count", "total-passes": "count",
				"group-<letter>-votes": "count", "group-<letter>-agrees": "count",
				"group-<letter>-disagrees": "count", "group-<letter>-passes": "count",
			},
			"comment-clusters.csv": {},
		},
		Docs: "https://github.com/compdemocracy/polis/blob/edge/docs/export-format.md",
	})
}
