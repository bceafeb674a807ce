package register

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"parley/internal/dialogue"
)

// Registers are all that are kept, with the words that they share.
type Registers struct {
	all    []*Definition
	byName map[Name]*Definition
	words  sharedWords
	source map[Name][]byte
}

// Load reads the definitions in *.yaml and the words in words/*.yaml of each folder.
// A later folder can add to an earlier one, and replaces nothing. Everything that is
// wrong in any of the files is in the error, with file, line and column.
func Load(folders ...fs.FS) (*Registers, error) {
	rs := &Registers{byName: map[Name]*Definition{}, source: map[Name][]byte{}}
	var wrong []error
	for _, files := range folders {
		names, err := wordFiles(files)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			wrong = append(wrong, rs.words.read(files, name)...)
		}
	}
	drafts := map[Name]*draft{}
	for _, files := range folders {
		names, err := fs.Glob(files, "*.yaml")
		if err != nil {
			return nil, fmt.Errorf("look for definitions: %w", err)
		}
		for _, file := range names {
			t := readDefinition(files, file, &rs.words)
			if name := Name(strings.TrimSuffix(path.Base(file), ".yaml")); drafts[name] == nil {
				drafts[name] = t
				if rs.source[name], err = fs.ReadFile(files, file); err != nil {
					return nil, fmt.Errorf("read a definition: %w", err)
				}
			} else {
				t.top.refuse("register", "the register %q is there already", name)
				wrong = append(wrong, t.y.wrong...)
			}
		}
	}
	for name, t := range drafts {
		t.check(drafts)
		rs.byName[name] = t.Definition
		rs.all = append(rs.all, t.Definition)
	}
	slices.SortFunc(rs.all, func(a, b *Definition) int {
		return cmp.Or(slices.Index(rs.words.groups, a.Group)-slices.Index(rs.words.groups, b.Group), strings.Compare(string(a.Name), string(b.Name)))
	})
	for _, d := range rs.all {
		wrong = append(wrong, drafts[d.Name].y.wrong...)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return rs, nil
}

// All returns the definitions, by group in the order of the groups' words, then by
// name.
func (rs *Registers) All() []*Definition { return slices.Clone(rs.all) }

// Get returns the register of a name.
func (rs *Registers) Get(name Name) (*Definition, bool) {
	d, ok := rs.byName[name]
	return d, ok
}

// Source returns the file in which a register is defined.
func (rs *Registers) Source(name Name) []byte { return slices.Clone(rs.source[name]) }

// Groups returns the keys of the groups that have registers, in their order.
func (rs *Registers) Groups() []string {
	return slices.DeleteFunc(slices.Clone(rs.words.groups), func(key string) bool {
		return !slices.ContainsFunc(rs.all, func(d *Definition) bool { return d.Group == key })
	})
}

// Group returns what a group is called.
func (rs *Registers) Group(key string) dialogue.Text { return rs.words.byKind["groups"][key] }

// Units returns the keys of the units that numbers can have, in their order.
func (rs *Registers) Units() []string { return slices.Clone(rs.words.units) }

// Unit returns what a unit is called; nil of one that is not known.
func (rs *Registers) Unit(key string) dialogue.Text { return rs.words.byKind["units"][key] }
