package node

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// What is sealed at rest has one of two sizes, whatever is in it.
const (
	sealedAssessment = register.LongestAssessment + 64
	sealedCoding     = register.LongestCoding
)

var errSealed = errors.New("what is sealed does not open: the database holds something else than was written")

// sealer encrypts under a key that follows from the node's secrets.
func (n *Node) sealer() cipher.AEAD {
	block, err := aes.NewCipher(n.Secrets.Key("assessment"))
	if err == nil {
		var gcm cipher.AEAD
		if gcm, err = cipher.NewGCM(block); err == nil {
			return gcm
		}
	}
	panic("node: aes: " + err.Error()) // the key has 32 bytes
}

// seal pads a text to a size and encrypts it, bound to the place where it is kept.
func (n *Node) seal(text []byte, size int, place string) ([]byte, error) {
	if len(text) > size-4 {
		return nil, fmt.Errorf("seal: %d bytes are more than fit into %d", len(text), size)
	}
	padded := make([]byte, size)
	binary.BigEndian.PutUint32(padded, uint32(len(text)))
	copy(padded[4:], text)
	gcm := n.sealer()
	nonce := make([]byte, gcm.NonceSize())
	if err := n.draw(nonce); err != nil {
		return nil, err
	}
	return gcm.Seal(nonce, nonce, padded, []byte(place)), nil
}

// unseal returns what was sealed at a place.
func (n *Node) unseal(sealed []byte, place string) ([]byte, error) {
	gcm := n.sealer()
	if len(sealed) < gcm.NonceSize() {
		return nil, errSealed
	}
	padded, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], []byte(place))
	if err != nil || len(padded) < 4 {
		return nil, errSealed
	}
	length := int(binary.BigEndian.Uint32(padded))
	if length > len(padded)-4 {
		return nil, errSealed
	}
	return padded[4 : 4+length], nil
}

// placeOf names where an assessment of a side is kept.
func placeOf(cycle register.CycleID, row register.RowID, side dialogue.SideID) string {
	return fmt.Sprintf("%s/%s/%s/%s", dialogue.FormatID(cycle), row.Item, row.Conduct, side)
}

// placeOfCoding names where a coding is kept.
func placeOfCoding(cycle register.CycleID, row register.RowID, side dialogue.SideID, coder int) string {
	return fmt.Sprintf("%s/coder-%d", placeOf(cycle, row, side), coder)
}

// sealOpening seals what opens a side's commitment.
func (n *Node) sealOpening(cycle register.CycleID, row register.RowID, side dialogue.SideID, o register.Opening) ([]byte, error) {
	return n.seal(append(o.Salt[:], o.Text...), sealedAssessment, placeOf(cycle, row, side))
}

// unsealOpening returns what opens a side's commitment.
func (n *Node) unsealOpening(cycle register.CycleID, row register.RowID, side dialogue.SideID, sealed []byte) (register.Opening, error) {
	var o register.Opening
	text, err := n.unseal(sealed, placeOf(cycle, row, side))
	if err == nil && len(text) < len(o.Salt) {
		err = errSealed
	}
	if err != nil {
		return o, err
	}
	copy(o.Salt[:], text)
	o.Text = text[len(o.Salt):]
	return o, nil
}
