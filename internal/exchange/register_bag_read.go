package exchange

import (
	"archive/zip"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"parley/internal/fault"
	"parley/internal/register"
)

// Bounds of a bag.
const (
	MostBagFiles  = 100
	LargestBag    = 512 << 20 // bytes, when unpacked
	mostPacked    = 200       // times as large a file can be unpacked, beyond the first mebibyte
	largestTagDoc = 1 << 20   // bytes of bagit.txt and its like, and of the definition
)

// A Bag is a register that was handed over.
type Bag struct {
	Register   register.Name
	Info       map[string]string // of bag-info.txt
	Definition []byte
	Records    []register.Record
}

// ReadBag verifies a bag that [RegisterBag] wrote and returns what is in it. One with
// a file too many or too few, with another checksum than its manifests say, with
// names that lead out of it, or larger than the bounds is refused with a
// [fault.Fault], before anything of it is taken. Nothing is checked against a
// definition: that is for whoever takes it over.
func ReadBag(r io.ReaderAt, size int64) (*Bag, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, badBag("refusal.register_bag_unreadable")
	}
	b := &bagReader{files: map[string]*zip.File{}}
	if err := b.list(archive.File); err != nil {
		return nil, err
	}
	if err := b.verify(); err != nil {
		return nil, err
	}
	return b.bag()
}

func badBag(key string, args ...any) error { return fault.New(fault.Invalid, key, args...) }

func badBagFile(key, name string) error { return badBag(key, "File", shorten([]byte(name))) }

type bagReader struct {
	files map[string]*zip.File // by their names in the bag
	info  map[string]string
}

// list takes the files of the archive by their names within the bag's folder.
func (b *bagReader) list(all []*zip.File) error {
	if len(all) > MostBagFiles {
		return badBag("refusal.register_bag_large")
	}
	root, found := "", false
	for _, f := range all {
		if path.Base(f.Name) == bagDeclaration && strings.Count(f.Name, "/") <= 1 {
			root, found = strings.TrimSuffix(f.Name, bagDeclaration), true
		}
	}
	if !found {
		return badBagFile("refusal.register_bag_missing", bagDeclaration)
	}
	total := uint64(0)
	for _, f := range all {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 && safeName(strings.TrimSuffix(f.Name, "/")) {
			continue // a folder
		}
		name, inside := strings.CutPrefix(f.Name, root)
		switch {
		case !inside || !safeName(f.Name) || !f.Mode().IsRegular():
			return badBagFile("refusal.register_bag_name", f.Name)
		case b.files[name] != nil:
			return badBagFile("refusal.register_bag_extra", f.Name)
		}
		b.files[name] = f
		size := f.UncompressedSize64
		if total += size; size > LargestBag || total > LargestBag || size > 1<<20+mostPacked*f.CompressedSize64 {
			return badBag("refusal.register_bag_large")
		}
	}
	return nil
}

// safeName reports whether a name stays where it is unpacked, on every system.
func safeName(name string) bool {
	return utf8.ValidString(name) && path.Clean(name) == name && !strings.HasPrefix(name, "/") &&
		name != ".." && !strings.HasPrefix(name, "../") && !strings.ContainsAny(name, "\\:\x00")
}

// open opens a file, which never gives more bytes than the archive says it has.
func (b *bagReader) open(name string) (io.ReadCloser, error) {
	f := b.files[name]
	if f == nil {
		return nil, badBagFile("refusal.register_bag_missing", name)
	}
	in, err := f.Open()
	if err != nil {
		return nil, badBagFile("refusal.register_bag_checksum", name)
	}
	return &boundedFile{in, int64(f.UncompressedSize64)}, nil
}

// small reads a file that is held whole.
func (b *bagReader) small(name string) ([]byte, error) {
	in, err := b.open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, largestTagDoc+1))
	switch {
	case err != nil:
		return nil, bagReadError(name, err)
	case len(text) > largestTagDoc:
		return nil, badBag("refusal.register_bag_large")
	case !utf8.Valid(text):
		return nil, badBagFile("refusal.register_bag_manifest", name)
	}
	return text, nil
}

// bagReadError returns the refusal of a file that cannot be unpacked.
func bagReadError(name string, err error) error {
	if fault.Of(err) != nil {
		return err
	}
	return badBagFile("refusal.register_bag_checksum", name)
}

// A boundedFile refuses to give more than was declared.
type boundedFile struct {
	io.ReadCloser
	left int64
}

func (f *boundedFile) Read(p []byte) (int, error) {
	n, err := f.ReadCloser.Read(p)
	if f.left -= int64(n); f.left < 0 {
		return 0, badBag("refusal.register_bag_large")
	}
	return n, err
}
