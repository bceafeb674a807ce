package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"github.com/goccy/go-yaml"

	"parley/internal/dialogue"
)

// A Codebook says in words what the values of an assessment mean. It is frozen with
// each cycle: another edition of it has another name, and codes a period anew.
type Codebook struct {
	Name           string        `json:"codebook" yaml:"codebook"` // as its file's, e.g. "pis-1.0"
	Title          dialogue.Text `json:"title" yaml:"title"`       // in every language, as all words here
	About          dialogue.Text `json:"about" yaml:"about"`
	Provision      []CodeWord    `json:"provision" yaml:"provision"`           // the levels, from 0
	Recommendation []CodeWord    `json:"recommendation" yaml:"recommendation"` // the same levels, read with other words
	States         []CodeWord    `json:"states" yaml:"states"`                 // of Insteads, and so on, each in its order
	Timeliness     []CodeWord    `json:"timeliness" yaml:"timeliness"`
	Correspondence []CodeWord    `json:"correspondence" yaml:"correspondence"`
	Confidence     []CodeWord    `json:"confidence" yaml:"confidence"`
	Grades         []CodeWord    `json:"grades" yaml:"grades"`
	Blockages      []CodeWord    `json:"blockages" yaml:"blockages"`
	Responses      []CodeWord    `json:"responses" yaml:"responses"`
}

// A CodeWord is one value with its name, and where there is one its anchor: what must
// be true for it to be chosen.
type CodeWord struct {
	Value  string        `json:"value" yaml:"value"`
	Name   dialogue.Text `json:"name" yaml:"name"`
	Anchor dialogue.Text `json:"anchor,omitempty" yaml:"anchor,omitempty"`
}

// Levels returns the words of the levels of a kind of item, from 0.
func (b Codebook) Levels(kind ItemKind) []CodeWord {
	if kind == RecommendationItem {
		return b.Recommendation
	}
	return b.Provision
}

// Word returns the word of a value in a list; the value itself where there is none.
func Word(of []CodeWord, value string) CodeWord {
	for _, w := range of {
		if w.Value == value {
			return w
		}
	}
	return CodeWord{Value: value, Name: dialogue.Text{"en": value}}
}

// Bytes returns a codebook's canonical bytes.
func (b Codebook) Bytes() []byte {
	text, err := json.Marshal(b)
	if err == nil {
		text, err = CanonicalJSON(text)
	}
	if err != nil {
		panic("register: a codebook that cannot be written: " + err.Error()) // it holds only words
	}
	return text
}

// Hash identifies a codebook.
func (b Codebook) Hash() dialogue.Hash { return sha256.Sum256(b.Bytes()) }

// LoadCodebooks reads every *.yaml at the top level of files, by name. An error names
// file, line and column, and all errors of all files are joined.
func LoadCodebooks(files fs.FS) ([]Codebook, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("look for codebooks: %w", err)
	}
	var all []Codebook
	var errs []error
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read a codebook: %w", err)
		}
		b, err := ParseCodebook(name, text)
		all, errs = append(all, b), append(errs, err)
	}
	return all, errors.Join(errs...)
}

// ParseCodebook reads the codebook of a file.
func ParseCodebook(file string, text []byte) (Codebook, error) {
	var b Codebook
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(&b); err != nil {
		line, column := 1, 1
		if at, ok := errors.AsType[yaml.Error](err); ok {
			if token := at.GetToken(); token != nil && token.Position != nil {
				line, column = token.Position.Line, token.Position.Column
			}
			err = errors.New(at.GetMessage())
		}
		return b, fmt.Errorf("%s:%d:%d: %w", file, line, column, err)
	}
	c := bookCheck{file: file, text: text}
	c.check(b)
	return b, errors.Join(c.found...)
}

// A bookCheck collects what is wrong with a codebook.
type bookCheck struct {
	file  string
	text  []byte
	found []error
}

var bookName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,39}$`)

func (c *bookCheck) check(b Codebook) {
	if c.file != b.Name+".yaml" || !bookName.MatchString(b.Name) {
		c.wrong("$.codebook", "%q is not the file's name without .yaml", b.Name)
	}
	c.words("$.title", b.Title)
	c.words("$.about", b.About)
	var levels, confidences, grades []string
	for level := range HighestLevel + 1 {
		levels = append(levels, strconv.Itoa(level))
	}
	for _, n := range Confidences() {
		confidences = append(confidences, strconv.Itoa(n))
	}
	for _, g := range Grades() {
		grades = append(grades, string(g))
	}
	for _, list := range []struct {
		name   string
		words  []CodeWord
		values []string
		anchor bool // each needs one
	}{
		{"provision", b.Provision, levels, true},
		{"recommendation", b.Recommendation, levels, true},
		{"states", b.States, Insteads(), false},
		{"timeliness", b.Timeliness, Timelinesses(), false},
		{"correspondence", b.Correspondence, Correspondences(), false},
		{"confidence", b.Confidence, confidences, false},
		{"grades", b.Grades, grades, false},
		{"blockages", b.Blockages, Blockages(), false},
		{"responses", b.Responses, Responses(), false},
	} {
		path := "$." + list.name
		if len(list.words) != len(list.values) {
			c.wrong(path, "%d values, want %d: %v", len(list.words), len(list.values), list.values)
			continue
		}
		for i, w := range list.words {
			at := fmt.Sprintf("%s[%d]", path, i)
			if w.Value != list.values[i] {
				c.wrong(at+".value", "the value is %q, want %q", w.Value, list.values[i])
			}
			c.words(at+".name", w.Name)
			if list.anchor || len(w.Anchor) > 0 {
				c.words(at+".anchor", w.Anchor)
			}
		}
	}
}

// words wants a text in every language and in no other.
func (c *bookCheck) words(path string, t dialogue.Text) {
	for _, l := range dialogue.Languages() {
		if t[l] == "" {
			c.wrong(path, "no words in %q", string(l))
		}
	}
	for l := range t {
		if !dialogue.KnownLanguage(l) {
			c.wrong(path, "%q is no language that is known", string(l))
		}
	}
}

// wrong notes an error at the place that a path leads to, or the nearest above it.
func (c *bookCheck) wrong(path, format string, args ...any) {
	line, column := 1, 1
	for at := path; at != ""; at = above(at) {
		p, err := yaml.PathString(at)
		if err != nil {
			continue
		}
		node, err := p.ReadNode(bytes.NewReader(c.text))
		if err == nil && node != nil && node.GetToken() != nil {
			line, column = node.GetToken().Position.Line, node.GetToken().Position.Column
			break
		}
	}
	c.found = append(c.found, fmt.Errorf("%s:%d:%d: %s", c.file, line, column, fmt.Sprintf(format, args...)))
}

// above returns the path of what holds what a path leads to; "" for none.
func above(path string) string {
	for i := len(path) - 1; i > 0; i-- {
		if path[i] == '.' || path[i] == '[' {
			return path[:i]
		}
	}
	return ""
}
