package web

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"testing"

	"parley/internal/locale"
	"parley/internal/report"
)

// largest is how long a page may be, so that it is light on a cheap phone.
const largest = 150 << 10

// large is a dialogue of n statements.
func large(n int, sides ...string) *report.Result {
	r := fixture(sides...)
	small := slices.Clone(r.Statements)
	r.Statements = nil
	for i := range n {
		s := small[i%len(small)]
		s.Statement = fmt.Sprint(i)
		r.Statements = append(r.Statements, s)
	}
	r.Counts.Statements = n
	return r
}

func TestPagesOfAThousandStatementsStayLight(t *testing.T) {
	two := large(1000, "azerbaijan", "armenia")
	six := large(1000, "armenia", "north", "west", "azerbaijan", "south", "east")
	for _, r := range []*report.Result{two, six} {
		for _, l := range locale.Languages() {
			for _, path := range []string{"/", "/?sort=number", "/?sort=number&page=20", "/?reading=common_ground", "/statements/999", "/method"} {
				page := body(t, r, withLanguage(path, l))
				if len(page) > largest {
					t.Errorf("%s in %s, %d sides: %d bytes", path, l, len(r.SideOrder), len(page))
				}
				t.Logf("%s %s, %d sides: %d bytes", l, path, len(r.SideOrder), len(page))
			}
		}
	}
}

func BenchmarkPage(b *testing.B) {
	for _, path := range []string{"/?lang=hy", "/?lang=hy&sort=number", "/statements/7?lang=hy"} {
		b.Run(path, func(b *testing.B) {
			site := resultSite(large(1000, "azerbaijan", "armenia"))
			for b.Loop() {
				w := httptest.NewRecorder()
				site.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
				if w.Code != 200 {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
