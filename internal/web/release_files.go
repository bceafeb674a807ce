package web

import (
	"parley/internal/dialogue"
)

func bundleName(id dialogue.ReleaseID) string {
	return "release-" + dialogue.FormatID(id) + ".json"
}

// sendBundle serves all that is needed to check a release offline.
func sendBundle(v *visitor) error {
	id, err := v.releaseID()
	if err != nil {
		return err
	}
	body, err := v.site.Node.Bundle(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	v.download(bundleName(id), body)
	return nil
}

// sendReleaseFile serves a rendering of a release under the name that was
// approved, or its document.
func sendReleaseFile(v *visitor) error {
	id, err := v.releaseID()
	if err != nil {
		return err
	}
	name := v.r.PathValue("file")
	body, err := v.site.Node.ReleaseFile(v.r.Context(), v.who, id, name)
	if err != nil {
		return err
	}
	v.download(name, body)
	return nil
}
