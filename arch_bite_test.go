package parley

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// small is an architecture to try the rules on: a pure engine, a site over it,
// and what looks at the site in tests.
var small = architecture{
	module: "m",
	rooms: map[string]room{
		"engine": {},
		"site":   {imports: []string{"engine", "glass"}, doors: []string{"net/http", "clock"}},
		"glass":  {doors: []string{"os"}, testsOnly: true},
	},
	outside: map[string][]string{"example.org/pages": {"site"}, "example.org/oracle": {}},
}

// sound returns a tree that breaks no rule.
func sound() map[string]string {
	return map[string]string{
		"engine/engine.go": "// Package engine computes.\npackage engine\n",
		"glass/glass.go":   "// Package glass looks.\npackage glass\nimport _ \"os\"\n",
		"site/site.go":     "// Package site serves.\npackage site\nimport _ \"m/engine\"\n",
	}
}

func violationsIn(t *testing.T, files map[string]string) []string {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	found, err := small.violations(tree)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Each case adds one file to the sound tree and breaks one rule.
func TestArchitectureBites(t *testing.T) {
	for _, c := range []struct{ rule, file, text, want string }{
		{"import up", "engine/a.go", "package engine\nimport _ \"m/site\"", "engine/a.go: engine is pure and may not import site"},
		{"what is for tests, though the table lets it", "site/a.go", "package site\nimport _ \"m/glass\"", "site/a.go: only tests may import glass"},
		{"unknown folder", "attic/a.go", "// Package attic is new.\npackage attic", "attic: not in the table of arch_test.go"},
		{"folder with tests only", "attic/a_test.go", "package attic", "attic: not in the table of arch_test.go"},
		{"no comment", "site/site.go", "package site", "site: no package comment"},
		{"comment apart", "site/site.go", "// Package site serves.\n\npackage site", "site: no package comment"},
		{"empty room", "site/site.go", "", "site: in the table of arch_test.go, but empty"},
		{"vague folder", "engine/util/a.go", "// Package trees grows.\npackage trees", "engine/util: name a package for what it provides"},
		{"vague package", "engine/oak/a.go", "// Package types types.\npackage types", "engine/oak: name a package for what it provides"},
		{"long file", "engine/a.go", "package engine" + strings.Repeat("\n", 401), "engine/a.go: 401 lines, more than 400: is it one subject?"},
		{"unknown module", "site/a.go", "package site\nimport _ \"example.com/x\"", "site/a.go: example.com/x is not in the table of arch_test.go; a dependency needs a record in docs/decisions"},
		{"unknown module in a test", "site/a_test.go", "package site\nimport _ \"example.com/x\"", "site/a_test.go: example.com/x is not in the table of arch_test.go; a dependency needs a record in docs/decisions"},
		{"likeness of a known module", "site/a.go", "package site\nimport _ \"example.org/pages2\"", "site/a.go: example.org/pages2 is not in the table of arch_test.go; a dependency needs a record in docs/decisions"},
		{"another's module", "engine/a.go", "package engine\nimport _ \"example.org/pages/fast\"", "engine/a.go: engine is pure and may not import example.org/pages/fast"},
		{"oracle in production", "site/a.go", "package site\nimport _ \"example.org/oracle/mat\"", "site/a.go: only tests may import example.org/oracle/mat"},
		{"a door not given", "site/a.go", "package site\nimport \"os\"\nvar _ = os.Args", "site/a.go: site may not import os"},
		{"clock", "engine/a.go", "package engine\nimport \"time\"\nvar t = time.Now()", "engine/a.go:3:9: engine is pure and may not use time.Now"},
		{"clock by another name", "engine/a.go", "package engine\nimport t \"time\"\nvar now = t.Now", "engine/a.go:3:11: engine is pure and may not use time.Now"},
		{"clock by a dot", "engine/a.go", "package engine\nimport . \"time\"\nvar now = Now()", "engine/a.go:2:8: engine is pure and may not import time with a dot"},
		{"chance", "engine/a.go", "package engine\nimport \"math/rand\"\nvar n = rand.Intn(2)", "engine/a.go:3:9: engine is pure and may not use math/rand.Intn"},
		{"chance, version 2", "engine/a.go", "package engine\nimport \"math/rand/v2\"\nvar n = rand.N(2)", "engine/a.go:3:9: engine is pure and may not use math/rand/v2.N"},
		{"chance where only the clock is given", "site/a.go", "package site\nimport \"math/rand/v2\"\nvar n = rand.IntN(2)", "site/a.go:3:9: site may not use math/rand/v2.IntN"},
		{"terminal", "engine/a.go", "package engine\nimport \"fmt\"\nfunc f() { fmt.Println() }", "engine/a.go:3:12: engine is pure and may not use fmt.Println"},
	} {
		files := sound()
		if files[c.file] = c.text; c.text == "" {
			delete(files, c.file)
		}
		if got := violationsIn(t, files); !slices.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.rule, got, c.want)
		}
	}
}

func TestEveryDoorBites(t *testing.T) {
	for _, door := range []string{
		"context", "crypto/rand", "database/sql", "log", "log/slog", "net", "net/http", "net/http/httputil",
		"os", "os/exec", "os/signal", "syscall", "unsafe", "C", "hash/maphash",
	} {
		files := sound()
		files["engine/a.go"] = "package engine\nimport _ \"" + door + "\""
		want := []string{"engine/a.go: engine is pure and may not import " + door}
		if got := violationsIn(t, files); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", door, got, want)
		}
	}
}

// What the rules allow passes without a word.
func TestArchitectureLetsPass(t *testing.T) {
	files := sound()
	for name, text := range map[string]string{
		"engine/random.go":     "package engine\nimport \"math/rand/v2\"\nvar r = rand.New(rand.NewPCG(1, 2))",
		"engine/day.go":        "package engine\nimport \"time\"\nconst day = 24 * time.Hour",
		"engine/shadow.go":     "package engine\nimport \"time\"\nconst s = time.Second\nfunc f() { time := clock{}; time.Now() }\ntype clock struct{}\nfunc (clock) Now() {}",
		"engine/address.go":    "package engine\nimport _ \"net/url\"",
		"engine/a_test.go":     "package engine_test\nimport (\n_ \"example.org/oracle/mat\"\n_ \"m/site\"\n\"os\"\n\"time\"\n)\nvar _, _ = os.Args, time.Now" + strings.Repeat("\n", 500),
		"engine/just.go":       "package engine" + strings.Repeat("\n", 400),
		"engine/testdata/a.go": "package util\nimport _ \"os\"",
		"_drafts/a.go":         "package draft",
		".cache/a.go":          "package cache",
		"site/a_test.go":       "package site\nimport _ \"m/glass\"",
		"site/a.go":            "package site\nimport (\n_ \"example.org/pages\"\n_ \"net/http\"\n\"time\"\n)\nvar now = time.Now",
	} {
		files[name] = text
	}
	if got := violationsIn(t, files); len(got) != 0 {
		t.Errorf("got %q, want nothing", got)
	}
}

func TestUnreadableFileIsAnError(t *testing.T) {
	tree := fstest.MapFS{"engine/a.go": {Data: []byte("package")}}
	if found, err := small.violations(tree); err == nil {
		t.Errorf("got %q, want an error", found)
	}
}
