package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// The page of what a seizure yields names the files beside the database, each
// with its class, and does not say that nothing is left out (C1).
func TestSafetyNamesFiles(t *testing.T) {
	s := newSite(t)
	for _, l := range locale.Languages() {
		page := s.client(t).get("/safety?lang=" + string(l)).want(http.StatusOK)
		_, beside, _ := strings.Cut(plainWords(page.Body), locale.For(l).Text("safety.beside"))
		for _, f := range NodeFiles(true) {
			if want := strings.TrimSpace(f.Name + " (" + string(f.Class) + ") " + locale.For(l).Text(f.What)); !strings.Contains(beside, want) {
				t.Errorf("%s: no %q", l, want)
			}
		}
		if lacking := lacks(page.Body); len(lacking) > 0 {
			t.Errorf("%s: %v", l, lacking)
		}
	}
	s.client(t).get("/safety").hides("cannot leave anything out")
	s.Handler = Handler(Options{Node: s.Node, Log: s.Node.Log, Random: newChance(4)})
	s.client(t).get("/safety").want(http.StatusOK).hides("Files beside the database")
}

// Who takes part and who takes back is told for how many days backups are kept,
// and that any one steward can open them (R19).
func TestBackupsAreTold(t *testing.T) {
	s := newSite(t)
	c := s.client(t)
	told := []string{"Backups are kept for 30 days", "The steward of any one side can open them alone", "older backups"}
	offer := c.enter(s.code(t, s.Protected, "azerbaijan").String()).says(told...)
	offer.form("/join").set("kept", "yes").send().want(http.StatusOK)
	c.get(pathOf(s.Protected, "/take-back")).want(http.StatusOK).says(told...)
	c.get("/safety").want(http.StatusOK).says(told...)
}

// Where results are public, who prepares a dialogue and who reads about it are
// told that votes first are asked only of people who are signed in.
func TestVotesFirstBindTheSignedIn(t *testing.T) {
	s := newSite(t)
	id := s.prepare(t, dialogue.Named, "Parks", dialogue.FewestCodesLive)
	chair, _ := s.chairs(t)
	chair.get(pathOf(id, "/settings")).says("it binds only people who are signed in")
	s.open(t, id)
	s.enact(t, id, dialogue.Act{Kind: dialogue.ActLive})
	s.client(t).get(pathOf(id, "")).says("only as long as they are signed in")
}

// Links that are handed on begin with the address that the site was given, not
// with what a browser says.
func TestLinksBeginWithTheHome(t *testing.T) {
	s := newSite(t)
	for domain, want := range map[string]string{"https://parley.example/": "https://parley.example", "": home} {
		s.Handler = Handler(Options{Node: s.Node, Log: s.Node.Log, Random: newChance(4), Home: domain})
		s.holder(t, "azerbaijan", dialogue.CoChair).get(pathOf(s.Protected, "/codes")).says("--address " + want + " --out")
	}
}
