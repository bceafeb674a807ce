package web

import (
	"strings"

	"parley/internal/dialogue"
)

// sendCheckpoint serves the newest checkpoint of the record, with the
// cosignatures that it has (C2SP tlog-checkpoint).
func sendCheckpoint(v *visitor) error {
	body, err := v.site.Node.RecordFile(v.r.Context(), "checkpoint")
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	v.serveKept(body)
	return nil
}

// sendTile serves hashes or entries of the record (C2SP tlog-tiles). A full tile
// never changes. One that is not full is asked for anew: programs want the next.
func sendTile(v *visitor) error {
	name := "tile/" + v.r.PathValue("rest")
	body, err := v.site.Node.RecordFile(v.r.Context(), name)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/octet-stream")
	if strings.Contains(name, ".p/") || v.who != (dialogue.Viewer{}) {
		v.serveKept(body)
		return nil
	}
	v.w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = v.w.Write(body) // a reader who has gone away is no error of ours
	return nil
}

// sendTrust serves the keys that the node names, as a trust file.
func sendTrust(v *visitor) error {
	body, err := v.site.Node.TrustFile(v.r.Context())
	if err != nil {
		return err
	}
	v.download("trust.txt", body)
	return nil
}
