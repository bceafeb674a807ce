package main

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/locale"
	"parley/internal/report"
	"parley/internal/web"
)

// A movedClock goes as the real one does, some time ahead of it.
type movedClock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (c *movedClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *movedClock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}

// pass stops the node and starts it again three weeks later: first so that
// nothing has looked at the day yet, then as it always is.
func (s *story) pass() {
	if status := s.running.stop(); status != 0 {
		s.t.Fatalf("the node ended with status %d: %s", status, s.running.logged.String())
	}
	if said := s.running.logged.String(); strings.Contains(said, "level=ERROR") {
		s.t.Errorf("logged: %s", said)
	}
	log := slog.New(slog.DiscardHandler)
	running, err := startNode(s.t.Context(), s.dir, "", log)
	must(s.t, err)
	s.t.Cleanup(running.close)
	clock := &movedClock{ahead: (storyDays + 1) * 24 * time.Hour}
	running.node.Now = clock.now
	server := httptest.NewServer(web.Handler(web.Options{Node: running.node, Log: log, Random: rand.Reader}))
	s.t.Cleanup(server.Close)
	s.home = server.URL

	g := s.guests[5]
	g.get(s.dialogue + "/vote").ok().says("enter.label") // the session is over
	g.enter(g.phrase).ok().says("dialogue.over")
	g.get(s.dialogue + "/result").is(http.StatusNotFound)
	s.someone("az").enter(s.cards["azerbaijan"][20].String()).is(http.StatusForbidden).says("refusal.closed")
	must(s.t, running.node.Tend(s.t.Context(), false))
}

// read reads the result: as the public, who sees bands; and as a member, who
// sees counts (R3).
func (s *story) read() {
	reader := s.someone("ru")
	about := reader.get("/").ok().follow(storyTopic["ru"]).says("phase.closed")
	public := about.to("dialogue.to_result").says("reading.common_ground").says("legend.band").
		quotes(storyAbout["ru"], storySides["armenia"].Names["ru"])
	s.someone("hy").get(strings.TrimSuffix(public.path, "?lang=ru")).ok().
		quotes(storyTopic["hy"], storySides["azerbaijan"].Names["hy"])

	member := s.guests[1]
	member.enter(member.phrase).ok()
	all := member.Text("vote.agree") + " " + member.Number(storySeats) + " ("
	member.get(s.dialogue).ok().to("dialogue.to_result").says("legend.agree").quotes(all)
	public.hides(reader.Text("vote.agree") + " " + reader.Number(storySeats) + " (")
	s.checkReadings(s.mapOf(reader), false)
	s.checkReadings(s.mapOf(member.person), true)
}

// checkReadings says what must come out of how everybody voted, and whether
// counts are seen.
func (s *story) checkReadings(r report.Result, counts bool) {
	s.t.Helper()
	want := map[string]report.Reading{lamps: report.Divide, queues: report.Divide, tales[0].writes[0]: report.CommonGround,
		"Schools should exchange letters.": report.CommonGround, tales[4].writes[0]: report.Mixed}
	if len(r.Statements) != storyStatements-2 || r.Populations["armenia"] != storyCodes {
		s.t.Errorf("%d statements, of %v people", len(r.Statements), r.Populations)
	}
	for _, st := range r.Statements {
		if reading, ok := want[st.Text]; ok && st.Reading != reading {
			s.t.Errorf("%s is %s, want %s", st.Text, st.Reading, reading)
		}
		delete(want, st.Text)
		for _, side := range st.Sides {
			if (side.Agree != nil) != counts {
				s.t.Errorf("%s: counts are seen: %v", st.Text, !counts)
			}
		}
	}
	if len(want) > 0 {
		s.t.Errorf("not in the result: %v", want)
	}
}

func (s *story) mapOf(p *person) (r report.Result) {
	s.t.Helper()
	must(s.t, json.Unmarshal([]byte(p.get(s.dialogue).ok().to("outcome.map_file").body), &r))
	return r
}

// export takes the tables along that lie beside the result. They say what it
// says: to the public no count of a protected dialogue (R2, R3).
func (s *story) export() {
	for who, p := range map[string]*person{"member": s.guests[1].person, "public": s.someone("en")} {
		result := map[string]report.Statement{}
		for _, st := range s.mapOf(p).Statements {
			result[st.Statement] = st
		}
		comments := s.tableOf(p, "outcome.comments_file", len(result))
		groups := s.tableOf(p, "outcome.groups_file", len(result))
		for number, st := range result {
			agrees := ""
			if who == "member" {
				agrees = strconv.Itoa(*st.Sides[0].Agree + *st.Sides[1].Agree)
			}
			if row := comments[number]; row["comment-body"] != st.Text || row["reading"] != string(st.Reading) || row["agrees"] != agrees || row["author-id"] != "" {
				s.t.Errorf("for the %s: comments.csv says %v, the result %v", who, row, st)
			}
			if row := groups[number]; row["comment"] != st.Text || row["total-agrees"] != agrees {
				s.t.Errorf("for the %s: comment-groups.csv says %v, the result %v", who, row, st)
			}
		}
	}
}

// tableOf returns the rows of a table by the number of the statement.
func (s *story) tableOf(p *person, link locale.Key, rows int) map[string]map[string]string {
	s.t.Helper()
	page := p.get(s.dialogue).ok().to(link)
	if got := page.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		s.t.Errorf("%s is sent as %q", page.path, got)
	}
	cells, err := csv.NewReader(strings.NewReader(page.body)).ReadAll()
	must(s.t, err)
	all := map[string]map[string]string{}
	for _, line := range cells[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[cells[0][i]] = cell
		}
		all[row["comment-id"]] = row
	}
	if len(all) != rows {
		s.t.Errorf("%s has %d statements, want %d", page.path, len(all), rows)
	}
	return all
}

// handOut hands all votes to a named receiver, by both keys. The receiver opens
// the file, and finds the same readings in it.
func (s *story) handOut() {
	one, other := s.offices[office{"azerbaijan", dialogue.CoChair}], s.offices[office{"armenia", dialogue.CoChair}]
	one.enter(one.phrase).ok()
	other.enter(other.phrase).ok()
	key, err := age.GenerateX25519Identity()
	must(s.t, err)
	form := one.get(s.dialogue + "/proposals").ok().says("act.hand_rows").button("proposal.submit")
	form.send().is(http.StatusBadRequest).says("refusal.receivers", "Most", dialogue.MostReceivers)
	proposal := form.set("receiver_0", "№ 7 (17–3)").set("key_0", key.Recipient().String()).send().ok()
	if other.get(proposal.path+"/rows.zip.age").status != http.StatusNotFound {
		s.t.Error("votes go out by one key")
	}
	enacted := other.get("/office").ok().follow(other.Text("act.hand_rows") + " – " + storyTopic[dialogue.Language(other.Language())]).
		quotes("№ 7 (17–3)").button("proposal.approve").send().ok()
	sealed := enacted.follow("rows.zip.age")
	s.guests[1].get(enacted.path + "/rows.zip.age").is(http.StatusNotFound)

	opened, err := age.Decrypt(strings.NewReader(sealed.body), key)
	must(s.t, err)
	text, err := io.ReadAll(opened)
	must(s.t, err)
	dir := s.t.TempDir()
	unzip(s.t, text, dir)
	conversation, err := exchange.Read(os.DirFS(dir), exchange.Options{})
	must(s.t, err)
	if len(conversation.Participants) != 2*storySeats {
		s.t.Errorf("%d people in the file", len(conversation.Participants))
	}
	s.compare(dir)
}

// compare maps what was handed out with the command, and compares it with the
// frozen result.
func (s *story) compare(dir string) {
	out := filepath.Join(s.t.TempDir(), "map.json")
	if status, p := do(s.t, "map", dir, "--json", out); status != 0 {
		s.t.Fatalf("parley map: %s", p.logged.String())
	}
	var mapped report.Result
	must(s.t, json.Unmarshal(readFile(s.t, out), &mapped))
	frozen := s.mapOf(s.guests[1].person)
	if len(mapped.Statements) != len(frozen.Statements) {
		s.t.Fatalf("%d statements, want %d", len(mapped.Statements), len(frozen.Statements))
	}
	reading := map[string]report.Statement{}
	for _, st := range mapped.Statements {
		reading[st.Statement] = st
	}
	for _, want := range frozen.Statements {
		got := reading[want.Statement]
		if got.Text != want.Text || got.Reading != want.Reading || *got.Sides[0].Agree != *want.Sides[0].Agree {
			s.t.Errorf("%s: %s, want %s", want.Text, got.Reading, want.Reading)
		}
	}
}

func unzip(t testing.TB, text []byte, dir string) {
	t.Helper()
	files, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	must(t, err)
	must(t, os.CopyFS(dir, files))
}
