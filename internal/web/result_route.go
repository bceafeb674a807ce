package web

import (
	"encoding/json"
	"io"

	"parley/internal/dialogue"
	"parley/internal/report"
)

// result returns the result of the dialogue in the address as the visitor may
// see it, with topic and description in the reader's language.
func (v *visitor) result() (*report.Result, dialogue.Dialogue, error) {
	id, err := v.dialogueID()
	if err != nil {
		return nil, dialogue.Dialogue{}, err
	}
	kept, err := v.site.Node.Result(v.r.Context(), v.who, id)
	if err != nil {
		return nil, dialogue.Dialogue{}, err
	}
	d, err := v.dialogue(id)
	if err != nil {
		return nil, d, err
	}
	result := *kept
	topic, l := d.Settings.Topic.In(dialogue.Language(v.Language()))
	result.Topic, result.Language, result.Description = topic, string(l), d.Settings.Description[l]
	return &result, d, nil
}

// showResult serves the pages of a result.
func showResult(v *visitor) error {
	result, d, err := v.result()
	if err != nil {
		return err
	}
	dress := func(g *page) {
		v.dress(g)
		g.Fleeting = d.Kind == dialogue.Protected
		g.Up = &option{Label: v.Text("outcome.up"), Href: v.at(pathOf(d.ID, ""))}
		if d.Phase == dialogue.Open {
			g.Notice = v.Text("outcome.unfinished")
		}
	}
	r := v.r.WithContext(v.r.Context()) // keeps the route that is logged free of the dialogue's identifier
	newResults(result, pathOf(d.ID, "/result"), dress, v.site.Log).ServeHTTP(v.w, r)
	return nil
}

func sendMap(v *visitor) error {
	return v.sendResult("map", "json", "application/json", func(w io.Writer, r *report.Result) error {
		return json.NewEncoder(w).Encode(r)
	})
}

func sendComments(v *visitor) error {
	return v.sendResult("comments", "csv", "text/csv; charset=utf-8", report.WriteComments)
}

func sendCommentGroups(v *visitor) error {
	return v.sendResult("comment-groups", "csv", "text/csv; charset=utf-8", report.WriteCommentGroups)
}

// sendSettings answers with the parley.json that goes with the tables.
func sendSettings(v *visitor) error {
	return v.sendResult("parley", "json", "application/json", writeSettings)
}

// sendResult answers with a file made from the result.
func (v *visitor) sendResult(name, ending, kind string, write func(io.Writer, *report.Result) error) error {
	result, _, err := v.result()
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+"."+ending+`"`)
	if err := write(v.w, result); err != nil && v.r.Context().Err() == nil {
		v.site.Log.Error("file not sent", "route", v.r.Pattern, "err", err)
	}
	return nil
}
