package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/register"
)

// The registers of the program, with the reference case in them, have their words in
// every language, and every record of the case says that no side approved it.
func TestRegistersOfTheCaseInEveryLanguage(t *testing.T) {
	s := rowsSite(t)
	records := 0
	for _, d := range s.Node.Words().All() {
		all, err := s.Node.RecordsOf(t.Context(), s.chair("armenia"), d.Name, nil)
		check(t, err)
		for _, l := range locale.Languages() {
			c := s.client(t)
			paths := []string{registerPath(d.Name, "")}
			for _, r := range all {
				if r.Level == register.Public && d.Level == register.Public && len(paths) < 4 {
					paths = append(paths, recordPath(d.Name, r.Key, ""))
				}
			}
			for i, path := range paths {
				a := c.get(withLanguage(path, l)).want(http.StatusOK)
				if found := lacks(a.Body); len(found) > 0 || strings.Contains(a.Body, "%!") {
					t.Errorf("%s in %s: %v", path, l, found)
				}
				if i > 0 && l == locale.English {
					records++
					a.says("From public works; no side has approved this wording.").hides("Approved by every side")
				}
			}
		}
	}
	if records < 20 {
		t.Errorf("only %d records were looked at", records)
	}
	if log := s.Log.String(); strings.Contains(log, "level=ERROR") {
		t.Error(log)
	}
}
