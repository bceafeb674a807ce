package web

import (
	"crypto/aes"
	"crypto/cipher"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// Options are what a site is made of.
type Options struct {
	Node   *node.Node
	Log    *slog.Logger
	Secure bool      // pages come over TLS, so that cookies may be bound to it
	Random io.Reader // crypto/rand.Reader outside tests

	// Home is the address at which people reach the site, e.g.
	// "https://parley.example". Without one it is what a browser says it is.
	Home string

	// Codebooks are those under which cycles of assessments can be proposed.
	Codebooks []register.Codebook

	// Files are what stands beside the database on the node's machine, for the
	// page that says what a seizure yields. NodeFiles has those of a whole node.
	Files []File
}

// site serves a node to people.
type site struct {
	Options
	seal    cipher.AEAD // of cookies and of what forms carry
	formKey []byte
	sizes   paperSizes   // of what was released
	counted recordCounts // of the record
}

// A Route is one row of the site's table.
type Route struct {
	Pattern string // as http.ServeMux has it; it names what it takes: {dialogue}, {proposal}, …
	// Fields are examples of what a form of a POST route sends, for the test
	// that tries every route in two worlds (SAFETY.md C10). A POST route
	// without any does not start.
	Fields map[string]string

	serve      func(*visitor) error
	most       int64 // bytes of the body that a co-chair or moderator may send; 0 is mostForm
	moderators bool  // they too may send so much
	early      bool  // a form from before the sign-in is taken after it too: what it carries is sealed
}

// longFor reports whether a visitor may send a form as long as the route allows.
func (r Route) longFor(v *visitor) bool {
	return r.most != 0 && (v.who.Role == dialogue.CoChair || (r.moderators && v.writes()))
}

// Handler serves every page of a node. The whole site is in the tables of
// routes. It panics when a route cannot be tried by the tests that try all.
func Handler(o Options) http.Handler {
	return openSite(o).handler()
}

func openSite(o Options) *site {
	block, err := aes.NewCipher(o.Node.Secrets.Key("session"))
	if err != nil {
		panic("web: " + err.Error()) // the key has 32 bytes
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic("web: " + err.Error())
	}
	return &site{Options: o, seal: seal, formKey: o.Node.Secrets.Key("form")}
}

func (s *site) handler() http.Handler {
	mux := http.NewServeMux()
	for _, route := range s.routes() {
		if why := route.untried(); why != "" {
			panic("web: route " + route.Pattern + ": " + why)
		}
		mux.Handle(route.Pattern, s.handle(route))
	}
	mux.Handle("GET /style.css", http.HandlerFunc(serveStyle))
	mux.Handle("GET /icon.svg", http.HandlerFunc(serveIcon))
	mux.Handle("GET /keys.js", http.HandlerFunc(serveKeys))
	mux.Handle("GET /healthz", http.HandlerFunc(serveHealth))
	mux.Handle("GET /readyz", http.HandlerFunc(s.serveReady))
	mux.Handle("/", s.handle(Route{serve: notFound}))
	return protect(onlyGetAndPost(mux))
}

// Routes returns the site's table, for tests that try every route.
func Routes() []Route { return (&site{}).routes() }

func (s *site) routes() []Route {
	return slices.Concat(s.publicRoutes(), s.participantRoutes(), s.officeRoutes(), s.chairRoutes(), s.forumRoutes(), s.releaseRoutes(), s.registerReadRoutes(), s.registerWriteRoutes(), s.registerViewRoutes(), s.assessmentRoutes())
}

// wildcards are what a pattern can take.
var wildcards = []string{"forum", "dialogue", "proposal", "statement", "token", "rest...", "issue", "claim", "joint", "recommendation", "report", "release", "file", "register", "record", "reply", "page", "view", "cycle", "row"}

var wildcard = regexp.MustCompile(`\{([^}$]*)\}`)

// untried says why a route cannot be tried in two worlds, or "".
func (r Route) untried() string {
	for _, found := range wildcard.FindAllStringSubmatch(r.Pattern, -1) {
		if !slices.Contains(wildcards, found[1]) {
			return "takes {" + found[1] + "}, of which no test has an example"
		}
	}
	if strings.HasPrefix(r.Pattern, "POST ") && r.Fields == nil {
		return "has no example of its fields"
	}
	return ""
}

// onlyGetAndPost answers other methods than GET, HEAD and POST with 405.
func onlyGetAndPost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method {
		case http.MethodGet, http.MethodHead, http.MethodPost:
			next.ServeHTTP(w, r)
		default:
			w.Header().Set("Allow", "GET, HEAD, POST")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		}
	})
}

// mostForm is how many bytes a form may have.
const mostForm = 64 << 10

// handle makes a handler of a route: it finds out who asks, checks the form's
// token, and turns an error into a page.
func (s *site) handle(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := s.visitor(w, r)
		if err == nil && r.Method == http.MethodPost {
			err = v.checkForm(route)
		}
		if err == nil {
			err = route.serve(v)
		}
		if err != nil {
			v.explain(err)
		}
	})
}

// serveReady serves "GET /readyz": whether the database answers.
func (s *site) serveReady(w http.ResponseWriter, r *http.Request) {
	if err := s.Node.Store.Ping(r.Context()); err != nil {
		s.Log.Error("not ready", "err", err)
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	serveHealth(w, r)
}

// now is the time by the node's clock.
func (s *site) now() time.Time { return s.Node.Now() }

// sealed returns text sealed for a purpose, to be carried by a browser.
func (s *site) sealed(purpose string, text []byte) []byte {
	return s.seal.Seal(nil, nil, text, []byte(purpose))
}

func (s *site) unsealed(purpose string, sealed []byte) ([]byte, error) {
	text, err := s.seal.Open(nil, nil, sealed, []byte(purpose))
	if err != nil {
		return nil, fmt.Errorf("unseal %s: %w", purpose, err)
	}
	return text, nil
}
