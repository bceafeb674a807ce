package dialogue

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
)

func propose(t *testing.T, d Dialogue, by SideID, want Act, b Basis) Proposal {
	t.Helper()
	p, err := d.Propose(chair(by), want, b)
	if err != nil {
		t.Fatalf("propose %s: %v", want.Kind, err)
	}
	return p
}

func toOpen() Act { return Act{Kind: ActOpen, LastDay: (today + 14).String()} }

// Every side must approve, in whatever order (S8, C5). One side alone, also the
// one that proposed, enacts nothing.
func TestEverySideMustApprove(t *testing.T) {
	for _, order := range [][]SideID{
		{"armenia", "azerbaijan"}, {"azerbaijan", "armenia"},
		{"valley", "armenia", "azerbaijan"}, {"azerbaijan", "valley", "armenia"}, {"armenia", "azerbaijan", "valley"},
	} {
		d := preparing(slices.Sorted(slices.Values(order))...)
		b := basis(order...)
		p := propose(t, d, order[0], toOpen(), b)
		for i, side := range order {
			var enacted bool
			var err error
			for range 2 { // approving twice counts once
				if p.State != Proposed {
					break
				}
				if p, enacted, err = d.Approve(chair(side), p, p.Hash(), Signed{}, chairsOf(d), b); err != nil {
					t.Fatalf("%v: %s: %v", order, side, err)
				}
			}
			if last := i == len(order)-1; enacted != last || (p.State == Enacted) != last {
				t.Errorf("%v: after %d approvals enacted is %v, state %s", order, i+1, enacted, p.State)
			}
			if len(p.Approvals) != i+1 || len(p.Missing(d.SideIDs(), chairsOf(d), nil, today)) != len(order)-i-1 {
				t.Errorf("%v: after %d approvals there are %d, missing %v", order, i+1, len(p.Approvals), p.Missing(d.SideIDs(), chairsOf(d), nil, today))
			}
		}
	}
}

// One changed byte voids every approval (C5), whichever byte it is, and what
// was approved before cannot be used for it.
func TestOneChangedByteVoidsTheApprovals(t *testing.T) {
	d := preparing(both...)
	b := basis(both...)
	p := propose(t, d, "armenia", toOpen(), b)
	before := p.Hash()
	for i := range p.Body {
		changed := p
		changed.Body = bytes.Clone(p.Body)
		changed.Body[i] ^= 1
		if changed.Approved("armenia", chairsOf(d), nil, today) {
			t.Fatalf("byte %d changed, and still approved", i)
		}
		_, enacted, err := d.Approve(chair("azerbaijan"), changed, before, Signed{}, chairsOf(d), b)
		wantKey(t, fmt.Sprintf("byte %d, hash of before", i), err, "refusal.proposal_changed")
		_, again, err := d.Approve(chair("azerbaijan"), changed, changed.Hash(), Signed{}, chairsOf(d), b)
		if enacted || again {
			t.Fatalf("byte %d changed, and enacted with the approval of other bytes (%v)", i, err)
		}
	}
}

// An approval stands for as long as its co-chair does (R13).
func TestApprovalOfSomebodyWhoLostTheOfficeIsNone(t *testing.T) {
	mine := Office{ID: accountOf("azerbaijan"), Side: "azerbaijan", Role: CoChair}
	for name, change := range map[string]func(*Office){
		"revoked by card or replaced": func(o *Office) { o.Locked = true },
		"moderator now":               func(o *Office) { o.Role = Moderator },
		"of another side":             func(o *Office) { o.Side = "armenia" },
		"somebody else":               func(o *Office) { o.ID++ },
	} {
		d := preparing(both...)
		b := basis(both...)
		p := propose(t, d, "azerbaijan", toOpen(), b)
		gone := mine
		change(&gone)
		chairs := []Office{gone, {ID: accountOf("armenia"), Side: "armenia", Role: CoChair}}
		p, enacted, err := d.Approve(chair("armenia"), p, p.Hash(), Signed{}, chairs, b)
		if err != nil || enacted || !slices.Equal(p.Missing(d.SideIDs(), chairs, nil, today), []SideID{"azerbaijan"}) {
			t.Errorf("%s: enacted %v, missing %v, %v", name, enacted, p.Missing(d.SideIDs(), chairs, nil, today), err)
		}
		successor := Viewer{Account: 555, Role: CoChair, Side: "azerbaijan"}
		chairs = append(chairs, Office{ID: 555, Side: "azerbaijan", Role: CoChair})
		p, enacted, err = d.Approve(successor, p, p.Hash(), Signed{}, chairs, b)
		if err != nil || !enacted || len(p.Approvals) != 2 {
			t.Errorf("%s: the successor's approval: enacted %v, approvals %d, %v", name, enacted, len(p.Approvals), err)
		}
	}
}

// What a proposal rests on is part of what is approved: when it changes, the
// proposal is void and can never be enacted.
func TestProposalIsVoidWhenItsGroundChanges(t *testing.T) {
	paused := running(both...)
	paused.PausedBy = "armenia"
	closed := running(both...)
	closed.Phase = Closed
	for _, c := range []struct {
		name   string
		d      Dialogue
		want   Act
		change func(*Dialogue, *Basis)
		void   bool
	}{
		{"open, nothing changed", preparing(both...), toOpen(), func(*Dialogue, *Basis) {}, false},
		{"open, somebody joined elsewhere", preparing(both...), toOpen(), func(d *Dialogue, _ *Basis) { d.Version++ }, false},
		{"open, one letter of a seed", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) { b.Statements[1].Text += "!" }, true},
		{"open, side of a seed", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) { b.Statements[0].Side = "armenia" }, true},
		{"open, language of a seed", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) { b.Statements[0].Language = "en" }, true},
		{"open, number of a seed", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) { b.Statements[0].ID++ }, true},
		{"open, a seed less", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) { b.Statements = b.Statements[:1] }, true},
		{"open, seeds in another order", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) { slices.Reverse(b.Statements) }, false},
		{"open, one code more each", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) { b.Waiting = batch(61, both...) }, true},
		{"open, as many codes, others", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) {
			b.Waiting["armenia"] = CodeCount{60, batch(9, "armenia")["armenia"].Digest}
		}, true},
		{"open, one translation of the topic", preparing(both...), toOpen(), func(d *Dialogue, _ *Basis) {
			d.Settings.Topic = inAll("Water of the border villages")
			d.Settings.Topic["hy"] = "Ջուր"
		}, true},
		{"open, threshold", preparing(both...), toOpen(), func(d *Dialogue, _ *Basis) { d.Settings.Threshold = 0.6 }, true},
		{"open, protected", preparing(both...), toOpen(), func(d *Dialogue, _ *Basis) { d.Kind = Protected }, true},
		{"open, opened already", preparing(both...), toOpen(), func(d *Dialogue, _ *Basis) { d.Phase = Open }, true},
		{"open, the last day is over", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) { b.Today += 15 }, true},
		{"open, a day later", preparing(both...), toOpen(), func(_ *Dialogue, b *Basis) { b.Today++ }, false},
		{"closing, another day meanwhile", running(both...), Act{Kind: ActClosing, LastDay: (today + 20).String()},
			func(d *Dialogue, _ *Basis) { d.LastDay++ }, true},
		{"codes, dropped", running(both...), Act{Kind: ActCodes}, func(_ *Dialogue, b *Basis) { b.Waiting = nil }, true},
		{"waiver, other numbers", with(running(both...), func(d *Dialogue) { d.Sides[0].Issued-- }), Act{Kind: ActWaiver, Reason: "Fewer people could come."},
			func(d *Dialogue, _ *Basis) { d.Sides[0].Issued -= 5 }, true},
		{"resume of an earlier pause", paused, Act{Kind: ActResume}, func(d *Dialogue, _ *Basis) { d.Turns++ }, true},
		{"closing, there and back meanwhile", running(both...), Act{Kind: ActClosing, LastDay: (today + 20).String()},
			func(d *Dialogue, _ *Basis) { d.Turns += 2 }, true},
		{"resume, paused by another", paused, Act{Kind: ActResume}, func(d *Dialogue, _ *Basis) { d.PausedBy = "azerbaijan" }, true},
		{"live, it is over", running(both...), Act{Kind: ActLive}, func(d *Dialogue, _ *Basis) { d.Phase = Closed }, true},
		{"rows, closed", closed, Act{Kind: ActHandRows, To: []Receiver{{"Archive (simulated)", someKey}}}, func(*Dialogue, *Basis) {}, false},
		{"in another dialogue", running(both...), Act{Kind: ActLive}, func(d *Dialogue, _ *Basis) { d.ID++ }, true},
	} {
		b := basis(both...)
		p := propose(t, c.d, "armenia", c.want, b)
		c.d.Sides = slices.Clone(c.d.Sides)
		c.change(&c.d, &b)
		p.Dialogue = c.d.ID
		p, enacted, err := c.d.Approve(chair("azerbaijan"), p, p.Hash(), Signed{}, chairsOf(c.d), b)
		if enacted == c.void || (p.State == Superseded) != c.void {
			t.Errorf("%s: enacted %v, state %s, %v", c.name, enacted, p.State, err)
		}
		if c.void {
			wantKey(t, c.name, err, "refusal.proposal_void")
			_, _, err = c.d.Approve(chair("azerbaijan"), p, p.Hash(), Signed{}, chairsOf(c.d), b)
			wantKey(t, c.name+", again", err, "refusal.proposal_over")
		}
	}
}

// What was signed for a proposal that was taken back, or for what was done once,
// binds nothing: the same proposed again has other bytes, whatever it is (C5).
func TestC5NoSignatureOfADialogueCountsTwice(t *testing.T) {
	closed := with(running(both...), func(d *Dialogue) { d.Phase = Closed })
	paused := with(running(both...), func(d *Dialogue) { d.PausedBy = "armenia" })
	unequal := with(running(both...), func(d *Dialogue) { d.Sides[0].Issued-- })
	imported := with(preparing(both...), func(d *Dialogue) { d.Imported = true })
	for _, c := range []struct {
		d    Dialogue
		want Act
	}{
		{preparing(both...), toOpen()}, {running(both...), Act{Kind: ActLive}}, {running(both...), Act{Kind: ActCodes}},
		{unequal, Act{Kind: ActWaiver, Reason: "Fewer people could come."}}, {running(both...), Act{Kind: ActClosing, LastDay: (today + 20).String()}},
		{paused, Act{Kind: ActResume}}, {closed, Act{Kind: ActHandRows, To: []Receiver{{"Archive (simulated)", someKey}}}}, {imported, Act{Kind: ActAdopt}},
	} {
		b := basis(both...)
		b.Keys = keysOf(both...)
		p := propose(t, c.d, "azerbaijan", c.want, b)
		old := signed("armenia", p)
		d, taken, err := c.d.Withdraw(chair("azerbaijan"), p)
		if err != nil || taken.State != TakenBack {
			t.Fatalf("%s: %s, %v", c.want.Kind, taken.State, err)
		}
		again := propose(t, d, "azerbaijan", c.want, b)
		_, _, err = d.Approve(chair("armenia"), again, again.Hash(), old, chairsOf(d), b)
		wantKey(t, string(c.want.Kind)+", the old signature", err, "refusal.signature_other")
		a, _ := p.Act()
		if c.want.Kind == ActHandRows || c.want.Kind == ActWaiver {
			d = c.d.Enact(a, today)
			d.Waived = nil // by another one meanwhile
			again = propose(t, d, "azerbaijan", c.want, b)
			_, _, err = d.Approve(chair("armenia"), again, again.Hash(), old, chairsOf(d), b)
			wantKey(t, string(c.want.Kind)+", the signature of what was done", err, "refusal.signature_other")
		}
		other := with(c.d, func(d *Dialogue) { d.ID++ })
		other, _, err = other.Withdraw(chair("armenia"), p)
		if wantKey(t, "taken back in another dialogue", err, "refusal.proposal_unknown"); other.Turns != c.d.Turns {
			t.Error("a refusal counts a turn")
		}
	}
}

func TestWhoMayProposeApproveAndTakeBack(t *testing.T) {
	d := preparing(both...)
	b := basis(both...)
	p := propose(t, d, "azerbaijan", toOpen(), b)
	enacted, _, _ := d.Approve(chair("armenia"), p, p.Hash(), Signed{}, chairsOf(d), b)
	_, taken, _ := d.Withdraw(chair("azerbaijan"), p)
	for _, c := range []struct {
		name                       string
		by                         Viewer
		propose, approve, takeBack string
	}{
		{"co-chair who proposed", chair("azerbaijan"), "", "", ""},
		{"co-chair of the other side", chair("armenia"), "", "", ""},
		{"co-chair of no side of it", chair("valley"), "refusal.co_chair_only", "refusal.co_chair_only", "refusal.co_chair_only"},
		{"steward", holder(Steward, "azerbaijan"), "refusal.co_chair_only", "refusal.co_chair_only", "refusal.co_chair_only"},
		{"moderator", holder(Moderator, "azerbaijan"), "refusal.co_chair_only", "refusal.co_chair_only", "refusal.co_chair_only"},
		{"participant", person(d, "azerbaijan"), "refusal.co_chair_only", "refusal.co_chair_only", "refusal.co_chair_only"},
		{"nobody", Viewer{}, "refusal.co_chair_only", "refusal.co_chair_only", "refusal.co_chair_only"},
	} {
		_, err := d.Propose(c.by, toOpen(), b)
		wantKey(t, c.name+" proposes", err, c.propose)
		_, _, err = d.Approve(c.by, p, p.Hash(), Signed{}, chairsOf(d), b)
		wantKey(t, c.name+" approves", err, c.approve)
		after, _, err := d.Withdraw(c.by, p)
		wantKey(t, c.name+" takes back", err, c.takeBack)
		if turned := after.Turns - d.Turns; (turned == 1) != (err == nil) {
			t.Errorf("%s takes back: %d turns more", c.name, turned)
		}
		if c.propose != "" {
			continue
		}
		for _, over := range []Proposal{enacted, taken} {
			_, again, err := d.Approve(c.by, over, over.Hash(), Signed{}, chairsOf(d), b)
			if wantKey(t, c.name+" approves what is "+string(over.State), err, "refusal.proposal_over"); again {
				t.Errorf("%s enacts what is %s", c.name, over.State)
			}
		}
	}
	after, _, err := d.Withdraw(chair("azerbaijan"), enacted)
	if after.Turns != d.Turns {
		t.Error("a refusal counts a turn")
	}
	wantKey(t, "take back what is enacted", err, "refusal.proposal_over")
}
