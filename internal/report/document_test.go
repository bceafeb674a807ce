package report

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

func TestSameInputSameBytes(t *testing.T) {
	want := Compose(bridges(t))
	for range 3 {
		d := Compose(bridges(t))
		if !bytes.Equal(d.Bytes(), want.Bytes()) {
			t.Fatal("the same sources gave other bytes")
		}
		for _, name := range []string{"neutral.hy.html", "armenia.az.md"} {
			a, err := Render(want, name)
			if err != nil {
				t.Fatal(err)
			}
			if b, _ := Render(d, name); !bytes.Equal(a, b) {
				t.Errorf("%s: the same document gave other bytes", name)
			}
		}
	}
}

func TestParseDocument(t *testing.T) {
	d := Compose(bridges(t))
	text := d.Bytes()
	again, err := ParseDocument(text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Bytes(), text) {
		t.Error("a document that was read is written otherwise")
	}
	for _, name := range []string{"neutral.en.html", "azerbaijan.hy.md"} {
		a, err := Render(d, name)
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := Render(again, name); !bytes.Equal(a, b) {
			t.Errorf("%s differs after reading", name)
		}
	}
	for what, bad := range map[string]string{
		"nothing":          "",
		"another format":   strings.Replace(string(text), "parley-report/1", "parley-report/2", 1),
		"an unknown field": strings.Replace(string(text), `{"`, `{"aa":1,"`, 1),
		"a space":          strings.Replace(string(text), `,"`, `, "`, 1),
		"a line end":       string(text) + "\n",
		"two documents":    string(text) + string(text),
		"no result":        `{"format":"parley-report/1","results":[{}]}`,
		"an escape":        strings.Replace(string(text), "Water", `\u0057ater`, 1),
		"a field twice":    strings.Replace(string(text), `{"`, `{"format":"parley-report/1","`, 1),
	} {
		if _, err := ParseDocument([]byte(bad)); err == nil {
			t.Errorf("%s was read", what)
		}
	}
}

// Every text of the sources, changed in one byte, changes the bytes that are
// approved; but words that nobody may see are not among them.
func TestEveryTextIsInTheBytes(t *testing.T) {
	was := Compose(bridges(t)).Bytes()
	hidden := []string{"Չհաստատված թարգմանություն։", "Bu artıq deyilmir.", "Words that were taken off."}
	for n, text := range textsIn(t, bridges(t)) {
		s := bridges(t)
		changeText(t, &s, n)
		changed := !bytes.Equal(Compose(s).Bytes(), was)
		if changed == slices.Contains(hidden, text) {
			t.Errorf("text %d %q: bytes changed: %v", n, text, changed)
		}
	}
	for _, text := range hidden {
		if bytes.Contains(was, []byte(text)) {
			t.Errorf("%q is in the document", text)
		}
	}
}

// textsIn returns every text that people wrote in the sources, in order.
func textsIn(t *testing.T, s Sources) []string {
	var all []string
	eachText(&s, func(text string) string { all = append(all, text); return text })
	if len(all) < 60 {
		t.Fatalf("only %d texts were found", len(all))
	}
	return all
}

// changeText changes a letter of text number n.
func changeText(t *testing.T, s *Sources, n int) {
	k := 0
	eachText(s, func(text string) string {
		if k++; k == n+1 {
			return text + "x"
		}
		return text
	})
	if k <= n {
		t.Fatalf("there is no text %d", n)
	}
}

// eachText replaces every text that stands in a writing, source or note.
func eachText(s *Sources, use func(string) string) {
	walk(reflect.ValueOf(&s.Report).Elem(), use)
	walk(reflect.ValueOf(&s.Issues).Elem(), use)
	walk(reflect.ValueOf(&s.Joint).Elem(), use)
	walk(reflect.ValueOf(&s.Recommendations).Elem(), use)
	walk(reflect.ValueOf(&s.Summary).Elem(), use)
	walk(reflect.ValueOf(&s.Forum.Names).Elem(), use)
}

func walk(v reflect.Value, use func(string) string) {
	if text, ok := v.Interface().(dialogue.Text); ok {
		for _, l := range dialogue.Languages() {
			if text[l] != "" {
				text[l] = use(text[l])
			}
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), use)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), use)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), use)
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			walk(v.MapIndex(k), use) // of writings, whose texts are maps and changed in place
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && v.String() != "" && v.CanSet() {
			v.SetString(use(v.String()))
		}
	}
}

func TestPerspectivesBeforeTheExchange(t *testing.T) {
	s := bridges(t)
	s.Issues[0].Perspectives[1].SealedOn = 0
	d := Compose(s)
	for _, words := range []string{"Վերին հունն", "Aşağı keçid daha", "Yuxarı keçid daşqında"} {
		if bytes.Contains(d.Bytes(), []byte(words)) {
			t.Errorf("%q is told before the exchange", words)
		}
	}
	if !slices.Contains(d.Blocking(), "report.blocked_exchange") {
		t.Errorf("an issue before the exchange does not block: %v", d.Blocking())
	}
}

// A number that is withheld in the origin, or in the annex, is nowhere.
func TestWithheldStaysWithheld(t *testing.T) {
	s := bridges(t)
	statement := &s.Results[0].Result.Statements[1]
	statement.Statement = "1002"
	for i := range statement.Sides {
		if statement.Sides[i].Side == "armenia" {
			statement.Sides[i] = SideFigure{Side: "armenia"}
		}
	}
	s.Joint[0].Origin.Support[1] = dialogue.Support{Side: "armenia", Agree: 6971, Disagree: 6973, Voters: 6977}
	d := Compose(s)
	withheld := regexp.MustCompile(`\b(977|979|983|6.?971|6.?973|6.?977)\b`) // not within a hash
	files := map[string][]byte{"document.json": d.Bytes()}
	for _, name := range []string{"neutral.en.html", "armenia.hy.md", "azerbaijan.ru.html"} {
		files[name], _ = Render(d, name)
	}
	for name, text := range files {
		if number := withheld.Find(text); number != nil {
			t.Errorf("%s tells %s, which is withheld", name, number)
		}
	}
}

func TestBlocking(t *testing.T) {
	whole := func() Sources {
		s := bridges(t)
		s.Joint[1].Consents = append(s.Joint[1].Consents, dialogue.Consent{Side: "azerbaijan", Hash: s.Joint[1].Hash().String(), On: march})
		return s
	}
	if got := Compose(whole()).Blocking(); len(got) > 0 {
		t.Fatalf("a whole report is blocked by %v", got)
	}
	for want, spoil := range map[string]func(s *Sources){
		"report.blocked_title":                    func(s *Sources) { delete(s.Report.Parts, dialogue.PartTitle) },
		"report.blocked_responsibility":           func(s *Sources) { delete(s.Report.Parts, dialogue.PartResponsibility) },
		"report.blocked_responsibility_languages": func(s *Sources) { s.Report.Parts[dialogue.PartResponsibility] = write("az", "Fikirlər.") },
		"report.blocked_empty":                    func(s *Sources) { s.Issues, s.Joint = nil, s.Joint[3:] },
		"report.blocked_exchange":                 func(s *Sources) { s.Issues[1].Perspectives[0].SealedOn = 0 },
		"report.blocked_unresolved":               func(s *Sources) { s.Joint[0].Consents[1].Withdrawn = march },
	} {
		s := whole()
		spoil(&s)
		if got := Compose(s).Blocking(); !slices.Equal(got, []string{want}) {
			t.Errorf("want %s, blocked by %v", want, got)
		}
	}
}

// What is agreed or supported is what was seen: a consent to the text with other
// sources, or about another issue, is among the past ones (S4).
func TestS4ConsentToOtherWordsIsPast(t *testing.T) {
	for name, change := range map[string]func(*Sources){
		"nothing":   func(*Sources) {},
		"a source":  func(s *Sources) { s.Joint[0].Sources = []dialogue.Source{{Work: "Made-up map"}} },
		"the issue": func(s *Sources) { s.Joint[0].Issue = 102 },
	} {
		s := bridges(t)
		change(&s)
		f := Compose(s).Findings[0]
		if same := name == "nothing"; (f.Grade == dialogue.Agreed) != same || (len(f.Consents) == 2) != same || (len(f.Past) == 2) == same {
			t.Errorf("%s changed: %s, %d consents, %d past", name, f.Grade, len(f.Consents), len(f.Past))
		}
	}
	s := bridges(t)
	s.Recommendations[0].Sources = []dialogue.Source{{Work: "Made-up letter"}}
	if r := Compose(s).Recommendations[0]; len(r.Consents) != 0 || len(r.Past) != 2 {
		t.Errorf("a source of a recommendation changed: %d consents, %d past", len(r.Consents), len(r.Past))
	}
}

// What a side thought of a claim before stays to be read beside what it thinks
// now, also where it wrote no words (S2, S6).
func TestS6EarlierStanceIsShown(t *testing.T) {
	d := Compose(bridges(t))
	got := d.Issues[0].Perspectives[0].Responses[0].Earlier
	if len(got) != 2 || !got[0].Understood || got[0].Stance != dialogue.StanceAccepted || got[1].Understood || got[1].Stance != dialogue.StanceOpen {
		t.Fatalf("%+v", got)
	}
	for _, l := range dialogue.Languages() {
		out, err := Render(d, "neutral."+string(l)+".md")
		if err != nil {
			t.Fatal(err)
		}
		words := locale.For(locale.Language(l))
		for version, marks := range map[int][]string{1: {words.Text("stance.understood"), words.Text("stance.accepted")}, 2: {words.Text("stance.open"), "uzaqdır"}} {
			label := words.Text("report.earlier_on", "Version", version, "Day", february.String())
			_, after, _ := strings.Cut(string(out), label)
			line, _, _ := strings.Cut(after, "\n")
			for _, mark := range marks {
				if !strings.Contains(line, mark) {
					t.Errorf("%s, version %d: %q, without %q", l, version, line, mark)
				}
			}
		}
	}
}

func TestMissing(t *testing.T) {
	d := Compose(bridges(t))
	want := []string{"report.sponsor", "report.who", "report.limits", "report.meetings", "report.third", "report.follow_up", "report.contacts", "report.annex"}
	if got := d.Missing(); !slices.Equal(got, want) {
		t.Errorf("missing: %v", got)
	}
}

func TestTranslatedTakesOneLanguageOnly(t *testing.T) {
	released := Compose(bridges(t))
	s := bridges(t)
	s.Report.Parts[dialogue.PartMandate] = write("en", "Asked for by nobody: this is a test.\nFrom January to March 2026.", "hy", "Սա փորձ է։", "ru", "Это проба.")
	s.Issues[0].Perspectives[0].Claims[0].Words = write("az", "Başqa sözlər.", "hy", "Այլ խոսքեր։")
	s.Issues[0].Perspectives[0].Claims[1].Words = write("az", "Balıqlar qorxur.", "hy", "Ձկները վախենում են։")
	s.Recommendations[0].Components[1] = write("az", "Payızda.", "hy", "Աշնանը։")
	s.Report.Version, s.Summary = 9, nil
	before := released.Bytes()
	d := released.Translated(Compose(s), "hy")
	if !bytes.Equal(released.Bytes(), before) {
		t.Fatal("the released document was changed itself")
	}
	if got := d.Parts[dialogue.PartMandate]; got.Text["hy"] != "Սա փորձ է։" || got.Text["ru"] != "" || !slices.Equal(got.Approved, []dialogue.Language{"hy"}) {
		t.Errorf("the mandate is %v", got)
	}
	claims := d.Issues[0].Perspectives[0].Claims
	if claims[0].Words.Text["hy"] != "" || claims[0].Words.Text["az"] != "Aşağı keçid daha yaxındır." {
		t.Errorf("a translation of other words was taken: %v", claims[0].Words)
	}
	if claims[1].Words.Text["hy"] == "" || d.Recommendations[0].Components[1].Text["hy"] == "" {
		t.Error("an approved translation was not taken")
	}
	if d.Version != 7 || d.Summary["en"] == "" {
		t.Error("something else was taken")
	}
	if _, err := ParseDocument(d.Bytes()); err != nil {
		t.Error(err)
	}
}
