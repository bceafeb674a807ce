package report

import (
	"encoding/json"
	"os"
	"testing"

	"parley/internal/dialogue"
)

// write returns words in their original language, with approved translations as
// pairs: language, text.
func write(original dialogue.Language, text string, approved ...string) dialogue.Writing {
	w := dialogue.Writing{Original: original, Text: dialogue.Text{original: text}}
	for i := 0; i+1 < len(approved); i += 2 {
		l := dialogue.Language(approved[i])
		w.Text[l] = approved[i+1]
		w.Approved = append(w.Approved, l)
	}
	return w
}

// unapproved returns w with a translation that nobody has approved.
func unapproved(w dialogue.Writing, l dialogue.Language, text string) dialogue.Writing {
	w.Text[l] = text
	return w
}

func twoSides() []dialogue.Side {
	return []dialogue.Side{
		{ID: "azerbaijan", Names: dialogue.Text{"az": "Azərbaycan", "en": "Azerbaijan", "hy": "Ադրբեջան", "ru": "Азербайджан"}},
		{ID: "armenia", Names: dialogue.Text{"az": "Ermənistan", "en": "Armenia", "hy": "Հայաստան", "ru": "Армения"}},
	}
}

const (
	january  dialogue.Day = 20_470 // some days of 2026
	february dialogue.Day = 20_490
	march    dialogue.Day = 20_520
)

// bridges is a made-up report on a footbridge, in which most things occur that
// can: nobody said any of it.
func bridges(t *testing.T) Sources {
	result := smallResult(t)
	s := Sources{
		Forum: dialogue.Forum{ID: 4_000_000_000_000_001, Names: dialogue.Text{"az": "Su", "en": "Water", "hy": "Ջուր", "ru": "Вода"}},
		Sides: twoSides(),
		Report: dialogue.Report{
			ID: 4_000_000_000_000_002, Number: 2, Version: 7, Governing: "en", Facilitators: 1, Embargo: march,
			Parts: map[dialogue.Part]dialogue.Writing{
				dialogue.PartTitle: write("en", "A footbridge for [armenia: Upper Ford | azerbaijan: Lower Ford]",
					"hy", "Հետիոտնի կամուրջ՝ [armenia: Վերին հուն | azerbaijan: Ներքին հուն]", "az", "Piyada körpüsü: [armenia: Yuxarı keçid | azerbaijan: Aşağı keçid]"),
				dialogue.PartAuthor: write("en", "Two made-up delegations."),
				dialogue.PartResponsibility: write("en", "These are the opinions of those who wrote them.",
					"az", "Bunlar onları yazanların fikirləridir.", "hy", "Սրանք դրանք գրողների կարծիքներն են։", "ru", "Это мнения тех, кто их написал."),
				dialogue.PartMandate: unapproved(write("en", "Asked for by nobody: this is a test.\nFrom January to March 2026."), "hy", "Չհաստատված թարգմանություն։"),
				dialogue.PartHarm:    write("az", "Heç kim zərər çəkmir.", "en", "Nobody is hurt."),
			},
			Delegates: []dialogue.Delegates{{Side: "azerbaijan", Count: 5}, {Side: "armenia", Count: 5}},
			Terms: []dialogue.Term{{Term: "ford", Chosen: write("en", "Chosen because it is short.")},
				{Term: "causeway"}},
			Reservations: []dialogue.Reservation{
				{Side: "armenia", Words: write("hy", "Մենք գերադասում ենք քարե կամուրջ։")},
				{Side: "azerbaijan", By: "Reed", Minority: true, Words: write("az", "Mən bərəni üstün tuturam.", "en", "I prefer a ferry.")}},
		},
		Results: []DialogueResult{{ID: 4_000_000_000_000_003, Result: result, VotesDigest: "00ff"}},
		Keys:    []dialogue.Key{{Side: "azerbaijan", Public: "azerbaijan+00000001+AAAA"}, {Side: "armenia", Public: "armenia+00000002+BBBB"}},
		Summary: dialogue.Text{"en": "Both want a bridge.\nThey differ on where.", "hy": "Երկուսն էլ կամուրջ են ուզում։"},
	}
	s.Issues = []dialogue.Issue{whereToBuild(), whoPays()}
	s.Joint = jointTexts()
	s.Recommendations = recommended()
	before := Compose(Sources{Forum: s.Forum, Sides: s.Sides, Recommendations: earlierRecommended(),
		Report: dialogue.Report{ID: 4_000_000_000_000_009, Number: 1, Parts: map[dialogue.Part]dialogue.Writing{dialogue.PartTitle: write("en", "On fords")}}})
	s.Previous = &before
	return s
}

// smallResult reads what the public sees of the dialogue of TestGoldenDisclosure.
func smallResult(t *testing.T) *Result {
	text, err := os.ReadFile("testdata/small-public.json")
	if err != nil {
		t.Fatal(err)
	}
	r := new(Result)
	if err := json.Unmarshal(text, r); err != nil {
		t.Fatal(err)
	}
	return r
}

func whereToBuild() dialogue.Issue {
	return dialogue.Issue{
		ID: 101, Version: 3, Title: write("en", "Where to build", "az", "Harada tikməli", "hy", "Որտեղ կառուցել"),
		Origin: &dialogue.Origin{Dialogue: 4_000_000_000_000_003, Statement: 1001, Reading: "divide", Support: []dialogue.Support{
			{Side: "azerbaijan", Agree: 31, Disagree: 5, Voters: 40}, {Side: "armenia", Agree: 977, Disagree: 979, Voters: 983, Withheld: true}}},
		Provisions: []dialogue.Provision{{Name: "Article VII"}, {Name: "Article II", Inferred: true}},
		Perspectives: []dialogue.Perspective{
			{Side: "azerbaijan", SealedOn: february, Claims: []dialogue.Claim{
				{ID: 201, Holder: dialogue.Delegation, Words: write("az", "Aşağı keçid daha yaxındır.", "en", "The lower ford is nearer."), On: january, Version: 2,
					Earlier: []dialogue.Earlier{{Version: 1, On: january, Words: write("az", "Aşağı keçid yaxındır.")}},
					Sources: []dialogue.Source{{Work: "Made-up survey", Section: "2", URL: "https://example.org/survey"}}},
				{ID: 202, Holder: dialogue.Voice, Whose: write("en", "Fishers at the ford"), Words: write("az", "Balıqlar qorxur."), On: january, Version: 1},
				{ID: 203, Withdrawn: true, Words: write("az", "Bu artıq deyilmir."), On: january, Version: 1},
			}, Responses: []dialogue.Response{
				{Claim: 301, Words: write("az", "Yuxarı keçid daşqında bağlıdır.", "hy", "Վերին հունը վարարումների ժամանակ փակ է։"), Understood: true, Stance: dialogue.StanceDisputed, On: march, Version: 3,
					Earlier: []dialogue.Earlier{{Version: 1, On: february, Understood: true, Stance: dialogue.StanceAccepted},
						{Version: 2, On: february, Words: write("az", "Yuxarı keçid uzaqdır."), Stance: dialogue.StanceOpen}}}}},
			{Side: "armenia", SealedOn: february, Claims: []dialogue.Claim{
				{ID: 301, Holder: dialogue.Government, Words: write("hy", "Վերին հունն ավելի ապահով է։\nԱյնտեղ ջուրը ցածր է։"), Answers: 201, On: january, Version: 1},
				{ID: 302, Holder: dialogue.Delegation, Words: write("hy", "Ակնկալում ենք ուսումնասիրություն։"), On: january, Version: 1,
					Expects: &dialogue.Expected{Of: "azerbaijan", Sign: write("hy", "Չափումները հրապարակված են։")}},
			}, Responses: []dialogue.Response{{Claim: 202, Understood: true, On: february, Version: 1}}},
		},
		Settle: write("en", "A flood measured by both."),
		Third: []dialogue.ThirdParty{
			{Actor: write("en", "Upstream mill"), View: write("en", "Gains customers."), Day: february},
			{Actor: write("en", "Ferry"), View: write("hy", "Անհանգստանում է։"), Side: "armenia", Source: "Made-up letter"}},
		Sources: []dialogue.Source{{Work: "Made-up map"}},
	}
}

func whoPays() dialogue.Issue {
	return dialogue.Issue{ID: 102, Version: 1, Title: write("az", "Kim ödəyir"), Case: "example.paying", Caution: "Prices change.",
		Perspectives: []dialogue.Perspective{
			{Side: "azerbaijan", SealedOn: february, Gap: "No position given."},
			{Side: "armenia", SealedOn: february, Claims: []dialogue.Claim{{ID: 303, Case: "example.paying.am.1", Holder: dialogue.Delegation,
				Words: write("hy", "Կես առ կես։"), On: january, Version: 1}}}}}
}

func jointTexts() []dialogue.JointText {
	yes := func(side dialogue.SideID, on dialogue.Day) dialogue.Consent {
		return dialogue.Consent{Side: side, On: on}
	}
	all := []dialogue.JointText{
		{ID: 401, Version: 1, Issue: 101, Asked: dialogue.Agreed, Words: write("en", "The river is [armenia: cold | azerbaijan: cool] in March.",
			"hy", "Գետը մարտին [azerbaijan: զով է | armenia: սառն է]։"), Consents: []dialogue.Consent{yes("azerbaijan", march), yes("armenia", february)},
			Origin: &dialogue.Origin{Dialogue: 4_000_000_000_000_003, Statement: 1002, Reading: "common_ground", Support: []dialogue.Support{
				{Side: "azerbaijan", Band: "60-80"}, {Side: "armenia", Agree: 40, Disagree: 2, Voters: 44}}}},
		{ID: 402, Version: 2, Asked: dialogue.Agreed, Words: write("en", "A bridge is needed."), Consents: []dialogue.Consent{yes("armenia", march)},
			Past: []dialogue.Consent{{Side: "azerbaijan", Hash: "cd", On: january, Withdrawn: february}}},
		{ID: 403, Version: 1, Asked: dialogue.Jointly, Words: write("hy", "Գետի վրա ձուկ կա։"), Basis: "jointly"},
		{ID: 404, Version: 1, Asked: dialogue.Agreed, Words: write("en", "Words that were taken off."), Removed: true},
	}
	for _, j := range all {
		to(j.Consents, j.Hash())
	}
	return all
}

// to makes consents those to the words with a hash.
func to(all []dialogue.Consent, words dialogue.Hash) {
	for i := range all {
		all[i].Hash = words.String()
	}
}

func recommended() []dialogue.Recommendation {
	all := []dialogue.Recommendation{
		{ID: 501, Version: 2, Number: "R1-01", Addressees: []string{"government_azerbaijan", "government_armenia", "The ferry company"},
			Action: write("en", "Measure the flood.", "hy", "Չափել վարարումը։"), Components: []dialogue.Writing{write("en", "In spring."), write("az", "Payızda.")},
			Dimension: dialogue.Humanitarian, Horizon: dialogue.Short, Sign: write("en", "A table is published."), Claims: []dialogue.ClaimID{302},
			Kind: "recommendation", Provisions: []dialogue.Provision{{Name: "Article VII"}}, Review: march, On: february,
			Consents: []dialogue.Consent{{Side: "armenia", On: march}, {Side: "azerbaijan", On: march}}},
		{ID: 502, Version: 1, Number: "R1-02", Addressees: []string{"civil_society"}, Action: write("hy", "Հրապարակել քարտեզը։"), Dimension: dialogue.Political,
			Kind: "expectation", Side: "armenia", Themes: []string{"maps"}, Direction: "Open data", On: february},
		{ID: 503, Version: 1, Number: "R1-03", Action: write("az", "Bərəni saxlamaq."), Dimension: dialogue.Political, Side: "azerbaijan",
			Withdrawn: true, ProposedBy: "A made-up author", Sources: []dialogue.Source{{Work: "Made-up survey"}}, On: february},
	}
	for _, r := range all {
		to(r.Consents, r.Hash())
	}
	return all
}

func earlierRecommended() []dialogue.Recommendation {
	return []dialogue.Recommendation{
		{ID: 501, Number: "R1-01", Addressees: []string{"government_armenia"}, Action: write("en", "Count the floods."), Dimension: dialogue.Humanitarian},
		{ID: 503, Number: "R1-03", Action: write("az", "Bərəni saxlamaq."), Dimension: dialogue.Political},
		{ID: 509, Number: "R1-09", Action: write("en", "Plant willows."), Dimension: dialogue.OtherField},
	}
}
