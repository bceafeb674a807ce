package register

import (
	"bytes"
	"testing"
)

func TestContradictionsOfFields(t *testing.T) {
	wantContradictions(t, []contradiction{
		{what: "a key that is not known", old: "many: true, most: 80", new: "many: true, longest: 80", at: "longest", want: `"longest" is not known`},
		{what: "a type that is not known", old: "name: lining, type: number", new: "name: lining, type: figure", at: "figure, unit", want: `"figure" is no type of field`},
		{what: "no type", old: "name: review, type: date", new: "name: review", at: "{name: review}", want: `"type" is missing`},
		{what: "no name", old: "name: wording, type", new: "type", at: "{type: text, level: members", want: `"name" is missing`},
		{what: "a name twice", old: "name: reviewed, type", new: "name: review, type", at: "review, type: date}\n  - {name: depth", want: `the field "review" is there already`, more: true},
		{what: "a name with a dot", old: "name: wording, type", new: "name: .state, label: {en: S, hy: Վ, az: V, ru: С}, type", at: ".state", want: "begins with a lower-case letter"},
		{what: "a name with capitals", old: "name: wording, type", new: "name: Wording, label: {en: S, hy: Վ, az: V, ru: С}, type", at: "Wording", want: "begins with a lower-case letter"},
		{what: "a name that pages use", old: "name: wording, type", new: "name: page, label: {en: S, hy: Վ, az: V, ru: С}, type", at: "page", want: "pages use it"},
		{what: "a name that is true", old: "name: wording, type", new: "name: true, label: {en: S, hy: Վ, az: V, ru: С}, type", at: "true, label", want: `write "true" in quotes`},
		{what: "no words", old: "name: wording, type", new: "name: phrasing, type", at: "{name: phrasing", want: `there are no words for "phrasing"`},
		{what: "own words in some languages", old: "az: Nə kömək etdi, ", new: "", at: "label: {en: What", want: `"label" has no words in az`},
		{what: "a level that is not known", old: "level: members}\n  - {name: caution", new: "level: some}\n  - {name: caution", at: "some}", want: `"some" is no level`},
		{what: "a shared field for nobody", old: "name: wording, type: text, level: members", new: "name: wording, type: text, level: side", at: "side}", want: "nobody would read"},
		{what: "a length that is none", old: "most: 600", new: "most: long", at: "long}", want: "whole number"},
		{what: "a length below nothing", old: "most: 600", new: "most: -1", at: "-1", want: "whole number"},
		{what: "a column that has to be filled", old: "per_side: true, most: 1000", new: "per_side: true, required: true, most: 1000", at: "true, most: 1000", want: "no side can be made"},
		{what: "a hashtag that is none", old: `hxl: "#date +end"`, new: `hxl: "date+end"`, at: `"date+end"`, want: "no hashtag"},
		{what: "a meaning that is not known", old: "is: web", new: "is: page", at: "page}", want: `is no "page"`},
		{what: "a meaning of another type", old: "type: text, is: summary", new: "type: text, is: end", at: "end, most: 600", want: `a field of type "text" is no "end"`},
	})
}

func TestContradictionsOfTypes(t *testing.T) {
	wantContradictions(t, []contradiction{
		{what: "dates, many", old: "name: review, type: date", new: "name: review, type: date, many: true", at: "many: true}\n  - {name: reviewed", want: `type "date" has no "many"`},
		{what: "a number with options", old: "name: pumps, type: number", new: "name: pumps, type: number, options: [yes, no]", at: "options: [yes, no]", want: `type "number" has no "options"`},
		{what: "a choice of nothing", old: "name: region, type: place, options: [hills, plain]", new: "name: region, type: place", at: "{name: region, type: place", want: "needs options"},
		{what: "a choice of an empty list", old: "[hills, plain]", new: "[]", at: "[], facet", want: "needs options"},
		{what: "an option twice", old: "[hills, plain]", new: "[hills, plain, hills]", at: "hills], facet", want: `option "hills" is there already`},
		{what: "an option without words", old: "[hills, plain]", new: "[hills, shore]", at: "shore", want: `no words for "shore"`},
		{what: "an option with capitals", old: "{value: fields, label", new: "{value: Fields, label", at: "Fields, label", want: "lower-case letters"},
		{what: "an option without a value", old: "{value: fields, label", new: "{label", at: "{label: {en: Watering", want: `"value" is missing`},
		{what: "an option of an unknown key", old: "{value: fields, label", new: "{value: fields, color: red, label", at: "color", want: `"color" is not known`},
		{what: "options that are no list", old: "[hills, plain]", new: "hills", at: "hills, facet", want: "a list expected"},
		{what: "a number that is a scale", old: "name: pumps, type: number", new: "name: pumps, type: number, scale: true", at: "scale: true}\n  - {name: kind", want: `type "number" has no "scale"`},
		{what: "a scale of many", old: "name: kind, type: choice", new: "name: kind, type: choice, many: true, scale: true", at: "true, options: [dug", want: "of them one value"},
		{what: "a text that is filtered", old: "is: summary, most: 600", new: "is: summary, most: 600, facet: true", at: "facet: true}\n  - {name: aliases", want: `type "text" has no "facet"`},
		{what: "a unit without words", old: "name: lining, type: number, unit: metres", new: "name: lining, type: number, unit: feet", at: "feet", want: `the unit "feet" has no words`, more: true},
		{what: "a link to nowhere", old: "name: upstream, type: link, to: everything", new: "name: upstream, type: link, to: rivers", at: "rivers", want: `register "rivers", which is not there`, more: true},
		{what: "a link that does not say where", old: "type: link, to: others, many", new: "type: link, many", at: "{name: partners", want: "says to which register", more: true},
		{what: "a date that leads somewhere", old: "name: review, type: date", new: "name: review, type: date, to: others", at: "to: others}", want: `has no "to"`},
		{what: "an assessment in columns", old: "type: assessment", new: "type: assessment, per_side: true", at: "per_side: true}\n  - name: help_text", want: `has no "per_side"`},
		{what: "compute elsewhere", old: "name: pumps, type: number", new: "name: pumps, type: number, compute: {kind: age, of: opened}", at: "compute: {kind: age, of: opened}}\n  - {name: kind", want: `has no "compute"`},
		{what: "computed without how", old: "type: computed, compute: {kind: has, of: proof}, facet: true", new: "type: computed", at: "{name: proven", want: "says how"},
	})
}

func TestContradictionsOfTitle(t *testing.T) {
	title := "name: name, type: text, is: title, required: true, most: 120"
	wantContradictions(t, []contradiction{
		{what: "no title", file: "stories.yaml", old: title, new: "name: name, type: text, required: true", at: "register: stories", want: "no field is the title"},
		{what: "two titles", old: "is: summary, most: 600", new: "is: title, required: true, most: 600", at: "title, required: true, most: 600", want: "has a title already"},
		{what: "a title that may be missing", old: title, new: "name: name, type: text, is: title", at: "title, hxl", want: "shared and required"},
		{what: "a title of many", old: title, new: "many: true, " + title, at: "title, required", want: "one text"},
		{what: "a title that few read", old: title, new: title + ", level: members", at: "members, hxl", want: "whoever reads the record"},
	})
}

func TestContradictionsOfNeeds(t *testing.T) {
	wantContradictions(t, []contradiction{
		{what: "nothing", old: "needs: proof", new: "needs: proofs", at: "proofs", want: `names the field "proofs"`},
		{what: "a computed field", old: "needs: proof", new: "needs: agreed", at: "agreed\n", want: "has to name a field"},
		{what: "a column", old: "needs: proof", new: "needs: account", at: "account\n", want: "has to name a field"},
		{what: "itself", old: "needs: proof", new: "needs: help_text", at: "help_text\n  - {name: account", want: "need each other"},
		{what: "less than is required", old: "needs: proof", new: "needs: proof\n    required: true", at: "proof\n    required", want: "required where it is"},
	})
}

// S61: two fields that need each other are neither ever taken.
func TestNeedsInACircle(t *testing.T) {
	files := copyOf(t)
	files["stories.yaml"].Data = append(files["stories.yaml"].Data, `  - {name: meaning, type: text, needs: summary}
  - {name: summary, type: text, needs: meaning}
`...)
	_, err := Load(files)
	wantLines(t, err, "stories.yaml:13:40: fields need each other: meaning, summary, meaning", "stories.yaml:14:40: fields need each other: summary, meaning, summary")
}

func TestTermsHaveARegister(t *testing.T) {
	files := copyOf(t)
	delete(files, "terms.yaml")
	_, err := Load(files)
	wantLines(t, err, `everything.yaml:42:27: a term leads to the register "terms", which is not there`)
}

func TestContradictionsOfComputed(t *testing.T) {
	wantContradictions(t, []contradiction{
		{what: "a kind that is not known", old: "kind: product", new: "kind: mean", at: "mean", want: `"mean" is no way`},
		{what: "no kind", old: "{kind: product, fields", new: "{fields", at: "{fields: [depth, pumps", want: `"kind" is missing`},
		{what: "agreed of what is shared", old: "{kind: agreed, of: done}", new: "{kind: agreed, of: state}", at: "state}, facet", want: "one choice of each side"},
		{what: "agreed of nothing", old: "{kind: agreed, of: done}", new: "{kind: agreed}", at: "{kind: agreed}", want: `"of" is missing`},
		{what: "a gap between texts", old: "{kind: gap, of: done}", new: "{kind: gap, of: account}", at: "account}}", want: "a scale or a number of each side"},
		{what: "a gap with a date", old: "{kind: gap, of: done}", new: "{kind: gap, of: done, until: closed}", at: "until: closed}}\n  - {name: litres_gap", want: `has no "until"`},
		{what: "a count of no register", old: "register: others, via: wells, where", new: "register: visits, via: wells, where", at: "visits", want: `register "visits", which is not there`},
		{what: "a count by no field", old: "register: others, via: wells, where", new: "register: others, via: well, where", at: "well, where", want: `names the field "well", which others does not have`},
		{what: "a count by what does not link", old: "register: others, via: wells, where", new: "register: others, via: on, where", at: "on, where", want: "a link to this register"},
		{what: "a count where nothing can be", old: "where: {occasion: inspection}", new: "where: {occasion: feast}", at: "feast", want: `"feast" is no value of "occasion"`},
		{what: "a count where there is no field", old: "where: {occasion: inspection}", new: "where: {season: spring}", at: "season", want: "which others does not have"},
		{what: "a count where texts are", old: "where: {occasion: inspection}", new: "where: {name: inspection}", at: "name: inspection}", want: "needs a shared choice"},
		{what: "the latest of no date", old: "via: wells, of: on", new: "via: wells, of: name", at: "name}}", want: "a shared date"},
		{what: "the age of a text", old: "{kind: age, of: opened", new: "{kind: age, of: summary", at: "summary, until", want: "a shared date"},
		{what: "overdue until what is not there", old: "until: reviewed, after: 30}, facet", new: "until: seen, after: 30}, facet", at: "seen, after", want: `names the field "seen"`},
		{what: "a span without an end", old: "{kind: span, of: opened, until: closed}", new: "{kind: span, of: opened}", at: "{kind: span", want: `"until" is missing`},
		{what: "a sum of one", old: "fields: [depth, lining]", new: "fields: [depth]", at: "[depth]", want: "at least two"},
		{what: "a sum of what is no number", old: "fields: [depth, pumps]", new: "fields: [depth, opened]", at: "opened]", want: "a shared number"},
		{what: "a sum of metres and pumps", old: "kind: sum, fields: [depth, lining]", new: "kind: sum, fields: [depth, pumps]", at: "[depth, pumps]", want: "the same unit"},
		{what: "has nothing", old: "{kind: has, of: proof}", new: "{kind: has}", at: "has}, facet", want: "says of what"},
		{what: "has of records by no field", old: "{kind: has, register: others, via: wells}", new: "{kind: has, register: others}", at: "{kind: has, register", want: `"via" is missing`},
		{what: "a unit of days", old: "name: age, type: computed", new: "name: age, unit: metres, type: computed", at: "metres, type: computed", want: "no unit of its own"},
		{what: "filtered by days", old: "compute: {kind: age, of: opened, until: closed}", new: "facet: true, compute: {kind: age, of: opened, until: closed}", at: "true, compute: {kind: age", want: "one of few values"},
	})
}

// What a computed field shows has words as any option has.
func TestComputedValuesHaveWords(t *testing.T) {
	files := copyOf(t)
	files["words/common.yaml"].Data = bytes.Replace(files["words/common.yaml"].Data, []byte("  disputed:"), []byte("  contested:"), 1)
	_, err := Load(files)
	wantLines(t, err, `everything.yaml:60:45: there are no words for "disputed"`)
}
