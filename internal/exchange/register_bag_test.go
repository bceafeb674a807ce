package exchange

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"parley/internal/fault"
)

var someBagOptions = BagOptions{Organization: "Simulated organisation", Identifier: "parley.example/initiatives", Day: 20500, Definition: []byte("register: initiatives\n")}

func someBag(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := RegisterBag(&out, initiatives(), twoSides, only(festival()), someBagOptions); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readBag(file []byte) (*Bag, error) { return ReadBag(bytes.NewReader(file), int64(len(file))) }

// S70: a register is handed over whole, and whoever receives it can tell that it is.
func TestS70_RegisterBagIsReadBack(t *testing.T) {
	file := someBag(t)
	if !bytes.Equal(file, someBag(t)) {
		t.Error("the same register gives other bytes")
	}
	bag, err := readBag(file)
	if err != nil {
		t.Fatal(err)
	}
	if bag.Register != "initiatives" || len(bag.Records) != 1 || jsonOf(t, bag.Records[0]) != jsonOf(t, festival().Record) || string(bag.Definition) != "register: initiatives\n" {
		t.Errorf("read %+v", bag)
	}
	for name, want := range map[string]string{"Source-Organization": "Simulated organisation", "External-Identifier": "parley.example/initiatives", "Bagging-Date": "2026-02-16"} {
		if bag.Info[name] != want {
			t.Errorf("%s is %q", name, bag.Info[name])
		}
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// An entry is a file of an archive.
type entry struct{ name, text string }

func entriesOf(t *testing.T, file []byte) (all []entry) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(in)
		all = append(all, entry{f.Name, string(text)})
	}
	return all
}

func archiveOf(t *testing.T, all []entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range all {
		w, err := z.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, e.text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The checksums of a bag can be checked with nothing but its own files.
func TestRegisterBagManifests(t *testing.T) {
	files := map[string]string{}
	for _, e := range entriesOf(t, someBag(t)) {
		name, ok := strings.CutPrefix(e.name, "initiatives-2026-02-16/")
		if !ok {
			t.Errorf("%s lies outside the folder", e.name)
		}
		files[name] = e.text
	}
	listed := 0
	for _, manifest := range []string{bagManifest, bagTagManifest} {
		for _, line := range strings.Split(strings.TrimSpace(files[manifest]), "\n") {
			sum, name, _ := strings.Cut(line, "  ")
			if got := sha256.Sum256([]byte(files[name])); hex.EncodeToString(got[:]) != sum {
				t.Errorf("%s has another checksum", name)
			}
			listed++
		}
	}
	if listed != len(files)-1 || files[bagDeclaration] != bagVersion {
		t.Errorf("%d of %d files are listed", listed, len(files))
	}
}

// rewritten is some bag with its files changed.
func rewritten(t *testing.T, change func([]entry) []entry) []byte {
	return archiveOf(t, change(entriesOf(t, someBag(t))))
}

func replaced(name, old, new string) func([]entry) []entry {
	return func(all []entry) []entry {
		for i := range all {
			if strings.HasSuffix(all[i].name, name) {
				all[i].text = strings.ReplaceAll(all[i].text, old, new)
			}
		}
		return all
	}
}

func with(e entry) func([]entry) []entry {
	return func(all []entry) []entry { return append(all, e) }
}

func without(name string) func([]entry) []entry {
	return func(all []entry) (kept []entry) {
		for _, e := range all {
			if !strings.HasSuffix(e.name, "/"+name) {
				kept = append(kept, e)
			}
		}
		return kept
	}
}

func TestReadBagRefuses(t *testing.T) {
	const in = "initiatives-2026-02-16/"
	for name, c := range map[string]struct {
		change func([]entry) []entry
		key    string
	}{
		"changed payload":     {replaced("records.csv", "festival", "festivaL"), "checksum"},
		"changed tag file":    {replaced(bagInfo, "Simulated", "Imitated"), "checksum"},
		"missing payload":     {without("data/records.csv"), "missing"},
		"missing records":     {without("data/records.json"), "missing"},
		"missing manifest":    {without(bagManifest), "missing"},
		"missing tags":        {without(bagTagManifest), "missing"},
		"no bag":              {without(bagDeclaration), "missing"},
		"extra payload":       {with(entry{in + "data/x.txt", "x"}), "extra"},
		"extra tag file":      {with(entry{in + "fetch.txt", "x"}), "extra"},
		"same file twice":     {with(entry{in + "data/records.csv", "x"}), "extra"},
		"way out":             {with(entry{in + "../../x", "x"}), "name"},
		"way out of the bag":  {with(entry{"../x", "x"}), "name"},
		"absolute":            {with(entry{"/etc/x", "x"}), "name"},
		"backslash":           {with(entry{in + `data\..\x`, "x"}), "name"},
		"another folder":      {with(entry{"other/x", "x"}), "name"},
		"another version":     {replaced(bagDeclaration, "1.0", "9.9"), "version"},
		"manifest of nothing": {replaced(bagTagManifest, " ", ""), "manifest"},
		"many files":          {func(all []entry) []entry { return append(all, make([]entry, MostBagFiles)...) }, "large"},
		"bomb":                {with(entry{in + "data/zeros", strings.Repeat("0", 20<<20)}), "large"},
	} {
		_, err := readBag(rewritten(t, c.change))
		if f := fault.Of(err); f == nil || f.Key != "refusal.register_bag_"+c.key {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := readBag([]byte("no archive")); fault.Of(err) == nil {
		t.Errorf("no archive: %v", err)
	}
}

// A bag whose manifests are sound may still hold something else than records, or
// say that there is less in it.
func TestReadBagRefusesSoundNonsense(t *testing.T) {
	sealed := func(change func([]entry) []entry) []byte {
		return rewritten(t, func(all []entry) []entry {
			all = change(all)
			sums := map[string]string{}
			for range 2 { // the payload's manifest changes that of the tags
				for _, e := range all {
					sum := sha256.Sum256([]byte(e.text))
					sums[strings.SplitN(e.name, "/", 2)[1]] = hex.EncodeToString(sum[:])
				}
				for i, e := range all {
					if !strings.HasSuffix(e.name, "manifest-sha256.txt") {
						continue
					}
					lines := strings.Split(strings.TrimSpace(e.text), "\n")
					for j, line := range lines {
						_, name, _ := strings.Cut(line, "  ")
						lines[j] = sums[name] + "  " + name
					}
					all[i].text = strings.Join(lines, "\n") + "\n"
				}
			}
			return all
		})
	}
	if _, err := readBag(sealed(func(all []entry) []entry { return all })); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func([]entry) []entry
		key    string
	}{
		"no records":       {replaced("records.json", `"records"`, `"others!"`), "records"},
		"another format":   {replaced("records.json", "register/1", "register/2"), "records"},
		"another register": {replaced("records.json", `"id":7,"register":"initiatives"`, `"id":7,"register":"initiativeS"`), "records"},
		"not UTF-8":        {replaced("records.json", "Festival", "Festiva\xff"), "records"},
		"less than said":   {replaced(bagInfo, "Payload-Oxum: ", "Payload-Oxum: 1"), "manifest"},
	} {
		_, err := readBag(sealed(c.change))
		if f := fault.Of(err); f == nil || f.Key != "refusal.register_bag_"+c.key {
			t.Errorf("%s: %v", name, err)
		}
	}
}
