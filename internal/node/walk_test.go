package node_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/node"
)

// A walker does things at random, as anybody, and knows what must have come of
// them.
type walker struct {
	*world
	r         *rand.Rand
	sides     []dialogue.Side
	ids       []dialogue.ID
	codes     map[dialogue.ID][]dialogue.Code
	proposals []dialogue.ProposalID
	people    []*walkerPerson
	links     []string
	keys      map[dialogue.SideID]dialogue.Phrase
	before    map[dialogue.ID]dialogue.Dialogue
	did       map[string]int
}

// A walkerPerson takes part, and has voted and written.
type walkerPerson struct {
	node.Session
	card  dialogue.Code
	gone  bool
	votes map[dialogue.StatementID]dialogue.Vote
	wrote map[dialogue.StatementID]bool
}

const walkedActs = 2500 // in each of two walks

// After any sequence of acts by anybody: nothing that binds every side happened
// without the approval of exactly these bytes by each; never more joined than
// there are codes; votes are those that participants cast on statements of their
// dialogue; and everybody sees what they may and nothing else (C5, C6, C10).
func TestRandomWalk(t *testing.T) {
	third := dialogue.Side{ID: "third", Languages: []dialogue.Language{"en"}, Names: dialogue.Text{"az": "Üçüncü", "en": "Third", "hy": "Երրորդ", "ru": "Третья"}}
	for n, all := range [][]dialogue.Side{sides, {sides[1], third, sides[0]}} {
		w := &walker{world: newWorldOf(t, sqliteURL(t), all), sides: all, r: newRand(uint64(n)), codes: map[dialogue.ID][]dialogue.Code{},
			keys: map[dialogue.SideID]dialogue.Phrase{}, before: map[dialogue.ID]dialogue.Dialogue{}, did: map[string]int{}}
		for i := range walkedActs {
			w.act(i)
			if t.Failed() {
				t.Fatalf("with %d sides, act %d", len(all), i)
			}
		}
		for _, must := range []string{"vote", "write", "join", "approve", "pause", "moderate", "close", "replace", "back", "leave", "revoke"} {
			if w.did[must] == 0 {
				t.Errorf("with %d sides, nobody ever came to %s: %v", len(all), must, w.did)
			}
		}
	}
}

// act does one thing and checks what must hold.
func (w *walker) act(i int) {
	w.t.Helper()
	acts := []struct {
		name   string
		weight int
		do     func() error
	}{
		{"make", 1, w.make}, {"seed", 3, w.seed}, {"settle", 1, w.settle}, {"bring", 4, w.bring}, {"drop", 1, w.drop},
		{"propose", 8, w.propose}, {"approve", 14, w.approve}, {"withdraw", 1, w.withdraw}, {"pause", 1, w.pause},
		{"join", 20, w.joinAny}, {"vote", 60, w.vote}, {"retract", 5, w.retract}, {"write", 12, w.write}, {"moderate", 16, w.moderate},
		{"back", 2, w.takeBack}, {"leave", 1, w.leave}, {"revoke", 1, w.revoke}, {"replace", 1, w.replace}, {"accept", 2, w.accept},
		{"together", 4, w.together}, {"close", 1, w.nextDay}, {"clock", 1, w.clockJumps},
	}
	total := 0
	for _, a := range acts {
		total += a.weight
	}
	at := w.r.IntN(total)
	for _, a := range acts {
		if at -= a.weight; at >= 0 {
			continue
		}
		err := a.do()
		if err == nil {
			w.did[a.name]++
		} else if fault.Of(err) == nil {
			w.t.Errorf("%s: %v", a.name, err)
		}
		w.checkChanges(a.name)
		break
	}
	if i%100 == 99 {
		w.checkVotes()
	}
	if i%250 == 249 {
		w.checkEverySight()
	}
}

func pick[T any](w *walker, all []T) (one T, ok bool) {
	if len(all) == 0 {
		return one, false
	}
	return all[w.r.IntN(len(all))], true
}

var nothing = fault.New(fault.NotFound, "nothing to do")

// office is anybody who holds an office, mostly one who may do the thing.
func (w *walker) office(role dialogue.Role) dialogue.Viewer {
	side, _ := pick(w, w.sides)
	if w.r.IntN(8) == 0 {
		role, _ = pick(w, dialogue.Roles())
	}
	return w.offices[side.ID][role]
}

func (w *walker) person() (*walkerPerson, bool) { return pick(w, w.people) }

func (w *walker) make() error {
	kind, _ := pick(w, []dialogue.Kind{dialogue.Named, dialogue.Protected})
	if len(w.ids) >= 15 {
		return nothing
	}
	s := settings()
	s.Results, _ = pick(w, []dialogue.Audience{dialogue.Members, dialogue.Everyone})
	s.WritingDays = w.r.IntN(3)
	id, err := w.MakeDialogue(w.t.Context(), w.office(dialogue.CoChair), w.forum, kind, s)
	if err == nil {
		w.ids = append(w.ids, id)
	}
	return err
}

// recent is a dialogue, mostly one of the last.
func (w *walker) dialogue() (dialogue.ID, bool) {
	if len(w.ids) > 2 && w.r.IntN(3) > 0 {
		return pick(w, w.ids[len(w.ids)-2:])
	}
	return pick(w, w.ids)
}

func (w *walker) seed() error {
	id, ok := w.dialogue()
	side, _ := pick(w, w.sides)
	if !ok {
		return nothing
	}
	if w.r.IntN(6) == 0 {
		if all, _ := w.db.Statements(w.t.Context(), id); len(all) > 0 {
			return w.RemoveSeed(w.t.Context(), w.office(dialogue.CoChair), id, all[0].ID)
		}
	}
	return w.AddSeeds(w.t.Context(), w.office(dialogue.CoChair), id, []exchange.Seed{
		{Text: fmt.Sprintf("Seed %c%c grows.", 'a'+w.r.IntN(26), 'a'+w.r.IntN(26)), Language: "en", Side: string(side.ID)}})
}

func (w *walker) settle() error {
	id, ok := w.dialogue()
	if !ok {
		return nothing
	}
	s := settings()
	s.Threshold = 0.5 + float64(w.r.IntN(40))/100
	return w.ChangeSettings(w.t.Context(), w.office(dialogue.CoChair), id, s)
}

func (w *walker) bring() error {
	id, ok := w.dialogue()
	if !ok {
		return nothing
	}
	hashes, fresh := map[dialogue.SideID][]dialogue.CodeHash{}, []dialogue.Code{}
	n := 1 + w.r.IntN(3)
	for _, side := range w.sides {
		for range n + w.r.IntN(20)/19 { // now and then unequal
			c, err := w.NewCode()
			w.must(err)
			fresh, hashes[side.ID] = append(fresh, c), append(hashes[side.ID], c.Hash())
		}
	}
	err := w.BringCodes(w.t.Context(), w.office(dialogue.CoChair), id, hashes)
	if err == nil {
		w.codes[id] = append(w.codes[id], fresh...)
	}
	return err
}

func (w *walker) drop() error {
	id, ok := w.dialogue()
	if !ok || w.r.IntN(3) > 0 {
		return nothing
	}
	return w.DropCodes(w.t.Context(), w.office(dialogue.CoChair), id)
}

func (w *walker) propose() error {
	id, ok := w.dialogue()
	if !ok {
		return nothing
	}
	kind, _ := pick(w, []dialogue.ActKind{dialogue.ActOpen, dialogue.ActOpen, dialogue.ActCodes, dialogue.ActClosing, dialogue.ActResume,
		dialogue.ActResume, dialogue.ActWaiver, dialogue.ActLive, dialogue.ActHandRows, dialogue.ActAdopt})
	p, err := w.Propose(w.t.Context(), w.office(dialogue.CoChair), id, dialogue.Act{Kind: kind, LastDay: w.day(3 + w.r.IntN(9)),
		Reason: "One side has fewer villages.", To: []dialogue.Receiver{{Name: "An archive", Key: "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kudrhrh5sqwgmfv"}}})
	if err == nil {
		w.proposals = append(w.proposals, p)
	}
	return err
}

func (w *walker) approve() error {
	p, ok := pick(w, w.proposals)
	if !ok {
		return nothing
	}
	if n := len(w.proposals); n > 3 && w.r.IntN(4) > 0 {
		p = w.proposals[n-1-w.r.IntN(3)]
	}
	kept, err := w.db.Proposal(w.t.Context(), p)
	w.must(err)
	seen := kept.Hash()
	if w.r.IntN(10) == 0 {
		seen[3] ^= 4
	}
	return w.Approve(w.t.Context(), w.office(dialogue.CoChair), p, seen, node.Signing{})
}

// together has co-chairs agree on what a dialogue needs to go on, so that there
// is something to take part in.
func (w *walker) together() error {
	id, ok := w.dialogue()
	if !ok {
		return nothing
	}
	d, err := w.db.Dialogue(w.t.Context(), id)
	w.must(err)
	chair, _ := pick(w, w.sides)
	by := w.offices[chair.ID][dialogue.CoChair]
	want := dialogue.Act{Kind: dialogue.ActResume}
	if d.Phase == dialogue.Preparing {
		want = dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.day(12)}
		for _, side := range w.sides {
			w.must(w.DropCodes(w.t.Context(), w.offices[side.ID][dialogue.CoChair], id))
		}
		if err := w.seed(); err != nil {
			return err
		}
		hashes := map[dialogue.SideID][]dialogue.CodeHash{}
		for _, side := range w.sides {
			for range 5 {
				c, err := w.NewCode()
				w.must(err)
				hashes[side.ID], w.codes[id] = append(hashes[side.ID], c.Hash()), append(w.codes[id], c)
			}
		}
		for side, own := range hashes {
			w.must(w.BringCodes(w.t.Context(), w.offices[side][dialogue.CoChair], id, map[dialogue.SideID][]dialogue.CodeHash{side: own}))
		}
	}
	p, err := w.Propose(w.t.Context(), by, id, want)
	if err != nil {
		return err
	}
	kept, err := w.db.Proposal(w.t.Context(), p)
	w.must(err)
	for _, side := range w.sides {
		if side.ID != chair.ID {
			w.must(w.Approve(w.t.Context(), w.offices[side.ID][dialogue.CoChair], p, kept.Hash(), node.Signing{}))
		}
	}
	return nil
}

func (w *walker) withdraw() error {
	p, ok := pick(w, w.proposals)
	if !ok {
		return nothing
	}
	return w.WithdrawProposal(w.t.Context(), w.office(dialogue.CoChair), p)
}

func (w *walker) pause() error {
	id, ok := w.dialogue()
	if !ok {
		return nothing
	}
	return w.Pause(w.t.Context(), w.office(dialogue.CoChair), id)
}

func (w *walker) joinAny() error {
	id, _ := w.dialogue()
	code, ok := pick(w, w.codes[id])
	if !ok {
		return nothing
	}
	e, err := w.Enter(w.t.Context(), code.String())
	if err != nil {
		return err
	}
	s, err := w.Join(w.t.Context(), *e.Offer)
	if err == nil {
		w.people = append(w.people, &walkerPerson{s, e.Offer.Card, false, map[dialogue.StatementID]dialogue.Vote{}, map[dialogue.StatementID]bool{}})
	}
	return err
}

// any statement of any dialogue, mostly of the person's own.
func (w *walker) statement(p *walkerPerson) (dialogue.StatementID, bool) {
	id := p.Dialogue
	if w.r.IntN(10) == 0 {
		id, _ = pick(w, w.ids)
	}
	all, err := w.db.Statements(w.t.Context(), id)
	w.must(err)
	s, ok := pick(w, all)
	return s.ID, ok
}

func (w *walker) vote() error {
	p, ok := w.person()
	if !ok {
		return nothing
	}
	s, ok := w.statement(p)
	if !ok {
		return nothing
	}
	v := dialogue.Vote{Participant: p.Participant, Statement: s, Choice: dialogue.Choice(w.r.IntN(3) - 1), Important: w.r.IntN(2) == 0}
	err := w.CastVote(w.t.Context(), p.Viewer(), s, v.Choice, v.Important)
	if err == nil {
		p.votes[s] = v
		if p.gone {
			w.t.Error("a vote by somebody who is not there any more")
		}
	}
	return err
}

func (w *walker) retract() error {
	p, ok := w.person()
	if !ok {
		return nothing
	}
	s, ok := w.statement(p)
	if !ok {
		return nothing
	}
	err := w.RetractVote(w.t.Context(), p.Viewer(), s)
	if err == nil {
		delete(p.votes, s)
	}
	return err
}

func (w *walker) write() error {
	p, ok := w.person()
	if !ok || p.gone { // who is gone is stopped when the session is looked at
		return nothing
	}
	s, err := w.Write(w.t.Context(), p.Session, fmt.Sprintf("Idea %c%c%c.", 'a'+w.r.IntN(26), 'a'+w.r.IntN(26), 'a'+w.r.IntN(26)), "en")
	if err == nil {
		p.wrote[s] = true
	}
	return err
}

func (w *walker) moderate() error {
	id, ok := w.dialogue()
	if !ok {
		return nothing
	}
	all, err := w.db.Statements(w.t.Context(), id)
	w.must(err)
	s, ok := pick(w, all)
	if !ok {
		return nothing
	}
	to, why := dialogue.Accepted, dialogue.Reason("")
	if w.r.IntN(3) == 0 {
		to, why = dialogue.Rejected, "unclear"
	}
	v := w.office(dialogue.Moderator)
	err = w.Moderate(w.t.Context(), v, id, s.ID, to, why)
	if err == nil && (v.Side != s.Side || v.Role != dialogue.Moderator) {
		w.t.Errorf("%s of %s decided on a statement of %s", v.Role, v.Side, s.Side)
	}
	return err
}

func (w *walker) takeBack() error {
	p, ok := w.person()
	if !ok || p.gone {
		return nothing
	}
	s, ok := pick(w, slices.Sorted(maps.Keys(p.wrote)))
	if !ok {
		s, _ = w.statement(p)
	}
	err := w.TakeBackStatement(w.t.Context(), p.Session, s)
	if err == nil {
		if !p.wrote[s] {
			w.t.Error("took back what was not their own")
		}
		delete(p.wrote, s)
	}
	return err
}

func (w *walker) leave() error {
	p, ok := w.person()
	if !ok || p.gone {
		return nothing
	}
	err := w.TakeBackAll(w.t.Context(), p.Session)
	if err == nil {
		p.gone = true
		clear(p.votes)
	}
	return err
}

// revoke uses a card; the votes stay.
func (w *walker) revoke() error {
	p, ok := w.person()
	if !ok || p.gone {
		return nothing
	}
	p.gone = true
	return w.Revoke(w.t.Context(), p.card.String())
}

// replace has a side's recovery key replace its own co-chair.
func (w *walker) replace() error {
	side, _ := pick(w, w.sides)
	if w.keys[side.ID] == "" {
		key, err := w.NewPhrase()
		w.must(err)
		w.keys[side.ID] = key
		return w.SetRecovery(w.t.Context(), w.offices[side.ID][dialogue.Steward], key)
	}
	link, err := w.Replace(w.t.Context(), string(w.keys[side.ID]), dialogue.CoChair)
	if err == nil {
		w.links = append(w.links, link.Token)
		if link.Side != side.ID {
			w.t.Error("a key replaced somebody of another side")
		}
	}
	return err
}

func (w *walker) accept() error {
	token, ok := pick(w, w.links)
	if !ok {
		return nothing
	}
	offer, err := w.LookAt(w.t.Context(), token)
	if err != nil {
		return err
	}
	s, err := w.Accept(w.t.Context(), token, offer)
	if err == nil {
		w.offices[s.Side][s.Role] = s.Viewer()
	}
	return err
}

func (w *walker) nextDay() error {
	w.now = w.now.AddDate(0, 0, 1)
	return w.Tend(w.t.Context(), w.r.IntN(2) == 0)
}

// clockJumps has the node look at the dialogues with a wrong clock.
func (w *walker) clockJumps() error {
	now := w.now
	w.now = now.AddDate(0, 0, -w.r.IntN(400))
	err := w.Tend(w.t.Context(), true)
	if err == nil {
		err = w.vote()
	}
	w.now = now
	return err
}

// checkChanges looks at what an act changed of dialogues.
func (w *walker) checkChanges(act string) {
	w.t.Helper()
	all, err := w.db.Dialogues(w.t.Context())
	w.must(err)
	for _, d := range all {
		was, known := w.before[d.ID]
		w.before[d.ID] = d
		joined := 0
		for _, a := range d.Sides {
			if a.Joined > a.Issued {
				w.t.Errorf("after %s: %+v", act, a)
			}
			joined += a.Joined
		}
		if joined == 0 && d.Phase == dialogue.Preparing && !known {
			continue
		}
		w.checkChange(act, was, d)
	}
}

// bound is what of a dialogue only every side together may change.
func bound(d dialogue.Dialogue) dialogue.Dialogue {
	d.Version, d.Frozen = 0, false
	d.Sides = slices.Clone(d.Sides)
	for i := range d.Sides {
		d.Sides[i].Joined = 0
	}
	if d.Phase == dialogue.Preparing { // any co-chair may
		d.Settings = dialogue.Settings{}
	}
	return d
}

func (w *walker) checkChange(act string, was, d dialogue.Dialogue) {
	w.t.Helper()
	from, to := bound(was), bound(d)
	if act == "pause" && to.Turns == from.Turns+1 {
		if to.Turns = from.Turns; from.PausedBy == "" && to.PausedBy != "" {
			to.PausedBy = ""
		}
	}
	closed := act == "close" && from.Phase == dialogue.Open && to.Phase == dialogue.Closed && d.LastDay < w.today()
	if closed {
		to.Phase, to.PausedBy, to.Turns = from.Phase, from.PausedBy, from.Turns
	}
	if was.Phase == dialogue.Preparing && d.Phase == dialogue.Open {
		from.Settings = was.Settings // they were approved as they were
	}
	if reflect.DeepEqual(from, to) {
		return
	}
	if act != "approve" && act != "together" {
		w.t.Errorf("%s changed what binds every side: from %+v to %+v", act, from, to)
		return
	}
	if !w.approvedNow(d) {
		w.t.Errorf("changed from %+v to %+v without every key", from, to)
	}
}

// approvedNow reports whether a proposal of the dialogue was enacted today, with
// an approval of its very bytes by the one who chairs each side now.
func (w *walker) approvedNow(d dialogue.Dialogue) bool {
	w.t.Helper()
	all, err := w.db.Proposals(w.t.Context(), d.ID)
	w.must(err)
	for _, p := range all {
		if p.State != dialogue.Enacted || p.EnactedOn != w.today() {
			continue
		}
		keys := map[dialogue.SideID]bool{}
		for _, a := range p.Approvals {
			chair := w.offices[a.Side][dialogue.CoChair]
			keys[a.Side] = a.Hash == p.Hash() && chair.Account == a.Account
		}
		whole := len(keys) == len(w.sides)
		for _, side := range w.sides {
			whole = whole && keys[side.ID]
		}
		if whole {
			return true
		}
	}
	return false
}

// checkVotes compares all votes with those that people cast.
func (w *walker) checkVotes() {
	w.t.Helper()
	for _, id := range w.ids {
		there := map[dialogue.StatementID]bool{}
		statements, err := w.db.Statements(w.t.Context(), id)
		w.must(err)
		for _, s := range statements {
			there[s.ID] = true
		}
		want := map[dialogue.Vote]bool{}
		for _, p := range w.people {
			if p.Dialogue == id {
				for _, v := range p.votes {
					want[v] = true
				}
			}
		}
		got := map[dialogue.Vote]bool{}
		w.must(w.db.ScanVotes(w.t.Context(), id, func(v dialogue.Vote) error {
			if got[v] = true; !there[v.Statement] {
				w.t.Errorf("a vote on a statement of no dialogue: %+v", v)
			}
			return nil
		}))
		if !maps.Equal(got, want) {
			w.t.Errorf("%d votes are kept, %d were cast", len(got), len(want))
		}
	}
	for _, p := range w.people {
		mine, err := w.MyStatements(w.t.Context(), p.Session)
		w.must(err)
		if p.gone {
			continue
		}
		for _, s := range mine {
			if !p.wrote[s.ID] {
				w.t.Errorf("somebody finds %s, which they did not write", s.ID)
			}
		}
		if len(mine) != len(p.wrote) {
			w.t.Errorf("somebody wrote %d and finds %d", len(p.wrote), len(mine))
		}
	}
}

// checkEverySight calls every read of a few dialogues as every office, the
// public and a few participants.
func (w *walker) checkEverySight() {
	w.t.Helper()
	some := map[string]dialogue.Viewer{}
	for range 4 {
		if p, ok := w.person(); ok && !p.gone {
			some[fmt.Sprint("participant ", p.Participant)] = p.Viewer()
		}
	}
	for _, id := range w.ids {
		all, err := w.db.Proposals(w.t.Context(), id)
		w.must(err)
		p := noProposal
		if len(all) > 0 {
			p = all[0].ID
			w.checkSight(id, p, w.everybody(some))
		}
	}
}
