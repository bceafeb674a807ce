package node

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/store"
)

// entry makes an entry of the record about content, of which only the salted
// hash is told, with the sides whose act it is.
func (n *Node) entry(kind record.Kind, content []byte, count int, quorum ...dialogue.SideID) (record.Opened, error) {
	var salt record.Salt
	if err := n.draw(salt[:]); err != nil {
		return record.Opened{}, err
	}
	return record.Open(kind, salt, content, count, n.today().String(), texts(quorum)), nil
}

func texts(sides []dialogue.SideID) []string {
	var all []string
	for _, s := range sides {
		all = append(all, string(s))
	}
	return all
}

// origin is the name of the node's record. It follows from the secrets, as its
// key does, so that a node keeps both wherever it is moved.
func (n *Node) origin() string { return "parley-" + dialogue.FormatBytes(n.Secrets.Key("origin")[:10]) }

// logKey returns the key with which the node signs checkpoints.
func (n *Node) logKey() (private, public string) {
	private, public, err := record.NewKey(bytes.NewReader(n.Secrets.Key("checkpoint")), n.origin())
	if err != nil {
		panic("node: " + err.Error()) // the name is fit and 32 bytes are there
	}
	return private, public
}

// LogKey returns the public key with which checkpoints of this node are
// verified.
func (n *Node) LogKey() string {
	_, public := n.logKey()
	return public
}

// Reach takes the record a round further: it signs a checkpoint of what was
// added, and asks the witness of each side for its cosignature. A witness that
// does not answer keeps nobody waiting but what is to be released.
func (n *Node) Reach(ctx context.Context) error {
	text, at, err := n.checkpoint(ctx)
	if err != nil || at.Size == 0 || n.Ask == nil {
		return err
	}
	keys, err := n.Store.Keys(ctx)
	if err != nil {
		return err
	}
	sides, err := n.sideIDs(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, side := range sides {
		if key, ok := dialogue.CurrentKey(keys, side, true, n.today()); ok {
			err := n.askWitness(ctx, side, key.Public, text, at)
			n.alarm(side, err)
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// checkpoint returns the newest checkpoint, signed now if entries were added
// since. There is none of an empty record.
func (n *Node) checkpoint(ctx context.Context) (text []byte, at record.Checkpoint, err error) {
	private, public := n.logKey()
	size, err := n.Store.RecordSize(ctx)
	if err != nil || size == 0 {
		return nil, at, err
	}
	text, err = n.Store.LatestCheckpoint(ctx)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, at, err
	}
	if err == nil {
		if at, err = record.OpenCheckpoint(text, public); err != nil {
			return nil, at, fmt.Errorf("read own checkpoint: %w", err)
		}
		if at.Size >= size {
			return text, at, nil
		}
	}
	root, err := record.Root(size, n.Store.RecordHashes(ctx))
	if err != nil {
		return nil, at, fmt.Errorf("compute the root: %w", err)
	}
	at = record.Checkpoint{Origin: n.origin(), Size: size, Root: root}
	if text, err = record.SignCheckpoint(at, private); err != nil {
		return nil, at, fmt.Errorf("sign a checkpoint: %w", err)
	}
	return text, at, n.Store.AddCheckpoint(ctx, size, text)
}

// askWitness asks a side's witness to cosign a checkpoint that it did not.
func (n *Node) askWitness(ctx context.Context, side dialogue.SideID, public string, text []byte, at record.Checkpoint) error {
	last, err := n.Store.LastCosigned(ctx, side, public)
	if err != nil || last >= at.Size {
		return err
	}
	for range 2 { // it may have cosigned what we did not hear of
		proof, err := record.ConsistencyProof(last, at.Size, n.Store.RecordHashes(ctx))
		if err != nil {
			return fmt.Errorf("prove that the record only grew: %w", err)
		}
		request := record.AddCheckpoint{Old: last, Proof: proof, Checkpoint: text}
		line, err := n.Ask(ctx, side, request.Bytes())
		var stale *record.StaleError
		if errors.As(err, &stale) && stale.Size > last && stale.Size <= at.Size {
			last = stale.Size
			continue
		}
		if err != nil {
			return fmt.Errorf("ask the witness of %s: %w", side, err)
		}
		if line, err = record.Cosignature(text, line, public); err != nil {
			return fmt.Errorf("check the cosignature of %s: %w", side, err)
		}
		return n.Store.AddCosignature(ctx, store.Cosignature{Size: at.Size, Side: side, Public: public, Line: line})
	}
	return fmt.Errorf("the witness of %s does not go on from its own checkpoint", side)
}

// alarm keeps what a witness last refused, for all to see, until it cosigns
// again.
func (n *Node) alarm(side dialogue.SideID, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.alarms, side)
	if err != nil {
		n.alarms[side] = err
	}
}

// RecordView is what everybody may know of the record.
type RecordView struct {
	Size       int64
	Checkpoint string // the newest, with the cosignatures that it has
	Log        string // the node's public key
	Cosigned   map[dialogue.SideID]int64
	Keys       []dialogue.Key
	Silent     []dialogue.SideID // whose witness did not answer or refused, the last time it was asked
}

// Record returns where the record stands.
func (n *Node) Record(ctx context.Context) (RecordView, error) {
	_, public := n.logKey()
	view := RecordView{Log: public, Cosigned: map[dialogue.SideID]int64{}}
	text, at, err := n.checkpoint(ctx)
	if err != nil {
		return view, err
	}
	view.Size = at.Size
	if view.Keys, err = n.publicKeys(ctx); err != nil {
		return view, err
	}
	lines, err := n.Store.Cosignatures(ctx, at.Size)
	if err != nil {
		return view, err
	}
	if len(text) > 0 {
		if text, err = record.AddCosignatures(text, lines...); err != nil {
			return view, fmt.Errorf("join cosignatures: %w", err)
		}
	}
	view.Checkpoint = string(text)
	sides, err := n.sideIDs(ctx)
	if err != nil {
		return view, err
	}
	for _, side := range sides {
		key, ok := dialogue.CurrentKey(view.Keys, side, true, n.today())
		if !ok {
			continue
		}
		if view.Cosigned[side], err = n.Store.LastCosigned(ctx, side, key.Public); err != nil {
			return view, err
		}
		n.mu.Lock()
		if n.alarms[side] != nil {
			view.Silent = append(view.Silent, side)
		}
		n.mu.Unlock()
	}
	return view, nil
}

// RecordFile returns a file of the record as C2SP tlog-tiles names them:
// "checkpoint" or "tile/…".
func (n *Node) RecordFile(ctx context.Context, path string) ([]byte, error) {
	if path == "checkpoint" {
		view, err := n.Record(ctx)
		if err == nil && view.Size == 0 {
			err = fault.New(fault.NotFound, "refusal.page_unknown")
		}
		return []byte(view.Checkpoint), err
	}
	size, err := n.Store.RecordSize(ctx)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(path, "tile/") {
		return nil, fault.New(fault.NotFound, "refusal.page_unknown")
	}
	return record.Tile(path, size, n.Store.RecordHashes(ctx), func(from, count int64) ([][]byte, error) {
		return n.Store.RecordEntries(ctx, from, count)
	})
}

// TrustFile returns the keys that this node names, in the form of a trust file.
// Who trusts it trusts the node: it is there to be compared with what each side
// publishes itself.
func (n *Node) TrustFile(ctx context.Context) ([]byte, error) {
	t, err := n.trust(ctx)
	return t.Bytes(), err
}

func (n *Node) trust(ctx context.Context) (record.Trust, error) {
	_, public := n.logKey()
	t := record.Trust{Log: public, Sides: map[string][]string{}, Witnesses: map[string][]string{}}
	keys, err := n.Store.Keys(ctx)
	for _, k := range keys {
		if k.From > n.today() {
			continue
		}
		of := t.Sides
		if k.Witness {
			of = t.Witnesses
		}
		of[string(k.Side)] = append(of[string(k.Side)], k.Public)
	}
	return t, err
}

// DemandReceived puts on record that the operator received so many legal
// demands for data, and nothing about them.
func (n *Node) DemandReceived(ctx context.Context, count int) error {
	if count < 1 {
		return fault.New(fault.Invalid, "refusal.demand_count")
	}
	e, err := n.entry(record.LegalDemand, nil, count)
	if err != nil {
		return err
	}
	return n.Store.AddEntries(ctx, e)
}
