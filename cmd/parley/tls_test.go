package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// keptCertificate puts a certificate for the domain into a folder as one that
// was got before, and returns what trusts it.
func keptCertificate(t *testing.T, folder, domain string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	card := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: domain}, DNSNames: []string{domain},
		NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: time.Now().AddDate(1, 0, 0), IsCA: true, BasicConstraintsValid: true}
	cert, err := x509.CreateCertificate(rand.Reader, card, card, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	pem.Encode(&text, &pem.Block{Type: "EC PRIVATE KEY", Bytes: secret})
	pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: cert})
	if err := os.WriteFile(filepath.Join(folder, domain), text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(cert)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return pool
}

// A domain is served with TLS and says so for a year; who comes without TLS is
// sent there; no certificate is got for another name.
func TestAutomaticTLS(t *testing.T) {
	folder := t.TempDir()
	pool := keptCertificate(t, folder, "parley.example")
	at, _ := started(t, serving{Site: says("hello"), Encryption: automaticTLS("parley.example", folder, "127.0.0.1:0")})
	ask := func(name string) (*http.Response, error) {
		transport := &http.Transport{DisableKeepAlives: true, ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: name}}
		answer, err := (&http.Client{Transport: transport}).Get("https://" + at.Addr())
		if err == nil {
			answer.Body.Close()
		}
		return answer, err
	}
	answer, err := ask("parley.example")
	if err != nil || answer.Header.Get("Strict-Transport-Security") != "max-age=31536000" || answer.ProtoMajor != 2 {
		t.Errorf("%v, %v", answer, err)
	}
	if _, err := ask("other.example"); err == nil || !strings.Contains(err.Error(), "tls") {
		t.Errorf("another name: %v", err)
	}
	plain := "http://" + at.doors[1].listener.Addr().String()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err = client.Get(plain + "//other.example/enter?code=1")
	if err != nil || answer.Header.Get("Location") != "https://parley.example//other.example/enter?code=1" || answer.Header.Get("Strict-Transport-Security") != "" {
		t.Errorf("without TLS: %v, %v", answer, err)
	}
	answer, err = client.Post(plain+"/enter", "text/plain", strings.NewReader("code"))
	if err != nil || answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a form without TLS: %v, %v", answer, err)
	}
}
