package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

// approvedIn matches which translations of words are approved, as values are written:
// a form does not ask for it.
var approvedIn = regexp.MustCompile(`,"approved":\[[^\]]*\]`)

// sameWords reports whether two values say the same, whichever translations of it are
// approved.
func sameWords(a, b register.Value) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(approvedIn.ReplaceAll(x, nil), approvedIn.ReplaceAll(y, nil))
}

func postNewRecord(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	typed := v.postedRecord(d, v.ownerOf(d, nil))
	if v.field("do") != "" {
		return v.askRecord(http.StatusOK, d, nil, typed, nil)
	}
	key := ""
	change, err := complete(d, typed.change)
	if err == nil {
		key, err = v.site.Node.WriteRecord(v.r.Context(), v.who, d.Name, node.RecordDraft{Wanted: typed.wanted, Change: change})
	}
	if err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askRecord(code, d, nil, typed, err)
	}
	return v.redirect(recordPath(d.Name, key, "?done=saved"))
}

func postRecordEdit(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	typed := v.postedRecord(d, r.Side)
	if v.field("do") != "" {
		return v.askRecord(http.StatusOK, d, &r, typed, nil)
	}
	change, err := complete(d, typed.change)
	if err == nil {
		_, err = v.site.Node.WriteRecord(v.r.Context(), v.who, d.Name, node.RecordDraft{Key: r.Key, Stamp: typed.stamp, Change: change})
	}
	if refused := err; refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		if d, r, err = v.recordIn(); err != nil { // as it is now
			return err
		}
		if fault.Of(refused).Key == "refusal.record_changed" {
			typed.stamp = r.Stamp()
		}
		return v.askRecord(code, d, &r, typed, refused)
	}
	return v.redirect(recordPath(d.Name, r.Key, "?done=saved"))
}

func (v *visitor) postedRecord(d *register.Definition, owner dialogue.SideID) typedRecord {
	return typedRecord{wanted: strings.TrimSpace(v.field("wanted")), stamp: v.field("stamp"),
		change: register.Change{Held: v.field("held") == "yes", Level: register.Level(v.field("level")), Values: v.postedValues(d.Writable(v.who, owner, false)),
			Sources: sources(v.field("sources")), Why: v.writing("why")}}
}

// complete returns what was typed without the places that were left empty.
func complete(d *register.Definition, c register.Change) (register.Change, error) {
	var err error
	c.Values, err = filledValues(d, c.Values)
	return c, err
}

// filledValues leaves out links that lead nowhere because nobody typed a key.
func filledValues(d *register.Definition, typed map[string]register.Value) (map[string]register.Value, error) {
	all := map[string]register.Value{}
	for name, value := range typed {
		var links []register.Link
		for _, l := range value.Links {
			switch {
			case l.Key != "":
				links = append(links, l)
			case strings.TrimSpace(cmp.Or(slices.Sorted(maps.Values(l.Role.Text))...)) != "":
				return nil, fault.New(fault.Invalid, "refusal.field_link", "Field", name)
			}
		}
		value.Links = links
		all[name] = value
	}
	return all, nil
}
