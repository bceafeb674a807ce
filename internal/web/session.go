package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"parley/internal/node"
)

// How long a session lasts without a request, after what part of that its
// cookie is made anew, and how long it lasts at the most.
const (
	sessionLasts  = 4 * time.Hour
	sessionRenews = sessionLasts / 4
	sessionMost   = 12 * time.Hour
)

// A pass is what the sealed cookie holds: nothing of it is kept on the node.
type pass struct {
	Session node.Session `json:"s"`
	Until   int64        `json:"u"` // seconds since 1970
	End     int64        `json:"e"` // the same; never put off
	Form    []byte       `json:"f"` // the session's part of form tokens
}

// cookie returns the name of the session's cookie.
func (s *site) cookie() string {
	if s.Secure {
		return "__Host-parley"
	}
	return "parley"
}

// begin opens a session: the browser gets a fresh cookie, whatever it had.
func (v *visitor) begin(session node.Session) error {
	form := make([]byte, 16)
	if _, err := v.site.Random.Read(form); err != nil {
		return err
	}
	v.pass = pass{Session: session, Form: form, End: v.site.now().Add(sessionMost).Unix()}
	return v.renew()
}

// renew sets the cookie with a full span of time ahead, as far as there is one.
func (v *visitor) renew() error {
	v.pass.Until = min(v.site.now().Add(sessionLasts).Unix(), v.pass.End)
	text, err := json.Marshal(v.pass)
	if err != nil {
		return err
	}
	v.setCookie(base64.RawURLEncoding.EncodeToString(v.site.sealed("session", text)), 0)
	return nil
}

// end closes the session on this device. Nothing of it stays there.
func (v *visitor) end() {
	v.pass = pass{}
	v.setCookie("", -1)
	v.w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
}

func (v *visitor) setCookie(value string, age int) {
	http.SetCookie(v.w, &http.Cookie{Name: v.site.cookie(), Value: value, Path: "/", MaxAge: age,
		Secure: v.site.Secure, HttpOnly: true, SameSite: http.SameSiteStrictMode})
}

// readPass returns what the browser's cookie holds; a pass of nobody when there
// is none, or none that is valid.
func (s *site) readPass(r *http.Request) pass {
	cookie, err := r.Cookie(s.cookie())
	if err != nil {
		return pass{}
	}
	sealed, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return pass{}
	}
	text, err := s.unsealed("session", sealed)
	if err != nil {
		return pass{}
	}
	var p pass
	if err := json.Unmarshal(text, &p); err != nil || !p.lasts(s.now()) {
		return pass{}
	}
	return p
}

// lasts reports whether a session goes on. One that was made by a clock that was
// ahead does not.
func (p pass) lasts(now time.Time) bool {
	return now.Unix() < min(p.Until, p.End) &&
		p.Until <= now.Add(sessionLasts).Unix() && p.End <= now.Add(sessionMost).Unix()
}

// old reports whether the cookie is to be made anew.
func (p pass) old(now time.Time) bool {
	return p.Until < p.End && p.Until-now.Unix() < int64((sessionLasts-sessionRenews).Seconds())
}
