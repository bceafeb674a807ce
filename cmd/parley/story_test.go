package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// A story is a dialogue from an empty folder to the exported result, as people
// live it, by plain HTTP. All that it knows is what people are shown.
type story struct {
	t       *testing.T
	dir     folder
	home    string // where the node is
	running *process

	offices  map[office]*person
	guests   []*guest // who take part
	dialogue string   // its address
	id       string
	cards    map[dialogue.SideID][]dialogue.Code
	digests  map[dialogue.SideID]string // of the codes, from the screen of those who made them
	opening  string                     // address of the proposal
}

// An office of a side.
type office struct {
	side dialogue.SideID
	role dialogue.Role
}

// A guest takes part for a side.
type guest struct {
	*person
	side  dialogue.SideID
	place int // among those of the side
	card  string
	gone  bool // has taken everything back
}

const (
	storyCodes = 26 // of each side: enough that the public sees bands (R3)
	storySeats = 10 // of them used
	storyDays  = 20
)

// Two co-chairs, two moderators, two stewards and twenty who take part, in four
// languages, from an empty folder to the exported result (S7, S8, S30, S75).
func TestStory(t *testing.T) {
	s := &story{t: t, dir: folder(t.TempDir()), offices: map[office]*person{}, cards: map[dialogue.SideID][]dialogue.Code{}, digests: map[dialogue.SideID]string{}}
	s.running = serveFolder(t, s.dir)
	s.home = "http://" + s.running.address
	for _, act := range []struct {
		name string
		do   func()
	}{
		{"sides are named and offices taken up", s.setUp},
		{"stewards keep keys", s.keepKeys},
		{"a dialogue is prepared", s.prepare},
		{"codes are made offline", s.makeCodes},
		{"both keys open it", s.open},
		{"six join and write", s.join},
		{"moderators decide", s.moderate},
		{"everybody votes", s.vote},
		{"minds change", s.change},
		{"one side pauses and both go on", s.pause},
		{"others join", func() { s.fill(storyStatements - 2) }},
		{"the days pass", s.pass},
		{"the result is read", s.read},
		{"files are taken along", s.export},
		{"votes are handed out", s.handOut},
	} {
		began := time.Now()
		if act.do(); t.Failed() {
			t.Fatalf("when %s", act.name)
		}
		t.Logf("%s: %v", act.name, time.Since(began).Round(time.Millisecond))
	}
}

func (s *story) someone(l locale.Language) *person { return newPerson(s.t, &s.home, l) }

var setUpLink = regexp.MustCompile(`Name the sides with this link, which works once: \S*(/set-up/\S+)`)

// setUp names the sides with the link that the node printed, and has each
// office taken up by somebody who reads another language.
func (s *story) setUp() {
	operator, link := s.someone("ru"), setUpLink.FindStringSubmatch(s.running.said.String())
	operator.get("/").ok().says("start.not_set_up")
	form := operator.get(link[1]).ok().says("setup.lead").button("setup.submit")
	for i, id := range []dialogue.SideID{"azerbaijan", "armenia"} {
		at := string(rune('0' + i))
		for l, name := range storySides[id].Names {
			form.set("name_"+at+"_"+string(l), name)
		}
		var writes []string
		for _, l := range storySides[id].Languages {
			writes = append(writes, string(l))
		}
		form.set("writes_"+at, writes...)
	}
	links := form.send().ok().says("links.once")
	operator.get(link[1]).is(http.StatusNotFound).says("refusal.set_up_link")

	languages := []locale.Language{"hy", "az", "ru", "en", "az", "hy"}
	for i, input := range links.find(func(e *element) bool { return strings.Contains(e.attr["value"], "/invitations/") }) {
		s.takeUp(s.someone(languages[i]), strings.TrimPrefix(input.attr["value"], s.home))
	}
	if len(s.offices) != 6 {
		s.t.Fatalf("%d offices are taken up", len(s.offices))
	}
	links.to("links.on")
}

// takeUp takes an office up, once.
func (s *story) takeUp(p *person, link string) {
	page := p.get(link).ok().says("invitation.once")
	at := officeOn(page)
	p.phrase = keptPhrase(page)
	again := page.button("invitation.accept").send().is(http.StatusBadRequest).says("invitation.keep_first")
	if keptPhrase(again) != p.phrase {
		s.t.Error("the phrase is another one when the form is shown again")
	}
	home := again.button("invitation.accept").set("kept", "yes").send().ok()
	home.says("office.title", "Role", p.Text(locale.Key("role."+at.role)), "Side", storySides[at.side].Names[dialogue.Language(p.Language())])
	p.get(link).is(http.StatusNotFound).says("refusal.invitation_unknown")
	s.offices[at] = p
}

// officeOn is the office that a link offers, as its page words it.
func officeOn(s *sheet) (at office) {
	s.p.t.Helper()
	said := s.find(named("dd"))
	for role := range demoRoles {
		if said[0].words() == s.p.Text(locale.Key("role."+role)) {
			at.role = role
		}
	}
	for id, side := range storySides {
		if said[1].words() == side.Names[dialogue.Language(s.p.Language())] {
			at.side = id
		}
	}
	return at
}

// keptPhrase is the seven words that a page says to write down.
func keptPhrase(s *sheet) string {
	s.p.t.Helper()
	for _, list := range s.find(ofClass("phrase")) {
		if words := strings.Fields(list.words()); len(words) == 7 {
			return strings.Join(words, " ")
		}
	}
	s.p.t.Fatalf("%s shows no phrase", s.path)
	return ""
}

// keepKeys has each steward do what awaits a steward.
func (s *story) keepKeys() {
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		steward := s.offices[office{side, dialogue.Steward}]
		key := steward.get("/office").ok().to("office.no_recovery").says("recovery.once")
		key.button("recovery.keep").set("kept", "yes").send().ok().says("recovery.made")
		identity, err := age.GenerateX25519Identity()
		must(s.t, err)
		people := steward.get("/office").ok().to("office.no_backup_key")
		people.button("office.save").set("recipient", "age1nonsense").send().is(http.StatusBadRequest).says("refusal.receiver_key")
		people.button("office.save").set("recipient", identity.Recipient().String()).send().ok().says("office.saved")
		steward.get("/office").ok().says("keys.no_key") // which what follows here does not need
	}
}

// prepare makes a forum and a protected dialogue with everything that it needs
// but codes.
func (s *story) prepare() {
	chair := s.offices[office{"armenia", dialogue.CoChair}]
	form := chair.get("/office").ok().says("office.no_forums").to("office.new_forum").button("forum.submit")
	for l, name := range storyForum {
		form.set("name_"+string(l), name)
	}
	kinds := form.send().ok().to("office.new_dialogue")
	settings := kinds.button("make.submit").set("kind", "protected").send().ok().says("settings.missing")
	s.dialogue = strings.TrimSuffix(settings.path, "/settings")
	s.id = strings.TrimPrefix(s.dialogue, "/dialogues/")
	fill := settings.button("office.save").set("days", "2").set("length", "120").set("threshold", "12").set("results", "public")
	for _, l := range dialogue.Languages() {
		fill.set("topic_"+string(l), storyTopic[l]).set("description_"+string(l), storyAbout[l])
	}
	wrong := fill.send().is(http.StatusBadRequest).says("refusal.threshold")
	if got := wrong.value("topic_hy"); got != storyTopic["hy"] {
		s.t.Errorf("after a refusal the topic is %q", got)
	}
	saved := wrong.button("office.save").set("threshold", "50").send().ok().says("office.saved")

	seeds := saved.to("office.step_seeds").says("seeds.none")
	seeds.button("seeds.file_submit").attach("file", "seeds.csv", []byte(storySeeds+"Shops close,xx,armenia\n")).send().
		is(http.StatusBadRequest).says("refusal.at_line", "Line", 8).says("seeds.none")
	seeds.button("seeds.file_submit").attach("file", "seeds.csv", []byte(storySeeds)).send().ok().
		says("office.saved").quotes("Avtobuslar hər gün işləməlidir.", "Schools should exchange letters.")
}

// makeCodes makes codes with the command that the page shows, and brings the
// hashes.
func (s *story) makeCodes() {
	chair := s.offices[office{"armenia", dialogue.CoChair}]
	page := chair.get("/office").ok().follow(storyTopic[dialogue.Language(chair.Language())]).to("office.step_codes").says("codes.offline_only")
	command := page.find(named("pre"))[0].words()
	out := string(s.dir) + "-codes"
	command = strings.ReplaceAll(strings.ReplaceAll(command, "=60", "=26"), "--out codes", "--out "+out)
	status, made := do(s.t, strings.Fields(command)[1:]...)
	if status != 0 {
		s.t.Fatalf("%s: %s", command, made.logged.String())
	}
	hashes := readFile(s.t, out+"/codes.json")
	page.button("codes.bring").attach("file", "codes.json", []byte(strings.Replace(string(hashes), s.id, someDialogue, 1))).send().
		is(http.StatusBadRequest).says("codes.elsewhere")
	brought := page.button("codes.bring").attach("file", "codes.json", hashes).send().ok()
	for side := range storySides {
		s.cards[side] = codesOnCards(s.t, out, side)
		digest := regexp.MustCompile(string(side) + `: 26, digest (\w+)`).FindStringSubmatch(made.said.String())
		brought.quotes(digest[1])
		s.digests[side] = digest[1]
	}
	s.someone("hy").enter(s.cards["armenia"][0].String()).is(http.StatusNotFound).says("refusal.nothing_opens")
}

// open proposes to open as one co-chair and approves as the other, who has to
// be shown the same bytes.
func (s *story) open() {
	one, other := s.offices[office{"armenia", dialogue.CoChair}], s.offices[office{"azerbaijan", dialogue.CoChair}]
	page := one.get(s.dialogue + "/proposals").ok().hides(one.Text("proposal.lacks_codes"))
	day := (dialogue.DayOf(time.Now()) + storyDays).String()
	propose := page.button("proposal.submit").set("digest", s.digests["armenia"])
	propose.set("last_day", "2020-02-30").send().is(http.StatusBadRequest).says("refusal.last_day", "Most", dialogue.LongestOpen)
	proposal := propose.set("last_day", day).send().ok().says("proposal_state.proposed")
	s.opening = proposal.path
	s.someone("en").get(s.dialogue).is(http.StatusNotFound)

	task := other.Text("act.open") + " – " + storyTopic[dialogue.Language(other.Language())]
	seen := other.get("/office").ok().follow(task).says("proposal.not_approved").quotes(day)
	if a, b := hashOn(seen), hashOn(proposal); a != b || len(a) != 64 {
		s.t.Errorf("the sides see the hashes %q and %q", a, b)
	}
	approve := seen.button("proposal.approve")
	approve.set("digest", s.digests["armenia"]).send().is(http.StatusBadRequest).says("proposal.digest_wrong")
	approve.set("digest", s.digests["azerbaijan"][:8]).send().ok().says("proposal_state.enacted")
	one.get(s.opening).ok().says("proposal_state.enacted")
}

func hashOn(s *sheet) string {
	for _, code := range s.find(named("code")) {
		if len(code.words()) == 64 && code.above().name == "p" {
			return code.words()
		}
	}
	return ""
}
