package dialogue

import (
	"slices"
	"strings"

	"parley/internal/fault"
)

// A Key is the public key with which a side approves, or that of its witness,
// as a note verifier: "name+hash+base64". A side's own is named by the side.
type Key struct {
	Side    SideID
	Public  string
	Sealed  []byte // of a key held on the node: the private text, sealed with its own passphrase (RULINGS R14)
	From    Day    // before this day it does not count: it waits to replace another
	Witness bool   // it is the witness's, not the side's own
}

// CurrentKey returns the key of a side, or of its witness, that counts today:
// of those in force the one that came last.
func CurrentKey(all []Key, side SideID, witness bool, today Day) (Key, bool) {
	var current Key
	for _, k := range all {
		if k.Side == side && k.Witness == witness && k.From <= today && (current.Public == "" || k.From > current.From) {
			current = k
		}
	}
	return current, current.Public != ""
}

// RegisterKey decides on the first key of a side, or of its witness: its steward
// registers it, and it counts at once. Later ones come with ReplaceKey only.
func RegisterKey(by Viewer, k Key, all []Key, today Day) (Key, error) {
	switch {
	case by.Role != Steward || k.Side != by.Side:
		return k, fault.New(fault.Refused, "refusal.steward_only")
	case slices.ContainsFunc(all, k.succeeds):
		return k, fault.New(fault.Refused, "refusal.key_there")
	}
	k.From = today
	return k, k.check(all)
}

// ReplaceKey decides on another key for a side, or for its witness, on the
// strength of the side's recovery key: it counts after DaysToReplace, and after
// every other that was registered before, so that there is one latest. What was
// approved with the old key and is not enacted by then counts for nothing.
func ReplaceKey(k Key, all []Key, today Day) (Key, error) {
	k.From = today + DaysToReplace
	there := false
	for _, old := range all {
		if old.succeeds(k) {
			there, k.From = true, max(k.From, old.From+1)
		}
	}
	if !there {
		return k, fault.New(fault.Refused, "refusal.key_none")
	}
	return k, k.check(all)
}

// succeeds reports whether two keys are for the same use by the same side.
func (k Key) succeeds(old Key) bool { return k.Side == old.Side && k.Witness == old.Witness }

// check refuses what is no note verifier, or not named by its side, and a key
// that somebody has or had: it would let one side sign for two, or bring back
// approvals that are void. Whether the key itself is sound its caller has
// checked.
func (k Key) check(all []Key) error {
	parts := strings.SplitN(k.Public, "+", 3)
	if len(parts) != 3 || parts[0] == "" || len(parts[1]) != 8 || parts[2] == "" || strings.ContainsAny(k.Public, " \n") {
		return fault.New(fault.Invalid, "refusal.key_text")
	}
	if !k.Witness && parts[0] != string(k.Side) {
		return fault.New(fault.Invalid, "refusal.key_name", "Name", string(k.Side))
	}
	for _, old := range all {
		if strings.HasSuffix(old.Public, "+"+parts[2]) {
			return fault.New(fault.Invalid, "refusal.key_taken")
		}
	}
	return nil
}
