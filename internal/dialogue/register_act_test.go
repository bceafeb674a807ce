package dialogue

import (
	"testing"

	"parley/internal/fault"
)

func registerBasis() RegisterBasis {
	return RegisterBasis{Today: 20_000, Register: "initiatives", Sides: []SideID{"azerbaijan", "armenia"}, Records: 2, Changes: Hash{1}}
}

func chairOf(side SideID, account AccountID) Viewer {
	return Viewer{Account: account, Role: CoChair, Side: side}
}

func TestRegisterActTakesEverySide(t *testing.T) {
	b := registerBasis()
	chairs := []Office{{ID: 1, Side: "armenia", Role: CoChair}, {ID: 2, Side: "azerbaijan", Role: CoChair}}
	p, err := ProposeRegister(chairOf("azerbaijan", 2), Act{Kind: ActRegister}, b)
	if err != nil {
		t.Fatal(err)
	}
	if p.Register != "initiatives" || len(p.Approvals) != 1 {
		t.Fatalf("proposed %+v", p)
	}
	if _, enact, err := ApproveRegister(chairOf("azerbaijan", 2), p, p.Hash(), Signed{}, chairs, b); err != nil || enact {
		t.Errorf("one side alone enacts: %v %v", enact, err)
	}
	moved := b
	moved.Changes = Hash{2}
	if q, enact, err := ApproveRegister(chairOf("armenia", 1), p, p.Hash(), Signed{}, chairs, moved); err == nil || enact || q.State != Superseded {
		t.Errorf("other changes are approved: %v %v %v", q.State, enact, err)
	}
	turned := b
	turned.Turns++
	if _, enact, err := ApproveRegister(chairOf("armenia", 1), p, p.Hash(), Signed{}, chairs, turned); err == nil || enact {
		t.Error("what was signed before a proposal was taken back still binds")
	}
	other := b
	other.Register = "events"
	if _, _, err := ApproveRegister(chairOf("armenia", 1), p, p.Hash(), Signed{}, chairs, other); fault.KindOf(err) != fault.NotFound {
		t.Errorf("approved in another register: %v", err)
	}
	if _, enact, err := ApproveRegister(chairOf("armenia", 1), p, p.Hash(), Signed{}, chairs, b); err != nil || !enact {
		t.Errorf("both sides: %v %v", enact, err)
	}
}

func TestRegisterActRefused(t *testing.T) {
	b := registerBasis()
	for name, c := range map[string]struct {
		by   Viewer
		want Act
		b    func(*RegisterBasis)
	}{
		"a moderator": {Viewer{Account: 3, Role: Moderator, Side: "armenia"}, Act{Kind: ActRegister}, func(*RegisterBasis) {}},
		"no side":     {chairOf("nowhere", 1), Act{Kind: ActRegister}, func(*RegisterBasis) {}},
		"nothing":     {chairOf("armenia", 1), Act{Kind: ActRegister}, func(b *RegisterBasis) { b.Records = 0 }},
		"another act": {chairOf("azerbaijan", 2), Act{Kind: ActRelease}, func(*RegisterBasis) {}},
	} {
		b := b
		c.b(&b)
		if _, err := ProposeRegister(c.by, c.want, b); fault.Of(err) == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err := ProposeRegister(chairOf("armenia", 1), Act{Kind: ActRegister}, b)
	if err != nil {
		t.Fatal(err)
	}
	if p, err = WithdrawRegister(chairOf("azerbaijan", 2), p, b); err != nil || p.State != TakenBack {
		t.Errorf("withdrawn: %v %v", p.State, err)
	}
	if _, err := WithdrawRegister(chairOf("azerbaijan", 2), p, b); fault.Of(err) == nil {
		t.Error("withdrawn twice")
	}
}
