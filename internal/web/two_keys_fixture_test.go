package web

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/record"
)

// signers are the private keys of a side: its own, with which it signs offline,
// and that of its witness.
type signers struct{ private, public, witness, witnessPublic string }

// A jury is the witnesses of every side, in memory.
type jury struct {
	*fixtureSite
	t      testing.TB
	mu     sync.Mutex
	keys   map[dialogue.SideID]signers
	log    string // the record's public key
	states map[dialogue.SideID]record.WitnessState
	absent map[dialogue.SideID]bool
}

// newJury makes the keys of every side, and seats the witnesses. They are not
// registered yet.
func newJury(t testing.TB, s *fixtureSite) *jury {
	t.Helper()
	j := &jury{fixtureSite: s, t: t, keys: map[dialogue.SideID]signers{}, states: map[dialogue.SideID]record.WitnessState{}, absent: map[dialogue.SideID]bool{}}
	for i, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		var k signers
		var err error
		k.private, k.public = newKey(t, side, byte(i+1))
		k.witness, k.witnessPublic, err = record.NewWitnessKey(bytes.NewReader(bytes.Repeat([]byte{byte(i + 101)}, 32)), node.WitnessName(side))
		check(t, err)
		j.keys[side] = k
	}
	at, err := s.Node.Record(context.Background())
	check(t, err)
	j.log, s.Node.Ask = at.Log, j.ask
	return j
}

// newKey makes a key of a side: the same of the same seed.
func newKey(t testing.TB, side dialogue.SideID, seed byte) (private, public string) {
	t.Helper()
	private, public, err := record.NewKey(bytes.NewReader(bytes.Repeat([]byte{seed}, 32)), string(side))
	check(t, err)
	return private, public
}

func (j *jury) ask(_ context.Context, side dialogue.SideID, request []byte) ([]byte, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.absent[side] {
		return nil, errors.New("this witness is absent")
	}
	r, err := record.ParseAddCheckpoint(request)
	if err != nil {
		return nil, err
	}
	state, ok := j.states[side]
	if !ok {
		origin, _, _ := strings.Cut(j.log, "+")
		state = record.WitnessState{Origin: origin, Log: j.log}
	}
	next, line, err := state.Advance(r, j.clock.Now(), j.keys[side].witness)
	j.states[side] = next
	return line, err
}

// register registers the keys of every side without a browser.
func (j *jury) register() {
	j.t.Helper()
	for side, k := range j.keys {
		steward := j.viewer(side, dialogue.Steward)
		check(j.t, j.Node.RegisterKey(context.Background(), steward, k.public, false))
		check(j.t, j.Node.RegisterKey(context.Background(), steward, k.witnessPublic, true))
	}
}

// signs is an approval made offline of the bytes with a hash.
func (j *jury) signs(side dialogue.SideID, hash string) string {
	j.t.Helper()
	seen, ok := record.ParseDigest(hash)
	if !ok {
		j.t.Fatalf("%q is no hash", hash)
	}
	a := record.Approval{Side: string(side), Hash: seen, How: record.Offline, Day: dialogue.DayOf(j.clock.Now()).String()}
	note, err := a.Sign(j.keys[side].private)
	check(j.t, err)
	return string(note)
}

// approve has both sides approve a proposal, each signed offline.
func (j *jury) approve(p dialogue.ProposalID) {
	j.t.Helper()
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		v := j.viewer(side, dialogue.CoChair)
		view, err := j.Node.Proposal(context.Background(), v, p)
		check(j.t, err)
		hash := view.Proposal.Hash()
		check(j.t, j.Node.Approve(context.Background(), v, p, hash, node.Signing{Note: []byte(j.signs(side, hash.String()))}))
	}
}

// reach has the witnesses look at the record.
func (j *jury) reach() {
	j.t.Helper()
	check(j.t, j.Node.Reach(context.Background()))
}

// propose proposes an act of the forum.
func (j *jury) propose(side dialogue.SideID, want dialogue.Act) dialogue.ProposalID {
	j.t.Helper()
	p, err := j.Node.ProposeForum(context.Background(), j.viewer(side, dialogue.CoChair), j.Forum, want)
	check(j.t, err)
	return p
}

// release takes a report to its release, with both keys, and has it witnessed.
func (j *jury) release(id dialogue.ReportID) dialogue.ReleaseID {
	j.t.Helper()
	j.approve(j.propose("azerbaijan", dialogue.Act{Kind: dialogue.ActRelease, Report: dialogue.FormatID(id)}))
	j.reach()
	all, err := j.Node.Releases(context.Background(), dialogue.Viewer{})
	check(j.t, err)
	for _, r := range all {
		if r.Release.Report == id {
			return r.Release.ID
		}
	}
	j.t.Fatal("nothing is released")
	return 0
}

// in several languages, as every side approved it.
func inAll(hy, az, en, ru string) dialogue.Writing {
	return dialogue.Writing{Original: "en", Text: dialogue.Text{"hy": hy, "az": az, "en": en, "ru": ru}, Approved: []dialogue.Language{"az", "hy", "ru"}}
}

// report makes a report that can be released. What it says is made up.
func (s *fixtureSite) report(t testing.TB) dialogue.ReportID {
	t.Helper()
	ctx, one := context.Background(), s.viewer("armenia", dialogue.CoChair)
	issue, err := s.Node.AddIssue(ctx, one, s.Forum, inAll("Սահմանամերձ գյուղերի ջուրը", "Sərhəd kəndlərinin suyu", "Water of the border villages", "Вода приграничных сёл"), nil)
	check(t, err)
	claims := map[dialogue.SideID]dialogue.ClaimID{}
	words := map[dialogue.SideID]dialogue.Writing{
		"armenia":    inAll("Մեր ջրհորները չորանում են ամռանը։", "Quyularımız yayda quruyur.", "Our wells run dry in summer.", "Наши колодцы летом пересыхают."),
		"azerbaijan": inAll("Մեր ջրհորները չորանում են աշնանը։", "Quyularımız payızda quruyur.", "Our wells run dry in autumn.", "Наши колодцы осенью пересыхают."),
	}
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		claims[side], err = s.Node.WriteClaim(ctx, s.viewer(side, dialogue.CoChair), issue, dialogue.Claim{Holder: dialogue.Delegation, Words: words[side]})
		check(t, err)
	}
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		check(t, s.Node.SealPerspective(ctx, s.viewer(side, dialogue.CoChair), issue))
	}
	for side, other := range map[dialogue.SideID]dialogue.SideID{"armenia": "azerbaijan", "azerbaijan": "armenia"} {
		check(t, s.Node.Respond(ctx, s.viewer(side, dialogue.CoChair), issue, dialogue.Response{Claim: claims[other],
			Words: inAll("Սա մենք լսում ենք։", "Bunu eşidirik.", "We hear that.", "Мы это слышим."), Understood: true}))
	}
	id, err := s.Node.AddReport(ctx, one, s.Forum, inAll("Ջրհորներ սահմանի վրա", "Sərhəddə quyular", "Wells on the border", "Колодцы на границе"))
	check(t, err)
	view, err := s.Node.Report(ctx, one, id)
	check(t, err)
	r := view.Report
	r.Parts[dialogue.PartAuthor] = inAll("Ջրհորների ֆորումի պատվիրակությունները։", "Quyular forumunun nümayəndə heyətləri.", "The delegations to the forum of wells.", "Делегации форума колодцев.")
	r.Parts[dialogue.PartSponsor] = inAll("Հովանավոր, որի անունը չի նշվում։", "Adı çəkilməyən sponsor.", "A sponsor who is not named.", "Спонсор, который не назван.")
	r.Parts[dialogue.PartResponsibility] = inAll("Կարծիքները ֆորումինն են։", "Fikirlər forumundur.", "The opinions are those of the forum.", "Мнения принадлежат форуму.")
	r.Issues = []dialogue.IssueID{issue}
	check(t, s.Node.EditReport(ctx, one, id, view.Report.Version, r))
	return id
}
