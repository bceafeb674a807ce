package web

import (
	"encoding/hex"
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// jointList lists the texts that the sides of a forum write together.
type jointList struct {
	hall
	Rows []jointRow
	Off  []jointRow // taken off
	New  string     // address; "" for who cannot
}

func (jointList) template() string { return "joint_list" }

func showJointList(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	all, err := v.site.Node.JointTexts(v.r.Context(), v.who, f.ID)
	if err != nil {
		return err
	}
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	g := jointList{hall: v.hall(f, "/joint", nil)}
	for i, j := range all {
		if row := v.jointRow(j, v.alternate(sides, i)); j.Removed {
			g.Off = append(g.Off, row)
		} else {
			g.Rows = append(g.Rows, row)
		}
	}
	if v.edits(f) {
		g.New = v.at(forumPath(f.ID, "/joint/new"))
	}
	return v.sendIn(http.StatusOK, f, forumPath(f.ID, "/joint"), v.Text("hall.joint"), g)
}

// jointPage shows one of them, with the consents to its words.
type jointPage struct {
	hall
	jointRow
	Path     string
	Hash     string // of the words shown, in every language
	Consent  bool   // the reader's side can
	Withdraw bool
	Edit     bool
	Issue    *option
}

func (jointPage) template() string { return "joint" }

// joint returns the joint text in the address, and its forum.
func (v *visitor) joint() (dialogue.JointText, dialogue.Forum, error) {
	id, ok := dialogue.ParseID[dialogue.JointID](v.r.PathValue("joint"))
	if !ok {
		return dialogue.JointText{}, dialogue.Forum{}, fault.New(fault.NotFound, "refusal.joint_unknown")
	}
	j, err := v.site.Node.JointText(v.r.Context(), v.who, id)
	if err != nil {
		return j, dialogue.Forum{}, err
	}
	f, err := v.site.Node.Forum(v.r.Context(), v.who, j.Forum)
	return j, f, err
}

func showJoint(v *visitor) error {
	j, f, err := v.joint()
	if err != nil {
		return err
	}
	return v.showJoint(http.StatusOK, j, f, nil)
}

func (v *visitor) showJoint(code int, j dialogue.JointText, f dialogue.Forum, refused error) error {
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	chair, own := v.edits(f) && !j.Removed, consented(j.Consents, v.who.Side)
	g := jointPage{hall: v.hall(f, "/joint", refused), jointRow: v.jointRow(j, v.alternate(sides, int(j.ID>>8&1))), Path: jointPath(j.ID, ""),
		Hash: j.Hash().String(), Consent: chair && j.Asked == dialogue.Agreed && !own, Withdraw: chair && own, Edit: chair}
	g.Words.Open = true // a consent is to the words in every language
	if j.Issue != 0 {
		i, err := v.site.Node.Issue(v.r.Context(), v.who, j.Issue)
		if err != nil {
			return err
		}
		t := v.title(i.Issue.Title)
		g.Issue = &option{Label: t.Words, Lang: t.Lang, Href: v.at(issuePath(j.Issue, ""))}
	}
	return v.sendIn(code, f, g.Path, v.Text("joint.title"), g)
}

// seenHash returns the hash of the words that the form was shown with.
func (v *visitor) seenHash() dialogue.Hash {
	var seen dialogue.Hash
	if b, err := hex.DecodeString(v.field("hash")); err == nil && len(b) == len(seen) {
		seen = dialogue.Hash(b)
	}
	return seen
}

// jointAct does something with the joint text in the address, and shows it.
func (v *visitor) jointAct(act func(dialogue.JointID) error) error {
	j, _, err := v.joint()
	if err != nil {
		return err
	}
	if refused := act(j.ID); refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		j, f, err := v.joint() // as it is now
		if err != nil {
			return err
		}
		return v.showJoint(code, j, f, refused)
	}
	return v.redirect(jointPath(j.ID, "?done=saved"))
}

// postConsent records the yes of the reader's side to the words that were shown.
func postConsent(v *visitor) error {
	return v.jointAct(func(id dialogue.JointID) error {
		return v.site.Node.Consent(v.r.Context(), v.who, id, v.seenHash())
	})
}

// postConsentWithdrawal takes it back: at once, alone, for all to see.
func postConsentWithdrawal(v *visitor) error {
	return v.jointAct(func(id dialogue.JointID) error { return v.site.Node.WithdrawConsent(v.r.Context(), v.who, id) })
}

// postJointRemoval takes a joint text off.
func postJointRemoval(v *visitor) error {
	return v.jointAct(func(id dialogue.JointID) error { return v.site.Node.RemoveJoint(v.r.Context(), v.who, id) })
}
