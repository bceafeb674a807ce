package node

import (
	"context"
	"fmt"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/report"
	"parley/internal/store"
)

// A ReleaseView is a release as its viewer may see it.
type ReleaseView struct {
	Release      dialogue.Release
	Forum        dialogue.Forum
	Sides        []dialogue.Side
	Title        dialogue.Writing
	Document     *report.Document
	Summary      dialogue.Text // in the languages in which every side approved one
	Files        []string      // that can be downloaded
	Shown        bool          // to everybody
	Bundle       *record.Bundle
	Verdict      record.Verdict // of the bundle, under the keys that it names itself
	Translations []dialogue.Release
}

func unknownRelease() error { return fault.New(fault.NotFound, "refusal.release_unknown") }

// Releases returns those that a viewer may see, the newest first, without their
// documents.
func (n *Node) Releases(ctx context.Context, v dialogue.Viewer) ([]ReleaseView, error) {
	all, err := n.Store.Releases(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	size, _, err := n.cosigned(ctx)
	if err != nil {
		return nil, err
	}
	var views []ReleaseView
	for _, r := range all {
		if r.Of != 0 || !v.MaySeeRelease(r, r.Entry < size, n.today()) {
			continue
		}
		view, err := n.releaseView(ctx, v, r, size)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	slices.SortStableFunc(views, func(a, b ReleaseView) int { return int(b.Release.On) - int(a.Release.On) })
	return views, nil
}

func (n *Node) releaseView(ctx context.Context, v dialogue.Viewer, r dialogue.Release, size int64) (ReleaseView, error) {
	public := dialogue.Viewer{}
	view := ReleaseView{Release: r, Shown: public.MaySeeRelease(r, r.Entry < size, n.today())}
	var err error
	if view.Forum, err = n.Store.Forum(ctx, r.Forum); err != nil {
		return view, err
	}
	if view.Sides, err = n.Store.Sides(ctx); err != nil {
		return view, err
	}
	draft, err := n.Store.Report(ctx, r.Report)
	if err != nil {
		return view, err
	}
	if r.Redacted {
		return view, nil
	}
	view.Summary = draft.Summaries[r.Number]
	if view.Document, err = n.document(ctx, r.Proposal); err != nil {
		return view, err
	}
	view.Title = view.Document.Title()
	return view, nil
}

// release returns a release that the viewer may see. A translation is hidden
// and destroyed with what it is a translation of.
func (n *Node) release(ctx context.Context, v dialogue.Viewer, id dialogue.ReleaseID) (dialogue.Release, int64, []byte, error) {
	r, err := n.Store.Release(ctx, id)
	if err != nil {
		return r, 0, nil, err
	}
	size, text, err := n.cosigned(ctx)
	if err != nil {
		return r, 0, nil, err
	}
	if !v.MaySeeRelease(r, r.Entry < size, n.today()) {
		return r, 0, nil, unknownRelease()
	}
	if r.Of != 0 {
		of, _, _, err := n.release(ctx, v, r.Of)
		if err != nil {
			return r, 0, nil, err
		}
		r.Redacted = of.Redacted
	}
	return r, size, text, nil
}

// Release returns a release with its document and its verification.
func (n *Node) Release(ctx context.Context, v dialogue.Viewer, id dialogue.ReleaseID) (ReleaseView, error) {
	r, size, text, err := n.release(ctx, v, id)
	if err != nil {
		return ReleaseView{}, err
	}
	view, err := n.releaseView(ctx, v, r, size)
	if err != nil || r.Redacted {
		return view, err
	}
	if view.Files, err = n.Store.PaperNames(ctx, r.Proposal); err != nil {
		return view, err
	}
	all, err := n.Store.Releases(ctx)
	if err != nil {
		return view, err
	}
	for _, other := range all {
		if other.Of == r.ID && v.MaySeeRelease(other, other.Entry < size, n.today()) {
			view.Translations = append(view.Translations, other)
		}
	}
	if r.Entry >= size { // the witnesses have not cosigned it yet
		return view, nil
	}
	b, err := n.bundle(ctx, r, size, text)
	if err != nil {
		return view, err
	}
	// Who asks a node learns that everything fits together; whether these are the
	// sides' keys nobody can learn from the node that names them (RULINGS R16).
	view.Bundle, view.Verdict = &b, b.Verify(nil, record.Given{})
	return view, nil
}

// ReleaseFile returns a file of a release: its document, or a rendering of it.
func (n *Node) ReleaseFile(ctx context.Context, v dialogue.Viewer, id dialogue.ReleaseID, name string) ([]byte, error) {
	r, _, _, err := n.release(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if r.Redacted {
		return nil, unknownRelease()
	}
	return n.Store.Paper(ctx, r.Proposal, name)
}

// Bundle returns what anybody needs to check a release offline.
func (n *Node) Bundle(ctx context.Context, v dialogue.Viewer, id dialogue.ReleaseID) ([]byte, error) {
	r, size, text, err := n.release(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if r.Redacted || r.Entry >= size {
		return nil, unknownRelease()
	}
	b, err := n.bundle(ctx, r, size, text)
	return b.Bytes(), err
}

// cosigned returns the newest checkpoint that the witness of every side has
// cosigned, and its size; 0 where there is none.
func (n *Node) cosigned(ctx context.Context) (size int64, text []byte, err error) {
	sides, err := n.sideIDs(ctx)
	if err != nil || len(sides) == 0 {
		return 0, nil, err
	}
	text, err = n.Store.FullyCosigned(ctx, sides)
	if fault.KindOf(err) == fault.NotFound {
		return 0, nil, nil
	}
	if err != nil {
		return 0, nil, err
	}
	_, public := n.logKey()
	at, err := record.OpenCheckpoint(text, public)
	if err != nil {
		return 0, nil, fmt.Errorf("read own checkpoint: %w", err)
	}
	return at.Size, text, nil
}

func (n *Node) bundle(ctx context.Context, r dialogue.Release, size int64, text []byte) (record.Bundle, error) {
	var b record.Bundle
	p, err := n.Store.Proposal(ctx, r.Proposal)
	if err != nil {
		return b, err
	}
	opened, err := n.Store.RecordOpened(ctx, r.Entry)
	if err != nil {
		return b, err
	}
	b.Act, b.Entry, b.Salt = p.Body, opened.Entry, opened.Salt
	if b.Document, err = n.Store.Paper(ctx, r.Proposal, documentName); err != nil {
		return b, err
	}
	for _, a := range p.Approvals { // by side
		b.Approvals = append(b.Approvals, string(a.Note))
	}
	hashes, err := record.InclusionProof(r.Entry, size, n.Store.RecordHashes(ctx))
	if err != nil {
		return b, fmt.Errorf("prove a release: %w", err)
	}
	b.Proof = record.Proof{Index: r.Entry, Hashes: hashes, Checkpoint: text}
	b.Keys, err = n.trust(ctx)
	return b, err
}

// StopRelease hides a release from everybody but co-chairs, at once: by one
// side, alone.
func (n *Node) StopRelease(ctx context.Context, v dialogue.Viewer, id dialogue.ReleaseID) error {
	return again(ctx, func() error {
		r, f, err := n.releaseOf(ctx, v, id)
		if err != nil {
			return err
		}
		stopped := r.StoppedBy != ""
		if r, err = r.Stop(v); err != nil {
			return err
		}
		var e []record.Opened
		if !stopped { // to stop it again is no other act
			if e, err = n.pausedEntry(dialogue.FormatID(r.ID), v.Side); err != nil {
				return err
			}
		}
		return n.Store.ChangeForum(ctx, store.ForumChange{Forum: f, Release: &r, Entries: e})
	})
}

// releaseOf returns a release to those who can change it, and its forum as it
// was before.
func (n *Node) releaseOf(ctx context.Context, v dialogue.Viewer, id dialogue.ReleaseID) (dialogue.Release, dialogue.Forum, error) {
	if !v.MaySeeForum(dialogue.TheirReports) {
		return dialogue.Release{}, dialogue.Forum{}, unknownRelease()
	}
	r, err := n.Store.Release(ctx, id)
	if err != nil {
		return r, dialogue.Forum{}, err
	}
	f, err := n.Store.Forum(ctx, r.Forum)
	if err != nil {
		return r, f, err
	}
	r, err = n.Store.Release(ctx, id) // under the version of the forum
	return r, f, err
}

// pausedEntry makes the entry of a stop by one side.
func (n *Node) pausedEntry(what string, side dialogue.SideID) ([]record.Opened, error) {
	e, err := n.entry(record.Paused, []byte(what), 1, side)
	return []record.Opened{e}, err
}
