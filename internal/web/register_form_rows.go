package web

import (
	"strconv"

	"parley/internal/register"
)

// evidence asks for pieces of evidence, each of which has several parts.
func (m *fieldMaker) evidence(f register.Field, all []register.Evidence) []evidenceField {
	var out []evidenceField
	for i := range m.rows(f, len(all), 1) {
		e := nth(all, i)
		name := placeName(f, i)
		g := evidenceField{Name: name, Date: string(e.Date), URL: e.URL, What: m.ask(name+".what", m.Text("recordform.evidence_what", "Number", i+1), e.What, 2),
			Kinds:  namedPicks(m.Printer, sourceKinds, "recordform.choose", register.SourceKinds(), e.Kind),
			Grades: namedPicks(m.Printer, gradeNames, "recordform.no_grade", register.Grades(), e.Grade),
			Side:   []pick{{Label: m.Text("recordform.no_side"), Chosen: e.Side == ""}}}
		g.Side = append(g.Side, m.list.picks(string(e.Side))...)
		out = append(out, g)
	}
	return out
}

// ticks asks for the state of every item of a checklist.
func (m *fieldMaker) ticks(f register.Field, all []register.Tick) []tickField {
	known := map[string]register.Tick{}
	for _, tick := range all {
		known[tick.Item] = tick
	}
	var out []tickField
	for _, o := range f.Options {
		name, tick := fieldName(f)+"."+o.Value, known[o.Value]
		out = append(out, tickField{Name: name, Label: m.registerWords(o.Label), States: namedPicks(m.Printer, tickStates, "recordform.no_tick", register.TickStates(), tick.State),
			Note: m.ask(name+".note", m.Text("recordform.note"), tick.Note, 1)})
	}
	return out
}

// files asks for what is known of files; their bytes stay where they are.
func (m *fieldMaker) files(f register.Field, all []register.File) []fileField {
	var out []fileField
	for i := range m.rows(f, len(all), 1) {
		file := nth(all, i)
		g := fileField{Name: placeName(f, i), Number: m.Printer.Number(i + 1), File: file.Name, SHA256: file.SHA256, URL: file.URL,
			Origins: namedPicks(m.Printer, fileOrigins, "recordform.choose", register.Origins(), file.Origin)}
		if i < len(all) && file.Size >= 0 && (file.Size > 0 || file.Name != "") {
			g.Size = strconv.FormatInt(file.Size, 10)
		}
		out = append(out, g)
	}
	return out
}
