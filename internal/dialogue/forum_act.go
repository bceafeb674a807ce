package dialogue

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"parley/internal/fault"
)

// A ForumBasis is what an act of a forum is made from and checked against.
type ForumBasis struct {
	Today    Day
	Forum    ForumID
	Sides    []SideID // of the node, in their order
	Keys     []Key    // of every side
	Report   *Report  // that the act is about, or that its release is of
	Release  *Release
	Document Hash          // release, translation: of the document as it would be now
	Files    []File        // what was rendered from it; nil where it was not rendered anew
	Votes    []VotesDigest // release
	Blocking []string      // release: why it cannot be published as it is, each by the key of its message

	Released     Hash   // translation: of the document of the release
	Translations []Hash // translation: of the documents of those that the release has and that are not redacted, also of stopped ones
}

// DraftForum completes what a co-chair asks for, from what it is about, to the
// act that would be proposed now. Drafting a proposed act again gives the same
// bytes exactly as long as what it rests on is unchanged. A document is rendered
// once, when it is proposed: where b has no Files those of the act stand.
func DraftForum(want Act, b ForumBasis) (Act, error) {
	a := Act{Kind: want.Kind, Forum: FormatID(b.Forum)}
	var err error
	switch want.Kind {
	case ActRelease:
		err = b.draftRelease(&a, want)
	case ActTranslation:
		err = b.draftTranslation(&a, want)
	case ActSummary:
		err = b.draftSummary(&a, want)
	case ActResumeReport:
		if err = b.aboutReport(&a); err == nil {
			a.Stopped, err = b.Report.StoppedBy, stopped(b.Report.StoppedBy)
		}
	case ActResumeRelease:
		if err = b.aboutRelease(&a); err == nil {
			a.Stopped, err = b.Release.StoppedBy, stopped(b.Release.StoppedBy)
		}
	case ActRedact:
		if err = b.aboutRelease(&a); err == nil {
			err = b.everyKey()
		}
	default:
		err = fault.New(fault.Invalid, "refusal.act_unknown")
	}
	return a, err
}

func stopped(by SideID) error {
	if by == "" {
		return fault.New(fault.Refused, "refusal.not_stopped")
	}
	return nil
}

// aboutReport names the report, its edition and how often it was stopped.
func (b ForumBasis) aboutReport(a *Act) error {
	switch {
	case b.Report == nil || b.Report.Forum != b.Forum:
		return fault.New(fault.NotFound, "refusal.report_unknown")
	case b.Report.Example:
		return fault.New(fault.Refused, "refusal.example_fixed")
	}
	a.Report, a.Number, a.Turn = FormatID(b.Report.ID), b.Report.Number, b.Report.Turns
	return nil
}

// aboutRelease names the release, its report and edition, and how often each of
// the two was stopped: a stop of the report voids what was signed for its releases.
func (b ForumBasis) aboutRelease(a *Act) error {
	r := b.Release
	switch {
	case r == nil || r.Forum != b.Forum || r.Redacted:
		return fault.New(fault.NotFound, "refusal.release_unknown")
	case r.Example:
		return fault.New(fault.Refused, "refusal.example_fixed")
	case b.Report == nil || b.Report.ID != r.Report:
		return fault.New(fault.NotFound, "refusal.report_unknown")
	}
	a.Report, a.Release, a.Number = FormatID(r.Report), FormatID(r.ID), r.Number
	a.Turn, a.ReportTurn = r.Turns, b.Report.Turns
	return nil
}

// everyKey refuses what must be signed by every side as long as one has no key.
func (b ForumBasis) everyKey() error {
	for _, side := range b.Sides {
		if _, ok := CurrentKey(b.Keys, side, false, b.Today); !ok {
			return fault.New(fault.Refused, "refusal.key_missing")
		}
	}
	return nil
}

func (b ForumBasis) draftRelease(a *Act, want Act) error {
	if err := b.aboutReport(a); err != nil {
		return err
	}
	if b.Report.StoppedBy != "" {
		return fault.New(fault.Refused, "refusal.report_stopped")
	}
	if err := b.Report.ready(b.Sides); err != nil {
		return err
	}
	if len(b.Blocking) > 0 {
		return fault.New(fault.Refused, b.Blocking[0])
	}
	a.Embargo = b.Report.Embargo.String()
	a.VotesDigests = slices.Clone(b.Votes)
	slices.SortFunc(a.VotesDigests, func(x, y VotesDigest) int { return strings.Compare(x.Dialogue, y.Dialogue) })
	return b.fix(a, want)
}

func (b ForumBasis) draftTranslation(a *Act, want Act) error {
	if err := b.aboutRelease(a); err != nil {
		return err
	}
	switch {
	case !KnownLanguage(want.Language):
		return fault.New(fault.Invalid, "refusal.language")
	case b.Release.Of != 0:
		return fault.New(fault.Refused, "refusal.translation_of")
	case b.Release.StoppedBy != "":
		return fault.New(fault.Refused, "refusal.release_stopped")
	case b.Report.StoppedBy != "":
		return fault.New(fault.Refused, "refusal.report_stopped")
	case b.Document == b.Released:
		return fault.New(fault.Refused, "refusal.translation_nothing")
	case slices.Contains(b.Translations, b.Document):
		return fault.New(fault.Refused, "refusal.translation_there")
	}
	a.Language, a.Embargo = want.Language, b.Release.Embargo.String()
	return b.fix(a, want)
}

// fix names the document and what was rendered from it.
func (b ForumBasis) fix(a *Act, want Act) error {
	if err := b.everyKey(); err != nil {
		return err
	}
	if b.Document == (Hash{}) {
		return errors.New("dialogue: no document to release")
	}
	a.Document = b.Document.String()
	if a.Files = slices.Clone(b.Files); b.Files == nil {
		a.Files = slices.Clone(want.Files)
	}
	slices.SortFunc(a.Files, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	return nil
}

// draftSummary fixes the public summary of a report: of a release, or of the
// edition that is being prepared.
func (b ForumBasis) draftSummary(a *Act, want Act) error {
	if err := b.aboutReport(a); err != nil {
		return err
	}
	if b.Report.StoppedBy != "" {
		return fault.New(fault.Refused, "refusal.report_stopped")
	}
	if b.Release != nil {
		if err := b.aboutRelease(a); err != nil {
			return err
		}
		if b.Release.StoppedBy != "" {
			return fault.New(fault.Refused, "refusal.release_stopped")
		}
	}
	var err error
	if a.Summary, err = cleanText(want.Summary, LongestPart, nil); err != nil {
		return err
	}
	for _, text := range a.Summary {
		if n := Words(text); n > MostSummary {
			return fault.New(fault.Invalid, "refusal.words_long", "Most", MostSummary, "Words", n)
		}
	}
	if len(a.Summary) == 0 {
		return fault.New(fault.Invalid, "refusal.statement_empty")
	}
	if maps.Equal(a.Summary, b.Report.Summaries[a.Number]) {
		return fault.New(fault.Refused, "refusal.summary_same")
	}
	return b.everyKey()
}

// EnactForum returns the report and the release after an act, each nil where it
// is as it was. The act must be one that DraftForum returns now, approved by every
// side in the proposal p; next is for a release that it makes.
func EnactForum(a Act, p Proposal, b ForumBasis, next ReleaseID) (*Report, *Release) {
	switch a.Kind {
	case ActRelease:
		after := *b.Report
		after.Number++
		after.Previous = next
		after.Version++
		made := Release{ID: next, Report: after.ID, Forum: b.Forum, Proposal: p.ID, Number: a.Number, On: p.EnactedOn}
		made.Embargo, _ = ParseDay(a.Embargo)
		return &after, &made
	case ActTranslation:
		made := Release{ID: next, Report: b.Release.Report, Forum: b.Forum, Proposal: p.ID, Number: a.Number,
			Language: a.Language, Of: b.Release.ID, On: p.EnactedOn, Embargo: b.Release.Embargo}
		return nil, &made
	case ActSummary:
		after := b.Report.withSummary(a.Number, a.Summary)
		return &after, nil
	case ActResumeReport:
		after := *b.Report
		after.StoppedBy = ""
		after.Version++
		return &after, nil
	case ActResumeRelease:
		after := *b.Release
		after.StoppedBy = ""
		return nil, &after
	case ActRedact: // that it was there is not hidden any more
		after := *b.Release
		after.Redacted, after.StoppedBy = true, ""
		return nil, &after
	}
	return nil, nil
}
