package web

import (
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// sent reports whether a form has a field of a name.
func (v *visitor) sent(name string) bool {
	_, ok := v.r.PostForm[name]
	return ok
}

// postedValues returns what was sent for fields of a record. What nobody filled in is
// left in, so that a form shown again has as many places; the rules take it out.
func (v *visitor) postedValues(fields []register.Field) map[string]register.Value {
	all := map[string]register.Value{}
	for _, f := range fields {
		all[f.Name] = v.postedValue(f)
	}
	return all
}

func (v *visitor) postedValue(f register.Field) register.Value {
	name := fieldName(f)
	var out register.Value
	switch f.Type {
	case register.Text:
		v.eachPlace(f, "_in", func(name string) { out.Texts = append(out.Texts, v.writing(name)) })
	case register.DateType:
		out.Date = register.Date(strings.TrimSpace(v.field(name)))
	case register.NumberType:
		n := register.Number{Lower: register.Decimal(v.field(name + ".lower")), Upper: register.Decimal(strings.TrimSpace(v.field(name + ".upper"))),
			Unit: v.field(name + ".unit"), AsOf: register.Date(v.field(name + ".as_of")), Qualifier: v.writing(name + ".qualifier")}
		n.Lower = register.Decimal(strings.TrimSpace(string(n.Lower)))
		out.Number = &n
	case register.Choice, register.Place:
		out.Choices = v.r.PostForm[name]
	case register.Term, register.LinkType:
		v.eachPlace(f, ".key", func(name string) {
			out.Links = append(out.Links, register.Link{Key: strings.TrimSpace(v.field(name + ".key")), Role: v.writing(name + ".role")})
		})
		out.Links = v.addFound(f, out.Links)
	case register.Proof:
		v.eachPlace(f, ".kind", func(name string) { out.Evidence = append(out.Evidence, v.postedEvidence(name)) })
	case register.Checklist:
		for _, o := range f.Options {
			out.Ticks = append(out.Ticks, register.Tick{Item: o.Value, State: v.field(name + "." + o.Value), Note: v.writing(name + "." + o.Value + ".note")})
		}
	case register.FileType:
		v.eachPlace(f, ".name", func(name string) { out.Files = append(out.Files, v.postedFile(name)) })
	}
	return out
}

// eachPlace visits the places for values of a field that were sent; what is sent for
// each of them ends so.
func (v *visitor) eachPlace(f register.Field, ends string, visit func(name string)) {
	for i := range register.MostValues + morePlaces {
		if name := placeName(f, i); v.sent(name + ends) {
			visit(name)
		} else {
			return
		}
	}
}

// addFound puts what was ticked among the records that were found into the first
// empty places.
func (v *visitor) addFound(f register.Field, links []register.Link) []register.Link {
	i := 0
	for _, key := range v.r.PostForm[fieldName(f)+".found"] {
		for i < len(links) && links[i].Key != "" {
			i++
		}
		if i == len(links) {
			links = append(links, register.Link{})
		}
		links[i].Key = key
	}
	return links
}

func (v *visitor) postedEvidence(name string) register.Evidence {
	return register.Evidence{What: v.writing(name + ".what"), Kind: v.field(name + ".kind"), Grade: register.Grade(v.field(name + ".grade")),
		Date: register.Date(v.field(name + ".date")), Side: dialogue.SideID(v.field(name + ".side")), URL: v.field(name + ".url")}
}

func (v *visitor) postedFile(name string) register.File {
	f := register.File{Name: v.field(name + ".name"), SHA256: v.field(name + ".sha256"), Origin: v.field(name + ".origin"), URL: v.field(name + ".url")}
	if typed := strings.TrimSpace(v.field(name + ".size")); typed != "" || f.Name != "" {
		var err error
		if f.Size, err = strconv.ParseInt(typed, 10, 64); err != nil {
			f.Size = -1 // which the rules refuse in their own words
		}
	}
	return f
}
