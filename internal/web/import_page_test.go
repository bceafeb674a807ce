package web

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// river is a small conversation that a program made up.
const river = "../../cmd/parley/testdata/river"

// zipped makes a zip of the files of a folder, under a name before theirs, and
// of further ones.
func zipped(t *testing.T, folder, under string, more map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	add := func(name string, text []byte) {
		f, err := w.Create(name)
		check(t, err)
		_, err = f.Write(text)
		check(t, err)
	}
	if folder != "" {
		names, err := filepath.Glob(folder + "/*.*")
		check(t, err)
		for _, name := range names {
			text, err := os.ReadFile(name)
			check(t, err)
			add(under+filepath.Base(name), text)
		}
	}
	for name, text := range more {
		add(name, []byte(text))
	}
	check(t, w.Close())
	return out.Bytes()
}

// A conversation that was held elsewhere is seen by co-chairs only, until every
// side approves showing its result.
func TestImport(t *testing.T) {
	s := officeSite(t)
	one, other := s.chairs(t)
	form := one.get(forumPath(s.Forum, "/import")).want(http.StatusOK).says("armenia", "azerbaijan").form("/import").set("kind", "named")
	settings := form.upload("river.zip", zipped(t, river, "export/river/", nil)).want(http.StatusOK)
	path := strings.TrimSuffix(settings.Path, "/settings")
	s.client(t).get(path).want(http.StatusNotFound)
	s.holder(t, "armenia", dialogue.Moderator).get(path).want(http.StatusNotFound)

	fill := settings.form("/settings")
	for _, l := range dialogue.Languages() {
		fill.set("topic_"+string(l), "The river "+string(l)).set("description_"+string(l), "Made up "+string(l))
	}
	fill.send().want(http.StatusOK).says("Saved.")
	one.get(path+"/seeds").want(http.StatusOK).says("Statements to begin with").hides("Add a statement", "Remove", "unequal")
	proposal := one.get(path+"/proposals").want(http.StatusOK).hides("Open the dialogue").
		form("/proposals", `value="adopt"`).send().want(http.StatusOK).says("The river en", "Seats: Armenia", "Seats: Azerbaijan")
	other.get(proposal.Path).form("/approve").send().want(http.StatusOK).says("in force")
	s.client(t).get(path + "/result").want(http.StatusOK)
}

// What is no export, or wants too much room, is refused whole (C15: parsers).
func TestImportRefused(t *testing.T) {
	s := officeSite(t)
	one, _ := s.chairs(t)
	form := one.get(forumPath(s.Forum, "/import")).form("/import").set("kind", "protected").set("language", "hy")
	many := map[string]string{}
	for i := range mostFiles + 1 {
		many[strings.Repeat("x", i+1)] = "x"
	}
	strangers := bytes.ReplaceAll(zipped(t, "", "", map[string]string{
		"comments.csv": "comment-id,comment-body\n1,Trees should be planted.\n", "sides.csv": "participant,side\n1,atlantis\n",
		"votes.csv": "comment-id,voter-id,vote\n1,1,1\n"}), nil, nil)
	for name, c := range map[string]struct {
		file  []byte
		words string
	}{
		"no zip":         {[]byte("comments.csv"), "expected a zip file"},
		"nothing":        {nil, "expected a zip file"},
		"empty zip":      {zipped(t, "", "", nil), "a Polis export"},
		"other files":    {zipped(t, "", "", map[string]string{"a.txt": "x"}), "a Polis export"},
		"too many files": {zipped(t, "", "", many), "at most 200 files"},
		"path up":        {zipped(t, river, "../../", nil), "plain files in folders below"},
		"absolute path":  {zipped(t, river, "/etc/", nil), "plain files in folders below"},
		"too large":      {larger(t, zipped(t, river, "", nil)), "256 MiB"},
		"lies of size":   {smaller(t, zipped(t, river, "", nil)), "can be unpacked"},
		"other sides":    {strangers, "belong to none of the sides"},
		"wrong votes":    {zipped(t, "", "", map[string]string{"votes.csv": "comment-id,voter-id,vote\n1,1,7\n"}), "cannot be read at line 2"},
	} {
		t.Run(name, func(t *testing.T) {
			one.t = t
			again := form.upload("export.zip", c.file).want(http.StatusBadRequest).says(c.words)
			if got := again.form("/import").values; got.Get("kind") != "protected" || got.Get("language") != "hy" {
				t.Errorf("what was chosen is gone: %v", got)
			}
		})
	}
	one.t = t
	form.set("kind", "").upload("river.zip", zipped(t, river, "", nil)).want(http.StatusBadRequest).says("named or protected")
	one.get("/office").says("There is no dialogue here that you can see.")
}

// An upload that is too long is cut off.
func TestUploadTooLong(t *testing.T) {
	s := newSite(t)
	one, _ := s.chairs(t)
	id := s.prepare(t, dialogue.Named, "Long", 1)
	one.get(pathOf(id, "/seeds")).form("/seeds/file").upload("a.csv", make([]byte, mostSeedFile+1)).
		want(http.StatusBadRequest).says("more than can be sent at once")
	one.get(pathOf(s.Named, "/settings")).form("/settings").set("topic_en", strings.Repeat("a", 70<<10)).send().
		want(http.StatusBadRequest).says("more than can be sent at once")
}

// larger makes a zip say of its first file that it is 300 MiB long.
func larger(t *testing.T, file []byte) []byte { return withSize(t, file, 300<<20) }

// smaller makes a zip say of its files that they are one byte long, as a bomb
// would.
func smaller(t *testing.T, file []byte) []byte { return withSize(t, file, 1) }

// withSize rewrites what the directory of a zip says of sizes.
func withSize(t *testing.T, file []byte, size uint32) []byte {
	t.Helper()
	files, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	check(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files.File {
		raw, err := f.OpenRaw()
		check(t, err)
		head := f.FileHeader
		head.UncompressedSize64 = uint64(size)
		to, err := w.CreateRaw(&head)
		check(t, err)
		_, err = io.Copy(to, raw)
		check(t, err)
	}
	check(t, w.Close())
	return out.Bytes()
}
