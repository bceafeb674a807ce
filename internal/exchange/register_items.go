package exchange

import (
	"strconv"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// badPart refuses a part of an item that is not understood.
func badPart(name string) *fault.Fault {
	return fault.New(fault.Invalid, "refusal.register_file_part", "Found", shorten([]byte(name)))
}

// each reads the items of a cell.
func each[T any](cell string, from func(item string) (T, *fault.Fault)) ([]T, *fault.Fault) {
	var all []T
	for _, item := range items(cell) {
		one, refusal := from(item)
		if refusal != nil {
			return nil, refusal
		}
		all = append(all, one)
	}
	return all, nil
}

func linkFrom(item string) (register.Link, *fault.Fault) {
	key, parts := headAndParts(item)
	l := register.Link{Key: key}
	for _, p := range parts {
		if !addWords(&l.Role, "role.", p) {
			return l, badPart(p.name)
		}
	}
	return l, nil
}

func evidenceFrom(item string) (register.Evidence, *fault.Fault) {
	var e register.Evidence
	for _, p := range partsIn(item) {
		switch p.name {
		case "kind":
			e.Kind = p.text
		case "grade":
			e.Grade = register.Grade(p.text)
		case "date":
			e.Date = register.Date(p.text)
		case "side":
			e.Side = dialogue.SideID(p.text)
		case "url":
			e.URL = p.text
		default:
			if !addWords(&e.What, "what.", p) {
				return e, badPart(p.name)
			}
		}
	}
	return e, nil
}

func tickFrom(item string) (register.Tick, *fault.Fault) {
	parts := partsIn(item)
	t := register.Tick{Item: parts[0].name, State: parts[0].text}
	for _, p := range parts[1:] {
		if !addWords(&t.Note, "note.", p) {
			return t, badPart(p.name)
		}
	}
	return t, nil
}

func fileFrom(item string) (register.File, *fault.Fault) {
	name, parts := headAndParts(item)
	f := register.File{Name: name}
	for _, p := range parts {
		switch p.name {
		case "sha256":
			f.SHA256 = p.text
		case "size":
			size, err := strconv.ParseInt(p.text, 10, 64)
			if err != nil {
				return f, badPart(p.text)
			}
			f.Size = size
		case "origin":
			f.Origin = p.text
		case "url":
			f.URL = p.text
		default:
			return f, badPart(p.name)
		}
	}
	return f, nil
}

func sourceFrom(item string) (dialogue.Source, *fault.Fault) {
	work, parts := headAndParts(item)
	s := dialogue.Source{Work: work}
	for _, p := range parts {
		switch p.name {
		case "section":
			s.Section = p.text
		case "url":
			s.URL = p.text
		default:
			return s, badPart(p.name)
		}
	}
	return s, nil
}
