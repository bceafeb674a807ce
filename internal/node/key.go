package node

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
)

// ShortestPassphrase of a key that is held on the node, in characters.
const ShortestPassphrase = 16

// Keys returns the keys of every side and of its witness, and those that wait
// to replace them (RULINGS R13: shown to all sides at once). Of one held here
// only that it is.
func (n *Node) Keys(ctx context.Context, v dialogue.Viewer) ([]dialogue.Key, error) {
	if v.Role == "" {
		return nil, fault.New(fault.NotFound, "refusal.page_unknown")
	}
	return n.publicKeys(ctx)
}

func (n *Node) publicKeys(ctx context.Context) ([]dialogue.Key, error) {
	all, err := n.Store.Keys(ctx)
	for i, k := range all {
		if len(k.Sealed) > 0 {
			all[i].Sealed = []byte{1}
		}
	}
	return all, err
}

// RegisterKey registers the first key of the steward's side, or of its witness.
// It counts at once, and is an entry of the record.
func (n *Node) RegisterKey(ctx context.Context, v dialogue.Viewer, public string, witness bool) error {
	return n.register(ctx, v, dialogue.Key{Side: v.Side, Public: public, Witness: witness})
}

// HoldKey makes the first key of the steward's side and keeps it here, sealed
// with a passphrase of its own (RULINGS R14).
func (n *Node) HoldKey(ctx context.Context, v dialogue.Viewer, passphrase string) (public string, err error) {
	if v.Role != dialogue.Steward {
		return "", fault.New(fault.Refused, "refusal.steward_only")
	}
	if dialogue.Length(passphrase) < ShortestPassphrase {
		return "", fault.New(fault.Invalid, "refusal.passphrase_short", "Fewest", ShortestPassphrase)
	}
	if _, ok := dialogue.ParsePhrase(passphrase); ok { // with which somebody comes in, or could
		return "", fault.New(fault.Invalid, "refusal.passphrase_phrase")
	}
	var seed [32]byte
	if err := n.draw(seed[:]); err != nil {
		return "", err
	}
	private, public, err := record.NewKey(bytes.NewReader(seed[:]), string(v.Side))
	if err != nil {
		return "", fmt.Errorf("make a key: %w", err)
	}
	sealed, err := n.sealKey(private, passphrase)
	if err != nil {
		return "", err
	}
	return public, n.register(ctx, v, dialogue.Key{Side: v.Side, Public: public, Sealed: sealed})
}

func (n *Node) register(ctx context.Context, v dialogue.Viewer, k dialogue.Key) error {
	_, err := n.addKey(ctx, k, record.KeyChange, func(all []dialogue.Key) (dialogue.Key, error) {
		return dialogue.RegisterKey(v, k, all, n.today())
	})
	return err
}

// ReplaceKey has another key count for a side, or for its witness, on the
// strength of the side's recovery key: from a later day on, which all sides see
// at once (RULINGS R13). Approvals that wait by then are void.
func (n *Node) ReplaceKey(ctx context.Context, typed, public string, witness bool) (dialogue.Key, error) {
	side, err := n.recoverySide(ctx, typed)
	if err != nil {
		return dialogue.Key{}, err
	}
	k := dialogue.Key{Side: side, Public: public, Witness: witness}
	return n.addKey(ctx, k, record.KeyReplaced, func(all []dialogue.Key) (dialogue.Key, error) {
		return dialogue.ReplaceKey(k, all, n.today())
	})
}

// addKey adds a key that the rules allow, with its entry in the record.
func (n *Node) addKey(ctx context.Context, k dialogue.Key, kind record.Kind, decide func([]dialogue.Key) (dialogue.Key, error)) (dialogue.Key, error) {
	return k, again(ctx, func() error {
		all, err := n.Store.Keys(ctx)
		if err != nil {
			return err
		}
		if k, err = decide(all); err != nil {
			return err
		}
		if err := n.checkKey(k, all); err != nil {
			return err
		}
		entry, err := n.entry(kind, []byte(k.Public), 1, k.Side)
		if err != nil {
			return err
		}
		return n.Store.SetKey(ctx, k, all, entry)
	})
}

// checkKey refuses what is no public key of its kind, a witness that is not named
// for its side, and a key that somebody has or had, whatever it is called: it
// would let one speak for two.
func (n *Node) checkKey(k dialogue.Key, all []dialogue.Key) error {
	name, check := string(k.Side), record.CheckKey
	if k.Witness {
		name = WitnessName(k.Side)
		check = func(public, _ string) error { return record.CheckWitnessKey(public) }
	}
	if check(k.Public, name) != nil {
		return fault.New(fault.Invalid, "refusal.key_text")
	}
	if !strings.HasPrefix(k.Public, name+"+") {
		return fault.New(fault.Invalid, "refusal.key_name", "Name", name)
	}
	if record.SameKey(k.Public, n.LogKey()) {
		return fault.New(fault.Invalid, "refusal.key_taken")
	}
	of := 0
	for _, old := range all {
		if record.SameKey(k.Public, old.Public) {
			return fault.New(fault.Invalid, "refusal.key_taken")
		}
		if old.Side == k.Side && old.Witness == k.Witness {
			of++
		}
	}
	if of >= record.MostKeys {
		return fault.New(fault.Refused, "refusal.too_much", "Most", record.MostKeys)
	}
	return nil
}

// WitnessName is the name of the key of a side's witness: no other can be taken
// for it.
func WitnessName(side dialogue.SideID) string { return "witness." + string(side) }

// sealKey seals the private text of a key with a passphrase.
func (n *Node) sealKey(private, passphrase string) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("seal a key: %w", err)
	}
	if n.SealWork > 0 {
		to.SetWorkFactor(n.SealWork)
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, to)
	if err == nil {
		_, err = io.WriteString(w, private)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("seal a key: %w", err)
	}
	return sealed.Bytes(), nil
}

// unsealKey opens what sealKey sealed. Another passphrase is counted as a
// failure.
func (n *Node) unsealKey(sealed []byte, passphrase string) (private string, err error) {
	by, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return "", n.wrongPassphrase()
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), by)
	var other *age.NoIdentityMatchError
	if errors.As(err, &other) {
		return "", n.wrongPassphrase()
	}
	if err != nil {
		return "", fmt.Errorf("unseal a key: %w", err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return "", fmt.Errorf("unseal a key: %w", err)
	}
	return string(text), nil
}

func (n *Node) wrongPassphrase() error {
	if err := n.wrong(); fault.KindOf(err) == fault.TooMany {
		return err
	}
	return fault.New(fault.Refused, "refusal.passphrase_wrong")
}

// A Signing is how a side signs what it approves: with a note signed offline,
// or with the passphrase of the key that is held here.
type Signing struct {
	Note       []byte
	Passphrase string
}

// sign verifies what the viewer's side signed bytes with a hash with, or signs
// them now where the key is held here. Of a side that has no key it returns
// nothing: which key counts, and whether one must, is decided by the rules.
func (n *Node) sign(ctx context.Context, v dialogue.Viewer, s Signing, seen dialogue.Hash) (dialogue.Signed, error) {
	all, err := n.Store.Keys(ctx)
	if err != nil {
		return dialogue.Signed{}, err
	}
	k, ok := dialogue.CurrentKey(all, v.Side, false, n.today())
	if !ok || (s.Passphrase == "" && len(s.Note) == 0) {
		return dialogue.Signed{}, nil
	}
	note := s.Note
	if s.Passphrase != "" {
		if note, err = n.signHere(k, s.Passphrase, seen); err != nil {
			return dialogue.Signed{}, err
		}
	}
	a, err := record.OpenApproval(note, k.Public)
	if err != nil {
		return dialogue.Signed{}, err
	}
	return dialogue.Signed{Key: k.Public, Hash: dialogue.Hash(a.Hash), Note: note}, nil
}

// signHere signs with a key that is held on the node.
func (n *Node) signHere(k dialogue.Key, passphrase string, seen dialogue.Hash) ([]byte, error) {
	if len(k.Sealed) == 0 {
		return nil, fault.New(fault.Refused, "refusal.key_not_held")
	}
	private, err := n.unsealKey(k.Sealed, passphrase)
	if err != nil {
		return nil, err
	}
	a := record.Approval{Side: string(k.Side), Hash: record.Digest(seen), How: record.NodeHeld, Day: n.today().String()}
	return a.Sign(private)
}
