package exchange

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"parley/internal/register"
)

// A studyFile is findings.json: a study, what it asked and what it found.
type studyFile struct {
	Study struct {
		Title       string   `json:"title"`
		Publisher   string   `json:"publisher"`
		SupportedBy string   `json:"supported_by"`
		Published   string   `json:"published"`
		Respondents int      `json:"respondents"`
		Groups      []string `json:"respondent_groups"`
		Other       []string `json:"other_sources"`
		Questions   int      `json:"questions"`
		Tallied     string   `json:"how_tallied"`
		Limits      []string `json:"limits"`
		Source      []ref    `json:"source"`
	} `json:"study"`
	Questions []struct {
		ID      string   `json:"id"`
		Number  int      `json:"number"`
		Topic   string   `json:"topic"`
		Text    string   `json:"question"`
		Prompts []string `json:"prompts"`
		Answer  string   `json:"answer_kind"`
		Tally   bool     `json:"tally_reported"`
		Source  []ref    `json:"source"`
	} `json:"questions"`
	Frequency []struct {
		Phrase  string `json:"phrase"`
		Meaning string `json:"meaning"`
	} `json:"frequency_words"`
	Findings []findingRecord `json:"findings"`
	Episodes []episodeRecord `json:"episodes"`
}

type findingRecord struct {
	ID        string      `json:"id"`
	Question  string      `json:"question"`
	Finding   string      `json:"finding"`
	Frequency string      `json:"frequency"`
	Basis     string      `json:"basis"`
	Rank      json.Number `json:"rank"`
	Count     json.Number `json:"count"`
	Contested bool        `json:"contested"`
	Note      string      `json:"note"`
	Source    []ref       `json:"source"`
}

type episodeRecord struct {
	ID       string `json:"id"`
	Number   int    `json:"number"`
	When     string `json:"when"`
	Title    string `json:"title"`
	Official string `json:"official"`
	Later    string `json:"later"`
	Source   []ref  `json:"source"`
}

func (c *registerCase) readFindings() error {
	f, err := c.readStudy()
	if err != nil {
		return err
	}
	var meanings []string
	for _, one := range f.Frequency {
		meanings = append(meanings, one.Phrase+": "+one.Meaning)
	}
	s := f.Study
	if err := c.keep(caseFindings, "study", s.Source, "findings", map[string]register.Value{
		"name": inWords(s.Title), "kind": chosen("study"), "works": worksOf(s.Source), "summary": inWords(s.Tallied), "frequency_words": inWords(meanings...),
		"respondents": figure(json.Number(strconv.Itoa(s.Respondents)), "", ""), "respondent_groups": inWords(s.Groups...), "limits": inWords(s.Limits...),
		"note": inWords("Other sources: " + strings.Join(s.Other, "; ")),
	}); err != nil {
		return err
	}
	for _, q := range f.Questions {
		if err := c.keep(caseFindings, q.ID, q.Source, "findings", map[string]register.Value{
			"name": inWords(q.Text), "number": inWords(strconv.Itoa(q.Number)), "kind": chosen("question"), "works": worksOf(q.Source), "topic": inWords(q.Topic),
			"prompts": inWords(q.Prompts...), "answer_kind": inWords(q.Answer), "tally_reported": yesNo(q.Tally),
		}); err != nil {
			return err
		}
	}
	for _, one := range f.Findings {
		values := map[string]register.Value{
			"name": inWords(one.Finding), "number": inWords(one.ID), "kind": chosen("finding"), "works": worksOf(one.Source), "frequency": inWords(one.Frequency),
			"finding_basis": inWords(one.Basis), "rank": figure(one.Rank, "", ""), "said_by": figure(one.Count, "", ""), "note": inWords(one.Note),
		}
		if one.Question != "" {
			values["question"] = linked(one.Question)
		}
		if one.Contested {
			values["contested"] = yesNo(true)
		}
		if err := c.keep(caseFindings, one.ID, one.Source, "findings", values); err != nil {
			return err
		}
	}
	return c.keepEpisodes(f.Episodes)
}

// keepEpisodes adds the episodes. Of the one that is open the study says what to
// mind, and gives no verdict.
func (c *registerCase) keepEpisodes(all []episodeRecord) error {
	for _, one := range all {
		status, verdict := "ended", "outcome"
		if strings.HasPrefix(one.Later, "Open: ") {
			status, verdict = "open", "caution"
		}
		if err := c.keep(caseFindings, one.ID, one.Source, "episodes", map[string]register.Value{
			"name": inWords(one.Title), "number": inWords(strconv.Itoa(one.Number)), "start": dated(one.When), "status": chosen(status),
			"statement": inWords(one.Official), verdict: inWords(one.Later),
		}); err != nil {
			return err
		}
	}
	return nil
}

// readStudy reads findings.json, which is no list, as strictly as readCaseFile.
func (c *registerCase) readStudy() (studyFile, error) {
	var f studyFile
	data, err := readCaseBytes(c.files, caseFindings)
	if err != nil {
		return f, err
	}
	strict := json.NewDecoder(bytes.NewReader(data))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&f); err != nil {
		return f, &Error{File: caseFindings, Want: "a study with the fields that its file has (" + err.Error() + ")"}
	}
	if len(f.Questions) == 0 || len(f.Findings) == 0 || len(f.Episodes) == 0 {
		return f, &Error{File: caseFindings, Want: "at least one question, finding and episode"}
	}
	return f, nil
}

// figure returns a number of the files, or nothing where they have none.
func figure(n json.Number, qualifier, asOf string) register.Value {
	if n == "" {
		return register.Value{}
	}
	return register.Value{Number: &register.Number{Lower: register.Decimal(n), Qualifier: english(qualifier), AsOf: register.Date(asOf)}}
}
