package main

import (
	"net/http"

	"golang.org/x/crypto/acme/autocert"
)

// automaticTLS gets certificates for a domain, and for no other name, and keeps
// them in a folder. The authority (Let's Encrypt) is asked when somebody first
// comes; it is told no e-mail address. What answers it listens at addr.
func automaticTLS(domain, folder, addr string) *encryption {
	m := &autocert.Manager{
		Prompt:     autocert.AcceptTOS,
		Cache:      autocert.DirCache(folder),
		HostPolicy: autocert.HostWhitelist(domain),
	}
	return &encryption{m.TLSConfig(), addr, m.HTTPHandler(toHTTPS(domain))}
}

// toHTTPS sends who came without TLS to the same page with it.
func toHTTPS(domain string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "Use HTTPS", http.StatusBadRequest)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, "https://"+domain+r.URL.RequestURI(), http.StatusFound)
	})
}
