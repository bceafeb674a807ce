package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"
	"time"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

type randomReader struct{}

func (randomReader) Read(b []byte) (int, error) { return rand.Read(b) }

// takePart has two of each side write and vote in both dialogues.
func (f *flock) takePart() {
	for _, path := range []string{f.named, f.sealed} {
		label := strings.TrimPrefix(path, "/dialogues/")[:5]
		for i := range 4 {
			g := f.newGuest(path, flockSides[i%2])
			for _, what := range []string{"accepted", "rejected"} {
				in := []string{"statement.text"}
				if what == "accepted" {
					in = append(in, "result.body")
				}
				f.writes(g, path, f.say(fmt.Sprint(what, label, i), in...)+" swims.")
			}
			f.writes(g, path, f.sayGone(fmt.Sprint("withdrawn", label, i), "statement.text")+" flies.")
			f.votes(g, path)
		}
	}
}

func (f *flock) writes(g *guest, path, text string) {
	g.get(path+"/write").ok().formTo("/write").with("text", text, "language", "en").send().ok()
}

// votes votes on everything, changes a vote and undoes one.
func (f *flock) votes(g *guest, path string) {
	page := g.get(path + "/vote").ok()
	for i := 0; len(page.find(ofClass("claim"))) > 0; i++ {
		page = page.formTo("/votes").with("important", "yes", "choice", []string{"agree", "disagree", "pass"}[i%3]).send().ok()
		if i > 50 {
			f.t.Fatalf("votes without end: %s", page.plain())
		}
	}
	g.get(path + "/mine").ok().formTo("/votes/undo").send().ok()
	g.get(path+"/vote").ok().formTo("/votes").with("choice", "agree").send().ok()
}

func (f *flock) moderate() {
	for _, path := range []string{f.named, f.sealed} {
		for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
			moderator := f.at(side, dialogue.Moderator)
			all, err := f.node.Store.Statements(f.t.Context(), f.id(path))
			must(f.t, err)
			for _, s := range all {
				if s.Side != side || s.Seed {
					continue
				}
				page := moderator.get(path + "/moderation").ok()
				if strings.HasPrefix(s.Text, "qzrejected") {
					page.formTo("/moderation", "statement", s.ID.String()).with("to", "rejected", "reason", "unclear").send().ok()
				} else if strings.HasPrefix(s.Text, "qzaccepted") {
					page.formTo("/moderation", "statement", s.ID.String()).with("to", "accepted").send().ok()
				}
			}
		}
	}
	for _, g := range f.guests {
		path := f.pathOf(g)
		g.get(path + "/log").ok()
		f.votes(g, path)
	}
}

func (f *flock) pathOf(g *guest) string {
	for i, one := range f.guests {
		if one == g && i >= 4 {
			return f.sealed
		}
	}
	return f.named
}

// takeBack has everybody withdraw a statement, one revoke by card, and one take
// everything back.
func (f *flock) takeBack() {
	for _, g := range f.guests {
		path := f.pathOf(g)
		all, err := f.node.Store.Statements(f.t.Context(), f.id(path))
		must(f.t, err)
		for _, s := range all {
			page := g.get(path + "/mine").ok()
			if strings.HasPrefix(s.Text, "qzwithdrawn") && strings.Contains(page.plain(), s.Text) {
				page.formTo("/statements/withdraw", "statement", s.ID.String()).send().ok()
			}
		}
	}
	f.someone().get("/revoke").ok().formTo("/revoke").with("card", f.guests[7].card).send().ok()
	leaver := f.newGuest(f.sealed, "armenia")
	f.writes(leaver, f.sealed, f.sayGone("leaver", "statement.text")+" runs.")
	leaver.get(f.sealed+"/vote").ok().formTo("/votes").with("choice", "disagree").send().ok()
	leaver.get(f.sealed+"/take-back").ok().formTo("/take-back").with("sure", "yes").send().ok()
	leaver.enter(leaver.phrase).is(http.StatusNotFound)
	leaver.get("/leave").ok()
}

// goWrong types what is wrong wherever something can be typed. Nothing of it is
// kept.
func (f *flock) goWrong() {
	g, chair := f.guests[0], f.at("armenia", dialogue.CoChair)
	for _, typed := range []string{"qztypedqz", "ZZZZ-YYYY-XXXX-WWWW", "badu-kitu-sari-lami-pevi-nidu-gura"} {
		f.never(typed)
		f.someone().enter(typed).is(http.StatusNotFound)
		f.someone().get("/revoke").ok().formTo("/revoke").with("card", typed).send()
		f.someone().get("/recovery").ok().formTo("/recovery").with("key", typed, "role", "steward").send()
		f.someone().get("/set-up/" + typed)
		f.someone().get("/invitations/" + typed)
		f.someone().get("/" + typed + "?lang=" + typed)
		f.someone().get("/dialogues/" + typed)
	}
	write := g.get(f.named + "/write").ok().formTo("/write")
	write.with("text", f.never("qzlongqz")+strings.Repeat(" too long", 100), "language", "en").send().is(http.StatusBadRequest)
	write.with("text", f.never("qzlanguageqz"), "language", f.never("qznolanguageqz")).send().is(http.StatusBadRequest)
	write.with("text", f.never("qzbytesqz")+"\xff\xfe", "language", "en")
	raw, err := g.browser.Post(f.home+write.form.attr["action"], "application/x-www-form-urlencoded", strings.NewReader(write.values.Encode()))
	must(f.t, err)
	raw.Body.Close()
	write.with("text", f.never("qznotokenqz")+" flies.", "language", "en", "token", "qztokenqz").send().is(http.StatusForbidden)
	vote := g.get(f.named + "/vote").ok()
	g.get(f.named + "/vote?statement=" + f.never("qzstatementqz")).is(http.StatusNotFound)
	if len(vote.find(ofClass("claim"))) > 0 {
		vote.formTo("/votes").with("choice", f.never("qzchoiceqz")).send().is(http.StatusBadRequest)
	}
	settings := chair.get(f.drafted + "/settings").ok().formTo("/settings")
	settings.with("topic_en", f.never("qznotopicqz"), "threshold", "3").send().is(http.StatusBadRequest)
	settings.with("topic_en", f.never("qzlongtopicqz")+strings.Repeat("x", 500), "threshold", "50").send().is(http.StatusBadRequest)
	chair.get(f.drafted+"/seeds").ok().formTo("/seeds/file").attach("file", "x.csv", []byte("text\n"+f.never("qzseedfileqz")+"\n\"broken")).send()
	chair.get(f.drafted+"/codes").ok().formTo("/codes").with("count", f.never("qzcountqz")).send()
	chair.get(f.sealed+"/codes").ok().formTo("/codes/file").attach("file", "x.json", []byte(`{"format":"`+f.never("qzcodesfileqz")+`"}`)).send()
	at := "/forums/" + f.forum + "/import"
	chair.get(at).ok().formTo(at).with("kind", "named").attach("file", "x.zip", bytes.Repeat([]byte(f.never("qzbadzipqz")), 1<<20)).send()
	for _, method := range []string{"PUT", "PROPFIND", "QZMETHODQZ"} {
		request, err := http.NewRequest(method, f.home+"/qzpathqz", strings.NewReader(f.never("qzbodyqz")))
		must(f.t, err)
		(&person{Printer: locale.For("en"), t: f.t, browser: g.browser, home: &f.home}).ask(request).is(http.StatusMethodNotAllowed)
	}
	f.never("qzpathqz")
	f.never("QZMETHODQZ")
	request, err := http.NewRequest(http.MethodPost, f.home+"/enter", strings.NewReader("code=%zz"+f.never("qzbrokenqz")))
	must(f.t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	f.someone().ask(request).is(http.StatusBadRequest)
}

// bind does what takes every side, while the dialogues are open.
func (f *flock) bind() {
	f.approve(f.propose(f.named, "live"))
	f.approve(f.propose(f.named, "closing", "last_day", f.day(12)))
	must(f.t, f.node.Tend(f.t.Context(), true))
	f.someone().get(f.named + "/result").ok()
	f.bringCodes(f.sealed, 2, 1, false)
	f.approve(f.propose(f.sealed, "codes"))
	f.bringCodes(f.named, 1, 1, false)
	withdrawn := f.propose(f.named, "codes")
	withdrawn.formTo("/withdraw").send().ok()
	f.at("armenia", dialogue.CoChair).get(f.sealed + "/proposals").ok().formTo("/pause").send().ok()
	f.propose(f.sealed, "resume") // waits for the other side
}

// closeAll lets the days pass, and hands the rows of one dialogue out.
func (f *flock) closeAll() {
	f.clock.move(14 * 24 * time.Hour)
	must(f.t, f.node.Tend(f.t.Context(), false))
	for _, p := range f.offices {
		p.enter(p.phrase).ok()
	}
	for _, path := range []string{f.named, f.sealed} {
		p := f.someone()
		for _, rest := range []string{"/result", "/map.json", "/comments.csv", "/comment-groups.csv", "/result/method"} {
			p.get(path + rest).ok()
		}
	}
	key, err := age.GenerateX25519Identity()
	must(f.t, err)
	f.never(key.String())
	proposals := f.at("azerbaijan", dialogue.CoChair).get(f.named + "/proposals").ok()
	proposals.formTo("/proposals", "kind", "hand_rows").with("receiver_0", f.never("qzbadreceiverqz"), "key_0", f.never("qzbadkeyqz")).send().is(http.StatusBadRequest)
	enacted := f.approve(f.propose(f.named, "hand_rows", "receiver_0", f.say("receiver", "proposal.body"), "key_0", key.Recipient().String()))
	path, _, _ := strings.Cut(enacted.path, "?")
	f.at("azerbaijan", dialogue.CoChair).get(path + "/rows.zip.age").ok()
	f.never("qzfilenameqz")
}
