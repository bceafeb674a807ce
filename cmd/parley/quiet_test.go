package main

import (
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// filesIn lists the files under a folder.
func filesIn(t testing.TB, dir string) (names []string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, strings.TrimPrefix(path, dir+"/"))
		}
		return err
	}))
	return names
}

// The first start makes a folder and secrets that only the owner reads, and
// prints one link; a later one keeps the secrets, and prints none once the
// sides are named. Nothing else is left behind, in the folder or elsewhere.
func TestFirstStart(t *testing.T) {
	dir := folder(filepath.Join(t.TempDir(), "node"))
	var secrets []string
	for range 2 {
		begun := time.Now()
		running := serveFolder(t, dir)
		t.Logf("ready after %v", time.Since(begun).Round(time.Millisecond))
		text, err := os.ReadFile(dir.in("secrets.key"))
		must(t, err)
		secrets = append(secrets, string(text))
		if status := running.stop(); status != 0 {
			t.Errorf("it ends with status %d", status)
		}
		if strings.Count(running.said.String(), "/set-up/") != 1 || running.logged.String() != "" {
			t.Errorf("says %q, logs %q", running.said.String(), running.logged.String())
		}
		if left := filesIn(t, running.temp); len(left) > 0 {
			t.Errorf("temporary files are left: %s", left)
		}
	}
	if secrets[0] != secrets[1] {
		t.Error("the second start made other secrets")
	}
	if files := filesIn(t, string(dir)); !slices.Equal(files, []string{"parley.db", "secrets.key"}) {
		t.Errorf("the folder holds %s", files)
	}
	for name, want := range map[string]fs.FileMode{"": 0o700, "secrets.key": 0o600} {
		if info, err := os.Stat(dir.in(name)); err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v, %v", name, info.Mode(), err)
		}
	}
}

// Once the sides are named no start prints a link any more.
func TestNoLinkAfterSetUp(t *testing.T) {
	p := prepare(t, "", 2, 2)
	running := p.serve(t)
	running.stop()
	if said := running.said.String(); strings.Contains(said, "set-up") {
		t.Errorf("says %q", said)
	}
}

// A database is refused with other secrets than its own, in one line, and
// nothing in it changes (R22).
func TestOtherSecretsAreRefused(t *testing.T) {
	p := prepare(t, "", 2, 2)
	kept, err := os.ReadFile(p.dir.in("secrets.key"))
	must(t, err)
	must(t, os.Remove(p.dir.in("secrets.key")))
	for range 2 { // the first makes new ones
		status, refused := do(t, "serve", "--data", string(p.dir), "--addr", "127.0.0.1:0")
		said := refused.logged.String()
		if status != 1 || strings.Count(said, "\n") != 1 || !strings.Contains(said, "other secrets") {
			t.Errorf("status %d: %s", status, said)
		}
	}
	must(t, os.WriteFile(p.dir.in("secrets.key"), kept, 0o600))
	p.serve(t)
}

// The log has a line for every request and in it nothing that tells who: no
// address, path, query, browser, identifier, phrase or time (C4).
func TestLogsHoldNothing(t *testing.T) {
	for _, form := range []string{"text", "json"} {
		t.Run(form, func(t *testing.T) {
			p := prepare(t, "", 2, 2)
			running := p.serve(t, "--log-requests", "--log", form)
			p.signIn(t, running.address)
			for _, k := range p.takers {
				must(t, k.vote(running.address, dialogue.Vote{Participant: k.id, Statement: p.statements[0], Choice: dialogue.Pass}))
			}
			for _, path := range []string{"/enter?code=canary-code", "/canary-path", p.takers[0].path("/vote?statement=424242"), "/set-up/canary-token"} {
				askAsCanary(t, "http://"+running.address+path)
			}
			running.stop()
			logged := running.logged.String()
			for _, want := range []string{"POST /enter", "POST /dialogues/{dialogue}/votes", "GET /enter", "GET /set-up/{token}"} {
				if !strings.Contains(logged, want) {
					t.Errorf("no line for %s", want)
				}
			}
			k := p.takers[1]
			for _, never := range []string{"127.0.0.1", "anary", "424242", dialogue.FormatID(k.dialogue), dialogue.FormatID(k.id),
				p.statements[0].String(), k.token, k.cookie, string(k.phrase)} {
				if strings.Contains(logged, never) {
					t.Errorf("%s is in the log", never)
				}
			}
			if clock := regexp.MustCompile(`\d\d:\d\d|\d{10}`).FindString(logged); clock != "" {
				t.Errorf("%s is in the log", clock)
			}
		})
	}
}

// askAsCanary asks for a page with everything in the header that could be
// noted.
func askAsCanary(t testing.TB, address string) {
	t.Helper()
	request, err := http.NewRequest("GET", address, nil)
	must(t, err)
	for _, name := range []string{"User-Agent", "Referer", "X-Forwarded-For", "Forwarded", "Cookie", "From"} {
		request.Header.Set(name, "canary-"+name)
	}
	answer, err := http.DefaultClient.Do(request)
	must(t, err)
	io.Copy(io.Discard, answer.Body)
	answer.Body.Close()
}

// What is in the folder after a kill is only what belongs there: a half-written
// file of ours is none.
func TestKilledLeavesNoTemporaryFiles(t *testing.T) {
	p := prepare(t, "", 8, 8)
	running := p.serve(t)
	p.signIn(t, running.address)
	s := &storm{prepared: p, t: t}
	s.begin(1000, running.address)
	s.after(200)
	running.kill()
	s.going.Wait()
	if left := filesIn(t, running.temp); len(left) > 0 {
		t.Errorf("temporary files are left: %s", left)
	}
	for _, name := range filesIn(t, string(p.dir)) {
		if !slices.Contains([]string{"parley.db", "parley.db-shm", "parley.db-wal", "secrets.key", "withdrawals"}, name) {
			t.Errorf("%s is left", name)
		}
	}
	p.open(t, func(*node.Node) {})
}
