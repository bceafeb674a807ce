package node

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"parley/internal/dialogue"
)

// Secrets are 32 random bytes from which every key of a node is derived. They
// are kept outside the database: who has the one has not the other.
type Secrets struct{ root [32]byte }

const secretsHead = "parley-secrets/1 "

// NewSecrets draws secrets.
func NewSecrets(random io.Reader) (Secrets, error) {
	var s Secrets
	if _, err := io.ReadFull(random, s.root[:]); err != nil {
		return s, fmt.Errorf("make secrets: %w", err)
	}
	return s, nil
}

// ParseSecrets reads what Text wrote.
func ParseSecrets(text []byte) (Secrets, error) {
	var s Secrets
	rest, ok := strings.CutPrefix(strings.TrimSpace(string(text)), secretsHead)
	b, err := hex.DecodeString(rest)
	if !ok || err != nil || len(b) != len(s.root) {
		return s, errors.New("this is not a secrets file")
	}
	copy(s.root[:], b)
	return s, nil
}

// Text writes the secrets as one line.
func (s Secrets) Text() []byte { return []byte(secretsHead + hex.EncodeToString(s.root[:]) + "\n") }

// Key derives the key for a purpose, 32 bytes.
func (s Secrets) Key(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, s.root[:], nil, "parley/"+purpose, 32)
	if err != nil {
		panic("node: hkdf: " + err.Error()) // 32 bytes of SHA-256 can always be had
	}
	return key
}

func (s Secrets) fingerprint() []byte { return s.Key("fingerprint")[:16] }

// hash returns what is kept of a secret that a person holds: its keyed hash, by
// which it is looked up.
func (s Secrets) hash(purpose, secret string) []byte {
	mac := hmac.New(sha256.New, s.Key(purpose))
	mac.Write([]byte(secret))
	return mac.Sum(nil)
}

func (s Secrets) phrase(p dialogue.Phrase) []byte   { return s.hash("phrase", string(p)) }
func (s Secrets) card(c dialogue.Code) []byte       { return s.hash("revoke", c.String()) }
func (s Secrets) token(t string) []byte             { return s.hash("token", t) }
func (s Secrets) recovery(p dialogue.Phrase) []byte { return s.hash("recovery", string(p)) }

// tagKey returns the key by which a participant's session finds the own
// statements again. It follows from the return phrase alone, which no node
// keeps (RULINGS R12).
func tagKey(p dialogue.Phrase) TagKey {
	key, err := hkdf.Key(sha256.New, []byte(p), nil, "parley/tag", 32)
	if err != nil {
		panic("node: hkdf: " + err.Error())
	}
	return TagKey(key)
}

// tagOf returns the tag of a statement under a session's key.
func tagOf(key TagKey, d dialogue.ID, s dialogue.StatementID) dialogue.Tag {
	mac := hmac.New(sha256.New, key[:])
	fmt.Fprintf(mac, "%s/%s", dialogue.FormatID(d), s)
	return dialogue.Tag(mac.Sum(nil))
}
