package web

import (
	"archive/zip"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
)

// Limits of an imported folder.
const (
	mostZip      = 32 << 20  // bytes as they are sent
	mostUnpacked = 256 << 20 // bytes of all files
	mostFiles    = 200
	mostImport   = mostZip + 64<<10 // of the form
)

// importPage asks for a conversation that was held elsewhere.
type importPage struct {
	Problem, Detail string
	Path            string
	Forum           text
	Kinds           []kindPick
	Languages       []pick
	Sides           []pick
	SideIDs         []namedSide
}

func (importPage) template() string { return "import" }

func showImport(v *visitor) error {
	f, err := v.forum()
	if err != nil {
		return err
	}
	return v.askImport(http.StatusOK, f, "", "")
}

func (v *visitor) askImport(code int, f dialogue.Forum, problem, detail string) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	return v.showAs(code, v.Text("import.title"), importPage{Problem: problem, Detail: detail, Path: v.r.URL.Path,
		Forum: v.in(f.Names), Kinds: v.kindPicks(v.field("kind")),
		Languages: v.languagePicks(v.chosen("language", string(v.Language()))), Sides: list.picks(v.chosen("side", string(v.who.Side))), SideIDs: list})
}

// postImport makes a dialogue of a zip of files as Polis exports them.
func postImport(v *visitor) error {
	f, err := v.forum()
	if err != nil {
		return err
	}
	c, err := v.postedConversation()
	var id dialogue.ID
	if err == nil {
		id, err = v.site.Node.Import(v.r.Context(), v.who, f.ID, dialogue.Kind(v.field("kind")), c,
			dialogue.Language(v.field("language")), dialogue.SideID(v.field("side")))
	}
	if err != nil {
		problem, detail, other := v.fileProblem(err)
		if other != nil {
			return err
		}
		return v.askImport(fileStatus(err), f, problem, detail)
	}
	return v.redirect(pathOf(id, "/settings"))
}

// postedConversation reads the zip that was sent.
func (v *visitor) postedConversation() (*exchange.Conversation, error) {
	upload, header, err := v.r.FormFile("file")
	if err != nil {
		return nil, err
	}
	defer upload.Close()
	if header.Size > mostZip {
		return nil, fault.New(fault.Invalid, "refusal.form_long")
	}
	files, err := zip.NewReader(upload, header.Size)
	if err != nil {
		return nil, &exchange.Error{File: "zip", Found: err.Error(), Want: "a zip file"}
	}
	folder, err := unpacked(files)
	if err != nil {
		return nil, err
	}
	return readFolder(folder)
}

// readFolder reads a folder out of a zip. What the zip itself does wrong is the
// sender's to mend too.
func readFolder(folder fs.FS) (*exchange.Conversation, error) {
	c, err := exchange.Read(folder, exchange.Options{SkipGroups: true})
	if _, ok := errors.AsType[*exchange.Error](err); err != nil && !ok {
		return nil, &exchange.Error{File: "zip", Found: err.Error(), Want: "files that can be unpacked"}
	}
	return c, err
}

// unpacked returns the folder of the zip in which the files are, after looking
// at what it says of itself: how many files, how large, and under which names.
// The reader of zip files refuses those that turn out larger than they say.
func unpacked(files *zip.Reader) (fs.FS, error) {
	if len(files.File) > mostFiles {
		return nil, &exchange.Error{File: "zip", Want: "at most 200 files"}
	}
	var total uint64
	folder := ""
	for _, f := range files.File {
		if !fs.ValidPath(path.Clean(f.Name)) || !f.Mode().IsRegular() && !f.Mode().IsDir() {
			return nil, &exchange.Error{File: "zip", Found: f.Name, Want: "plain files in folders below"}
		}
		if total += f.UncompressedSize64; total > mostUnpacked || f.UncompressedSize64 > mostUnpacked {
			return nil, &exchange.Error{File: "zip", Want: "at most 256 MiB when unpacked"}
		}
		if slices.Contains([]string{"comments.csv", "votes.csv", "participant-votes.csv", "participants-votes.csv"}, path.Base(f.Name)) {
			folder = path.Dir(path.Clean(f.Name))
		}
	}
	if folder == "" || folder == "." {
		return files, nil
	}
	return fs.Sub(files, folder)
}
