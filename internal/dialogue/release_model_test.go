package dialogue

import (
	"crypto/sha256"
	"math/rand/v2"
	"slices"
	"testing"
)

// A signing is what one person put under a proposal, as the model saw it.
type signing struct {
	proposal int
	side     SideID
	account  AccountID
	body     string
	key      string
}

// A step is one move, told when a sequence fails.
type step struct {
	what string
	i    int
	by   Viewer
	day  Day
	key  string
}

// A keyChange is what the model knows of a side's keys.
type keyChange struct {
	key  string
	from Day
}

// A workflow plays random moves over a report and its releases. Beside the rules
// it keeps its own books: who signed what with which key, who is in office, what
// is stopped, what the document says.
type workflow struct {
	t     *testing.T
	r     *rand.Rand
	trace []step
	tally *workflowTally

	sides     []SideID
	today     Day
	keys      []Key // as the rules keep them
	offices   []Office
	report    Report
	releases  []Release
	proposals []Proposal

	words    [4]byte // of the document, in each language
	lacking  bool    // a line of the report is missing in a language
	held     map[SideID][]keyChange
	chairing map[SideID]AccountID
	signings []signing
	moves    int
	when     map[signing]int    // the move at which it was last given
	stops    map[string]bool    // "" for the report, else a release by its identifier
	last     map[string]int     // the move at which one of them was last stopped, or a proposal about it taken back
	fixed    map[ReleaseID]Hash // the document of each release
	born     map[ReleaseID]int
	gone     map[ReleaseID]bool
}

// A workflowTally counts what really occurred.
type workflowTally struct {
	acts     map[ActKind]int
	refusals map[string]int
	sights   map[string]int
}

// workflows is how many sequences C5 asks for.
const workflows = 100_000

// TestS8NothingIsReleasedWithoutEverySide is C5's model: whatever is released,
// translated, redacted, summed up or gone on with has the signature of every side
// by its key in force under just these bytes, which hold the document as it is in
// every language; what was signed for other bytes is refused; a stop by one side
// holds from the next move on, and whatever was signed before it, or for what was
// taken back, counts for nothing.
func TestS8NothingIsReleasedWithoutEverySide(t *testing.T) {
	tally := &workflowTally{map[ActKind]int{}, map[string]int{}, map[string]int{}}
	for i := range workflows {
		w := newWorkflow(t, uint64(i), tally)
		for range 16 {
			w.move()
			w.look()
			if t.Failed() {
				t.Fatalf("sequence %d: %+v", i, w.trace)
			}
		}
	}
	for kind, fewest := range map[ActKind]int{ActRelease: 5000, ActTranslation: 100, ActSummary: 500,
		ActResumeReport: 500, ActResumeRelease: 50, ActRedact: 100} {
		if tally.acts[kind] < fewest {
			t.Errorf("%s was enacted %d times only: the model shows nothing of it", kind, tally.acts[kind])
		}
	}
	for _, key := range []string{"refusal.co_chair_only", "refusal.proposal_changed", "refusal.proposal_void", "refusal.proposal_over",
		"refusal.signature_missing", "refusal.signature_key", "refusal.signature_other", "refusal.key_missing",
		"refusal.report_stopped", "refusal.release_stopped", "refusal.not_stopped", "refusal.report_lines", "refusal.release_unknown",
		"refusal.steward_only", "refusal.key_there", "refusal.key_none", "refusal.translation_nothing"} {
		if tally.refusals[key] < 200 {
			t.Errorf("%s was met %d times only", key, tally.refusals[key])
		}
	}
	for _, sight := range []string{"public", "stopped", "embargo", "redacted"} {
		if tally.sights[sight] < 500 {
			t.Errorf("a release that is %s was looked at %d times only", sight, tally.sights[sight])
		}
	}
}

func newWorkflow(t *testing.T, seed uint64, tally *workflowTally) *workflow {
	w := &workflow{t: t, r: rand.New(rand.NewPCG(seed, 5)), tally: tally, today: today, report: readyReport(),
		held: map[SideID][]keyChange{}, chairing: map[SideID]AccountID{}, stops: map[string]bool{}, born: map[ReleaseID]int{}, gone: map[ReleaseID]bool{},
		when: map[signing]int{}, last: map[string]int{}, fixed: map[ReleaseID]Hash{}}
	w.sides = [][]SideID{{"azerbaijan", "armenia"}, {"armenia", "azerbaijan"}, {"valley", "armenia", "azerbaijan"}}[seed%3]
	w.offices = officesOf(w.sides...)
	for _, side := range w.sides {
		w.chairing[side] = accountOf(side)
		if w.r.IntN(12) > 0 {
			w.keys = append(w.keys, keysOf(side)...)
			w.held[side] = []keyChange{{keyText(side, 1), today - 9}}
		}
	}
	return w
}

func (w *workflow) move() {
	w.moves++
	switch what := w.r.IntN(40); {
	case what < 8, len(w.proposals) == 0 && (what < 30 || what == 37):
		w.propose()
	case what < 29:
		w.approve()
	case what == 29:
		w.withdraw()
	case what < 32:
		w.edit()
	case what < 35:
		w.stop()
	case what == 35:
		w.changeKey()
	case what == 36:
		w.replaceChair()
	case what == 37:
		w.tamper()
	default:
		w.today += Day(w.r.IntN(3))
	}
}

// document is the one that would be released now, as the model knows it.
func (w *workflow) document() Hash { return sha256.Sum256(w.words[:]) }

// keyOf is a side's key in force by the model's own books.
func (w *workflow) keyOf(side SideID) string {
	key := ""
	for _, k := range w.held[side] {
		if k.from <= w.today {
			key = k.key
		}
	}
	return key
}

// anybody is mostly a co-chair in office; else a facilitator, a moderator, a
// steward, a participant, the public, somebody replaced or of no side here.
func (w *workflow) anybody() Viewer {
	side := w.sides[w.r.IntN(len(w.sides))]
	switch w.r.IntN(24) {
	case 0:
		return holder("facilitator", side)
	case 1:
		return holder([]Role{Moderator, Steward}[w.r.IntN(2)], side)
	case 2:
		return Viewer{Participant: 31, Dialogue: 77, Side: side}
	case 3:
		return []Viewer{{}, chair("elsewhere")}[w.r.IntN(2)]
	}
	return Viewer{Account: w.chairing[side], Role: CoChair, Side: side}
}

// basis is what node would read for an act.
func (w *workflow) basis(release string) ForumBasis {
	report := w.report
	b := ForumBasis{Today: w.today, Forum: 5, Sides: w.sides, Keys: w.keys, Report: &report, Document: w.document(),
		Files: []File{{"neutral.hy.html", "aa"}}}
	for _, r := range w.releases {
		switch of := FormatID(r.Of); {
		case FormatID(r.ID) == release:
			b.Release, b.Released = &r, w.fixed[r.ID]
		case of == release && r.Of != 0 && !r.Redacted:
			b.Translations = append(b.Translations, w.fixed[r.ID])
		}
	}
	return b
}

func (w *workflow) anyRelease() string {
	if len(w.releases) == 0 || w.r.IntN(20) == 0 {
		return ""
	}
	return FormatID(w.releases[w.r.IntN(len(w.releases))].ID)
}

func (w *workflow) propose() {
	kinds := ForumActs()
	want := Act{Kind: kinds[w.r.IntN(len(kinds))], Language: "hy"}
	if w.r.IntN(3) > 0 && len(w.releases) == 0 {
		want.Kind = ActRelease
	}
	if w.report.StoppedBy != "" && w.r.IntN(2) == 0 {
		want.Kind = ActResumeReport
	}
	if slices.ContainsFunc(w.releases, func(r Release) bool { return r.StoppedBy != "" }) && w.r.IntN(2) == 0 {
		want.Kind = ActResumeRelease
	}
	if len(w.releases) > 0 && w.r.IntN(4) == 0 {
		want.Kind = ActTranslation
	}
	switch want.Kind {
	case ActTranslation:
		want.Release = w.anyRelease()
		if w.r.IntN(2) == 0 { // somebody has translated something since
			w.words[w.r.IntN(4)] ^= 1
		}
	case ActResumeRelease, ActRedact:
		want.Release = w.anyRelease()
	case ActSummary:
		want.Summary = Text{"en": "Said " + string(rune('a'+w.r.IntN(2)))}
	}
	by := w.anybody()
	p, err := ProposeForum(by, want, w.basis(want.Release))
	w.note("propose "+string(want.Kind), by, len(w.proposals), err)
	if err != nil {
		return
	}
	if by.Role != CoChair || w.chairing[by.Side] == 0 {
		w.t.Errorf("%s of %q proposed", by.Role, by.Side)
	}
	for _, s := range w.signings {
		if s.body == string(p.Body) && w.proposals[s.proposal].State == TakenBack {
			w.t.Errorf("proposed again as it was signed by %s and taken back: %s", s.side, p.Body)
		}
	}
	if w.keyOf(by.Side) == "" {
		w.sign(signing{len(w.proposals), by.Side, by.Account, string(p.Body), ""})
	} else if len(p.Approvals) > 0 {
		w.t.Error("a proposal is approved before it is signed")
	}
	w.proposals = append(w.proposals, p)
}

func (w *workflow) sign(s signing) {
	w.signings = append(w.signings, s)
	w.when[s] = w.moves
}

// signature is mostly the right one; else none, by an old, coming or foreign key,
// or one that was given to other bytes.
func (w *workflow) signature(by Viewer, seen Hash) Signed {
	s := Signed{Key: w.keyOf(by.Side), Hash: seen, Note: []byte("note")}
	switch w.r.IntN(16) {
	case 0:
		return Signed{}
	case 1:
		s.Key = keyText(w.sides[w.r.IntN(len(w.sides))], 1+w.r.IntN(3))
	case 2:
		s.Hash = w.proposals[w.r.IntN(len(w.proposals))].Hash()
	}
	return s
}

func (w *workflow) approve() {
	i := w.r.IntN(len(w.proposals))
	if w.r.IntN(3) > 0 { // rather those that wait
		i = len(w.proposals) - 1
	}
	by, p := w.anybody(), w.proposals[i]
	seen := p.Hash()
	if w.r.IntN(14) == 0 && len(w.signings) > 0 { // an approval of another version is played again
		seen = Proposal{Body: []byte(w.signings[w.r.IntN(len(w.signings))].body)}.Hash()
	}
	s := w.signature(by, seen)
	a, _ := p.Act()
	b := w.basis(a.Release)
	after, enacted, err := ApproveForum(by, p, seen, s, w.offices, b)
	w.note("approve", by, i, err)
	w.proposals[i] = after
	if p.State != Proposed && (after.State != p.State || enacted) {
		w.t.Errorf("proposal %d was %s and is %s", i, p.State, after.State)
	}
	if err != nil {
		if enacted || len(after.Approvals) != len(p.Approvals) {
			w.t.Errorf("proposal %d: refused, and counted", i)
		}
		return
	}
	if by.Role != CoChair || w.chairing[by.Side] != by.Account || seen != p.Hash() || s.Key != w.keyOf(by.Side) || (s.Key != "" && s.Hash != p.Hash()) {
		w.t.Errorf("proposal %d: accepted of %+v with %q, key in force %q", i, by, s.Key, w.keyOf(by.Side))
	}
	w.sign(signing{i, by.Side, by.Account, string(p.Body), s.Key})
	if enacted != (after.State == Enacted) {
		w.t.Errorf("proposal %d: enacted is %v, state %s", i, enacted, after.State)
	}
	if enacted {
		w.enact(i, after, a, b)
	}
}

// enact checks by the model's own books that an act may happen, and lets it.
func (w *workflow) enact(i int, p Proposal, a Act, b ForumBasis) {
	signs := a.Kind == ActRelease || a.Kind == ActTranslation || a.Kind == ActSummary || a.Kind == ActRedact
	for _, side := range w.sides {
		if signs && w.keyOf(side) == "" {
			w.t.Errorf("%s enacted, and %s has no key", a.Kind, side)
		}
		given := signing{i, side, w.chairing[side], string(p.Body), w.keyOf(side)}
		if !slices.Contains(w.signings, given) {
			w.t.Errorf("%s enacted without %s", p.Body, side)
		}
		if w.when[given] < max(w.last[""], w.last[a.Release]) {
			w.t.Errorf("%s enacted with what %s signed before a stop", p.Body, side)
		}
	}
	if a.Kind == ActTranslation {
		w.checkNew(a)
	}
	switch a.Kind {
	case ActRelease, ActTranslation:
		if a.Document != w.document().String() || w.stops[""] || w.stops[a.Release] && a.Release != "" {
			w.t.Errorf("%s enacted for document %s, which is %s; stopped: %v", a.Kind, a.Document, w.document(), w.stops)
		}
		if a.Kind == ActRelease && w.lacking {
			w.t.Error("a report was released without one of its lines")
		}
	case ActResumeReport:
		w.stops[""] = false
	case ActResumeRelease:
		w.stops[a.Release] = false
	case ActRedact:
		id, _ := ParseID[ReleaseID](a.Release)
		w.gone[id], w.stops[a.Release] = true, false
	}
	next := ReleaseID(1000 + len(w.releases))
	report, release := EnactForum(a, p, b, next)
	w.tally.acts[a.Kind]++
	if report != nil {
		w.report = *report
	}
	if release == nil {
		return
	}
	at := slices.IndexFunc(w.releases, func(r Release) bool { return r.ID == release.ID })
	if at >= 0 {
		w.releases[at] = *release
		return
	}
	w.releases = append(w.releases, *release)
	w.born[next], w.fixed[next] = i, w.document()
}

// checkNew checks that a translation is none that is there.
func (w *workflow) checkNew(a Act) {
	for _, r := range w.releases {
		if (FormatID(r.ID) == a.Release || FormatID(r.Of) == a.Release && !w.gone[r.ID]) && w.fixed[r.ID].String() == a.Document {
			w.t.Errorf("%s enacted, which release %d is already", a.Bytes(), r.ID)
		}
	}
}

// look compares what there is to see with the model's books.
func (w *workflow) look() {
	if (w.report.StoppedBy != "") != w.stops[""] {
		w.t.Errorf("report: stopped by %q, by the books %v", w.report.StoppedBy, w.stops[""])
	}
	for _, r := range w.releases {
		i, ok := w.born[r.ID]
		if !ok || w.proposals[i].State != Enacted || r.Redacted != w.gone[r.ID] {
			w.t.Errorf("release %d: there is no act for it", r.ID)
		}
		stopped := w.stops[FormatID(r.ID)]
		public := Viewer{}.MaySeeRelease(r, true, w.today)
		switch {
		case stopped:
			w.tally.sights["stopped"]++
		case w.today < r.Embargo:
			w.tally.sights["embargo"]++
		case r.Redacted:
			w.tally.sights["redacted"]++
		default:
			w.tally.sights["public"]++
		}
		if public != (!stopped && w.today >= r.Embargo) || (Viewer{}).MaySeeRelease(r, false, w.today) || !chair("armenia").MaySeeRelease(r, false, w.today) {
			w.t.Errorf("release %+v: public %v on %d", r, public, w.today)
		}
	}
	for i, p := range w.proposals {
		for _, a := range p.Approvals {
			if !slices.Contains(w.signings, signing{i, a.Side, a.Account, string(p.Body), a.Key}) && p.Hash() == a.Hash {
				w.t.Errorf("proposal %d: an approval by %s that nobody gave", i, a.Side)
			}
		}
	}
}
