package dialogue

import (
	"strings"
	"testing"
)

// The steward registers the first key of the own side, and it counts at once.
func TestRegisterKey(t *testing.T) {
	there := keysOf("armenia")
	own := func(side SideID, n int) Key { return Key{Side: side, Public: keyText(side, n)} }
	for _, c := range []struct {
		name string
		by   Viewer
		k    Key
		key  string
	}{
		{"the first", holder(Steward, "azerbaijan"), own("azerbaijan", 1), ""},
		{"a second", holder(Steward, "armenia"), own("armenia", 2), "refusal.key_there"},
		{"of the witness", holder(Steward, "armenia"), Key{Side: "armenia", Public: "a.witness+0000000a+QQ+Q=", Witness: true}, ""},
		{"of another side", holder(Steward, "armenia"), own("azerbaijan", 1), "refusal.steward_only"},
		{"by a co-chair", chair("azerbaijan"), own("azerbaijan", 1), "refusal.steward_only"},
		{"by nobody", Viewer{}, own("", 1), "refusal.steward_only"},
		{"the other side's text", holder(Steward, "azerbaijan"), Key{Side: "azerbaijan", Public: keyText("armenia", 3)}, "refusal.key_name"},
		{"the other side's key by another name", holder(Steward, "azerbaijan"),
			Key{Side: "azerbaijan", Public: "azerbaijan+00000009+simulated1armenia"}, "refusal.key_taken"},
		{"no key", holder(Steward, "azerbaijan"), Key{Side: "azerbaijan"}, "refusal.key_text"},
		{"half a key", holder(Steward, "azerbaijan"), Key{Side: "azerbaijan", Public: "azerbaijan+0000"}, "refusal.key_text"},
		{"two lines", holder(Steward, "azerbaijan"), Key{Side: "azerbaijan", Public: keyText("azerbaijan", 1) + "\n"}, "refusal.key_text"},
	} {
		k, err := RegisterKey(c.by, c.k, there, today)
		wantKey(t, c.name, err, c.key)
		if _, ok := CurrentKey(append(there, k), c.k.Side, c.k.Witness, today); err == nil && !ok {
			t.Errorf("%s: it does not count today", c.name)
		}
	}
}

// A key is replaced from the fourth day on; until then the old one counts, and of
// several replacements the last (R13).
func TestR13KeyIsReplacedFromTheFourthDay(t *testing.T) {
	all := keysOf("azerbaijan", "armenia")
	_, err := ReplaceKey(Key{Side: "valley", Public: keyText("valley", 1)}, all, today)
	wantKey(t, "where there is none", err, "refusal.key_none")
	_, err = ReplaceKey(Key{Side: "armenia", Public: keyText("armenia", 1)}, all, today)
	wantKey(t, "by itself", err, "refusal.key_taken")
	second := must(ReplaceKey(Key{Side: "armenia", Public: keyText("armenia", 2)}, all, today))
	third := must(ReplaceKey(Key{Side: "armenia", Public: keyText("armenia", 3)}, append(all, second), today))
	_, err = ReplaceKey(Key{Side: "armenia", Public: keyText("armenia", 1)}, append(all, second, third), today+20)
	wantKey(t, "by the first again", err, "refusal.key_taken")
	for _, order := range [][]Key{{all[0], all[1], second, third}, {third, second, all[1], all[0]}} {
		for day, want := range map[Day]string{today - 10: "", today: keyText("armenia", 1), today + DaysToReplace - 1: keyText("armenia", 1),
			today + DaysToReplace: keyText("armenia", 2), today + DaysToReplace + 1: keyText("armenia", 3), today + 99: keyText("armenia", 3)} {
			k, ok := CurrentKey(order, "armenia", false, day)
			if k.Public != want || ok != (want != "") {
				t.Errorf("on %s %q counts, want %q", day, k.Public, want)
			}
		}
		if k, _ := CurrentKey(order, "azerbaijan", false, today+99); k.Public != keyText("azerbaijan", 1) {
			t.Errorf("the other side's key is %q", k.Public)
		}
		if _, ok := CurrentKey(order, "armenia", true, today+99); ok {
			t.Error("a side's key counts as its witness's")
		}
	}
}

// A dialogue's proposals are signed too, by each side that has a key.
func TestSignedApprovals(t *testing.T) {
	d := preparing(both...)
	b := basis(both...)
	b.Keys = keysOf("azerbaijan")
	p := propose(t, d, "azerbaijan", toOpen(), b)
	if len(p.Approvals) != 0 {
		t.Error("proposed is approved, though the side has a key")
	}
	if other := propose(t, d, "armenia", toOpen(), b); len(other.Approvals) != 1 {
		t.Error("a side without a key approves by proposing")
	}
	good := signed("azerbaijan", p)
	other, old, foreign := good, good, good
	other.Hash[0]++
	old.Key, foreign.Key = keyText("azerbaijan", 2), keyText("armenia", 1)
	for _, c := range []struct {
		name string
		by   SideID
		s    Signed
		key  string
	}{
		{"not signed", "azerbaijan", Signed{}, "refusal.signature_missing"},
		{"a note that nothing verified", "azerbaijan", Signed{Note: good.Note, Hash: p.Hash()}, "refusal.signature_missing"},
		{"over other bytes", "azerbaijan", other, "refusal.signature_other"},
		{"another key", "azerbaijan", old, "refusal.signature_key"},
		{"the other side's key", "azerbaijan", foreign, "refusal.signature_key"},
		{"signed", "azerbaijan", good, ""},
		{"a signature of a side without a key", "armenia", foreign, "refusal.signature_key"},
		{"without a key", "armenia", Signed{}, ""},
	} {
		next, enacted, err := d.Approve(chair(c.by), p, p.Hash(), c.s, chairsOf(d), b)
		wantKey(t, c.name, err, c.key)
		if enacted || next.Approved(c.by, chairsOf(d), b.Keys, today) != (c.key == "") {
			t.Errorf("%s: approved is %v, enacted %v", c.name, err == nil, enacted)
		}
		if c.name == "signed" && string(next.Approvals[0].Note) != string(good.Note) {
			t.Errorf("the note is not kept: %+v", next.Approvals)
		}
	}
}

// What was signed with a key that is replaced by then counts for nothing, and so
// does what was approved before the first key (R13).
func TestR13ApprovalsByTheOldKeyAreVoid(t *testing.T) {
	d := preparing(both...)
	b := basis(both...)
	b.Keys = keysOf("azerbaijan", "armenia")
	p := propose(t, d, "armenia", toOpen(), b)
	p, _, err := d.Approve(chair("armenia"), p, p.Hash(), signed("armenia", p), chairsOf(d), b)
	wantKey(t, "signed", err, "")
	b.Keys = append(b.Keys, must(ReplaceKey(Key{Side: "armenia", Public: keyText("armenia", 2)}, b.Keys, today)))
	for _, c := range []struct {
		wait    Day
		enacted bool
	}{{DaysToReplace - 1, true}, {DaysToReplace, false}} {
		b.Today = today + c.wait
		after, enacted, err := d.Approve(chair("azerbaijan"), p, p.Hash(), signed("azerbaijan", p), chairsOf(d), b)
		if err != nil || enacted != c.enacted {
			t.Errorf("after %d days: enacted %v, %v", c.wait, enacted, err)
		}
		if c.enacted {
			continue
		}
		_, _, err = d.Approve(chair("armenia"), after, p.Hash(), signed("armenia", p), chairsOf(d), b)
		wantKey(t, "signed with the old key", err, "refusal.signature_key")
		s := signed("armenia", p)
		s.Key = keyText("armenia", 2)
		_, enacted, err = d.Approve(chair("armenia"), after, p.Hash(), s, chairsOf(d), b)
		if err != nil || !enacted {
			t.Errorf("signed with the new key: enacted %v, %v", enacted, err)
		}
	}
	b = basis(both...)
	p = propose(t, d, "azerbaijan", toOpen(), b)
	if p.Approved("azerbaijan", chairsOf(d), keysOf("azerbaijan"), today) {
		t.Error("an approval of before the first key counts with it")
	}
}

// Absence is told after AbsentAfter days, and is nothing but told (S8).
func TestS8AbsenceIsToldAndNoMore(t *testing.T) {
	b := releasing(readyReport(), both...)
	p := must(ProposeForum(chair("armenia"), Act{Kind: ActRelease}, b))
	missing := p.Missing(b.Sides, officesOf(both...), b.Keys, today)
	if got := p.Absent(missing, today+AbsentAfter-1); got != nil {
		t.Errorf("told early: %v", got)
	}
	if got := p.Absent(missing, today+AbsentAfter); len(got) != 2 {
		t.Errorf("absent: %v", got)
	}
	b.Today += 365
	p, enacted, err := ApproveForum(chair("armenia"), p, p.Hash(), signed("armenia", p), officesOf(both...), b)
	if err != nil || enacted || len(p.Missing(b.Sides, officesOf(both...), b.Keys, b.Today)) != 1 {
		t.Errorf("a year later: enacted %v, %v", enacted, err)
	}
	p.State = TakenBack
	if got := p.Absent(missing, today+99); got != nil {
		t.Errorf("told of what is over: %s", strings.Join([]string{string(got[0])}, ""))
	}
}
