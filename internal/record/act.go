package record

import "encoding/json"

// An act is what a verifier reads of the bytes that were approved. Everything
// else in them is covered by the approvals without being understood.
type act struct {
	kind     string
	document string // digest, in hexadecimal
	files    []named
	votes    []counted
	embargo  any // shown where it is a day
}

// named is a rendering of the document.
type named struct {
	Name   string `json:"name"`
	Digest string `json:"digest"`
}

// counted is what a release says of the votes of a dialogue.
type counted struct {
	Dialogue string `json:"dialogue"`
	Digest   string `json:"digest"`
}

// parseAct reads an act. Members are found by their exact names.
func parseAct(b []byte) (act, bool) {
	var a act
	members := map[string]json.RawMessage{}
	if json.Unmarshal(b, &members) != nil {
		return a, false
	}
	for name, into := range map[string]any{
		"kind": &a.kind, "document": &a.document, "files": &a.files, "votes_digests": &a.votes,
		"embargo": &a.embargo,
	} {
		if text, ok := members[name]; ok && json.Unmarshal(text, into) != nil {
			return a, false
		}
	}
	return a, a.kind != ""
}
