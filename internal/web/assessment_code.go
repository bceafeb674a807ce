package web

import (
	"net/http"
	"strconv"
	"strings"

	"parley/internal/node"
	"parley/internal/register"
)

// ratingFields are what a coder and a co-chair both choose.
type ratingFields struct {
	Levels     []ratingPick
	States     []ratingPick
	Timeliness []pick
	Matches    []pick
	Confidence []pick
}

// A ratingPick is a level, or a state in place of one.
type ratingPick struct {
	Value        string
	Name, Anchor text
	Chosen       bool
}

// ratingFields offers everything that can be chosen in a cycle.
func (v *visitor) ratingFields(c node.CycleView, rating, timeliness, matches, confidence string) ratingFields {
	b := c.Cycle.Book
	pickers := func(all []register.CodeWord) (out []ratingPick) {
		for _, w := range all {
			out = append(out, ratingPick{w.Value, v.in(w.Name), v.in(w.Anchor), w.Value == rating})
		}
		return out
	}
	levels := pickers(b.Levels(c.Cycle.Kind))
	for i := range levels {
		levels[i].Name = v.rating(c.Cycle, register.Rating{Level: i})
	}
	return ratingFields{levels, pickers(b.States), v.codePicks(b.Timeliness, timeliness), v.codePicks(b.Correspondence, matches), v.codePicks(b.Confidence, confidence)}
}

// codePicks offers the values of a list. Nothing is chosen beforehand.
func (v *visitor) codePicks(all []register.CodeWord, chosen string) []pick {
	picks := []pick{{Value: "", Label: v.Text("assessment.choose"), Chosen: chosen == ""}}
	for _, w := range all {
		name := v.in(w.Name)
		picks = append(picks, pick{Value: w.Value, Label: name.Words, Lang: name.Lang, Chosen: w.Value == chosen})
	}
	return picks
}

// postedRating returns the level or state that was chosen; one that is none is
// refused by the rules.
func (v *visitor) postedRating() register.Rating {
	chosen := strings.TrimSpace(v.field("rating"))
	if level, err := strconv.Atoi(chosen); err == nil {
		return register.Rating{Level: level}
	}
	if chosen == "" {
		chosen = "none"
	}
	return register.Rating{Instead: chosen}
}

// rowForm is what a coder's form and a co-chair's have in common.
type rowForm struct {
	ratingFields
	Path, Action string // of the row, of the form
	Item         text
	Of           string
	Is           string // what the form does
	Button       string
	Problem      string
	Commits      bool // it is a co-chair's
}

func (rowForm) template() string { return "assessment_form" }

// rowForm returns the form for a row, with what was typed.
func (v *visitor) rowForm(c node.CycleView, r node.RowView, place int, rest string, refused error) rowForm {
	path := rowPath(c.Cycle.ID, r.Row, "")
	f := rowForm{Path: path, Action: path + rest, Item: v.title(r.Title), Of: v.conduct(r.Row, v.alternate(c.Sides, place))}
	if refused != nil {
		f.Problem, _ = v.problem(refused)
	}
	return f
}

func showCoding(v *visitor) error {
	c, r, place, err := v.row()
	if err != nil {
		return err
	}
	if !r.Can.Code {
		return notFound(v)
	}
	return v.askCoding(http.StatusOK, c, r, place, nil)
}

// askCoding shows the form with what was typed now. What the coder said before is not
// shown: codings are blind, also to who makes them again.
func (v *visitor) askCoding(code int, c node.CycleView, r node.RowView, place int, refused error) error {
	g := v.rowForm(c, r, place, "/code", refused)
	g.ratingFields = v.ratingFields(c, v.field("rating"), v.field("timeliness"), v.field("correspondence"), v.field("confidence"))
	g.Is, g.Button = v.Text("assessment.code_is"), v.Text("assessment.code_save")
	if r.Coded {
		g.Is += " " + v.Text("assessment.coded")
	}
	return v.showAs(code, v.Text("assessment.code"), g)
}

// postCoding keeps what a coder says.
func postCoding(v *visitor) error {
	c, r, place, err := v.row()
	if err != nil {
		return err
	}
	rating := v.postedRating()
	coding := register.Coding{Level: rating.Level, Instead: rating.Instead, Timeliness: v.field("timeliness"), Matches: v.field("correspondence"), Confidence: v.number("confidence")}
	if err := v.site.Node.CodeRow(v.r.Context(), v.who, c.Cycle.ID, r.Row, coding); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askCoding(code, c, r, place, err)
	}
	return v.redirect(rowPath(c.Cycle.ID, r.Row, "?done=saved"))
}
