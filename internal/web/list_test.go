package web

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"parley/internal/report"
)

// shownIn returns the numbers of the statements of a list page, in its order.
func shownIn(page string) []string {
	var ids []string
	for _, found := range regexp.MustCompile(`<p class="meta"><span>Statement ([^<]*)</span>`).FindAllStringSubmatch(page, -1) {
		ids = append(ids, found[1])
	}
	return ids
}

func TestFiltersCombine(t *testing.T) {
	r := fixture("azerbaijan", "armenia")
	for _, q := range []query{
		{Reading: "common_ground"}, {Reading: "divide", Author: "armenia"}, {Group: "B"}, {Reading: "mixed", Group: "A"},
		{Author: "azerbaijan", Sort: "number"}, {Reading: "open", Author: "armenia", Group: "A", Sort: "votes"},
	} {
		want := map[string]bool{}
		for _, s := range r.Statements {
			reading := strings.TrimSuffix(string(s.Reading), "_reject")
			if (q.Reading == "" || q.Reading == reading) && (q.Author == "" || q.Author == s.Author) &&
				(q.Group == "" || strings.Contains(strings.Join(s.Representative, ""), q.Group)) {
				want[s.Statement] = true
			}
		}
		q.Language = "en"
		page := body(t, r, q.at("/"))
		got := shownIn(page)
		if len(got) != len(want) {
			t.Errorf("%+v shows %v, want %v", q, got, want)
		}
		for _, id := range got {
			if !want[id] {
				t.Errorf("%+v shows %s", q, id)
			}
		}
		if said := fmt.Sprintf("Statements found: %d of %d.", len(want), len(r.Statements)); !strings.Contains(page, said) {
			t.Errorf("%+v does not say %q", q, said)
		}
	}
}

func TestSorting(t *testing.T) {
	all := []report.Statement{
		{Statement: "10", Certainty: ptr(0.95), Total: [3]*int{ptr(1), ptr(1), ptr(1)}},
		{Statement: "9", Certainty: ptr(0.99), Total: [3]*int{ptr(1), nil, ptr(9)}},
		{Statement: "b"},
		{Statement: "2", Certainty: ptr(0.95), Total: [3]*int{ptr(1), ptr(1), ptr(7)}},
		{Statement: "a", Total: [3]*int{ptr(0), ptr(0), ptr(0)}},
	}
	for by, want := range map[string]string{
		"certainty": "9 2 10 a b", "votes": "2 10 a 9 b", "number": "2 9 10 a b",
	} {
		var got []string
		for _, i := range choose(all, query{Sort: by}) {
			got = append(got, all[i].Statement)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("by %s: %v, want %s", by, got, want)
		}
	}
}

func TestPaging(t *testing.T) {
	r := large(123, "armenia", "azerbaijan")
	seen := map[string]bool{}
	for page, want := range map[int]int{1: 50, 2: 50, 3: 23} {
		text := body(t, r, query{Language: "en", Sort: "number", Page: page}.at("/"))
		ids := shownIn(text)
		if len(ids) != want {
			t.Errorf("page %d has %d statements", page, len(ids))
		}
		for _, id := range ids {
			if seen[id] {
				t.Errorf("statement %s is on two pages", id)
			}
			seen[id] = true
		}
		if said := fmt.Sprintf("Shown here: %d–%d.", page*50-49, page*50-50+want); !strings.Contains(text, said) {
			t.Errorf("page %d does not say %q", page, said)
		}
	}
	if len(seen) != 123 {
		t.Errorf("%d statements on all pages", len(seen))
	}
}

func TestFirstPageOfAllStatementsIsAList(t *testing.T) {
	page := body(t, large(123, "armenia", "azerbaijan"), "/?lang=en&page=2")
	if !strings.Contains(page, `href="/?lang=en&amp;sort=certainty"`) {
		t.Error("no way from the second page of all statements to the first")
	}
}

func TestEmptyListSaysSo(t *testing.T) {
	page := body(t, fixture("armenia", "azerbaijan"), "/?lang=en&reading=open&author=armenia&group=A")
	if len(shownIn(page)) == 0 && !strings.Contains(page, "No statement fits this choice.") {
		t.Error("an empty list without a word")
	}
	page = body(t, absentSide(), "/?lang=en&reading=divide")
	if !strings.Contains(page, "No statement fits this choice.") || !strings.Contains(page, "Statements found: 0 of 40.") {
		t.Error("an empty list without a word")
	}
}

func TestQueryIsItsOwnInverse(t *testing.T) {
	r := fixture("azerbaijan", "armenia")
	for _, q := range []query{
		{}, {Language: "hy"}, {Edition: "armenia", Page: 3},
		{Language: "az", Edition: "azerbaijan", Reading: "divide", Author: "armenia", Group: "B", Sort: "votes", Page: 2},
	} {
		values, err := url.ParseQuery(strings.TrimPrefix(q.String(), "?"))
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := parseQuery(values, r); !ok || got != q {
			t.Errorf("%+v came back as %+v", q, got)
		}
	}
}

func TestChoicesAreKeptAcrossLanguages(t *testing.T) {
	page := body(t, fixture("azerbaijan", "armenia"), "/?lang=en&edition=armenia&reading=mixed&sort=votes")
	for _, l := range []string{"az", "hy", "ru"} {
		if want := `href="/?lang=` + l + `&amp;edition=armenia&amp;reading=mixed&amp;sort=votes"`; !strings.Contains(page, want) {
			t.Errorf("no link %s", want)
		}
	}
	if strings.Contains(page, `"/statements/3?edition`) || !strings.Contains(page, `"/statements/3?lang=en&amp;edition=armenia"`) {
		t.Error("a statement's link loses the language or the edition")
	}
}

func TestLongListsArePartlyShown(t *testing.T) {
	r := large(400, "armenia", "azerbaijan")
	page := body(t, r, "/?lang=en")
	if n := len(shownIn(page)); n > 50 {
		t.Errorf("%d statements on the result page", n)
	}
	for _, want := range []string{"Shown here: 10 of 160.", "Show all (160)", `href="/?lang=en&amp;reading=common_ground"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
}
