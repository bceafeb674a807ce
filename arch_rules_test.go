package parley

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// An architecture says which folders a module has and what each may use.
type architecture struct {
	module  string
	rooms   map[string]room     // by folder, slash-separated; "." is the root
	outside map[string][]string // outside modules: the folders whose production code may import them
}

// A room is one folder, and so one package.
type room struct {
	imports   []string // folders of ours that its production code may import
	doors     []string // impure packages and ambient sources that it may use; none: it is pure
	testsOnly bool     // nothing that is built into the program may import it
}

// maxLines is the length of a production file. Large files cost a little on
// every single day.
const maxLines = 400

// vague are names that say nothing of what a package provides.
var vague = []string{"base", "common", "core", "helper", "helpers", "lib", "manager", "misc", "model", "models", "shared", "type", "types", "util", "utils"}

// violations returns what in the tree breaks the architecture, in the order
// of the files. Folders that the go tool ignores are ignored.
func (a architecture) violations(tree fs.FS) ([]string, error) {
	var found []string
	packages := map[string]*pack{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && ignored(name):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		s, err := parseSource(tree, name)
		if err != nil {
			return err
		}
		if packages[s.dir] == nil {
			packages[s.dir] = &pack{}
		}
		packages[s.dir].add(s)
		found = append(found, a.fileViolations(s)...)
		return nil
	})
	return append(found, a.folderViolations(packages)...), err
}

// ignored reports whether the go tool would not look into the folder.
func ignored(dir string) bool {
	base := path.Base(dir)
	return dir != "." && (base == "testdata" || base == "vendor" || base == "node_modules" || base[0] == '.' || base[0] == '_')
}

// A source is one parsed file.
type source struct {
	name, dir string
	test      bool
	lines     int
	file      *ast.File
	files     *token.FileSet
}

func parseSource(tree fs.FS, name string) (source, error) {
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		return source{}, err
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, text, parser.ParseComments)
	if err != nil {
		return source{}, err
	}
	return source{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), bytes.Count(text, []byte("\n")), file, files}, nil
}

// A pack is what the files of one folder have in common.
type pack struct {
	name                   string
	production, documented bool
}

func (p *pack) add(s source) {
	if s.test {
		return
	}
	p.name, p.production = s.file.Name.Name, true
	doc := s.file.Doc.Text()
	p.documented = p.documented || strings.HasPrefix(doc, "Package "+p.name+" ") || p.name == "main" && doc != ""
}

// folderViolations checks the folders that hold Go files against the table.
func (a architecture) folderViolations(packages map[string]*pack) []string {
	var found []string
	for dir, p := range packages {
		if _, ok := a.rooms[dir]; !ok {
			found = append(found, fmt.Sprintf("%s: not in the table of arch_test.go", dir))
		}
		if p.production && !p.documented {
			found = append(found, fmt.Sprintf("%s: no package comment", dir))
		}
		if slices.Contains(vague, path.Base(dir)) || slices.Contains(vague, p.name) {
			found = append(found, fmt.Sprintf("%s: name a package for what it provides", dir))
		}
	}
	for dir := range a.rooms {
		if p := packages[dir]; p == nil || !p.production {
			found = append(found, fmt.Sprintf("%s: in the table of arch_test.go, but empty", dir))
		}
	}
	slices.Sort(found)
	return found
}

// fileViolations checks one file: who it imports, what it calls, how long it
// is. Tests may import what they like of ours and of the standard library.
func (a architecture) fileViolations(s source) []string {
	var found []string
	for _, spec := range s.file.Imports {
		name, _ := strconv.Unquote(spec.Path.Value)
		if reason := a.refuses(s, name); reason != "" {
			found = append(found, fmt.Sprintf("%s: %s", s.name, reason))
		}
	}
	if s.test {
		return found
	}
	if s.lines > maxLines {
		found = append(found, fmt.Sprintf("%s: %d lines, more than %d: is it one subject?", s.name, s.lines, maxLines))
	}
	return append(found, a.ambientCalls(s)...)
}

// refuses says why a file may not import a package, or "".
func (a architecture) refuses(s source, name string) string {
	here := a.rooms[s.dir]
	if ours, ok := strings.CutPrefix(name, a.module+"/"); ok {
		switch {
		case s.test:
			return ""
		case a.rooms[ours].testsOnly:
			return "only tests may import " + ours
		case !slices.Contains(here.imports, ours):
			return here.kind(s.dir) + " may not import " + ours
		}
		return ""
	}
	if first, _, _ := strings.Cut(name, "/"); strings.Contains(first, ".") {
		return a.refusesOutside(s, name)
	}
	if !s.test && impure(name) && !slices.Contains(here.doors, name) {
		return here.kind(s.dir) + " may not import " + name
	}
	return ""
}

func (a architecture) refusesOutside(s source, name string) string {
	for module, users := range a.outside {
		if name != module && !strings.HasPrefix(name, module+"/") {
			continue
		}
		switch {
		case s.test || slices.Contains(users, s.dir):
			return ""
		case len(users) == 0:
			return "only tests may import " + name
		}
		return a.rooms[s.dir].kind(s.dir) + " may not import " + name
	}
	return name + " is not in the table of arch_test.go; a dependency needs a record in docs/decisions"
}

// kind is how a message calls the room.
func (r room) kind(dir string) string {
	if len(r.doors) == 0 {
		return dir + " is pure and"
	}
	return dir
}
