package parley

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// impure reports whether a package of the standard library is a door to the
// outside: files, network, processes, logs, databases, the environment, memory
// behind the compiler's back, a random source or a cancellation from without.
func impure(name string) bool {
	return slices.Contains([]string{
		"C", "context", "crypto/rand", "database/sql", "flag", "hash/maphash", "io/ioutil", "log", "net", "os",
		"path/filepath", "plugin", "runtime/debug", "runtime/pprof", "syscall", "unsafe",
	}, name) || slices.ContainsFunc([]string{"log/", "net/http", "net/rpc", "net/smtp", "os/"}, func(prefix string) bool {
		return strings.HasPrefix(name, prefix)
	})
}

// ambient are the exported names whose use makes a result depend on more than
// its arguments: the clock and the zone of the machine, the random source
// that everyone shares, the terminal.
var ambient = []struct {
	path, name string // the package, and how a file calls it unless it says otherwise
	door       string // what a room needs to be allowed
	hit        func(name string) bool
}{
	{"time", "time", "clock", oneOf("After", "AfterFunc", "LoadLocation", "Local", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until")},
	{"math/rand", "rand", "chance", except("New", "NewSource", "NewZipf", "Rand", "Source", "Source64", "Zipf")},
	{"math/rand/v2", "rand", "chance", except("ChaCha8", "New", "NewChaCha8", "NewPCG", "NewZipf", "PCG", "Rand", "Source", "Zipf")},
	{"fmt", "fmt", "terminal", oneOf("Print", "Printf", "Println", "Scan", "Scanf", "Scanln")},
}

func oneOf(names ...string) func(string) bool {
	return func(name string) bool { return slices.Contains(names, name) }
}

func except(names ...string) func(string) bool {
	return func(name string) bool { return !slices.Contains(names, name) }
}

// ambientCalls returns the uses of ambient names for which the room of the
// file has no door. A dot import, which would hide them, is one of them.
func (a architecture) ambientCalls(s source) []string {
	here := a.rooms[s.dir]
	var found []string
	report := func(at token.Pos, what string) {
		place := s.files.Position(at)
		found = append(found, fmt.Sprintf("%s:%d:%d: %s may not %s", s.name, place.Line, place.Column, here.kind(s.dir), what))
	}
	for _, source := range ambient {
		if slices.Contains(here.doors, source.door) {
			continue
		}
		called, at := calledIn(s.file, source.path, source.name)
		if called == "." {
			report(at, "import "+source.path+" with a dot")
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			use, ok := n.(*ast.SelectorExpr)
			if !ok || called == "" {
				return true
			}
			// An identifier with an object is declared in this file, and not the package.
			if p, ok := use.X.(*ast.Ident); ok && p.Name == called && p.Obj == nil && source.hit(use.Sel.Name) {
				report(use.Pos(), "use "+source.path+"."+use.Sel.Name)
			}
			return true
		})
	}
	return found
}

// calledIn returns the name under which a file imports a package, and where;
// "" if it does not.
func calledIn(file *ast.File, path, name string) (string, token.Pos) {
	for _, spec := range file.Imports {
		if p, _ := strconv.Unquote(spec.Path.Value); p != path {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name, spec.Pos()
		}
		return name, spec.Pos()
	}
	return "", token.NoPos
}
