package web

import "parley/internal/register"

// boardPage puts records into columns by a value.
type boardPage struct {
	drawing
	By      text
	Columns []boardColumn
}

func (boardPage) template() string { return "register_view_board" }

type boardColumn struct {
	ID      string
	Name    text
	Count   int
	Records []recordLink
}

func boardView(w *drawn) (form, error) {
	g := boardPage{drawing: w.frame, By: w.fieldName(w.view.By)}
	f, _ := w.d.Field(w.view.By)
	for _, c := range w.d.Board(w.view, w.records) {
		g.Columns = append(g.Columns, boardColumn{ID: "column-" + columnID(c), Name: w.valueName(f, c.Value), Count: len(c.Records), Records: w.links(c.Records)})
	}
	return g, nil
}

func columnID(c register.BoardColumn) string {
	if c.Value == "" {
		return ".none" // no option begins so
	}
	return c.Value
}
