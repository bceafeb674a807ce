package exchange

import (
	"encoding/json"
	"fmt"
	"io"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// PackageOptions are what a data package says of its register besides what the
// definition does. What is empty is left out.
type PackageOptions struct {
	Language dialogue.Language // of titles and descriptions; "" is English
	Licence  string            // an identifier, e.g. "CC-BY-4.0"
	Path     string            // of the licence's text, https
	Sources  []dialogue.Source // of the register as a whole
}

// The parts of a Data Package and of a Table Schema (Frictionless Data,
// specifications 1) that are used.
type (
	dataPackage struct {
		Profile     string         `json:"profile"`
		Name        string         `json:"name"`
		Title       string         `json:"title"`
		Description string         `json:"description,omitempty"`
		Licenses    []dataLicence  `json:"licenses,omitempty"`
		Sources     []dataSource   `json:"sources,omitempty"`
		Resources   []dataResource `json:"resources"`
	}
	dataLicence struct {
		Name string `json:"name"`
		Path string `json:"path,omitempty"`
	}
	dataSource struct {
		Title string `json:"title"`
		Path  string `json:"path,omitempty"`
	}
	dataResource struct {
		Profile   string      `json:"profile"`
		Name      string      `json:"name"`
		Path      string      `json:"path"`
		Format    string      `json:"format"`
		MediaType string      `json:"mediatype"`
		Encoding  string      `json:"encoding"`
		Dialect   dataDialect `json:"dialect"`
		Schema    dataSchema  `json:"schema"`
	}
	// A dataDialect passes the row of hashtags over: it begins with "#", which no
	// key does.
	dataDialect struct {
		Delimiter   string `json:"delimiter"`
		DoubleQuote bool   `json:"doubleQuote"`
		Header      bool   `json:"header"`
		CommentChar string `json:"commentChar"`
	}
	dataSchema struct {
		Fields        []dataField `json:"fields"`
		MissingValues []string    `json:"missingValues"`
		PrimaryKey    string      `json:"primaryKey"`
	}
	dataField struct {
		Name        string           `json:"name"`
		Type        string           `json:"type"`
		Title       string           `json:"title,omitempty"`
		Description string           `json:"description,omitempty"`
		Constraints *dataConstraints `json:"constraints,omitempty"`
	}
	dataConstraints struct {
		Required bool     `json:"required,omitempty"`
		Unique   bool     `json:"unique,omitempty"`
		Enum     []string `json:"enum,omitempty"`
	}
)

// RegisterPackage writes the datapackage.json that describes records.csv, as
// [RegisterCSV] writes it, beside it.
func RegisterPackage(w io.Writer, d *register.Definition, sides []dialogue.SideID, opt PackageOptions) error {
	if opt.Language == "" {
		opt.Language = "en"
	}
	about, _ := d.About.In(opt.Language)
	title, _ := d.Title.In(opt.Language)
	p := dataPackage{Profile: "tabular-data-package", Name: string(d.Name), Title: title, Description: about}
	if opt.Licence != "" {
		p.Licenses = []dataLicence{{opt.Licence, opt.Path}}
	}
	for _, s := range opt.Sources {
		title := s.Work
		if s.Section != "" {
			title += ", " + s.Section
		}
		p.Sources = append(p.Sources, dataSource{title, s.URL})
	}
	p.Resources = []dataResource{{
		Profile: "tabular-data-resource", Name: string(d.Name), Path: bagCSV, Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Dialect: dataDialect{",", true, true, "#"},
		Schema:  dataSchema{dataFields(d, sides, opt.Language), []string{""}, markKey},
	}}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(p); err != nil {
		return fmt.Errorf("write data package: %w", err)
	}
	return nil
}

func dataFields(d *register.Definition, sides []dialogue.SideID, l dialogue.Language) []dataField {
	var all []dataField
	for _, c := range registerColumns(d, sides) {
		f := dataField{Name: c.name, Type: c.schemaType()}
		f.Title, _ = c.Label.In(l)
		f.Description, _ = c.Help.In(l)
		f.Constraints = c.constraints()
		all = append(all, f)
	}
	return all
}

// schemaType returns the type of a column's cells. Dates are strings, because EDTF
// says more than a date can.
func (c *registerColumn) schemaType() string {
	switch {
	case c.mark == markVersion:
		return "integer"
	case c.mark == markApproved:
		return "boolean"
	case c.Type == register.NumberType && (c.part == "" || c.part == partUpper):
		return "number"
	}
	return "string"
}

// constraints returns what a column's cells have in common, or nil.
func (c *registerColumn) constraints() *dataConstraints {
	switch {
	case c.mark == markKey:
		return &dataConstraints{Required: true, Unique: true}
	case (c.Type == register.Choice || c.Type == register.Place) && !c.Many:
		var values []string
		for _, o := range c.Options {
			values = append(values, o.Value)
		}
		return &dataConstraints{Required: c.Required && !c.PerSide, Enum: values}
	case c.Required && !c.PerSide && c.Type != register.Text && c.part == "":
		return &dataConstraints{Required: true}
	}
	return nil
}
