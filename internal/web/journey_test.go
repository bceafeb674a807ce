package web

import (
	"net/http"
	"testing"
)

func TestFixture(t *testing.T) {
	s := newSite(t)
	c := s.joined(t, s.Named, "armenia")
	c.get("/").want(http.StatusOK)
}
