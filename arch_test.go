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
		"registers":         {},
		"internal/fault":    {},
		"internal/locale":   {},
		"internal/opinion":  {},
		"internal/dialogue": {imports: []string{"internal/fault"}},
		"internal/language": {imports: []string{"internal/fault"}},
		"internal/register": {imports: []string{"internal/dialogue", "internal/fault", "internal/language"}},
		"internal/exchange": {imports: []string{"internal/dialogue", "internal/fault", "internal/opinion", "internal/register"}},
		"internal/record":   {imports: []string{"internal/fault"}},
		"internal/report":   {imports: []string{"internal/dialogue", "internal/fault", "internal/locale", "internal/opinion"}},
		"internal/peer": {
			imports: []string{"internal/fault", "internal/record"},
			doors:   []string{"context", "net/http"},
		},
		"internal/store": {
			imports: []string{"internal/dialogue", "internal/fault", "internal/record"},
			doors:   []string{"context", "database/sql"},
		},
		"internal/store/storetest": {
			imports:   []string{"internal/dialogue", "internal/fault", "internal/record", "internal/store"},
			doors:     []string{"context"},
			testsOnly: true,
		},
		"internal/store/pgtest": {
			doors:     []string{"clock", "context", "crypto/rand", "database/sql", "os", "os/exec", "os/user", "path/filepath", "syscall"},
			testsOnly: true,
		},
		"internal/node": {
			imports: []string{"internal/dialogue", "internal/exchange", "internal/fault", "internal/language", "internal/opinion", "internal/record",
				"internal/register", "internal/report", "internal/store"},
			doors: []string{"clock", "context", "log/slog"},
		},
		"internal/web": {
			imports: []string{"internal/dialogue", "internal/exchange", "internal/fault", "internal/locale", "internal/node",
				"internal/opinion", "internal/record", "internal/register", "internal/report", "internal/store"},
			doors: []string{"clock", "context", "log/slog", "net/http"},
		},
		"internal/web/webtest": {
			doors:     []string{"clock", "context", "flag", "os", "os/exec", "path/filepath"},
			testsOnly: true,
		},
		"cmd/parley": {
			imports: []string{"casedata", "internal/dialogue", "internal/exchange", "internal/fault", "internal/locale", "internal/node",
				"internal/opinion", "internal/peer", "internal/record", "internal/register", "internal/report", "internal/store",
				"internal/web", "registers"},
			doors: []string{"clock", "context", "crypto/rand", "log/slog", "net", "net/http", "os", "os/signal", "path/filepath",
				"runtime/debug", "syscall"},
		},
	},
	outside: map[string][]string{
		"codeberg.org/go-pdf/fpdf":            {"internal/report"},
		"filippo.io/age":                      {"cmd/parley", "internal/dialogue", "internal/node"},
		"github.com/BurntSushi/toml":          {"internal/locale"},
		"github.com/VictoriaMetrics/metrics":  {"cmd/parley"},
		"github.com/blevesearch/snowballstem": {"internal/language"},
		"github.com/chromedp/cdproto":         {"internal/web/webtest"},
		"github.com/chromedp/chromedp":        {"internal/web/webtest"},
		"github.com/goccy/go-yaml":            {"internal/register"},
		"github.com/jackc/pgx/v5":             {"internal/store", "internal/store/pgtest"},
		"github.com/nicksnyder/go-i18n/v2":    {"internal/locale"},
		"github.com/pressly/goose/v3":         {"internal/store"},
		"github.com/rivo/uniseg":              {"internal/dialogue"},
		"github.com/rogpeppe/go-internal":     {}, // an empty list: tests only
		"github.com/schollz/progressbar/v3":   {"cmd/parley"},
		"github.com/spf13/cobra":              {"cmd/parley"},
		"github.com/transparency-dev/formats": {"internal/record"},
		"golang.org/x/crypto":                 {"cmd/parley"},
		"golang.org/x/mod":                    {"internal/peer", "internal/record", "internal/store"},
		"golang.org/x/term":                   {"cmd/parley"},
		"golang.org/x/text":                   {"internal/dialogue", "internal/language", "internal/locale", "internal/register", "internal/web"},
		"golang.org/x/time":                   {"internal/node"},
		"gonum.org/v1/gonum":                  {},
		"modernc.org/sqlite":                  {"internal/store"},
		"rsc.io/qr":                           {"internal/web"},
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
