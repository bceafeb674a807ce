package parley

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/requirements.md anew")

// requirements are the rows that the product meets, each shown by a test that is
// named after it: TestS32_… does what its "Works when" says.
var requirements = []struct{ Row, Name string }{
	{"S32", "Agreement register"},
	{"S33", "Gap check: what the agreement leaves out for society"},
	{"S34", "Withdrawn court cases and substitutes"},
	{"S35", "Declaration implementation framework"},
	{"S36", "Referendum-risk plan"},
	{"S37", "Interests against peace"},
	{"S38", "Contingency plans in general"},
	{"S39", "Tracking official statements"},
	{"S40", "Four episodes of \"preparing societies\""},
	{"S41", "Regular assessment and adaptive plan"},
	{"S42", "Markers of progress"},
	{"S43", "TRIPP and links monitor"},
	{"S44", "Visit and border procedure"},
	{"S45", "Interagency lines"},
	{"S46", "Informal working groups"},
	{"S47", "Bilateral results log"},
	{"S48", "Mutual support log"},
	{"S49", "EU mission and outside presence"},
	{"S50", "Interim or partial agreements"},
	{"S51", "Incremental plan"},
	{"S52", "Transparency briefings"},
	{"S53", "Window and slippage watch"},
	{"S54", "Track 1 and Track 2 comparison"},
	{"S55", "Registry of initiatives"},
	{"S56", "Eight periods"},
	{"S57", "Track 1, 1.5 and 2"},
	{"S58", "Lessons from failure"},
	{"S59", "Evidence notes"},
	{"S60", "Periodic analysis of Track 2"},
	{"S61", "Impact claim discipline"},
	{"S62", "Consistent actors and newcomers"},
	{"S63", "Imitation check"},
	{"S64", "Shock-method warning"},
	{"S65", "Reserve of experience"},
	{"S66", "Sidelined effective actors"},
	{"S67", "Comparative case library"},
	{"S68", "Scenario: region without conflict"},
	{"S69", "Joint inquiry into escalations"},
	{"S70", "Knowledge handover"},
	{"S71", "Earlier studies and critique"},
}

const requirementsPage = "docs/requirements.md"

var (
	rowTest     = regexp.MustCompile(`(?m)^func (Test(S\d+)_\w+)\(`)
	rowsOfAFile = regexp.MustCompile(`(?m)^rows: \[([^\]]*)\]`)
)

// The page is generated from the tests and the definitions that there are, so that
// it cannot claim more: go test -run TestRequirementsPage -update .
func TestRequirementsPage(t *testing.T) {
	tests, serve, err := rowsShown(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	var page bytes.Buffer
	page.WriteString(`# Requirements, and the test that shows each

Generated from the tests and the definitions of registers by
` + "`go test -run TestRequirementsPage -update .`" + `. The rows are those of the
project's requirements; a test named after a row does what the row asks for.

| row | what | registers | shown by |
| --- | --- | --- | --- |
`)
	for _, r := range requirements {
		known[r.Row] = true
		if len(tests[r.Row]) == 0 {
			t.Errorf("no test shows %s, %s", r.Row, r.Name)
		}
		fmt.Fprintf(&page, "| %s | %s | %s | %s |\n", r.Row, r.Name, strings.Join(serve[r.Row], ", "), strings.Join(tests[r.Row], "<br>"))
	}
	for row := range tests {
		if !known[row] {
			t.Errorf("a test shows %s, which is not among the rows", row)
		}
	}
	if *update {
		if err := os.WriteFile(requirementsPage, page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(requirementsPage); err != nil || !bytes.Equal(kept, page.Bytes()) {
		t.Errorf("%s is not what the tests show (%v): go test -run TestRequirementsPage -update .", requirementsPage, err)
	}
}

// rowsShown returns the tests that show each row, and the registers that serve it.
func rowsShown(tree fs.FS) (tests, serve map[string][]string, err error) {
	tests, serve = map[string][]string{}, map[string][]string{}
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (d.Name() == "testdata" || (strings.HasPrefix(d.Name(), ".") && name != ".")) {
				return fs.SkipDir
			}
			return err
		}
		definition := path.Dir(name) == "registers" && path.Ext(name) == ".yaml"
		if !definition && !strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		if definition {
			for _, found := range rowsOfAFile.FindAllStringSubmatch(string(text), -1) {
				for row := range strings.SplitSeq(found[1], ",") {
					row = strings.TrimSpace(row)
					serve[row] = append(serve[row], "`"+strings.TrimSuffix(path.Base(name), ".yaml")+"`")
				}
			}
			return nil
		}
		for _, found := range rowTest.FindAllStringSubmatch(string(text), -1) {
			tests[found[2]] = append(tests[found[2]], "`"+found[1]+"` ("+path.Dir(name)+")")
		}
		return nil
	})
	for _, all := range []map[string][]string{tests, serve} {
		for row := range all {
			slices.Sort(all[row])
		}
	}
	return tests, serve, err
}
