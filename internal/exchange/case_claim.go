package exchange

import (
	"slices"

	"parley/internal/dialogue"
)

// claims puts the claims of a record into the perspectives of its issue: of
// each side first its column, then the positions inside it.
func (r *caseReader) claims(record issueRecord, issue *dialogue.Issue) error {
	for _, column := range []struct {
		side   dialogue.SideID
		claims []claimRecord
		whose  string
	}{{r.sides.Armenian, record.Armenian, record.Attribution.Armenian}, {r.sides.Azerbaijani, record.Azerbaijani, record.Attribution.Azerbaijani}} {
		for _, one := range column.claims {
			c, err := r.claim(one)
			if err != nil {
				return err
			}
			if err := r.hold(&c, record, column.whose, one); err != nil {
				return err
			}
			put(issue, column.side, c)
		}
	}
	for _, group := range record.IntraSide {
		side, ok := r.sides.column(group.Side)
		if !ok {
			return badCase(casePerspectives, record.ID, group.Side, "a position inside armenia or azerbaijan")
		}
		if err := required(casePerspectives, record.ID, group.Group); err != nil {
			return err
		}
		for _, one := range group.Claims {
			c, err := r.claim(one)
			if err != nil {
				return err
			}
			c.Holder, c.Whose = dialogue.Voice, english(group.Group)
			c.Sources = r.sources(r.named(record.Source, group.Group, one.Text))
			put(issue, side, c)
		}
	}
	return nil
}

func put(issue *dialogue.Issue, side dialogue.SideID, c dialogue.Claim) {
	for i := range issue.Perspectives {
		if p := &issue.Perspectives[i]; p.Side == side {
			p.Claims = append(p.Claims, c)
		}
	}
}

// hold says whose a claim of a column is, and where it stands.
func (r *caseReader) hold(c *dialogue.Claim, record issueRecord, whose string, one claimRecord) error {
	if err := tidy(casePerspectives, record.ID, whose); err != nil {
		return err
	}
	spoken := slices.ContainsFunc(record.Source, func(s ref) bool {
		return s.Work == delegationsWork && slices.Contains(delegationSections, s.Section)
	})
	switch {
	case record.Kind == twoSided && whose == "" && spoken:
		c.Holder, c.Sources = dialogue.Delegation, r.sources(of(record.Source, delegationsWork))
		return nil
	case record.Kind == crossSource && whose == "":
		return badCase(casePerspectives, record.ID, "", "an attribution of every column, because they hold voices")
	}
	refs := r.named(record.Source, whose, one.Text)
	if whose == "" {
		whose = r.reported(refs)
	}
	c.Holder, c.Whose, c.Sources = dialogue.Voice, english(whose), r.sources(refs)
	return nil
}

// answer ties each claim that was made in response to the claim of another side
// that it answers, and makes it that side's response too. What the other side
// then thinks of the claim is not said.
func answer(record issueRecord, issue *dialogue.Issue) error {
	all := slices.Concat(record.Armenian, record.Azerbaijani, record.Joint, record.Analysis)
	for _, group := range record.IntraSide {
		all = append(all, group.Claims...)
	}
	for _, one := range all {
		if one.RespondsTo == "" {
			continue
		}
		from, c := find(issue, one.ID)
		to, other := find(issue, one.RespondsTo)
		if from == nil || to == nil || from == to {
			return badCase(casePerspectives, one.ID, one.RespondsTo, "a claim of the other side in the same record")
		}
		if slices.ContainsFunc(from.Responses, func(r dialogue.Response) bool { return r.Claim == other.ID }) {
			return badCase(casePerspectives, one.ID, one.RespondsTo, "a claim that its side has not responded to yet")
		}
		c.Answers = other.ID
		from.Responses = append(from.Responses, dialogue.Response{Claim: other.ID, Words: english(one.Text), Version: 1})
	}
	return nil
}

// find returns a claim by its id in the files, and the perspective that it is
// in.
func find(issue *dialogue.Issue, id string) (*dialogue.Perspective, *dialogue.Claim) {
	for i := range issue.Perspectives {
		p := &issue.Perspectives[i]
		for j := range p.Claims {
			if p.Claims[j].Case == id {
				return p, &p.Claims[j]
			}
		}
	}
	return nil, nil
}

// How the joint report states a joint text, and what it is meant to be by that.
var jointGrades = map[string]dialogue.Grade{
	"stated as agreed by both sides":        dialogue.Agreed,
	"unattributed text of the joint report": dialogue.Jointly,
}

// joint reads the joint texts of a record.
func (r *caseReader) joint(record issueRecord, issue dialogue.IssueID) error {
	basis := record.JointBasis
	asked, ok := jointGrades[basis]
	switch {
	case len(record.Joint) == 0 && basis == "":
		return nil
	case len(record.Joint) == 0 || !ok:
		return badCase(casePerspectives, record.ID, basis, "a joint_basis that says how the joint text is stated, where there is one")
	}
	refs := of(record.Source, delegationsWork)
	if len(refs) == 0 {
		return badCase(casePerspectives, record.ID, record.Source[0].Work, "a joint text from "+delegationsWork+" only")
	}
	for _, one := range record.Joint {
		if _, err := r.claim(one); err != nil {
			return err
		}
		r.c.Joint = append(r.c.Joint, dialogue.JointText{ID: caseID[dialogue.JointID]("joint", one.ID), Issue: issue, Version: 1,
			Words: english(one.Text), Asked: asked, Basis: basis, Sources: r.sources(refs), Case: one.ID})
	}
	return nil
}

// analyses reads the conclusions of the authors of works.
func (r *caseReader) analyses(record issueRecord, issue dialogue.IssueID) error {
	for _, one := range record.Analysis {
		c, err := r.claim(one)
		if err != nil {
			return err
		}
		r.c.Analyses = append(r.c.Analyses, Analysis{Case: one.ID, Issue: issue, Words: c.Words,
			Sources: r.sources(r.named(record.Source, one.Text))})
	}
	return nil
}
