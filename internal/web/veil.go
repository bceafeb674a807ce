package web

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// veiled returns the number of a statement as it stands in the addresses of
// participants, which stay in the browser's history: one block, enciphered with
// a key of this session. In another session it leads to nothing.
func (v *visitor) veiled(id dialogue.StatementID) string {
	var block [aes.BlockSize]byte
	binary.BigEndian.PutUint64(block[8:], uint64(id))
	v.veil().Encrypt(block[:], block[:])
	return base64.RawURLEncoding.EncodeToString(block[:])
}

// unveiled returns the statement of an address that this session was given; ok
// is false for any other text.
func (v *visitor) unveiled(text string) (id dialogue.StatementID, ok bool) {
	block, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(block) != aes.BlockSize {
		return 0, false
	}
	v.veil().Decrypt(block, block)
	id = dialogue.StatementID(binary.BigEndian.Uint64(block[8:]))
	return id, binary.BigEndian.Uint64(block) == 0
}

// askedFor returns the statement that the address asks for under a name; 0 when
// it asks for none.
func (v *visitor) askedFor(name string) (dialogue.StatementID, error) {
	text := v.r.URL.Query().Get(name)
	if text == "" {
		return 0, nil
	}
	id, ok := v.unveiled(text)
	if !ok {
		return 0, fault.New(fault.NotFound, "refusal.statement_unknown")
	}
	return id, nil
}

func (v *visitor) veil() cipher.Block {
	mac := hmac.New(sha256.New, v.site.formKey)
	mac.Write([]byte("statement"))
	mac.Write(v.pass.Form)
	block, err := aes.NewCipher(mac.Sum(nil))
	if err != nil {
		panic("web: " + err.Error()) // the key has 32 bytes
	}
	return block
}
