package web

import (
	"parley/internal/dialogue"
	"parley/internal/fault"
)

// commitments is the register in which recommendations are tracked.
const commitments = "commitments"

// A tracking is where a recommendation is tracked, or that it can be.
type tracking struct {
	Href string // of the commitment; "" for none that the visitor sees
	Can  bool   // the visitor can make one
}

// tracked returns where a recommendation of a forum is tracked.
func (v *visitor) tracked(r dialogue.Recommendation, f dialogue.Forum) (tracking, error) {
	key, err := v.site.Node.Commitment(v.r.Context(), v.who, r.ID)
	if err != nil {
		return tracking{}, err
	}
	if key != "" {
		return tracking{Href: v.at(recordPath(commitments, key, ""))}, nil
	}
	if !v.writes() || f.Example || r.Withdrawn {
		return tracking{}, nil
	}
	_, err = v.site.Node.Register(v.r.Context(), v.who, commitments)
	if fault.KindOf(err) == fault.NotFound {
		return tracking{}, nil
	}
	if err != nil {
		return tracking{}, err
	}
	can, err := v.released(r)
	return tracking{Can: can}, err
}

// released reports whether a recommendation stands in a released report.
func (v *visitor) released(r dialogue.Recommendation) (bool, error) {
	all, err := v.site.Node.Releases(v.r.Context(), v.who)
	if err != nil {
		return false, err
	}
	for _, one := range all {
		if one.Forum.ID != r.Forum || one.Release.Of != 0 || one.Release.Redacted {
			continue
		}
		view, err := v.site.Node.Release(v.r.Context(), v.who, one.Release.ID)
		if err != nil {
			return false, err
		}
		if view.Document == nil {
			continue
		}
		for _, in := range view.Document.Recommendations {
			if in.ID == dialogue.FormatID(r.ID) {
				return true, nil
			}
		}
	}
	return false, nil
}

// postCommit makes a recommendation of a released report a record of the register of
// commitments.
func postCommit(v *visitor) error {
	r, f, err := v.recommendation()
	if err != nil {
		return err
	}
	key, refused := v.site.Node.CommitTo(v.r.Context(), v.who, r.ID)
	if refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		return v.showRecommendation(code, r, f, refused)
	}
	return v.redirect(recordPath(commitments, key, "?done=saved"))
}
