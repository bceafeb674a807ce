package node

import (
	"context"
	"crypto/sha256"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/report"
	"parley/internal/store"
)

// A matter is what an act of a forum is about, as it is now.
type matter struct {
	forum   dialogue.Forum
	report  *dialogue.Report
	release *dialogue.Release
	basis   dialogue.ForumBasis
	doc     *report.Document // of a release or translation: what would be approved now
}

// about reads what an act of a forum is about. The forum is read first: its
// version covers the rest.
func (n *Node) about(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, want dialogue.Act) (*matter, error) {
	f, err := n.hall(ctx, v, forum, dialogue.ForumProposals)
	if err != nil {
		return nil, err
	}
	m := &matter{forum: f}
	m.basis.Today, m.basis.Forum = n.today(), f.ID
	if m.basis.Sides, err = n.sideIDs(ctx); err != nil {
		return nil, err
	}
	if m.basis.Keys, err = n.Store.Keys(ctx); err != nil {
		return nil, err
	}
	if id, ok := dialogue.ParseID[dialogue.ReleaseID](want.Release); ok {
		r, err := n.Store.Release(ctx, id)
		if err != nil {
			return nil, err
		}
		if r.Forum != f.ID {
			return nil, unknownRelease()
		}
		m.release, m.basis.Release = &r, &r
		want.Report = dialogue.FormatID(r.Report)
	}
	if id, ok := dialogue.ParseID[dialogue.ReportID](want.Report); ok {
		r, err := n.Store.Report(ctx, id)
		if err != nil {
			return nil, err
		}
		if r.Forum != f.ID {
			return nil, fault.New(fault.NotFound, "refusal.report_unknown")
		}
		m.report, m.basis.Report = &r, &r
	}
	return m, nil
}

// matter reads what an act of a forum is checked against.
func (n *Node) matter(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, want dialogue.Act) (*matter, error) {
	m, err := n.about(ctx, v, forum, want)
	if err != nil {
		return nil, err
	}
	switch want.Kind {
	case dialogue.ActRelease:
		err = n.wouldRelease(ctx, m)
	case dialogue.ActTranslation:
		err = n.wouldTranslate(ctx, m, want.Language)
	}
	return m, err
}

// wouldRelease composes the document that a release would fix now.
func (n *Node) wouldRelease(ctx context.Context, m *matter) error {
	if m.report == nil {
		return fault.New(fault.NotFound, "refusal.report_unknown")
	}
	s, err := n.sources(ctx, m.forum, *m.report)
	if err != nil {
		return err
	}
	doc := report.Compose(s)
	m.set(doc)
	for _, a := range s.Results {
		m.basis.Votes = append(m.basis.Votes, dialogue.VotesDigest{Dialogue: dialogue.FormatID(a.ID), Digest: a.VotesDigest})
	}
	m.basis.Blocking = doc.Blocking()
	return nil
}

// wouldTranslate adds a language to the document of a release, from what each
// side has translated since: nothing else of it changes (RULINGS R15).
func (n *Node) wouldTranslate(ctx context.Context, m *matter, language dialogue.Language) error {
	if m.release == nil || m.report == nil {
		return unknownRelease()
	}
	if m.release.Redacted {
		return nil // there is nothing to translate: the rules refuse it
	}
	released, err := n.document(ctx, m.release.Proposal)
	if err != nil {
		return err
	}
	s, err := n.sources(ctx, m.forum, *m.report)
	if err != nil {
		return err
	}
	m.set(released.Translated(report.Compose(s), string(language)))
	m.basis.Released = sha256.Sum256(released.Bytes())
	m.basis.Translations, err = n.translations(ctx, m.release.ID)
	return err
}

// translations returns the digests of the documents of the translations that a
// release has.
func (n *Node) translations(ctx context.Context, of dialogue.ReleaseID) ([]dialogue.Hash, error) {
	releases, err := n.Store.Releases(ctx)
	if err != nil {
		return nil, err
	}
	var all []dialogue.Hash
	for _, r := range releases {
		if r.Of != of || r.Redacted {
			continue
		}
		p, err := n.Store.Proposal(ctx, r.Proposal)
		if err != nil {
			return nil, err
		}
		a, err := p.Act()
		if err != nil {
			return nil, err
		}
		if digest, ok := record.ParseDigest(a.Document); ok {
			all = append(all, dialogue.Hash(digest))
		}
	}
	return all, nil
}

func (m *matter) set(doc report.Document) {
	m.doc = &doc
	m.basis.Document = sha256.Sum256(doc.Bytes())
}

// ProposeForum proposes an act of a forum. What is to be released is rendered
// in every edition and language now, and kept with the proposal.
func (n *Node) ProposeForum(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, want dialogue.Act) (dialogue.ProposalID, error) {
	id, err := newID[dialogue.ProposalID](n)
	if err != nil {
		return 0, err
	}
	return id, again(ctx, func() error {
		m, err := n.matter(ctx, v, forum, want)
		if err != nil {
			return err
		}
		c := store.ForumChange{Forum: m.forum}
		if m.doc != nil {
			if _, err := dialogue.DraftForum(want, m.basis); err != nil { // before the work of rendering
				return err
			}
			if c.Papers, m.basis.Files, err = papersOf(*m.doc); err != nil {
				return err
			}
		}
		p, err := dialogue.ProposeForum(v, want, m.basis)
		if err != nil {
			return err
		}
		p.ID = id
		c.Proposal = &p
		return n.Store.ChangeForum(ctx, c)
	})
}

// ForumProposals returns the proposals of a forum: those that wait for a side
// first, and of each the later day first.
func (n *Node) ForumProposals(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID) ([]ProposalView, error) {
	f, err := n.hall(ctx, v, forum, dialogue.ForumProposals)
	if err != nil {
		return nil, err
	}
	all, err := n.Store.ForumProposals(ctx, forum)
	if err != nil {
		return nil, err
	}
	chairs, err := n.Store.Offices(ctx)
	if err != nil {
		return nil, err
	}
	var views []ProposalView
	for _, p := range all {
		view, err := n.forumView(ctx, v, f, p, chairs)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	sortProposals(views)
	return views, nil
}

func (n *Node) forumView(ctx context.Context, v dialogue.Viewer, f dialogue.Forum, p dialogue.Proposal, chairs []dialogue.Office) (ProposalView, error) {
	a, err := p.Act()
	if err != nil {
		return ProposalView{}, err
	}
	read := n.about // of what is over, nothing has to be drafted anew
	if p.State == dialogue.Proposed {
		read = n.matter
	}
	m, err := read(ctx, v, f.ID, a)
	if err != nil {
		return ProposalView{}, err
	}
	view := ProposalView{Proposal: p, Act: a, Forum: f}
	if m.report != nil {
		view.Report = m.report.ID
	}
	view.count(v, m.basis.Sides, m.basis.Keys, chairs, n.today())
	if p.State == dialogue.Proposed {
		now, err := dialogue.DraftForum(a, m.basis)
		view.Now = now
		view.Void, view.Why = err != nil || string(now.Bytes()) != string(p.Body), fault.Of(err)
	}
	if view.Files, err = n.Store.PaperNames(ctx, p.ID); err != nil {
		return view, err
	}
	return view, nil
}

// approveForum is Approve for a proposal of a forum.
func (n *Node) approveForum(ctx context.Context, v dialogue.Viewer, p dialogue.Proposal, seen dialogue.Hash, signed dialogue.Signed) error {
	a, err := p.Act()
	if err != nil {
		return err
	}
	m, err := n.matter(ctx, v, p.Forum, a)
	if err != nil {
		return err
	}
	if p, err = n.Store.Proposal(ctx, p.ID); err != nil { // under the version of the forum
		return err
	}
	chairs, err := n.Store.Offices(ctx)
	if err != nil {
		return err
	}
	before := p.State
	p, enact, refusal := dialogue.ApproveForum(v, p, seen, signed, chairs, m.basis)
	if refusal != nil && p.State == before {
		return refusal
	}
	c := store.ForumChange{Forum: m.forum, Proposal: &p, Keys: m.basis.Keys}
	if enact {
		if err := n.enact(ctx, &c, m, p, a); err != nil {
			return err
		}
	}
	if p.State == dialogue.Superseded { // nobody can approve what was rendered for it
		c.DropPapers = append(c.DropPapers, p.ID)
	}
	if err := n.Store.ChangeForum(ctx, c); err != nil {
		return err
	}
	if enact {
		n.enacted()
	}
	return refusal
}

// withdrawForum is WithdrawProposal for a proposal of a forum.
func (n *Node) withdrawForum(ctx context.Context, v dialogue.Viewer, p dialogue.Proposal) error {
	a, err := p.Act()
	if err != nil {
		return err
	}
	m, err := n.about(ctx, v, p.Forum, a)
	if err != nil {
		return err
	}
	if p, err = n.Store.Proposal(ctx, p.ID); err != nil { // under the version of the forum
		return err
	}
	p, r, release, err := dialogue.WithdrawForum(v, p, m.basis)
	if err != nil {
		return err
	}
	c := store.ForumChange{Forum: m.forum, Proposal: &p, Release: release, DropPapers: []dialogue.ProposalID{p.ID}}
	if r != nil {
		c.Reports = []dialogue.Report{*r}
	}
	return n.Store.ChangeForum(ctx, c)
}

// enact adds to a change what an act of a forum does, with its entry in the
// record.
func (n *Node) enact(ctx context.Context, c *store.ForumChange, m *matter, p dialogue.Proposal, a dialogue.Act) error {
	kind := record.ProposalEnacted
	switch a.Kind {
	case dialogue.ActRelease, dialogue.ActTranslation:
		kind = record.ReportApproved
	case dialogue.ActSummary:
		kind = record.SummaryApproved
	case dialogue.ActResumeReport, dialogue.ActResumeRelease:
		kind = record.Resumed
	case dialogue.ActRedact:
		kind = record.Redaction
	}
	e, err := n.entry(kind, p.Body, len(m.basis.Sides), m.basis.Sides...)
	if err != nil {
		return err
	}
	if m.release != nil { // what it follows on
		before, err := n.Store.RecordOpened(ctx, m.release.Entry)
		if err != nil {
			return err
		}
		e.Entry.Prev = record.After(before.Entry.Subject)
	}
	c.Entries = append(c.Entries, e)
	var next dialogue.ReleaseID
	if a.Kind == dialogue.ActRelease || a.Kind == dialogue.ActTranslation {
		if next, err = newID[dialogue.ReleaseID](n); err != nil {
			return err
		}
	}
	r, release := dialogue.EnactForum(a, p, m.basis, next)
	if r != nil {
		c.Reports = []dialogue.Report{*r}
	}
	c.Release = release
	if a.Kind == dialogue.ActRedact {
		return n.destroy(ctx, c, m)
	}
	return nil
}
