package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// named are the values of package dialogue that pages name by putting a key
// together, by the section that words them. "paused" is a phase to readers,
// though to the rules it is an open dialogue that is paused.
var named = map[string][]string{
	"role":   words(dialogue.Roles()...),
	"kind":   words(dialogue.Named, dialogue.Protected),
	"phase":  append(words(dialogue.Preparing, dialogue.Open, dialogue.Closed), "paused"),
	"state":  words(dialogue.Pending, dialogue.Accepted, dialogue.Rejected, dialogue.Withdrawn),
	"reason": words(dialogue.Reasons()...),
	"act": append(words(dialogue.ActOpen, dialogue.ActLive, dialogue.ActCodes, dialogue.ActWaiver,
		dialogue.ActClosing, dialogue.ActResume, dialogue.ActHandRows, dialogue.ActAdopt, dialogue.ActRegister), words(dialogue.ForumActs()...)...),
	"proposal_state": words(dialogue.Proposed, dialogue.Enacted, dialogue.TakenBack, dialogue.Superseded),
	"audience":       words(dialogue.Everyone, dialogue.Members, dialogue.OwnSide, dialogue.Chairs),
	"class":          {"P0", "P1", "P2", "P3", "M"}, // SAFETY.md section 1
}

func words[T ~string](all ...T) []string {
	var texts []string
	for _, v := range all {
		texts = append(texts, string(v))
	}
	return texts
}

// Every value has its message in every language, and no message is left over
// from a value that is gone.
func TestEveryValueOfTheRulesHasItsName(t *testing.T) {
	for section, values := range named {
		want := slices.Sorted(slices.Values(values))
		for _, l := range Languages() {
			var got []string
			for key := range byKey(l) {
				if value, ok := strings.CutPrefix(key, section+"."); ok {
					got = append(got, value)
				}
			}
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Errorf("%s: section %s words %v, the rules name %v", l, section, got, want)
			}
		}
	}
}

// Two values that read alike could not be told from one another.
func TestNoTwoValuesReadAlike(t *testing.T) {
	for _, l := range Languages() {
		for section, values := range named {
			seen := map[string]string{}
			for _, value := range values {
				text := For(l).Text(Key(section + "." + value))
				if other, ok := seen[text]; ok {
					t.Errorf("%s: %s.%s and %s both read %q", l, section, value, other, text)
				}
				seen[text] = value
			}
		}
	}
}

// The languages that people write in are those that Parley speaks.
func TestLanguagesOfTheRulesAreThoseOfThePages(t *testing.T) {
	if got, want := words(dialogue.Languages()...), words(Languages()...); !slices.Equal(got, want) {
		t.Errorf("the rules know %v, the pages speak %v", got, want)
	}
}

// A refusal says what is the matter in one sentence or more, and is not the
// beginning of a line.
func TestRefusalsAreSentences(t *testing.T) {
	ends := map[Language]string{Armenian: "։", Russian: ".", English: ".", Azerbaijani: "."}
	for _, l := range Languages() {
		for _, key := range slices.Sorted(maps.Keys(byKey(l))) {
			if !strings.HasPrefix(key, "refusal.") || key == "refusal.at_line" {
				continue
			}
			if text := byKey(l)[key].Other; !strings.HasSuffix(text, ends[l]) {
				t.Errorf("%s: %s does not end like a sentence: %q", l, key, text)
			}
		}
	}
}

// Every refusal is raised with exactly the values that its message asks for: a
// missing one would leave a hole in the sentence, unseen until somebody reads
// it. (A line's number is put before the sentence.)
func TestRefusalsAreRaisedWithTheirValues(t *testing.T) {
	seen := 0
	for _, dir := range []string{"../../internal", "../../cmd"} {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				key, names, ok := raised(n)
				if !ok {
					return true
				}
				seen++
				if want := placeholders()[Key(key)]; !slices.Equal(names, want) {
					t.Errorf("%s raises %s with %v, its message asks for %v", path, key, names, want)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 50 {
		t.Errorf("only %d refusals were found in the sources", seen)
	}
}

// raised returns the key and the names of the values of a call of fault.New that
// gives them literally.
func raised(n ast.Node) (key string, names []string, ok bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) < 2 || call.Ellipsis.IsValid() {
		return "", nil, false
	}
	if f, ok := call.Fun.(*ast.SelectorExpr); !ok || f.Sel.Name != "New" {
		return "", nil, false
	}
	if key = literal(call.Args[1]); !strings.HasPrefix(key, "refusal.") {
		return "", nil, false
	}
	for i := 2; i < len(call.Args); i += 2 {
		names = append(names, literal(call.Args[i]))
	}
	slices.Sort(names)
	return key, slices.DeleteFunc(names, func(name string) bool { return name == "Line" }), true
}

func literal(n ast.Expr) string {
	l, ok := n.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return ""
	}
	text, _ := strconv.Unquote(l.Value)
	return text
}
