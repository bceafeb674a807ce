package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"parley/internal/dialogue"
	"parley/internal/record"
	"parley/internal/report"
)

// checkRenderings refuses files that are not exactly the renderings of a
// document, in every edition, language and format, with the digests that they
// come to here: who signs them has read the document, and not each of them.
func checkRenderings(d report.Document, files []dialogue.File) error {
	names := report.Renderings(d)
	for _, f := range files {
		if !slices.Contains(names, f.Name) {
			return fmt.Errorf("its act names %s, which is no rendering of its document: nothing can be signed", plainLine(f.Name))
		}
	}
	digests, err := renderAll(d, names)
	if err != nil {
		return err
	}
	built := "" // what differs and may do so from build to build
	for i, name := range names {
		at := slices.IndexFunc(files, func(f dialogue.File) bool { return f.Name == name })
		switch {
		case at < 0:
			return fmt.Errorf("its act does not name %s, which is a rendering of its document: nothing can be signed", name)
		case files[at].Digest == digests[i]:
		case !strings.HasSuffix(name, ".pdf") && !strings.HasSuffix(name, ".docx"):
			return fmt.Errorf("%s is not what its document comes to: it was changed, or is of another version of Parley; nothing can be signed", name)
		case built == "":
			built = name
		}
	}
	if built != "" {
		return fmt.Errorf("%s is not what its document comes to here: it was changed, or made by another build of Parley. Nothing can be signed; take the build that the node runs", built)
	}
	if len(files) != len(names) {
		return errors.New("its act names a rendering twice: nothing can be signed")
	}
	return nil
}

// renderAll returns the digests of renderings, in their order. It uses all
// processors.
func renderAll(d report.Document, names []string) ([]string, error) {
	digests, failed := make([]string, len(names)), make([]error, len(names))
	var going sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, name := range names {
		free <- struct{}{}
		going.Go(func() {
			defer func() { <-free }()
			body, err := report.Render(d, name)
			digests[i], failed[i] = record.Digest(sha256.Sum256(body)).String(), err
		})
	}
	going.Wait()
	return digests, errors.Join(failed...)
}
