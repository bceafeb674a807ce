package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"testing"

	"parley/internal/opinion"
)

var update = flag.Bool("update", false, "write the golden files anew")

// tiny is the smallest talk in which most things occur: two of them withheld.
func tiny() Figures {
	k := talk{people: join(crowd(9, 0, 0, 0, 1), crowd(3, 1, 0, 0, 1), crowd(8, 1, 1, 0)), sides: 2, groups: 2, statements: 2}
	f := k.figures()
	f.Description = "Two statements, <twenty> people."
	f.Simulated = true
	f.Warnings = []Warning{{Code: "no_matrix_file"}, {Code: "sign_flipped", Args: map[string]any{"by": "user"}}}
	f.Map.Rules.Rooms[1] = 12
	f.Map.Explained = [2]float64{0.1, 1.0 / 3}
	f.Map.Groups.Silhouette, f.Map.Groups.Stability = 0.5, 1
	f.Map.Components = [2][]float64{{0.6, -0.8}, {math.Nextafter(0.8, 1), 0.6}}
	for i := range f.Map.Positions {
		f.Map.Positions[i].Y, f.Map.Positions[i].Spread = -1/float64(i+3), 0.25
		f.Participants[i] = fmt.Sprint(i)
	}
	f.Map.Statements[1].Reading, f.Map.Statements[1].OpenFor = Open, []int{1}
	f.Statements[0].Language, f.Statements[0].Author, f.Statements[0].Seed = "en", "armenia", true
	f.Map.Statements[0].Representative = []int{1}
	f.Map.Statements[0].Unequal = true
	return f
}

// encode writes as parley map does, but with line breaks.
func encode(t *testing.T, r *Result) []byte {
	t.Helper()
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetIndent("", " ")
	if err := w.Encode(r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The format may be added to. What is in these files stays as it is.
func TestGoldenJSON(t *testing.T) {
	for to, name := range map[Audience]string{Operator: "testdata/tiny-operator.json", Public: "testdata/tiny-public.json"} {
		got := encode(t, Disclose(tiny(), to))
		if *update {
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s has changed (go test ./internal/report -update writes it anew):\n%s", name, got)
		}
	}
}

// promised is the shape that parley-map/1 was announced with: names and types.
const promised = `{"format":"","engine":"","projection":"","threshold":0.5,"simulated":false,"side_order":[""],
"populations":{"":0},"priors":[{"side":"","agree":[0.5,0.5],"disagree":[0.5,0.5]}],"warnings":[],
"counts":{"participants":0,"placed":0,"statements":0,"votes":0,"by_side":{"":0}},
"statement_order":[""],"participant_order":[""],"components":[[0.0]],"explained":[0.0,0.0],
"positions":[{"participant":"","x":0.0,"y":0.0,"uncertainty":0.0,"group":"","side":""}],
"groups":{"k":2,"silhouette":0.0,"stability":0.0,"sizes":{"":0},"claimed":true,"reason":""},
"statements":[{"statement":"","text":"","reading":"","unequal":false,"certainty":0.0,"breakdown":0,"fragile":false,
"open_because":[""],"withheld":false,"total":[0,0,0],
"sides":[{"side":"","agree":0,"disagree":0,"pass":0,"low":0.0,"high":0.0,"more_votes":0}],
"groups":[{"group":"","agree":0,"disagree":0,"pass":0}],"consensus":0.0,"representative_of":[""]}]}`

func parse(t *testing.T, text []byte) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestShapeIsAsPromised(t *testing.T) {
	sample := parse(t, []byte(promised))
	for _, to := range everyone {
		compare(t, fmt.Sprintf("audience %d", to), parse(t, encode(t, Disclose(tiny(), to))), sample)
	}
}

// compare reports what differs in kind from a sample. In the sample "" stands
// for any key, and the first element for all of an array; null is a withheld
// number.
func compare(t *testing.T, at string, got, sample any) {
	t.Helper()
	if _, number := sample.(float64); number && got == nil {
		return
	}
	if reflect.TypeOf(got) != reflect.TypeOf(sample) {
		t.Errorf("%s: %T, promised was %T", at, got, sample)
		return
	}
	switch sample := sample.(type) {
	case map[string]any:
		for key, kind := range sample {
			if key == "" {
				for name, value := range got.(map[string]any) {
					compare(t, at+"."+name, value, kind)
				}
			} else if value, ok := got.(map[string]any)[key]; ok {
				compare(t, at+"."+key, value, kind)
			} else {
				t.Errorf("%s has no %s", at, key)
			}
		}
	case []any:
		for i, value := range got.([]any) {
			if len(sample) > 0 {
				compare(t, fmt.Sprintf("%s[%d]", at, i), value, sample[0])
			}
		}
	}
}

// canBeNull are the numbers that can be withheld, and the density.
var canBeNull = []string{".density", ".counts.votes", ".counts.placed", ".counts.participants", ".counts.by_side.armenia",
	".counts.by_side.azerbaijan", ".side_group.cells.A", ".side_group.cells.B",
	".statements.certainty", ".statements.breakdown", ".statements.total", ".statements.consensus",
	".statements.sides.agree", ".statements.sides.disagree", ".statements.sides.pass",
	".statements.sides.low", ".statements.sides.high", ".statements.sides.more_votes",
	".statements.groups.agree", ".statements.groups.disagree", ".statements.groups.pass"}

// nulls returns where in a value null stands, without the numbers of elements.
func nulls(at string, value any) []string {
	var found []string
	switch value := value.(type) {
	case nil:
		return []string{at}
	case map[string]any:
		for key, v := range value {
			found = append(found, nulls(at+"."+key, v)...)
		}
	case []any:
		for _, v := range value {
			found = append(found, nulls(at, v)...)
		}
	}
	return found
}

// Nothing but a number is ever null, whatever the dialogue.
func TestOnlyNumbersAreNull(t *testing.T) {
	b := opinion.NewBuilder()
	empty, err := opinion.New(opinion.Input{Votes: b.Votes(nil, 0)}, opinion.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]Figures{
		"nothing": {Map: empty},
		"tiny":    tiny(),
		"one":     simulated(t, opinion.Simulation{Participants: 1, Statements: 1, VotesPer: 1, Sides: 1, Seed: 1}, opinion.Input{}),
		"an empty side": simulated(t, opinion.Simulation{Participants: 40, Statements: 9, VotesPer: 6, Sides: 2, Seed: 1},
			opinion.Input{Side: make([]int, 40)}),
		"many":      simulated(t, opinion.Simulation{Participants: 150, Statements: 30, VotesPer: 12, Sides: 3, Seed: 1}, opinion.Input{}),
		"protected": talk{people: join(crowd(12, 0, 0, 0), crowd(9, 1, 1, 0)), sides: 2, groups: 2, statements: 2}.protected(),
		"no sides":  talk{people: crowd(40, -1, -1, 0), groups: 1, statements: 2}.figures(),
	}
	seen := map[string]bool{}
	for name, f := range all {
		for _, to := range everyone {
			for _, at := range nulls("", parse(t, encode(t, Disclose(f, to)))) {
				seen[at] = true
				if !slices.Contains(canBeNull, at) {
					t.Errorf("%s, audience %d: %s is null", name, to, at)
				}
			}
		}
	}
	for _, at := range canBeNull {
		if !seen[at] && at != ".side_group.cells.B" {
			t.Errorf("%s never was null: the test misses something", at)
		}
	}
}

func TestFloatsParseBackToTheSameBits(t *testing.T) {
	f := simulated(t, opinion.Simulation{Participants: 90, Statements: 25, VotesPer: 12, Sides: 2, Seed: 4}, opinion.Input{})
	want := Disclose(f, Operator)
	var got Result
	if err := json.Unmarshal(encode(t, want), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Positions) == 0 || !reflect.DeepEqual(&got, want) {
		t.Error("what was written and read again is not the same")
	}
	for i, p := range got.Positions {
		if math.Float64bits(p.X) != math.Float64bits(want.Positions[i].X) {
			t.Errorf("position %d: %v, was %v", i, p.X, want.Positions[i].X)
		}
	}
}
