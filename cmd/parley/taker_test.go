package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// A taker takes part over HTTP, as a browser without script does, and remembers
// what it was told. One goroutine at a time uses it.
type taker struct {
	id            dialogue.ParticipantID
	dialogue      dialogue.ID
	phrase        dialogue.Phrase
	cookie, token string
	wires         map[string]*wire // by address
	sent          []sentVote       // in this order
}

// A sentVote is a vote that was sent, and whether it was acknowledged.
type sentVote struct {
	dialogue.Vote
	answered bool
}

var hiddenToken = regexp.MustCompile(`name="token" value="([^"]+)"`)

// signIn comes back with the phrase, and opens the vote page for the token of
// its forms.
func (k *taker) signIn(t testing.TB, address string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	form := url.Values{"token": {tokenAt(t, client, "http://"+address+"/enter", "")}, "code": {string(k.phrase)}}
	answer, err := client.PostForm("http://"+address+"/enter", form)
	must(t, err)
	answer.Body.Close()
	if len(answer.Cookies()) != 1 || answer.Header.Get("Location") != k.path("/vote") {
		t.Fatalf("a phrase is answered with %s, to %q", answer.Status, answer.Header.Get("Location"))
	}
	k.cookie = answer.Cookies()[0].Name + "=" + answer.Cookies()[0].Value
	k.token = tokenAt(t, client, "http://"+address+k.path("/vote"), k.cookie)
}

// tokenAt returns the token of the first form of a page.
func tokenAt(t testing.TB, client *http.Client, page, cookie string) string {
	t.Helper()
	request, err := http.NewRequest("GET", page, nil)
	must(t, err)
	request.Header.Set("Cookie", cookie)
	answer, err := client.Do(request)
	must(t, err)
	body, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	must(t, err)
	found := hiddenToken.FindSubmatch(body)
	if found == nil {
		t.Fatalf("%s (%s) has no form: %s", page, answer.Status, body)
	}
	return string(found[1])
}

func (k *taker) path(rest string) string { return "/dialogues/" + dialogue.FormatID(k.dialogue) + rest }

var choiceWords = map[dialogue.Choice]string{dialogue.Agree: "agree", dialogue.Disagree: "disagree", dialogue.Pass: "pass"}

// post sends a vote over a connection and returns the status of the answer.
func (k *taker) post(w *wire, v dialogue.Vote) (status int, err error) {
	w.body = append(append(w.body[:0], "token="...), k.token...) // which needs no escape
	w.body = strconv.AppendInt(append(w.body, "&statement="...), int64(v.Statement), 10)
	w.body = append(append(w.body, "&choice="...), choiceWords[v.Choice]...)
	if v.Important {
		w.body = append(w.body, "&important=yes"...)
	}
	w.out = append(append(w.out[:0], "POST "...), k.path("/votes")...)
	w.out = append(append(w.out, " HTTP/1.1\r\nHost: parley.test\r\nSec-Fetch-Site: same-origin\r\nCookie: "...), k.cookie...)
	w.out = append(w.out, "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "...)
	w.out = append(strconv.AppendInt(w.out, int64(len(w.body)), 10), "\r\n\r\n"...)
	return w.ask(append(w.out, w.body...))
}

// get asks for the page to vote on, in a browser's way.
func (k *taker) get(w *wire) (status int, err error) {
	w.out = append(append(w.out[:0], "GET "...), k.path("/vote")...)
	w.out = append(append(w.out, " HTTP/1.1\r\nHost: parley.test\r\nAccept-Encoding: gzip\r\nAccept-Language: hy, az;q=0.9\r\nCookie: "...), k.cookie...)
	return w.ask(append(w.out, "\r\n\r\n"...))
}

// errRefused says that a vote was answered, but not with an acknowledgment.
var errRefused = errors.New("refused")

// vote casts a vote and returns when it was acknowledged. Any other error than
// errRefused leaves open whether it was cast.
func (k *taker) vote(address string, v dialogue.Vote) error {
	if k.wires == nil {
		k.wires = map[string]*wire{}
	}
	w := k.wires[address]
	if w == nil {
		c, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		w = newWire(c)
		k.wires[address] = w
	}
	k.sent = append(k.sent, sentVote{Vote: v})
	status, err := k.post(w, v)
	switch {
	case err != nil:
		w.Close()
		delete(k.wires, address)
		return err
	case status != http.StatusSeeOther:
		k.sent = k.sent[:len(k.sent)-1]
		return fmt.Errorf("%w with status %d", errRefused, status)
	}
	k.sent[len(k.sent)-1].answered = true
	return nil
}

// A wire is a connection on which one request follows the other.
type wire struct {
	net.Conn
	in        *bufio.Reader
	out, body []byte // of the request
}

func newWire(c net.Conn) *wire { return &wire{Conn: c, in: bufio.NewReader(c)} }

// ask sends a request and reads its answer, of which it keeps the status.
func (w *wire) ask(request []byte) (status int, err error) {
	if _, err := w.Write(request); err != nil {
		return 0, err
	}
	line, err := w.in.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	if len(line) < 12 {
		return 0, fmt.Errorf("not an answer: %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, err
	}
	return status, w.skip()
}

// skip reads the rest of a header and the body.
func (w *wire) skip() error {
	length, chunked := 0, false
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) == 2 {
			break
		}
		if value, ok := bytes.CutPrefix(line, lengthHeader); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
		chunked = chunked || bytes.HasPrefix(line, chunkedHeader)
	}
	if !chunked {
		_, err := w.in.Discard(length)
		return err
	}
	return w.skipChunks()
}

var lengthHeader, chunkedHeader = []byte("Content-Length: "), []byte("Transfer-Encoding: chunked")

func (w *wire) skipChunks() error {
	for {
		line, err := w.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseInt(strings.TrimSpace(string(line)), 16, 32)
		if err != nil {
			return err
		}
		if _, err := w.in.Discard(int(size) + 2); err != nil || size == 0 {
			return err
		}
	}
}
