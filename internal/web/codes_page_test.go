package web

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/exchange"
)

// codesFile writes codes.json for a dialogue, with fresh codes.
func (s *fixtureSite) codesFile(t *testing.T, id dialogue.ID, count int) ([]byte, dialogue.Batch) {
	t.Helper()
	file := exchange.CodesFile{Dialogue: id, Sides: map[dialogue.SideID][]dialogue.CodeHash{}}
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		for range count {
			code, err := s.Node.NewCode()
			check(t, err)
			file.Sides[side] = append(file.Sides[side], code.Hash())
		}
	}
	batch, err := dialogue.CountCodes(file.Sides)
	check(t, err)
	var text bytes.Buffer
	check(t, file.Write(&text))
	return text.Bytes(), batch
}

// In a named dialogue each co-chair makes the codes of the own side in the
// browser: they are shown once and open nothing before every side approved.
func TestCodesInTheBrowser(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Named, "Wells", 2)
	one, other := s.chairs(t)
	page := one.get(pathOf(id, "/codes")).want(http.StatusOK).says("Your side: Azerbaijan")
	for _, count := range []string{"", "0", "-3", "many", "1001"} {
		again := page.form("/codes").set("count", count).send().want(http.StatusBadRequest).says("at most 1,000 codes")
		if got := again.form("/codes").values.Get("count"); got != count {
			t.Errorf("%q was typed, %q is shown", count, got)
		}
	}
	cards := page.form("/codes").set("count", "3").send().want(http.StatusOK)
	checkCards(t, cards)
	if n := len(codeOnCard.FindAllString(cards.Body, -1)); n != 3 {
		t.Errorf("%d cards", n)
	}
	one.get(pathOf(id, "/codes")).says("Azerbaijan Valid codes 0 Not valid yet 5", "Armenia Valid codes 0 Not valid yet 2")

	proposeOpening(other, id).want(http.StatusForbidden).says("do not have the same number")
	one.get(pathOf(id, "/codes")).says("All codes of your side that are not valid yet", " --side azerbaijan=60 --address ").
		form("/codes/drop").send().want(http.StatusOK).
		says("Saved.", "Azerbaijan Valid codes 0 Not valid yet 0", "Armenia Valid codes 0 Not valid yet 2").hides("Throw codes away")
}

// checkCards checks that a page of cards allows itself nothing but its own
// style, and is not kept.
func checkCards(t *testing.T, cards *answer) {
	t.Helper()
	policy := cards.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "style-src 'sha256-", "frame-ancestors 'none'", "form-action 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %s", policy, want)
		}
	}
	if !strings.Contains(cards.Body, `<a href="/leave">`) {
		t.Error("nothing leads away at once")
	}
	if cards.Header.Get("Cache-Control") != "no-store" {
		t.Error("cards may be kept")
	}
}

// In a protected dialogue codes are made offline (R17): the node is brought
// hashes, and shows what both chairs wrote down.
func TestCodesOffline(t *testing.T) {
	s := newSite(t)
	one, other := s.chairs(t)
	page := one.get(pathOf(s.Protected, "/codes")).want(http.StatusOK).
		says("this is the only way", "parley codes --dialogue "+dialogue.FormatID(s.Protected)).hides("Make codes here")
	token := page.form("/codes/file").values
	token.Set("count", "3")
	one.post(pathOf(s.Protected, "/codes"), token).want(http.StatusForbidden).says("without a network")

	file, batch := s.codesFile(t, s.Protected, 4)
	page.form("/codes/file").upload("codes.json", file).want(http.StatusOK).
		says("Saved.", batch["armenia"].Digest, batch["azerbaijan"].Digest)
	page.form("/codes/file").upload("codes.json", file).want(http.StatusBadRequest).says("One code is there twice")
	other.get(pathOf(s.Protected, "/codes")).says(batch["armenia"].Digest)

	form := other.get(pathOf(s.Protected, "/proposals")).form("/proposals", `value="codes"`)
	form.set("digest", batch["armenia"].Digest[:7]).send().want(http.StatusBadRequest).says("This is not how the digest")
	form.set("digest", batch["azerbaijan"].Digest[:8]).send().want(http.StatusBadRequest).says("This is not how the digest")
	proposal := form.set("digest", batch["armenia"].Digest[:8]).send().want(http.StatusOK).
		says("New codes: Armenia 4", batch["azerbaijan"].Digest)
	approval := one.get(proposal.Path).form("/approve")
	approval.send().want(http.StatusBadRequest).says("This is not how the digest", "Not approved yet.").hides("in force")
	approval.set("digest", strings.Repeat("0", 64)).send().want(http.StatusBadRequest).hides("in force")
	approval.set("digest", " "+strings.ToUpper(batch["azerbaijan"].Digest[:4])+" "+batch["azerbaijan"].Digest[4:12]).send().want(http.StatusOK).says("in force")
	one.get(pathOf(s.Protected, "/codes")).says("Valid codes 10 Not valid yet 0")
}

// What is not codes.json of this dialogue is refused whole.
func TestWrongCodesFiles(t *testing.T) {
	s := newSite(t)
	one, _ := s.chairs(t)
	form := one.get(pathOf(s.Protected, "/codes")).form("/codes/file")
	elsewhere, _ := s.codesFile(t, s.Named, 2)
	form.upload("codes.json", elsewhere).want(http.StatusBadRequest).says("for another dialogue")
	good, _ := s.codesFile(t, s.Protected, 2)
	for name, file := range map[string][]byte{
		"nothing": nil, "no JSON": []byte("AAAA-BBBB-CCCC-DDDD"),
		"codes instead of hashes": bytes.ReplaceAll(good, []byte(`"armenia"`), []byte(`"codes": ["AAAA"], "armenia"`)),
		"cut off":                 good[:len(good)/2],
	} {
		t.Run(name, func(t *testing.T) {
			one.t = t
			form.upload("codes.json", file).want(http.StatusBadRequest).says("cannot be read")
		})
	}
	one.t = t
	one.post(pathOf(s.Protected, "/codes/file"), form.values).want(http.StatusBadRequest).says("Please choose a file first.")
	one.get(pathOf(s.Protected, "/codes")).says("Not valid yet 0")
}
