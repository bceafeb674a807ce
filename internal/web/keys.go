package web

import (
	_ "embed"
	"net/http"
)

// keys is the only script there is: on the voting page of named dialogues it
// serves the keys 1, 2, 3 and votes without loading the page anew (RULINGS
// R23). Everything works without it.
//
//go:embed keys.js
var keys []byte

// scriptPolicy is the policy of a page that may run the script.
const scriptPolicy = policy + "; script-src 'self'; connect-src 'self'"

// keysPath is the address of the script.
func keysPath() string { return "/keys.js" }

func serveKeys(w http.ResponseWriter, r *http.Request) {
	serveFixed(w, r, "text/javascript; charset=utf-8", keys, false)
}
