package web

import (
	"net/url"

	"parley/internal/register"
)

// drillPage walks a tree step by step, as an exercise (S36). Every page of it says
// that it is one and no forecast.
type drillPage struct {
	drawing
	Steps  []drillStep // so far
	Next   []drillNext
	Before string // to the step before; "" at the beginning
	Begin  string
	Learnt string // where to write what was learnt; "" for who cannot
	Where  string // the title of the register in which it is kept; "" where there is none
}

func (drillPage) template() string { return "register_view_drill" }

type drillStep struct {
	Number string
	recordLink
	Last bool
	Says []saying
}

type drillNext struct {
	Title text
	Mark  string
	Href  string
}

// drills is the register that keeps what was learnt in exercises.
const drills register.Name = "drills"

func drillView(w *drawn) (form, error) {
	chosen := w.r.URL.Query()["at"]
	plan := w.d.Drill(w.view, w.records, chosen)
	g := drillPage{drawing: w.frame, Begin: w.step(nil)}
	var keys []string
	for n, i := range plan.Path {
		step := drillStep{Number: w.Text("view.step", "Number", n+1), recordLink: w.link(i), Last: n == len(plan.Path)-1}
		for _, f := range w.fieldsShown(w.view.Parent) {
			step.Says = append(step.Says, w.saidBy(i, f)...)
		}
		g.Steps, keys = append(g.Steps, step), append(keys, w.records[i].Key)
	}
	if len(keys) > 0 {
		g.Before = w.step(keys[:len(keys)-1])
	}
	for _, i := range plan.Next {
		link := w.link(i)
		g.Next = append(g.Next, drillNext{link.Title, link.Mark, w.step(append(keys[:len(keys):len(keys)], w.records[i].Key))})
	}
	if len(plan.Path) > 0 && len(plan.Next) == 0 {
		g.learnt(w)
	}
	return g, nil
}

// step is the address at which the walk has gone through records.
func (w *drawn) step(keys []string) string {
	path := w.viewPath(w.view.Name)
	if len(keys) > 0 {
		path += "?" + url.Values{"at": keys}.Encode()
	}
	return w.at(path)
}

func (g *drillPage) learnt(w *drawn) {
	kept, ok := w.site.Node.Words().Get(drills)
	if !ok {
		return
	}
	g.Where = w.in(kept.Title).Words
	if w.writes() {
		g.Learnt = w.at(registerPath(drills, "/new"))
	}
}
