package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// dynamic are the sections whose keys are put together while running: by the
// code of a warning, the identifier of a side, or a value that package dialogue
// names (what the keys end in, their tests say there).
var dynamic = []string{"warning.", "side.", "act.", "audience.", "kind.", "phase.", "proposal_state.", "reason.", "role.", "state.", "class.", "verify.",
	"addressee.", "basis.", "dimension.", "grade.", "holder.", "horizon.", "recommendation_kind.", "report_state.", "stance."}

var inTemplate = regexp.MustCompile(`\b(?:Text|Count) "([^"]*)"`)

// TestEveryKeyUsedExists reads the program's own sources: a key in a template
// or in Go has a message, and a message has a use.
func TestEveryKeyUsedExists(t *testing.T) {
	used := map[string]string{} // key → a file that uses it
	for _, dir := range []string{"../../internal", "../../cmd"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
				return err
			}
			switch filepath.Ext(path) {
			case ".html":
				return keysOfTemplate(path, used)
			case ".go":
				return keysOfGo(path, used)
			}
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if len(used) < 50 {
		t.Fatalf("only %d keys were found in the sources", len(used))
	}
	known := byKey(Fallback)
	for key, path := range used {
		if known[key] == nil {
			t.Errorf("%s uses %q, which no catalogue has", path, key)
		}
	}
	for key := range known {
		if used[key] == "" && !isDynamic(key) {
			t.Errorf("message %s is used nowhere", key)
		}
	}
}

func isDynamic(key string) bool {
	for _, section := range dynamic {
		if strings.HasPrefix(key, section) {
			return true
		}
	}
	return false
}

func keysOfTemplate(path string, used map[string]string) error {
	text, err := os.ReadFile(path)
	for _, found := range inTemplate.FindAllSubmatch(text, -1) {
		used[string(found[1])] = path
	}
	return err
}

// looksLikeKey matches every literal that can only be a key, where it begins
// with a section that there is: in package web any, elsewhere refusals.
var looksLikeKey = regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+$`)

// keysOfGo collects the literals given to Text and Count, the refusals, and where
// pages are worded all others that look like a key of a section that there is.
func keysOfGo(path string, used map[string]string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			f, ok := n.Fun.(*ast.SelectorExpr)
			if ok && (f.Sel.Name == "Text" || f.Sel.Name == "Count") && len(n.Args) > 0 {
				note(n.Args[0], path, used, func(string) bool { return wordsPages(path) })
			}
		case *ast.BasicLit:
			note(n, path, used, func(text string) bool {
				section := strings.SplitN(text, ".", 2)[0]
				return looksLikeKey.MatchString(text) && sections()[section] && (section == "refusal" || wordsPages(path)) && !fileName.MatchString(text)
			})
		}
		return true
	})
	return nil
}

// wordsPages reports whether a file words what people read.
func wordsPages(path string) bool {
	return strings.Contains(path, "/web/") || strings.Contains(path, "/cmd/") || strings.Contains(path, "/report/")
}

var fileName = regexp.MustCompile(`\.(json|md|html|pdf|docx)$`)

func note(n ast.Expr, path string, used map[string]string, take func(string) bool) {
	literal, ok := n.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return
	}
	if text, err := strconv.Unquote(literal.Value); err == nil && take(text) {
		used[text] = path
	}
}

func sections() map[string]bool {
	all := map[string]bool{}
	for key := range byKey(Fallback) {
		all[strings.SplitN(key, ".", 2)[0]] = true
	}
	return all
}
