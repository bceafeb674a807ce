package web

import (
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/node"
	"parley/internal/opinion"
)

// A commonWorld is a node with a dialogue that has closed, one that is named and
// one that is protected, with people in all of them. Two of them are equal to
// the last byte of what anybody is answered.
type commonWorld struct {
	*fixtureSite
	t        testing.TB
	Closed   dialogue.ID
	members  map[dialogue.ID]map[dialogue.SideID]comer
	accepted dialogue.StatementID // in the named dialogue
	opening  dialogue.ProposalID
	work     works // of the forum, as far as it is the same in every world
	releases []dialogue.ReleaseID
}

// A comer takes part, and can come back.
type comer struct {
	node.Session
	phrase dialogue.Phrase
}

// comes lets somebody of a side in.
func (w *commonWorld) comes(id dialogue.ID, side dialogue.SideID) comer {
	w.t.Helper()
	entry, err := w.Node.Enter(context.Background(), w.code(w.t, id, side).String())
	w.must(err)
	session, err := w.Node.Join(context.Background(), *entry.Offer)
	w.must(err)
	return comer{session, entry.Offer.Phrase}
}

func newCommonWorld(t testing.TB) *commonWorld {
	t.Helper()
	s, token := emptySite(t)
	w := &commonWorld{fixtureSite: s, t: t, members: map[dialogue.ID]map[dialogue.SideID]comer{}}
	s.setUp(t, token)
	ctx := context.Background()
	var err error
	s.Forum, err = s.Node.MakeForum(ctx, s.viewer("azerbaijan", dialogue.CoChair), everyLanguage("Forum of wells"))
	w.must(err)
	w.Closed = s.prepare(t, dialogue.Protected, "Old wells", 30)
	s.open(t, w.Closed)
	w.voteOnAll(w.Closed, 12)
	s.close(t)
	s.Named = s.prepare(t, dialogue.Named, "Buses and markets", 6)
	s.Protected = s.prepare(t, dialogue.Protected, "Water and roads", 6)
	day := dialogue.DayOf(s.clock.Now()) + 30
	w.opening = s.enact(t, s.Named, dialogue.Act{Kind: dialogue.ActOpen, LastDay: day.String()})
	s.open(t, s.Protected)
	for _, id := range []dialogue.ID{s.Protected, s.Named} {
		w.members[id] = map[dialogue.SideID]comer{}
		for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
			w.members[id][side] = w.comes(id, side)
		}
	}
	all, err := s.Node.Store.Statements(ctx, s.Named)
	w.must(err)
	w.accepted = all[3].ID
	w.must(s.Node.CastVote(ctx, w.members[s.Named]["armenia"].Viewer(), all[3].ID, dialogue.Agree, true))
	_, err = s.Node.Write(ctx, w.members[s.Named]["azerbaijan"].Session, "Wells should be lit.", "en")
	w.must(err)
	w.begin()
	w.withRegisters()
	return w
}

func (w *commonWorld) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// voteOnAll has so many of each side come and vote on every statement.
func (w *commonWorld) voteOnAll(id dialogue.ID, people int) {
	w.t.Helper()
	all, err := w.Node.Store.Statements(context.Background(), id)
	w.must(err)
	var at sync.WaitGroup // at once: in what order votes come makes no difference (R9)
	for i := range 2 * people {
		v := w.member(w.t, id, []dialogue.SideID{"azerbaijan", "armenia"}[i%2]).Viewer()
		at.Go(func() {
			for j, s := range all {
				if s.State != dialogue.Accepted {
					continue
				}
				if err := w.Node.CastVote(context.Background(), v, s.ID, dialogue.Choice((i/2+j*j)%3-1), false); err != nil {
					w.t.Error(err)
				}
			}
		})
	}
	at.Wait()
}

// A role is somebody who asks.
type role struct {
	name   string
	viewer dialogue.Viewer
	phrase dialogue.Phrase // "" for the public
}

// roles are everybody that there is, in a common world.
func (w *commonWorld) roles() []role {
	all := []role{{name: "the public"}}
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		all = append(all,
			role{"a participant of " + string(side) + " in the named dialogue", w.members[w.Named][side].Viewer(), w.members[w.Named][side].phrase},
			role{"a participant of " + string(side) + " in the protected dialogue", w.members[w.Protected][side].Viewer(), w.members[w.Protected][side].phrase})
		for _, r := range []dialogue.Role{dialogue.Moderator, dialogue.CoChair, dialogue.Steward} { // who may dismiss others comes last
			all = append(all, role{"the " + string(r) + " of " + string(side), w.viewer(side, r), w.Phrases[post{side, r}]})
		}
	}
	return all
}

// cookieOf signs somebody in. The cookie is as good in every common world: they
// have the same secrets.
func (w *commonWorld) cookieOf(r role) string {
	w.t.Helper()
	if r.phrase == "" {
		return ""
	}
	c := w.client(w.t)
	c.enter(string(r.phrase)).want(http.StatusOK)
	return "parley=" + c.cookie()
}

// An asked is one request.
type asked struct {
	method, path, cookie string
	fields               url.Values
}

// ask sends a request to the handler. Chances are the same for each.
func (w *commonWorld) ask(a asked) *http.Response {
	w.t.Helper()
	w.Node.Random = newChance(50)
	var body io.Reader
	if a.fields != nil {
		body = strings.NewReader(a.fields.Encode())
	}
	r := httptest.NewRequest(a.method, home+a.path, body)
	r.Header.Set("Accept-Language", "en")
	if a.fields != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if a.cookie != "" {
		r.Header.Set("Cookie", a.cookie)
	}
	recorder := httptest.NewRecorder()
	w.Handler.ServeHTTP(recorder, r)
	return recorder.Result()
}

// tokenOf returns the token that forms of a session carry.
func (w *commonWorld) tokenOf(cookie string) string {
	w.t.Helper()
	body, err := io.ReadAll(w.ask(asked{method: "GET", path: "/revoke", cookie: cookie}).Body)
	w.must(err)
	return fieldsOf(string(body)).Get("token")
}

// A hiding is something that is in one world and not in the other.
type hiding struct {
	from func(dialogue.Viewer) bool // from whom it is hidden
	do   func(*commonWorld)
}

// hidden is what of a dialogue or node is not for everybody, each with those who
// may not see it.
func hidden(found *places) map[string]hiding {
	notChairs := func(v dialogue.Viewer) bool { return v.Role != dialogue.CoChair }
	notOffices := func(v dialogue.Viewer) bool { return v.Role == "" }
	all := func(dialogue.Viewer) bool { return true }
	ctx := context.Background()
	hidings := map[string]hiding{
		"a dialogue for members": {notOffices, func(w *commonWorld) {
			id := w.prepareFor(dialogue.Members)
			w.open(w.t, id)
			w.voteOnAll(id, 3)
			found.dialogues = append(found.dialogues, id)
		}},
		"a dialogue being prepared": {notChairs, func(w *commonWorld) {
			id := w.prepare(w.t, dialogue.Protected, "Hidden springs", 4)
			p, err := w.Node.Propose(ctx, w.viewer("armenia", dialogue.CoChair), id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.lastDay()})
			w.must(err)
			found.dialogues, found.proposals = append(found.dialogues, id), append(found.proposals, p)
		}},
		"an imported dialogue": {notChairs, func(w *commonWorld) {
			id, err := w.Node.Import(ctx, w.viewer("azerbaijan", dialogue.CoChair), w.Forum, dialogue.Named, conversation(), "en", "armenia")
			w.must(err)
			found.dialogues = append(found.dialogues, id)
		}},
		"proposals": {notChairs, func(w *commonWorld) {
			p, err := w.Node.Propose(ctx, w.viewer("azerbaijan", dialogue.CoChair), w.Named, dialogue.Act{Kind: dialogue.ActClosing, LastDay: w.lastDay()})
			w.must(err)
			found.proposals = append(found.proposals, p)
		}},
		"codes that wait": {notChairs, func(w *commonWorld) { w.addCodes(w.t, w.Protected, dialogue.Protected, 3) }},
		"a forum": {notOffices, func(w *commonWorld) {
			_, err := w.Node.MakeForum(ctx, w.viewer("armenia", dialogue.CoChair), everyLanguage("Hidden forum"))
			w.must(err)
		}},
		"links, keys": {notOffices, func(w *commonWorld) {
			steward := w.viewer("armenia", dialogue.Steward)
			_, err := w.Node.Invite(ctx, steward, dialogue.Moderator)
			w.must(err)
			w.must(w.Node.SetRecovery(ctx, steward, "badu-kitu-sari-lami-pevi-nidu-gura"))
			_, err = w.Node.Replace(ctx, "badu-kitu-sari-lami-pevi-nidu-gura", dialogue.CoChair)
			w.must(err)
		}},
		"people who joined, and their votes": {all, func(w *commonWorld) {
			for _, id := range []dialogue.ID{w.Protected, w.Named} {
				w.voteOnAll(id, 3)
			}
		}},
		"what a forum works on":                      {notOffices, func(w *commonWorld) { w.works(found) }},
		"what armenia writes before the exchange":    {notOf("armenia"), func(w *commonWorld) { w.writes("armenia", found) }},
		"what azerbaijan writes before the exchange": {notOf("azerbaijan"), func(w *commonWorld) { w.writes("azerbaijan", found) }},
		"statements of armenia that wait":            {notModeratorOf("armenia"), func(w *commonWorld) { w.waiting("armenia", found) }},
		"statements of azerbaijan that wait":         {notModeratorOf("azerbaijan"), func(w *commonWorld) { w.waiting("azerbaijan", found) }},
	}
	maps.Copy(hidings, hiddenInRegisters(found))
	return hidings
}

func notModeratorOf(side dialogue.SideID) func(dialogue.Viewer) bool {
	return func(v dialogue.Viewer) bool { return v.Role != dialogue.Moderator || v.Side != side }
}

func (w *commonWorld) lastDay() string { return (dialogue.DayOf(w.clock.Now()) + 20).String() }

// prepareFor is prepare of a protected dialogue whose result is for an audience.
func (w *commonWorld) prepareFor(a dialogue.Audience) dialogue.ID {
	w.t.Helper()
	id := w.prepare(w.t, dialogue.Protected, "Deep wells", 4)
	papers, err := w.Node.Papers(context.Background(), w.viewer("armenia", dialogue.CoChair), id)
	w.must(err)
	papers.Dialogue.Settings.Results = a
	w.must(w.Node.ChangeSettings(context.Background(), w.viewer("armenia", dialogue.CoChair), id, papers.Dialogue.Settings))
	return id
}

// waiting has somebody of a side put statements forward in both dialogues.
func (w *commonWorld) waiting(side dialogue.SideID, found *places) {
	w.t.Helper()
	for _, id := range []dialogue.ID{w.Named, w.Protected} {
		author := w.member(w.t, id, side)
		for _, text := range []string{"Hidden thoughts of " + string(side) + ".", "More hidden thoughts of " + string(side) + "."} {
			n, err := w.Node.Write(context.Background(), author, text, "en")
			w.must(err)
			found.statements = append(found.statements, n)
		}
	}
}

// places are where hidden things would be, were they not hidden.
type places struct {
	dialogues  []dialogue.ID
	proposals  []dialogue.ProposalID
	statements []dialogue.StatementID
	releases   []dialogue.ReleaseID
	records    []recordPlace
	works
}

// conversation is one that was held elsewhere.
func conversation() *exchange.Conversation {
	return &exchange.Conversation{Topic: "Elsewhere", Description: "Held elsewhere.", Sides: []string{"armenia", "azerbaijan"}, Populations: []int{2, 2},
		Statements: []exchange.Statement{{ID: "0", Text: "Trains should be blue.", Language: "en", AuthorSide: -1, Moderated: exchange.Accepted}}, Columns: []int{0},
		Votes: opinion.NewBuilder().Votes([]int{0}, 1)}
}
