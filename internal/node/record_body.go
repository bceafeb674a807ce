package node

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"fmt"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/register"
	"parley/internal/store"
)

// recordOf reads a record. One that is held with consent is sealed with a key of its
// own (SAFETY.md C11): where the key was destroyed, or is in no backup, the record
// is as if it had been withdrawn.
func (n *Node) recordOf(d *register.Definition, row store.RecordRow) (register.Record, error) {
	gone := register.Record{ID: register.ID(row.ID), Register: d.Name, Key: row.Key, State: register.Withdrawn, Level: register.Side}
	body := row.Body
	if d.Consent {
		if row.ItemKey == nil {
			return gone, nil
		}
		seal, err := itemSeal(row.ItemKey)
		if err != nil {
			return gone, err
		}
		if body, err = seal.Open(nil, nil, body, itemName(row.ID)); err != nil {
			n.Log.Error("a record is sealed with another key than the one that is here", "record", dialogue.FormatID(row.ID))
			return gone, nil
		}
	}
	var r register.Record
	if err := json.Unmarshal(body, &r); err != nil {
		return gone, fmt.Errorf("read record %s of %s: %w", row.Key, d.Name, err)
	}
	return r, nil
}

// rowOf writes a record, where it is held with consent sealed with its key, for which a
// new record has none yet. One that was withdrawn has nothing to seal.
func (n *Node) rowOf(d *register.Definition, r register.Record, key []byte) (store.RecordRow, error) {
	row := store.RecordRow{ID: int64(r.ID), Register: string(d.Name), Key: r.Key}
	body, err := json.Marshal(r)
	if err != nil {
		return row, fmt.Errorf("write record %s of %s: %w", r.Key, d.Name, err)
	}
	row.Body = body
	if !d.Consent || r.State == register.Withdrawn {
		return row, nil
	}
	if row.ItemKey = key; key == nil {
		row.ItemKey = make([]byte, 32)
		if err := n.draw(row.ItemKey); err != nil {
			return row, err
		}
	}
	seal, err := itemSeal(row.ItemKey)
	if err != nil {
		return row, err
	}
	row.Body = seal.Seal(nil, nil, body, itemName(row.ID))
	return row, nil
}

func itemSeal(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("use an item key: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func itemName(id int64) []byte { return fmt.Appendf(nil, "parley/record/%d", id) }

func sortedNumbers(all []int64) []int64 {
	slices.Sort(all)
	return all
}
