package register

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"parley/internal/dialogue"
)

// largestYAML is how many bytes a file of definitions or words can have.
const largestYAML = 1 << 20

// A yamlFile is a file that is read, with what was found wrong in it. Only the plain
// part of YAML is read: mappings, lists and scalars, without anchors and tags.
type yamlFile struct {
	name  string
	wrong []error
	said  map[string]bool // so that nothing is said twice
}

// readYAML returns the mapping that a file holds. What is wrong in it is in the
// yamlFile; the mapping is then as much as could be read.
func readYAML(files fs.FS, name string) (*yamlFile, yamlMap) {
	y := &yamlFile{name: name, said: map[string]bool{}}
	text, err := fs.ReadFile(files, name)
	switch {
	case err != nil:
		y.wrong = append(y.wrong, fmt.Errorf("%s: %w", name, err))
		return y, yamlMap{y: y}
	case len(text) > largestYAML:
		y.wrong = append(y.wrong, fmt.Errorf("%s: longer than %d bytes", name, largestYAML))
		return y, yamlMap{y: y}
	}
	root, err := y.parse(text)
	if err != nil {
		y.wrong = append(y.wrong, err)
		return y, yamlMap{y: y}
	}
	return y, y.mapping(root)
}

// parse returns the one document of a file.
func (y *yamlFile) parse(text []byte) (ast.Node, error) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		if syntax, ok := errors.AsType[*yaml.SyntaxError](err); ok && syntax.Token != nil {
			at := syntax.Token.Position
			return nil, fmt.Errorf("%s:%d:%d: %s", y.name, at.Line, at.Column, syntax.Message)
		}
		return nil, fmt.Errorf("%s:1:1: %w", y.name, err)
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, fmt.Errorf("%s:1:1: needs one document, and has %d", y.name, len(file.Docs))
	}
	return file.Docs[0].Body, nil
}

// refuse notes that something is wrong at a node.
func (y *yamlFile) refuse(at ast.Node, format string, args ...any) {
	line, column := 1, 1
	if at != nil && at.GetToken() != nil {
		if m, ok := at.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
			at = m.Values[0].Key // the token of a mapping is its first colon
		}
		if m, ok := at.(*ast.MappingValueNode); ok {
			at = m.Key
		}
		line, column = at.GetToken().Position.Line, at.GetToken().Position.Column
	}
	text := fmt.Sprintf("%s:%d:%d: %s", y.name, line, column, fmt.Sprintf(format, args...))
	if !y.said[text] {
		y.said[text] = true
		y.wrong = append(y.wrong, errors.New(text))
	}
}

// scalar returns the text of a scalar. What YAML takes for a number is its text;
// what it takes for true, false or null has to be quoted.
func (y *yamlFile) scalar(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value
	case *ast.BoolNode, *ast.NullNode:
		y.refuse(n, "text expected; write %q in quotes if it is meant so", n.GetToken().Value)
	default:
		y.refuse(n, "text expected")
	}
	return ""
}

// list returns the nodes of a list.
func (y *yamlFile) list(n ast.Node) []ast.Node {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		y.refuse(n, "a list expected")
		return nil
	}
	return list.Values
}

// mapping returns a node as a mapping; an empty one where it is none.
func (y *yamlFile) mapping(n ast.Node) yamlMap {
	m := yamlMap{y: y, at: n, values: map[string]ast.Node{}, keyAt: map[string]ast.Node{}}
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		y.refuse(n, "a mapping of names to values expected")
	}
	for _, pair := range pairs {
		key, ok := pair.Key.(ast.Node)
		name := ""
		if ok {
			name = y.scalar(key)
		}
		if _, twice := m.values[name]; twice {
			y.refuse(key, "%q is there twice", name)
			continue
		}
		m.names = append(m.names, name)
		m.values[name], m.keyAt[name] = pair.Value, key
	}
	return m
}

// A yamlMap is a mapping of a file. What is asked of a name that is not there is
// the zero value.
type yamlMap struct {
	y      *yamlFile
	at     ast.Node
	names  []string // in the order of the file
	values map[string]ast.Node
	keyAt  map[string]ast.Node
}

func (m yamlMap) has(name string) bool { return m.values[name] != nil }

// refuse notes that the value of a name is wrong, or the mapping where there is none.
func (m yamlMap) refuse(name, format string, args ...any) {
	at := m.at
	if m.has(name) {
		at = m.values[name]
	}
	m.y.refuse(at, format, args...)
}

// only refuses names that are not known.
func (m yamlMap) only(known ...string) {
	for _, name := range m.names {
		if !slices.Contains(known, name) {
			m.y.refuse(m.keyAt[name], "%q is not known here; known are %s", name, strings.Join(known, ", "))
		}
	}
}

// need refuses a mapping without a name.
func (m yamlMap) need(names ...string) {
	for _, name := range names {
		if !m.has(name) {
			m.y.refuse(m.at, "%q is missing", name)
		}
	}
}

func (m yamlMap) text(name string) string {
	if !m.has(name) {
		return ""
	}
	text := m.y.scalar(m.values[name])
	if n, ok := m.values[name].(*ast.StringNode); ok && strings.TrimSpace(n.Value) == "" {
		m.refuse(name, "%q is empty", name)
	}
	return text
}

func (m yamlMap) flag(name string) bool {
	if !m.has(name) {
		return false
	}
	n, ok := m.values[name].(*ast.BoolNode)
	if !ok {
		m.refuse(name, "%q is true or false", name)
		return false
	}
	return n.Value
}

// count returns a whole number from 0 to a million.
func (m yamlMap) count(name string) int {
	if !m.has(name) {
		return 0
	}
	n, ok := m.values[name].(*ast.IntegerNode)
	if ok {
		if count, err := strconv.Atoi(n.GetToken().Value); err == nil && count >= 0 && count <= 1_000_000 {
			return count
		}
	}
	m.refuse(name, "%q is a whole number from 0 to a million", name)
	return 0
}

func (m yamlMap) texts(name string) []string {
	if !m.has(name) {
		return nil
	}
	var all []string
	for _, n := range m.y.list(m.values[name]) {
		all = append(all, m.y.scalar(n))
	}
	return all
}

// pairs returns a mapping of texts to texts.
func (m yamlMap) pairs(name string) map[string]string {
	if !m.has(name) {
		return nil
	}
	inner := m.y.mapping(m.values[name])
	all := map[string]string{}
	for _, key := range inner.names {
		all[key] = inner.text(key)
	}
	return all
}

// words returns a text that is there in every language.
func (m yamlMap) words(name string) dialogue.Text {
	if !m.has(name) {
		return nil
	}
	inner := m.y.mapping(m.values[name])
	var known []string
	for _, l := range dialogue.Languages() {
		known = append(known, string(l))
	}
	inner.only(known...)
	text := dialogue.Text{}
	for _, l := range known {
		if !inner.has(l) {
			m.y.refuse(m.keyAt[name], "%q has no words in %s", name, l)
			continue
		}
		text[dialogue.Language(l)] = strings.TrimSpace(inner.text(l))
	}
	return text
}

func isList(n ast.Node) bool {
	_, ok := n.(*ast.SequenceNode)
	return ok
}

func isMapping(n ast.Node) bool {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}
