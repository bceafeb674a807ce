package record

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
)

// The algorithms of keys, as C2SP signed-note numbers them. A key of the one
// never counts as one of the other.
const (
	signs   = 1 // Ed25519 over the text of a note: sides and the node's record
	cosigns = 4 // cosignature/v1, Ed25519 with a time: witnesses
)

// longestName of a key, in bytes.
const longestName = 100

var (
	errKey  = errors.New("a key is not of the form that keys have")
	errName = errors.New("a key cannot have this name")
)

// NewKey makes the key of a side, named by the side, or that of a record, named
// by its origin, of 32 bytes of r: the same bytes make the same key.
func NewKey(r io.Reader, name string) (private, public string, err error) {
	return newKey(r, name, signs)
}

// NewWitnessKey makes the key of a witness of 32 bytes of r.
func NewWitnessKey(r io.Reader, name string) (private, public string, err error) {
	return newKey(r, name, cosigns)
}

func newKey(r io.Reader, name string, algorithm byte) (private, public string, err error) {
	if !isName(name) {
		return "", "", errName
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(r, seed); err != nil {
		return "", "", fmt.Errorf("draw a key: %w", err)
	}
	k := privateKey{key{name, algorithm, nil}, ed25519.NewKeyFromSeed(seed)}
	k.public = k.private.Public().(ed25519.PublicKey)
	return k.String(), k.key.String(), nil
}

func isName(name string) bool {
	return name != "" && len(name) <= longestName && utf8.ValidString(name) && !strings.Contains(name, "+") &&
		strings.IndexFunc(name, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) < 0
}

// CheckKey refuses what is not the public key of a side, which its name says, or
// of a record, which has its origin as name.
func CheckKey(public, name string) error {
	k, err := parseKey(public, signs)
	if err == nil && k.name != name {
		err = errName
	}
	return err
}

// CheckWitnessKey refuses what is not the public key of a witness.
func CheckWitnessKey(public string) error {
	_, err := parseKey(public, cosigns)
	return err
}

// SameKey reports whether two public keys are of one secret, whatever their
// names and algorithms. What is no key is the same as nothing.
func SameKey(a, b string) bool {
	x, err := parseAny(a)
	y, err2 := parseAny(b)
	return err == nil && err2 == nil && x.public.Equal(y.public)
}

// parseAny reads a public key of either algorithm.
func parseAny(text string) (key, error) {
	k, err := parseKey(text, signs)
	if err != nil {
		k, err = parseKey(text, cosigns)
	}
	return k, err
}

// Fingerprint returns 128 bits of the SHA-256 of a public key's text, for people
// to compare: eight groups of four hexadecimal digits.
func Fingerprint(public string) string {
	sum := sha256.Sum256([]byte(public))
	groups := make([]string, 8)
	for i := range groups {
		groups[i] = fmt.Sprintf("%04x", sum[2*i:2*i+2])
	}
	return strings.Join(groups, " ")
}

// A key is a public key: a note.Verifier.
type key struct {
	name      string
	algorithm byte
	public    ed25519.PublicKey
}

// parseKey reads a public key of an algorithm, in the one way in which it is
// written.
func parseKey(text string, algorithm byte) (key, error) {
	name, rest, _ := strings.Cut(text, "+")
	_, coded, _ := strings.Cut(rest, "+")
	b, err := base64.StdEncoding.DecodeString(coded)
	if err != nil || len(b) != 1+ed25519.PublicKeySize || b[0] != algorithm || !isName(name) {
		return key{}, errKey
	}
	k := key{name, algorithm, b[1:]}
	if k.String() != text {
		return key{}, errKey
	}
	return k, nil
}

// String writes the key as notes name it: "name+hash+base64".
func (k key) String() string {
	return fmt.Sprintf("%s+%08x+%s", k.name, k.KeyHash(), base64.StdEncoding.EncodeToString(k.typed()))
}

func (k key) typed() []byte { return append([]byte{k.algorithm}, k.public...) }

// Name returns the name of the key.
func (k key) Name() string { return k.name }

// KeyHash returns the number by which notes tell keys of one name apart.
func (k key) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(k.name+"\n"), k.typed()...))
	return binary.BigEndian.Uint32(sum[:])
}

// Verify reports whether sig is the key's signature of the text of a note.
func (k key) Verify(text, sig []byte) bool {
	if k.algorithm == cosigns {
		at, sig, ok := cutTime(sig)
		return ok && ed25519.Verify(k.public, cosigned(text, at), sig)
	}
	return ed25519.Verify(k.public, text, sig)
}

var _ note.Verifier = key{}

// A privateKey is a key with what signs.
type privateKey struct {
	key
	private ed25519.PrivateKey
}

func parsePrivate(text string, algorithm byte) (privateKey, error) {
	rest, ok := strings.CutPrefix(text, "PRIVATE+KEY+")
	name, rest, _ := strings.Cut(rest, "+")
	_, coded, _ := strings.Cut(rest, "+")
	b, err := base64.StdEncoding.DecodeString(coded)
	if !ok || err != nil || len(b) != 1+ed25519.SeedSize || b[0] != algorithm || !isName(name) {
		return privateKey{}, errKey
	}
	k := privateKey{key{name, algorithm, nil}, ed25519.NewKeyFromSeed(b[1:])}
	k.public = k.private.Public().(ed25519.PublicKey)
	if k.String() != text {
		return privateKey{}, errKey
	}
	return k, nil
}

// String writes the secret: "PRIVATE+KEY+name+hash+base64".
func (k privateKey) String() string {
	b := append([]byte{k.algorithm}, k.private.Seed()...)
	return fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", k.name, k.KeyHash(), base64.StdEncoding.EncodeToString(b))
}

// line returns the signature line of a note.
func (k key) line(sig []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, k.KeyHash())
	return fmt.Appendf(nil, "— %s %s\n", k.name, base64.StdEncoding.EncodeToString(append(b, sig...)))
}

// sign returns the note that k signs.
func (k privateKey) sign(text string) []byte {
	return append([]byte(text+"\n"), k.line(ed25519.Sign(k.private, []byte(text)))...)
}
