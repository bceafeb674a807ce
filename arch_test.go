package parley

import (
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// parleyStack is the architecture as a table: the folders there are, which of
// ours each may import, which doors to the outside it may open, whether
// only tests import it, and who may use which outside module. A folder without doors is pure. To change a line
// is a design decision and needs a record in docs/decisions.
var parleyStack = architecture{
	module: "parley",
	rooms: map[string]room{
		".":                 {},
		"casedata":          {},
		"internal/locale":   {},
		"internal/opinion":  {},
		"internal/exchange": {imports: []string{"internal/opinion"}},
		"internal/report":   {imports: []string{"internal/opinion"}},
		"internal/web": {
			imports: []string{"internal/opinion", "internal/report", "internal/locale"},
			doors:   []string{"context", "log/slog", "net/http"},
		},
		"internal/web/webtest": {
			doors:     []string{"clock", "context", "flag", "os", "os/exec", "path/filepath"},
			testsOnly: true,
		},
		"cmd/parley": {
			imports: []string{"casedata", "internal/exchange", "internal/locale", "internal/opinion", "internal/report", "internal/web"},
			doors:   []string{"clock", "context", "log/slog", "net", "net/http", "os", "os/signal", "path/filepath", "runtime/debug"},
		},
	},
	outside: map[string][]string{
		"github.com/spf13/cobra":            {"cmd/parley"},
		"github.com/schollz/progressbar/v3": {"cmd/parley"},
		"golang.org/x/term":                 {"cmd/parley"},
		"golang.org/x/text":                 {"internal/locale", "internal/web"},
		"github.com/nicksnyder/go-i18n/v2":  {"internal/locale"},
		"github.com/BurntSushi/toml":        {"internal/locale"},
		"github.com/rivo/uniseg":            {}, // an empty list: tests only
		"github.com/chromedp/cdproto":       {"internal/web/webtest"},
		"github.com/chromedp/chromedp":      {"internal/web/webtest"},
		"github.com/rogpeppe/go-internal":   {},
		"gonum.org/v1/gonum":                {},
	},
}

func TestArchitecture(t *testing.T) {
	found, err := parleyStack.violations(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range found {
		t.Error(v)
	}
}

// The picture in doc.go shows every folder of the table.
func TestPictureIsWhole(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	_, picture, _ := strings.Cut(file.Doc.Text(), "cmd/parley")
	for dir := range parleyStack.rooms {
		name := strings.TrimPrefix(dir, "internal/")
		if dir != "." && dir != "cmd/parley" && !strings.Contains(picture, "▶ "+name+" ") {
			t.Errorf("doc.go does not show %s", dir)
		}
	}
}
