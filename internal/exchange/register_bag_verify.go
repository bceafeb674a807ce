package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
)

// verify compares every file with the manifests.
func (b *bagReader) verify() error {
	declaration, err := b.small(bagDeclaration)
	if err != nil {
		return err
	}
	if strings.ReplaceAll(string(declaration), "\r\n", "\n") != bagVersion {
		return badBagFile("refusal.register_bag_version", bagDeclaration)
	}
	listed := map[string]bool{bagTagManifest: true}
	for _, manifest := range []string{bagTagManifest, bagManifest} {
		if err := b.verifyManifest(manifest, listed); err != nil {
			return err
		}
	}
	for _, name := range sortedKeys(b.files) {
		if !listed[name] {
			return badBagFile("refusal.register_bag_extra", name)
		}
	}
	for _, name := range []string{bagInfo, bagManifest, bagPayload + bagJSON, bagPayload + bagDefinition} {
		if !listed[name] {
			return badBagFile("refusal.register_bag_missing", name)
		}
	}
	return b.verifyInfo()
}

// verifyManifest compares the files that a manifest lists. The manifest of the
// payload lists files of the payload and nothing else; that of the tags the others.
func (b *bagReader) verifyManifest(manifest string, listed map[string]bool) error {
	text, err := b.small(manifest)
	if err != nil {
		return err
	}
	for _, line := range strings.Split(strings.TrimRight(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n"), "\n") {
		sum, name, ok := strings.Cut(line, " ")
		name = manifestName.Replace(strings.TrimLeft(name, " *"))
		if !ok || name == "" || strings.HasPrefix(name, bagPayload) != (manifest == bagManifest) || listed[name] {
			return badBagFile("refusal.register_bag_manifest", manifest)
		}
		listed[name] = true
		if err := b.verifyFile(name, sum); err != nil {
			return err
		}
	}
	return nil
}

// manifestName decodes what BagIt encodes in names.
var manifestName = strings.NewReplacer("%0A", "\n", "%0a", "\n", "%0D", "\r", "%0d", "\r", "%25", "%")

func (b *bagReader) verifyFile(name, sum string) error {
	in, err := b.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	h := sha256.New()
	if _, err := io.Copy(h, in); err != nil {
		return bagReadError(name, err)
	}
	if !strings.EqualFold(hex.EncodeToString(h.Sum(nil)), sum) {
		return badBagFile("refusal.register_bag_checksum", name)
	}
	return nil
}

// verifyInfo reads bag-info.txt and compares what it says of the payload.
func (b *bagReader) verifyInfo() error {
	text, err := b.small(bagInfo)
	if err != nil {
		return err
	}
	b.info = infoOf(string(text))
	size, files := int64(0), 0
	for name, f := range b.files {
		if strings.HasPrefix(name, bagPayload) {
			size, files = size+int64(f.UncompressedSize64), files+1
		}
	}
	if bytes, n, ok := parseOxum(b.info["Payload-Oxum"]); !ok || bytes != size || n != files {
		return badBagFile("refusal.register_bag_manifest", bagInfo)
	}
	return nil
}

// infoOf reads names and values; a line that begins with a space goes on with the
// value before it. Of a name that stands twice the first value counts.
func infoOf(text string) map[string]string {
	info := map[string]string{}
	last := ""
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			if last != "" {
				info[last] += " " + strings.TrimSpace(line)
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if _, twice := info[name]; !ok || twice {
			last = ""
			continue
		}
		last = name
		info[name] = strings.TrimSpace(value)
	}
	return info
}
