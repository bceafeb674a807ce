package record

import (
	"bytes"
	"encoding/json"

	"parley/internal/fault"
)

// A Bundle is what anybody needs to check a release without asking anybody: what
// every side approved, the notes with which they did, and the proof that it is
// in the record.
type Bundle struct {
	Act       []byte // the bytes that were approved: JSON
	Document  []byte // the bytes that the act names: JSON, all languages
	Entry     Entry
	Salt      Salt
	Approvals []string // notes, one of every side
	Proof     Proof
	Keys      Trust // as the node names them: what they are worth is the question of trust
}

const (
	bundleForm    = "parley-bundle/1"
	longestBundle = 64 << 20
)

// file is a Bundle as it is written. What is hashed or signed stands there as a
// text, so that every reader of JSON gets the exact bytes.
type file struct {
	Format    string   `json:"format"`
	Act       string   `json:"act"`
	Document  string   `json:"document"`
	Approvals []string `json:"approvals"`
	Entry     string   `json:"entry"`
	Salt      Digest   `json:"salt"`
	Proof     string   `json:"proof"`
	Keys      Trust    `json:"keys"`
}

// Bytes writes the bundle as one file.
func (b Bundle) Bytes() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(file{bundleForm, string(b.Act), string(b.Document), append([]string{}, b.Approvals...),
		string(b.Entry.Bytes()), Digest(b.Salt), string(b.Proof.Bytes()), b.Keys})
	if err != nil {
		panic("record: write a bundle: " + err.Error()) // texts
	}
	return out.Bytes()
}

// ParseBundle reads what Bytes wrote, and nothing else. It checks the form, not
// what the bundle says: that Verify does.
func ParseBundle(text []byte) (Bundle, error) {
	var f file
	unread := fault.New(fault.Invalid, "refusal.bundle_unread")
	if len(text) > longestBundle || json.Unmarshal(text, &f) != nil || f.Format != bundleForm {
		return Bundle{}, unread
	}
	entry, err := ParseEntry([]byte(f.Entry))
	if err != nil {
		return Bundle{}, unread
	}
	proof, err := ParseProof([]byte(f.Proof))
	if err != nil {
		return Bundle{}, unread
	}
	b := Bundle{[]byte(f.Act), []byte(f.Document), entry, Salt(f.Salt), f.Approvals, proof, f.Keys}
	if !bytes.Equal(b.Bytes(), text) {
		return Bundle{}, unread
	}
	return b, nil
}
