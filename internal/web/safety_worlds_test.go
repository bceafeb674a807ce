package web

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// Two worlds, equal but for what somebody may not see, answer them with the same
// bytes: on every route of the site, by whatever address, and for every form
// (C10). Routes come from the site's table, so a new one is tried by itself.
func TestTwoWorlds(t *testing.T) {
	zero := newCommonWorld(t)
	for i, r := range zero.roles() {
		if i == 1 || i == 3 || i == 7 || i == 9 { // the same of the other side is there
			continue
		}
		t.Run(r.name, func(t *testing.T) {
			without, with := newCommonWorld(t), newCommonWorld(t)
			found := &places{}
			for _, name := range slices.Sorted(maps.Keys(hidden(found))) {
				if h := hidden(found)[name]; h.from(r.viewer) {
					h.do(with)
				}
			}
			cookie := without.cookieOf(r)
			requests := 0
			for _, a := range requestsOf(without, r, found, cookie) {
				requests++
				one, other := answered(t, without.ask(a)), answered(t, with.ask(a))
				if one != other {
					t.Errorf("%s %s %v tells of what is hidden:%s", a.method, a.path, a.fields, difference(one, other))
				}
			}
			if requests < 300 || len(found.dialogues)+len(found.proposals)+len(found.statements) < 2 {
				t.Errorf("only %d requests, with %+v hidden", requests, found)
			}
		})
	}
}

// The test finds what is told: to the co-chair the hidden dialogue is not.
func TestTwoWorldsAreTold(t *testing.T) {
	without, with := newCommonWorld(t), newCommonWorld(t)
	found := &places{}
	hidden(found)["a dialogue being prepared"].do(with)
	hidden(found)["statements of armenia that wait"].do(with)
	hidden(found)["what armenia writes before the exchange"].do(with)
	chair, moderator, steward := without.roles()[4], without.roles()[3], without.roles()[5]
	for who, path := range map[*role]string{&chair: "/office", &moderator: pathOf(without.Named, "/moderation"), &steward: issuePath(without.work.issues[0], "")} {
		a := asked{method: "GET", path: path, cookie: without.cookieOf(*who)}
		if answered(t, without.ask(a)) == answered(t, with.ask(a)) {
			t.Errorf("%s sees no difference at %s", who.name, path)
		}
	}
}

// requestsOf is every route, with every address that can be had for it, and for
// forms with several fields; what ends the session comes last.
func requestsOf(w *commonWorld, r role, found *places, cookie string) []asked {
	token := w.tokenOf(cookie)
	var gets, posts, last []asked
	for _, route := range Routes() {
		method, pattern, _ := strings.Cut(route.Pattern, " ")
		for _, path := range addresses(pattern, w, found) {
			if method == http.MethodGet {
				if pattern != "/leave" {
					for _, query := range queries(pattern, w, found, cookie) {
						if !byDesign(pattern, query, r) {
							gets = append(gets, asked{method: method, path: path + query, cookie: cookie})
						}
					}
				}
				continue
			}
			for _, fields := range filledIn(route.Fields, w, found) {
				fields.Set("token", token)
				if fields.Has("stamp") {
					fields.Set("stamp", w.stampAt(r, path))
				}
				a := asked{method: method, path: path, cookie: cookie, fields: fields}
				if ending(pattern) {
					last = append(last, a)
				} else {
					posts = append(posts, a)
				}
			}
		}
	}
	for _, fixed := range []string{"/style.css", "/icon.svg", "/keys.js", "/healthz", "/readyz", "/no-such-page"} {
		gets = append(gets, asked{method: http.MethodGet, path: fixed, cookie: cookie})
	}
	return slices.Concat(gets, posts, gets[:len(gets)/4], last, gets[:40])
}

// ending reports whether a form ends the session, or everything that its sender
// did.
func ending(pattern string) bool {
	return strings.HasSuffix(pattern, "/take-back") || pattern == "/sign-out" || strings.HasSuffix(pattern, "/sessions/end") || pattern == "/office/sessions"
}

// byDesign are the answers that rest on the votes of others: which statement is
// shown next (ENGINE section 4), and the moderators' balance. And how many entries
// the record has, of which kinds, is for everybody to see, also when what they are
// about is not (RULINGS R18): so its checkpoint, tiles and page differ. The proof
// in the bundle of a release would differ as well once the witnesses have looked.
func byDesign(pattern, query string, r role) bool {
	if pattern == "/record" || pattern == "/checkpoint" || strings.HasPrefix(pattern, "/tile/") {
		return true
	}
	next := strings.HasSuffix(pattern, "/vote") && !strings.Contains(query, "statement=")
	return next && r.viewer.Participant != 0 || strings.HasSuffix(pattern, "/moderation") && r.viewer.Role == dialogue.Moderator
}

// addresses fills in what a pattern takes, with what is there, what is hidden
// and what is nowhere.
func addresses(pattern string, w *commonWorld, found *places) []string {
	dialogues := []string{"0000000000001", "nonsense"}
	for _, id := range append([]dialogue.ID{w.Closed, w.Named, w.Protected}, found.dialogues...) {
		dialogues = append(dialogues, dialogue.FormatID(id))
	}
	proposals := []string{"0000000000001", dialogue.FormatID(w.opening)}
	for _, id := range found.proposals {
		proposals = append(proposals, dialogue.FormatID(id))
	}
	statements := []string{"424242", w.accepted.String()}
	for _, n := range found.statements[:min(2, len(found.statements))] {
		statements = append(statements, n.String())
	}
	rest := []string{"", "method"}
	for _, n := range statements {
		rest = append(rest, "statements/"+n)
	}
	all := w.recordsIn(strings.TrimSuffix(pattern, "{$}"), found)
	for name, values := range map[string][]string{"dialogue": dialogues, "proposal": proposals, "statement": statements,
		"forum": {"0000000000001", dialogue.FormatID(w.Forum)}, "issue": ids(w.work.issues, found.issues), "claim": ids(w.work.claims, found.claims),
		"joint": ids(w.work.joint, found.joint), "recommendation": ids(w.work.recommendations, found.recommendations), "report": ids(w.work.reports, found.reports),
		"release": ids(w.releases, found.releases), "file": filesTried(pattern), "token": {"x"}, "rest...": rest,
		"register": registersTried, "reply": {"0000000000001"}, "page": recordPagesTried(), "view": viewsTried,
		"cycle": {"0000000000001"}, "row": {"nonsense", "lower-well:armenia"}} {
		var next []string
		for _, path := range all {
			if !strings.Contains(path, "{"+name+"}") {
				next = append(next, path)
				continue
			}
			for _, v := range values {
				next = append(next, strings.ReplaceAll(path, "{"+name+"}", v))
			}
		}
		all = next
	}
	return all
}

// queries ask for a statement in each of the ways in which a page can be asked.
func queries(pattern string, w *commonWorld, found *places, cookie string) []string {
	all := []string{""}
	if strings.Contains(pattern, "{rest...}") {
		return append(all, "?lang=hy")
	}
	if strings.HasPrefix(pattern, "/registers") {
		return append(all, registerQueries[pattern]...)
	}
	for _, n := range append([]dialogue.StatementID{w.accepted}, found.statements[:min(2, len(found.statements))]...) {
		veiled := w.veiledFor(cookie, n)
		all = append(all, fmt.Sprintf("?statement=%s&after=%s&written=%s&undone=%s&withdrawn=%s", n, n, n, n, n),
			fmt.Sprintf("?statement=%s&after=%s&undone=%s", veiled, veiled, veiled))
	}
	return all
}

// filledIn is the example of a form, and the same with other statements.
func filledIn(example map[string]string, w *commonWorld, found *places) []url.Values {
	numbers := []string{""}
	if _, ok := example["statement"]; ok {
		numbers = append(numbers, w.accepted.String())
		for _, n := range found.statements[:min(2, len(found.statements))] {
			numbers = append(numbers, n.String())
		}
	}
	if _, ok := example["text"]; ok {
		numbers = append(numbers, "text") // what somebody else has written
	}
	var all []url.Values
	for _, n := range numbers {
		fields := url.Values{}
		for name, value := range example {
			fields.Set(name, value)
		}
		switch n {
		case "":
		case "text":
			fields.Set("text", "Hidden thoughts of armenia.")
		default:
			fields.Set("statement", n)
		}
		all = append(all, fields)
	}
	return all
}

var sealedValue = regexp.MustCompile(`(name="(?:offer|key)" value=")[^"]+`)

// answered is an answer without what a seal makes different each time.
func answered(t testing.TB, r *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	fmt.Fprintln(&out, r.StatusCode)
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		value := strings.Join(r.Header[name], ", ")
		if name == "Set-Cookie" {
			value = regexp.MustCompile(`=[\w-]{40,}`).ReplaceAllString(value, "=sealed")
		}
		fmt.Fprintf(&out, "%s: %s\n", name, value)
	}
	out.WriteString("\n" + sealedValue.ReplaceAllString(string(body), "${1}sealed"))
	return out.String()
}

// difference shows where two answers begin to differ.
func difference(a, b string) string {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	cut := func(s string) string { return s[max(0, at-80):min(len(s), at+160)] }
	return fmt.Sprintf("\n  without: …%q\n  with:    …%q", cut(a), cut(b))
}
