package web

import (
	"bytes"
	"encoding/csv"
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

// mostRegisterFile is how many bytes the form with a file of records can have.
const mostRegisterFile = 20 << 20

// registerImport asks for a file of records, and says what became of it.
type registerImport struct {
	recordForm
	Partly  bool
	Report  *importReport // nil before a file was sent
	Columns []string      // as files call them
	Example string        // address of a file as the register exports it
	Size    int           // megabytes that can be sent
}

func (registerImport) template() string { return "register_import" }

// mostRefusals is how many refusals a page shows.
const mostRefusals = 200

type importReport struct {
	Written              bool
	Added, Changed, Same string
	Refused              []importRefusal
	Count                string // of refusals, in words; "" for none
	More                 string // how many are not shown; "" for none
}

type importRefusal struct{ Line, Column, Reason string }

func showRegisterImport(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	return v.askRegisterImport(http.StatusOK, d, nil, nil)
}

func (v *visitor) askRegisterImport(code int, d *register.Definition, report *importReport, refused error) error {
	g := registerImport{Report: report, Partly: v.field("partly") == "yes", Size: mostRegisterFile >> 20}
	g.about(v, d, nil, refused)
	g.Action, g.Follows = registerPath(d.Name, "/import"), v.followsWriting(d)
	g.Example = v.at(registerPath(d.Name, "/files/records.csv"))
	sides, err := v.sideList(0)
	if err != nil {
		return err
	}
	if g.Columns, err = headerOf(d, sides.ids()); err != nil {
		return err
	}
	return v.showAs(code, v.Text("recordimport.title", "Register", g.Back.Title.Words), g)
}

// headerOf returns what the columns of a file are called: the header of one without
// records.
func headerOf(d *register.Definition, sides []dialogue.SideID) ([]string, error) {
	var out bytes.Buffer
	if err := exchange.RegisterCSV(&out, d, sides, func(func(exchange.RegisterRow) bool) {}); err != nil {
		return nil, err
	}
	return csv.NewReader(&out).Read()
}

// postRegisterImport reads a file of records. Either all of them are written or, where
// that was ticked, those that nothing speaks against.
func postRegisterImport(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	upload, header, err := v.r.FormFile("file")
	if err != nil {
		return v.askRegisterImport(http.StatusBadRequest, d, nil, fault.New(fault.Invalid, "refusal.register_no_file"))
	}
	defer upload.Close()
	done, err := v.site.Node.ImportRecords(v.r.Context(), v.who, d.Name, upload, header.Filename, v.field("partly") == "yes")
	if err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askRegisterImport(code, d, nil, err)
	}
	code := http.StatusOK
	if !done.Written && len(done.Refused) > 0 {
		code = http.StatusBadRequest
	}
	return v.askRegisterImport(code, d, v.importReport(d, done), nil)
}

func (v *visitor) importReport(d *register.Definition, done node.Import) *importReport {
	g := &importReport{Written: done.Written, Added: v.Count("recordimport.added", done.Added), Changed: v.Count("recordimport.changed", done.Changed),
		Same: v.Count("recordimport.same", done.Same)}
	if n := len(done.Refused); n > 0 {
		g.Count = v.Count("recordimport.refused", n)
	}
	for i, r := range done.Refused {
		if i == mostRefusals {
			g.More = v.Count("recordimport.more", len(done.Refused)-i)
			break
		}
		g.Refused = append(g.Refused, importRefusal{v.Text("recordimport.line", "Line", r.Line), r.Column, v.wording(v.registerFault(d, r.Fault))})
	}
	return g
}
