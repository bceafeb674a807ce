package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/record"
)

// A signingKey is the key of a side, or of a witness, as a file holds it.
type signingKey struct {
	name            string
	witness         bool
	private, public string
}

// newSigningKey makes a key of random bytes.
func newSigningKey(random io.Reader, name string, witness bool) (signingKey, error) {
	k := signingKey{name: name, witness: witness}
	make := record.NewKey
	if witness {
		make = record.NewWitnessKey
	}
	var err error
	if k.private, k.public, err = make(random, name); err != nil {
		return k, fmt.Errorf("make a key: %w", err)
	}
	return k, nil
}

var errNoKey = errors.New("it does not hold a private key that parley key new made")

// parseSigningKey reads the private text of a key.
func parseSigningKey(text string) (signingKey, error) {
	text = strings.TrimSpace(text)
	parts := strings.SplitN(text, "+", 5) // PRIVATE+KEY+name+number+base64
	if len(parts) != 5 {
		return signingKey{}, errNoKey
	}
	secret, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(secret) != 33 {
		return signingKey{}, errNoKey
	}
	for _, witness := range []bool{false, true} {
		k, err := newSigningKey(bytes.NewReader(secret[1:]), parts[2], witness)
		if err == nil && k.private == text {
			return k, nil
		}
	}
	return signingKey{}, errNoKey
}

// largestKeyFile in bytes.
const largestKeyFile = 64 << 10

// readKeyFile reads a key. Of one that is sealed it asks the passphrase.
func readKeyFile(name string, ask *asker) (signingKey, error) {
	text, err := readUpTo(name, largestKeyFile)
	if err != nil {
		return signingKey{}, err
	}
	if bytes.HasPrefix(text, []byte(armor.Header)) {
		if text, err = unsealKey(text, ask); err != nil {
			return signingKey{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	k, err := parseSigningKey(string(text))
	if err != nil {
		return k, fmt.Errorf("%s: %w", name, err)
	}
	return k, nil
}

func unsealKey(sealed []byte, ask *asker) ([]byte, error) {
	passphrase, err := ask.secret("Passphrase of the key: ")
	if err != nil {
		return nil, err
	}
	by, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, errors.New("a passphrase is needed")
	}
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(sealed)), by)
	if _, other := errors.AsType[*age.NoIdentityMatchError](err); other {
		return nil, errors.New("this is not its passphrase")
	}
	if err != nil {
		return nil, fmt.Errorf("unseal: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(r, largestKeyFile))
	if err != nil {
		return nil, fmt.Errorf("unseal: %w", err)
	}
	return text, nil
}

// sealKey asks for a passphrase, twice, and seals the private text of a key
// with it, as text that age(1) opens.
func sealKey(private string, ask *asker) ([]byte, error) {
	passphrase, err := ask.secret(fmt.Sprintf("Passphrase for the key, at least %d characters: ", node.ShortestPassphrase))
	if err != nil {
		return nil, err
	}
	if dialogue.Length(passphrase) < node.ShortestPassphrase {
		return nil, fmt.Errorf("a passphrase needs at least %d characters", node.ShortestPassphrase)
	}
	again, err := ask.secret("The same again: ")
	if err != nil {
		return nil, err
	}
	if again != passphrase {
		return nil, errors.New("the two are not the same")
	}
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	var text bytes.Buffer
	lines := armor.NewWriter(&text)
	w, err := age.Encrypt(lines, to)
	if err == nil {
		_, err = io.WriteString(w, private+"\n")
	}
	if err == nil {
		err = errors.Join(w.Close(), lines.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return text.Bytes(), nil
}

// readUpTo reads a file of at most so many bytes.
func readUpTo(name string, most int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if int64(len(text)) > most {
		return nil, fmt.Errorf("%s is larger than %d bytes", name, most)
	}
	return text, nil
}

// createFile writes a file that only its owner can read, to the disk. It writes
// over nothing, and leaves nothing behind when it fails.
func createFile(name string, text []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s: it is there already, and nothing is written over", name)
	}
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", name, err), os.Remove(name))
	}
	return nil
}
