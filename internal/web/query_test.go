package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// A page number that no list has, however large, is not found.
func TestPageNumbersBeyondTheList(t *testing.T) {
	site := resultSite(fixture("armenia", "azerbaijan"))
	for _, page := range []string{"0", "-1", "99", "368934881474191034", "9223372036854775807", "9223372036854775808", "x"} {
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest("GET", "/?sort=number&page="+page, nil))
		if w.Code != http.StatusNotFound {
			t.Errorf("page %s: %d", page, w.Code)
		}
	}
}
