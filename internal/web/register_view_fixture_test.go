package web

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// A viewWorld is a site with wells and visits to draw, some of them hidden from the
// public.
type viewWorld struct{ *fixtureSite }

// well is a record of the register "everything" that is kept. Its key is its name in
// small letters.
func well(name string, level register.Level, values map[string]register.Value) register.Record {
	return recordNamed("everything", name, level, values)
}

func recordNamed(in register.Name, name string, level register.Level, values map[string]register.Value) register.Record {
	if values == nil {
		values = map[string]register.Value{}
	}
	values["name"] = inEnglish(name)
	return register.Record{Register: in, Key: strings.ReplaceAll(strings.ToLower(name), " ", "-"), State: register.Kept, Level: level, Values: values}
}

// publicWells are what everybody sees, with the values of their places in the views.
func publicWells() []register.Record {
	in := func(kind, state, region string, opened, closed register.Date, more map[string]register.Value) map[string]register.Value {
		values := map[string]register.Value{"kind": ofChoice(kind), "state": ofChoice(state), "region": ofChoice(region), "opened": {Date: opened}, "closed": {Date: closed}}
		for name, value := range more {
			values[name] = value
		}
		return values
	}
	open, hidden := register.Public, inEnglish("Never dig without asking.")
	return []register.Record{
		well("Plain well", open, in("dug", "open", "plain", "1991~", "2003", map[string]register.Value{"partners": linked("first-visit", "secret-visit"), "caution": hidden, "summary": inEnglish("A market with music beside a well, without asking the neighbours.")})),
		well("Hill well", open, in("dug", "open", "hills", "1994", "2001", map[string]register.Value{"upstream": linked("plain-well"), "summary": inEnglish("Watering of school gardens.")})),
		well("School well", open, in("drilled", "open", "plain", "2005-03", "", map[string]register.Value{"upstream": linked("hill-well"), "uses": ofChoice("school", "drinking"), "partners": linked("first-visit")})),
		well("Mill well", open, in("spring", "closed", "hills", "1999/..", "", map[string]register.Value{"upstream": linked("plain-well")})),
		well("Lonely <well>", open, map[string]register.Value{"kind": ofChoice("spring")}),
	}
}

const secretWell = "Secret well"

func newViewWorld(t testing.TB, more ...register.Record) viewWorld {
	t.Helper()
	w := viewWorld{officeSite(t)}
	all := append(publicWells(), well(secretWell, register.Members, map[string]register.Value{"kind": ofChoice("dug"), "state": ofChoice("open"), "opened": {Date: "1995"}, "upstream": linked("plain-well")}))
	all[4].Origin = register.Simulated
	all[4].Key = "lonely-well"
	all = append(all,
		recordNamed("others", "First visit", register.Public, map[string]register.Value{"wells": linked("plain-well", "school-well")}),
		recordNamed("others", "Idle visit", register.Public, nil),
		recordNamed("others", "Secret visit", register.Chairs, map[string]register.Value{"wells": linked("mill-well")}))
	check(t, w.Node.AddCase(context.Background(), append(all, more...)))
	return w
}

func viewAt(name string) string { return registerPath("everything", "/views/"+name) }

// pictureOf returns the picture of a page, which must be well-formed XML, and the page
// without it.
func pictureOf(t *testing.T, page string) (picture, text string) {
	t.Helper()
	picture = regexp.MustCompile(`(?s)<svg class="(?:timeline|network)".*?</svg>`).FindString(page)
	in := xml.NewDecoder(strings.NewReader(picture))
	for {
		_, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v in %.2000s", err, picture)
		}
	}
	return picture, strings.Replace(page, picture, "", 1)
}

// manyJoined are records with links, for a network that is large.
func manyJoined(wells, visits int) []register.Record {
	var all []register.Record
	for i := range wells {
		to := linked(fmt.Sprintf("journey-%d", i%visits), fmt.Sprintf("journey-%d", (i*i+1)%visits))
		if i%5 == 0 {
			to = linked(fmt.Sprintf("journey-%d", i%7))
		}
		all = append(all, well(fmt.Sprintf("Numbered well %d", i), register.Public, map[string]register.Value{"partners": to, "kind": ofChoice("dug"),
			"opened": {Date: register.Date(fmt.Sprintf("%d", 1988+i%37))}, "closed": {Date: register.Date(fmt.Sprintf("%d", 1990+i%37))}}))
	}
	for i := range visits {
		all = append(all, recordNamed("others", fmt.Sprintf("Journey %d", i), register.Public, nil))
	}
	return all
}

func chairOf(t testing.TB, w viewWorld, side dialogue.SideID) *client {
	return w.holder(t, side, dialogue.CoChair)
}
