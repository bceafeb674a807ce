package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/node"
	"parley/internal/opinion"
	"parley/internal/web"
)

// A flock is people who do everything that can be done on a node, each with
// words of their own.
type flock struct {
	t        *testing.T
	dir      folder
	home     string
	node     *node.Node
	clock    *movedClock
	log      *output
	stop     func()
	offices  map[office]*person
	recovery string
	steward  *age.X25519Identity
	named    string // addresses of dialogues
	sealed   string // the protected one
	drafted  string // one that stays in preparation
	forum    string
	codes    map[string][]string // of a dialogue and side, not used yet
	guests   []*guest
	matter   matter                     // that both sides work out
	record   string                     // key of a commitment
	offline  signingKey                 // of the side that signs elsewhere
	watched  map[dialogue.SideID]folder // of the witnesses; nil before there are keys
	mu       sync.Mutex
	canaries []canary
}

func newFlock(t *testing.T) *flock {
	f := &flock{t: t, dir: folder(t.TempDir()), clock: &movedClock{}, log: &output{}, offices: map[office]*person{}, codes: map[string][]string{}}
	log, err := newLog(f.log, "text", true)
	must(t, err)
	running, err := startNode(t.Context(), f.dir, "", log)
	must(t, err)
	running.node.Now = f.clock.now
	f.node = running.node
	books, err := codebooks()
	must(t, err)
	s, err := openServer(serving{Log: log, Addr: "127.0.0.1:0", Meter: running.meter,
		Site: web.Handler(web.Options{Codebooks: books, Node: running.node, Log: log, Random: newRandom()})})
	must(t, err)
	ctx, end := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	f.home = "http://" + s.Addr()
	f.stop = sync.OnceFunc(func() { end(); must(t, <-ended); running.close() })
	t.Cleanup(f.stop)
	for _, never := range []string{"qzagentqz", "qzforwardedqz", "203.0.113.77", "qzrefererqz", "qzcookieqz", "qzqueryqz", "qzfromqz", "127.0.0.1"} {
		f.never(never)
	}
	return f
}

// say returns words that may be found in some columns.
func (f *flock) say(label string, in ...string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	text := "qz" + label + "qz"
	f.canaries = append(f.canaries, canary{text: text, in: in})
	return text
}

// sayIn is say in the letters of a language.
func (f *flock) sayIn(l dialogue.Language, label string, in ...string) string {
	f.say(label+string(l), in...)
	c := &f.canaries[len(f.canaries)-1]
	first := map[dialogue.Language]rune{"hy": 'ա', "ru": 'а', "az": 'a', "en": 'a'}[l]
	c.text = strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return r
		}
		return r - 'a' + first
	}, c.text)
	return c.text
}

// sayGone returns words that are to be deleted in the end.
func (f *flock) sayGone(label string, in ...string) string {
	text := f.say(label, in...)
	f.canaries[len(f.canaries)-1].gone = true
	return text
}

// never notes what must not be found anywhere.
func (f *flock) never(text string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if text != "" && !slices.ContainsFunc(f.canaries, func(c canary) bool { return c.text == text }) {
		f.canaries = append(f.canaries, canary{text: text})
	}
	return text
}

// someone has a browser that tells all it can of itself.
func (f *flock) someone() *person {
	p := newPerson(f.t, &f.home, "en")
	p.browser.Transport = &talkative{f}
	return p
}

// A talkative transport adds to requests what could be noted, and notes what
// the node gives to be kept secret.
type talkative struct{ f *flock }

var secretField = regexp.MustCompile(`name="(?:token|offer|key)" value="([^"]{16,})"`)

func (k *talkative) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", "qzagentqz/1.0")
	for name, value := range map[string]string{"X-Forwarded-For": "qzforwardedqz, 203.0.113.77", "X-Real-IP": "203.0.113.77",
		"Forwarded": "for=203.0.113.77", "Referer": "https://qzrefererqz.example/", "From": "qzfromqz@example.org"} {
		r.Header.Set(name, value)
	}
	r.Header.Add("Cookie", "qzcookieqz=qzcookieqz")
	if !strings.Contains(r.URL.Path, "/result") {
		q := r.URL.Query()
		q.Set("note", "qzqueryqz")
		r.URL.RawQuery = q.Encode()
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	answer.Body = io.NopCloser(bytes.NewReader(body))
	for _, c := range answer.Cookies() {
		k.f.never(c.Value)
	}
	for _, m := range secretField.FindAllStringSubmatch(string(body), -1) {
		k.f.never(m[1])
	}
	return answer, err
}

// formTo finds the form that is sent to an address with this ending and sends
// the given fields, in which one may be looked for.
func (s *sheet) formTo(ending string, fields ...string) *filling {
	s.p.t.Helper()
	for _, form := range s.find(named("form")) {
		path, _, _ := strings.Cut(form.attr["action"], "?")
		f := &filling{s: s, form: form, values: fieldsOf(form), files: map[string][2]string{}}
		fits := strings.HasSuffix(path, ending)
		for i := 0; i+1 < len(fields); i += 2 {
			fits = fits && f.values.Get(fields[i]) == fields[i+1]
		}
		if fits {
			return f
		}
	}
	s.p.t.Fatalf("%s has no form to %s with %v: %s", s.path, ending, fields, s.plain())
	return nil
}

// with sets fields, also those of buttons.
func (f *filling) with(fields ...string) *filling {
	for i := 0; i+1 < len(fields); i += 2 {
		f.values.Set(fields[i], fields[i+1])
	}
	return f
}

var flockSides = []dialogue.SideID{"azerbaijan", "armenia"}

func (f *flock) at(side dialogue.SideID, role dialogue.Role) *person {
	return f.offices[office{side, role}]
}

var oneTimeLink = regexp.MustCompile(`/invitations/([0-9a-z]{32})`)

func (f *flock) setUp() {
	token, err := f.node.Begin(f.t.Context())
	must(f.t, err)
	f.never(token)
	form := f.someone().get("/set-up/" + token).ok().formTo("/set-up/" + token)
	for i, side := range flockSides {
		form.with(fmt.Sprintf("id_%d", i), string(side), fmt.Sprintf("writes_%d", i), "en")
		for _, l := range dialogue.Languages() {
			form.with(fmt.Sprintf("name_%d_%s", i, l), f.sayIn(l, "side"+string(side), "side.names", "result.body", "paper.body"))
		}
	}
	links := form.send().ok()
	for _, m := range oneTimeLink.FindAllStringSubmatch(links.body, -1) {
		f.takeUp(m[1])
	}
	if len(f.offices) != 6 {
		f.t.Fatalf("%d offices", len(f.offices))
	}
}

// takeUp takes up an office and returns its revoke card.
func (f *flock) takeUp(token string) (card string) {
	p := f.someone()
	page := p.get("/invitations/" + f.never(token)).ok()
	p.phrase = f.never(strings.ReplaceAll(keptPhrase(page), " ", "-"))
	card = f.never(codeText.FindString(page.body))
	at := office{}
	body := page.plain()
	for _, side := range flockSides {
		if strings.Contains(body, "qzside"+string(side)) {
			at.side = side
		}
	}
	page.formTo("/invitations/"+token).with("kept", "yes").send().ok()
	people := p.get("/office").ok().plain()
	for role, word := range map[dialogue.Role]string{dialogue.Steward: p.Text("role.steward"), dialogue.CoChair: p.Text("role.co_chair"), dialogue.Moderator: p.Text("role.moderator")} {
		if strings.Contains(people, p.Text("office.title", "Role", word, "Side", "qzside"+string(at.side)+"enqz")) {
			at.role = role
		}
	}
	f.offices[at] = p
	return card
}

var codeText = regexp.MustCompile(`[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}`)

// keepOffices does what concerns offices only.
func (f *flock) keepOffices() {
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		steward := f.at(side, dialogue.Steward)
		page := steward.get("/office/recovery").ok()
		f.recovery = f.never(strings.ReplaceAll(keptPhrase(page), " ", "-"))
		page.formTo("/office/recovery").with("kept", "yes").send().ok()
		identity, err := age.GenerateX25519Identity()
		must(f.t, err)
		f.steward = identity
		f.never(identity.String())
		recipient := identity.Recipient().String()
		f.canaries = append(f.canaries, canary{text: recipient, in: []string{"backup_key.recipient"}})
		steward.get("/office/people").ok().formTo("/office/backup-key").with("recipient", recipient).send().ok()
	}
	// One more moderator, revoked by card; another link stays out.
	moderator := f.at("armenia", dialogue.Moderator)
	link := f.at("armenia", dialogue.Steward).get("/office/people").ok().formTo("/office/invitations").with("role", "moderator").send().ok()
	card := f.takeUp(oneTimeLink.FindStringSubmatch(link.body)[1])
	f.someone().get("/revoke").ok().formTo("/revoke").with("card", card).send().ok()
	f.offices[office{"armenia", dialogue.Moderator}] = moderator
	link = f.at("azerbaijan", dialogue.Steward).get("/office/people").ok().formTo("/office/invitations").with("role", "moderator").send().ok()
	f.never(oneTimeLink.FindStringSubmatch(link.body)[1])
	// A replacement that waits for its day.
	link = f.someone().get("/recovery").ok().formTo("/recovery").with("key", f.recovery, "role", "co_chair").send().ok()
	f.never(oneTimeLink.FindStringSubmatch(link.body)[1])
	// Every session of an office ended.
	moderator.get("/office").ok().formTo("/office/sessions").send()
	moderator.enter(moderator.phrase).ok()
}

func (f *flock) prepareBoth() {
	chair := f.at("armenia", dialogue.CoChair)
	form := chair.get("/forums/new").ok().formTo("/forums/new")
	for _, l := range dialogue.Languages() {
		form.with("name_"+string(l), f.sayIn(l, "forum", "forum.names", "paper.body"))
	}
	office := form.send().ok()
	f.forum = regexp.MustCompile(`/forums/([0-9a-z]{13})/`).FindStringSubmatch(office.body)[1]
	f.named, f.sealed, f.drafted = f.prepareOne("named"), f.prepareOne("protected"), f.prepareOne("named")
}

func (f *flock) prepareOne(kind string) (path string) {
	chair := f.at("armenia", dialogue.CoChair)
	at := "/forums/" + f.forum + "/dialogues/new"
	page := chair.get(at).ok().formTo(at).with("kind", kind).send().ok()
	path = strings.TrimSuffix(strings.Split(page.path, "?")[0], "/settings")
	label := strings.TrimPrefix(path, "/dialogues/")[:5]
	form := page.formTo("/settings").with("results", "public", "votes", "0")
	for _, l := range dialogue.Languages() {
		form.with("topic_"+string(l), f.sayIn(l, "topic"+label, "dialogue.settings", "proposal.body", "result.body"),
			"description_"+string(l), f.sayIn(l, "about"+label, "dialogue.settings", "proposal.body", "result.body"))
	}
	form.send().ok()
	seeds := chair.get(path + "/seeds").ok()
	for i, side := range flockSides {
		seeds = seeds.formTo("/seeds").with("side", string(side), "language", "en",
			"text", f.say(fmt.Sprint("seed", label, i), "statement.text", "result.body")+" sings.").send().ok()
	}
	seeds = seeds.formTo("/seeds").with("side", "armenia", "language", "en", "text", f.sayGone("unseed"+label, "statement.text")+" is silent.").send().ok()
	table := "text,language,side\n" + f.say("table"+label, "statement.text", "result.body") + " hums,en,azerbaijan\n"
	seeds.formTo("/seeds/file").attach("file", f.never("qzfilenameqz")+".csv", []byte(table)).send().ok()
	statements, err := f.node.Store.Statements(f.t.Context(), f.id(path))
	must(f.t, err)
	for _, s := range statements {
		if strings.HasPrefix(s.Text, "qzunseed") {
			chair.get(path+"/seeds").ok().formTo("/seeds/remove").with("statement", s.ID.String()).send().ok()
		}
	}
	return path
}

func (f *flock) id(path string) dialogue.ID {
	id, ok := dialogue.ParseID[dialogue.ID](strings.TrimPrefix(path, "/dialogues/"))
	if !ok {
		f.t.Fatalf("%s is no dialogue", path)
	}
	return id
}

// makeCodes makes those of the named dialogue in the browser and hands in those
// of the protected one, unequal, after some that are dropped.
func (f *flock) makeCodes() {
	for _, side := range flockSides {
		cards := f.at(side, dialogue.CoChair).get(f.named+"/codes").ok().formTo("/codes").with("count", "50").send().ok()
		for _, c := range codeText.FindAllString(cards.body, -1) {
			if f.never(c); !slices.Contains(f.codes[f.named+string(side)], c) {
				f.codes[f.named+string(side)] = append(f.codes[f.named+string(side)], c)
			}
		}
	}
	f.bringCodes(f.sealed, 1, 1, false)
	f.at("azerbaijan", dialogue.CoChair).get(f.sealed + "/codes").ok().formTo("/codes/drop").send().ok()
	f.bringCodes(f.sealed, 4, 5, true)
}

// bringCodes hands codes in, so many of each side, by its own co-chair.
func (f *flock) bringCodes(path string, one, other int, keep bool) {
	for i, n := range []int{one, other} {
		file := exchange.CodesFile{Dialogue: f.id(path), Sides: map[dialogue.SideID][]dialogue.CodeHash{}}
		for range n {
			c, err := f.node.NewCode()
			must(f.t, err)
			side := flockSides[i]
			file.Sides[side] = append(file.Sides[side], c.Hash())
			if f.never(c.String()); keep {
				f.codes[path+string(side)] = append(f.codes[path+string(side)], c.String())
			}
		}
		var text bytes.Buffer
		must(f.t, file.Write(&text))
		f.at(flockSides[i], dialogue.CoChair).get(path+"/codes").ok().formTo("/codes/file").attach("file", "qzfilenameqz.json", text.Bytes()).send().ok()
	}
}

// propose proposes as one side; approve approves as the other.
func (f *flock) propose(path, kind string, fields ...string) *sheet {
	fields = append(fields, "digest", f.digest(f.id(path), "azerbaijan"))
	return f.at("azerbaijan", dialogue.CoChair).get(path+"/proposals").ok().formTo("/proposals", "kind", kind).with(fields...).send().ok()
}

func (f *flock) approve(proposal *sheet) *sheet {
	path, _, _ := strings.Cut(proposal.path, "?")
	id, _ := dialogue.ParseID[dialogue.ProposalID](strings.TrimPrefix(path, "/proposals/"))
	view, err := f.node.Proposal(f.t.Context(), dialogue.Viewer{Role: dialogue.CoChair, Side: "armenia"}, id)
	must(f.t, err)
	if f.watched != nil { // who has a key approves with it what it proposed
		f.turn("azerbaijan", path, "digest", f.digest(view.Dialogue.ID, "azerbaijan"))
	}
	return f.turn("armenia", path, "digest", f.digest(view.Dialogue.ID, "armenia"))
}

// digest is that of a side's codes in waiting, as on the sheet of its co-chair.
func (f *flock) digest(id dialogue.ID, side dialogue.SideID) string {
	papers, err := f.node.Papers(f.t.Context(), dialogue.Viewer{Role: dialogue.CoChair, Side: side}, id)
	must(f.t, err)
	return papers.Waiting[side].Digest
}

func (f *flock) day(days int) string {
	return dialogue.DayOf(f.clock.now().Add(time.Duration(days) * 24 * time.Hour)).String()
}

func (f *flock) openBoth() {
	f.approve(f.propose(f.named, "open", "last_day", f.day(9)))
	f.approve(f.propose(f.sealed, "waiver", "reason", f.say("waiver", "proposal.body")+" of few people."))
	f.approve(f.propose(f.sealed, "open", "last_day", f.day(9)))
}

// newGuest takes part with the next code of a side.
func (f *flock) newGuest(path string, side dialogue.SideID) *guest {
	key := path + string(side)
	g := &guest{person: f.someone(), side: side, card: f.codes[key][0]}
	f.codes[key] = f.codes[key][1:]
	offer := g.get("/enter?code=" + url.QueryEscape(g.card)).ok().formTo("/enter").send().ok()
	g.phrase = f.never(strings.ReplaceAll(keptPhrase(offer), " ", "-"))
	for _, card := range codeText.FindAllString(offer.body, -1) {
		f.never(card)
		g.card = card // from now on the revoke card
	}
	offer.formTo("/join").with("kept", "yes").send().ok()
	f.guests = append(f.guests, g)
	return g
}

func newRandom() io.Reader { return randomReader{} }

// importElsewhere brings in a conversation whose votes a program made.
func (f *flock) importElsewhere() {
	c := exchange.Conversation{Topic: f.say("importtopic", "dialogue.settings"), Description: f.say("importabout", "dialogue.settings"),
		URL: "https://" + f.never("qzimporturlqz") + ".example", Simulated: true, Threshold: 0.5, Sides: []string{"armenia", "azerbaijan"}, Populations: []int{3, 3}}
	b := opinion.NewBuilder()
	for i := range 4 {
		c.Participants = append(c.Participants, fmt.Sprint(77_000_001+i))
		f.never(fmt.Sprint(77_000_001 + i))
		c.Side = append(c.Side, i%2)
		for s := range 2 {
			b.Add(i, s, opinion.Agree, 1_700_000_000_000)
		}
	}
	for s := range 2 {
		c.Statements = append(c.Statements, exchange.Statement{ID: fmt.Sprint(s), Text: f.say(fmt.Sprint("imported", s), "statement.text") + " rings.",
			Language: "en", AuthorSide: -1, Moderated: exchange.Accepted, Agrees: -1, Disagrees: -1})
		c.Columns = append(c.Columns, s)
	}
	c.Votes = b.Votes([]int{0, 1}, 2)
	f.never("1700000000")
	var text bytes.Buffer
	files := zip.NewWriter(&text)
	must(f.t, exchange.Write(func(name string) (io.WriteCloser, error) {
		w, err := files.Create(name)
		return closer{w}, err
	}, &c, exchange.WriteOptions{Engine: opinion.Engine, At: 1_700_000_000_000}))
	must(f.t, files.Close())
	at := "/forums/" + f.forum + "/import"
	f.at("azerbaijan", dialogue.CoChair).get(at).ok().formTo(at).with("kind", "named", "language", "en", "side", "armenia").
		attach("file", "qzfilenameqz.zip", text.Bytes()).send().ok()
}

type closer struct{ io.Writer }

func (closer) Close() error { return nil }
