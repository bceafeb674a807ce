package exchange

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"iter"
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// The files of a bag.
const (
	bagDeclaration = "bagit.txt"
	bagInfo        = "bag-info.txt"
	bagManifest    = "manifest-sha256.txt"
	bagTagManifest = "tagmanifest-sha256.txt"
	bagPayload     = "data/"
	bagJSON        = "records.json"
	bagCSV         = "records.csv"
	bagPackage     = "datapackage.json"
	bagDefinition  = "definition.yaml"
)

const bagVersion = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// BagOptions are what a bag says of itself.
type BagOptions struct {
	Organization string // who hands it over
	Identifier   string // by which whoever hands it over knows it
	Day          dialogue.Day
	Definition   []byte // the register's YAML
	Package      PackageOptions
}

// RegisterBag writes a whole register as a bag for handing over: BagIt 1.0 (RFC
// 8493), as a zip with one folder. rows are gone through twice.
//
//	bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//	data/records.json  data/records.csv  data/datapackage.json  data/definition.yaml
//
// The same arguments give the same bytes. [ReadBag] reads it back.
func RegisterBag(w io.Writer, d *register.Definition, sides []dialogue.SideID, rows iter.Seq[RegisterRow], opt BagOptions) error {
	b := &bagWriter{zip: zip.NewWriter(w), folder: string(d.Name) + "-" + opt.Day.String() + "/", day: opt.Day}
	payload := b.files(bagPayload, []bagFile{
		{bagJSON, func(w io.Writer) error { return RegisterJSON(w, d, rows) }},
		{bagCSV, func(w io.Writer) error { return RegisterCSV(w, d, sides, rows) }},
		{bagPackage, func(w io.Writer) error { return RegisterPackage(w, d, sides, opt.Package) }},
		{bagDefinition, asIs(string(opt.Definition))},
	})
	oxum := fmt.Sprintf("%d.%d", b.bytes, b.count)
	tags := b.files("", []bagFile{
		{bagDeclaration, asIs(bagVersion)},
		{bagInfo, asIs(infoLines("Source-Organization", opt.Organization, "External-Identifier", opt.Identifier,
			"Bagging-Date", opt.Day.String(), "Payload-Oxum", oxum))},
		{bagManifest, asIs(payload)},
	})
	b.files("", []bagFile{{bagTagManifest, asIs(tags)}})
	if b.err == nil {
		b.err = b.zip.Close()
	}
	if b.err != nil {
		return fmt.Errorf("write bag: %w", b.err)
	}
	return nil
}

// infoLines writes names and values, each on one line; empty ones are left out.
func infoLines(pairs ...string) string {
	var out strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		if value := strings.Join(strings.Fields(pairs[i+1]), " "); value != "" {
			out.WriteString(pairs[i] + ": " + value + "\n")
		}
	}
	return out.String()
}

type bagFile struct {
	name  string
	write func(io.Writer) error
}

func asIs(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

type bagWriter struct {
	zip    *zip.Writer
	folder string
	day    dialogue.Day
	bytes  int64 // written
	count  int
	err    error // the first
}

// files writes files and returns their manifest.
func (b *bagWriter) files(folder string, all []bagFile) string {
	var manifest strings.Builder
	for _, f := range all {
		sum, err := b.file(folder+f.name, f.write)
		if err != nil {
			b.err = err
			return ""
		}
		manifest.WriteString(sum + "  " + folder + f.name + "\n")
	}
	return manifest.String()
}

func (b *bagWriter) file(name string, write func(io.Writer) error) (sum string, err error) {
	if b.err != nil {
		return "", b.err
	}
	to, err := b.zip.CreateHeader(&zip.FileHeader{Name: b.folder + name, Method: zip.Deflate, Modified: b.day.Time()})
	if err != nil {
		return "", err
	}
	measured := &measuredWriter{w: to, sum: sha256.New()}
	err = write(measured)
	b.bytes, b.count = b.bytes+measured.n, b.count+1
	return hex.EncodeToString(measured.sum.Sum(nil)), err
}

// A measuredWriter hashes and counts what it passes on.
type measuredWriter struct {
	w   io.Writer
	sum hash.Hash
	n   int64
}

func (m *measuredWriter) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	m.sum.Write(p[:n])
	m.n += int64(n)
	return n, err
}

// parseOxum reads "bytes.files".
func parseOxum(s string) (bytes int64, files int, ok bool) {
	a, b, found := strings.Cut(s, ".")
	bytes, errA := strconv.ParseInt(a, 10, 64)
	files, errB := strconv.Atoi(b)
	return bytes, files, found && errA == nil && errB == nil
}
