package exchange

import (
	"bytes"
	"io"
	"io/fs"
	"testing/fstest"
)

// memory is a folder in memory: what Write writes to and Read reads from.
type memory map[string][]byte

func (m memory) Open(name string) (fs.File, error) {
	files := fstest.MapFS{}
	if name == "." {
		for n, data := range m {
			files[n] = &fstest.MapFile{Data: data}
		}
	} else if data, ok := m[name]; ok {
		files[name] = &fstest.MapFile{Data: data}
	}
	return files.Open(name)
}

func (m memory) create(name string) (io.WriteCloser, error) {
	return &memoryFile{m: m, name: name}, nil
}

type memoryFile struct {
	bytes.Buffer
	m    memory
	name string
}

func (f *memoryFile) Close() error {
	f.m[f.name] = f.Bytes()
	return nil
}
