package exchange

import (
	"crypto/sha256"
	"io/fs"
	"slices"

	"parley/internal/dialogue"
)

// A Case is a reference case: what published works say about a process between
// two societies, as issues, joint texts and recommendations that a forum can
// show as an example. Nothing in it was written, sealed or agreed to by a side
// here, and nothing that the works leave out is filled in.
//
// Texts are as the files have them, in English. Identifiers are derived from
// those of the files, so that the same files always give the same ones.
type Case struct {
	Works           []Work
	Issues          []dialogue.Issue
	Joint           []dialogue.JointText // by issue
	Recommendations []dialogue.Recommendation
	Terms           []CaseTerm
	Analyses        []Analysis // by issue
	Notes           []CaseNote
}

// CaseSides says which of a node's sides stand for the two columns of a
// reference case. The others get a place in every issue, which stays empty.
type CaseSides struct {
	Order       []dialogue.SideID // all sides of the node
	Armenian    dialogue.SideID   // in the files: column "armenian", side "armenia"
	Azerbaijani dialogue.SideID   // in the files: column "azerbaijani", side "azerbaijan"
}

// An Analysis is a conclusion of the authors of a work. It is no side's, and
// not joint.
type Analysis struct {
	Case    string // its id in the files
	Issue   dialogue.IssueID
	Words   dialogue.Writing
	Sources []dialogue.Source
}

// A CaseNote says what the works leave open, or where they contradict
// themselves or each other.
type CaseNote struct {
	Case     string   // the id of a discrepancy or, of a gap or outlook, of the issue
	Kind     string   // e.g. "internal_error"; "gap" of what an issue says about its source, "outlook" of what is to come
	Words    string   // what was found
	Handling string   // what whoever made the files did about it; "" of an issue
	Outside  bool     // the handling rests on knowledge that is not in the works
	About    []string // ids of issues, recommendations, terms and works
	Sources  []dialogue.Source
}

// The files of a reference case, by what they hold.
const (
	caseWorks           = "works.json"
	casePerspectives    = "perspectives.json"
	caseRecommendations = "recommendations.json"
	caseTerms           = "terms.json"
	caseDiscrepancies   = "discrepancies.json"
)

// A caseReader holds what is known while a case is being read.
type caseReader struct {
	files fs.FS
	sides CaseSides
	c     Case
	works map[string]Work
	seen  map[string]bool // ids of records and claims, by file
}

// ReadCase reads a reference case: works.json, perspectives.json,
// recommendations.json, terms.json, and of discrepancies.json what concerns
// them. What it returns is whole: the error is an *Error, which names the file
// and the record, where a file is not as it should be, and wraps what files
// returned otherwise.
//
// A claim of a column is a delegation's where the delegations' joint report
// says it (in the sections in which each speaks for itself), else a voice's:
// of whom the attribution of the record names, or as the work reports it. A
// position inside a side is a voice's always. Of the sources of a record those
// are kept at a claim that its words or its attribution name, if any are. A gap
// stands in the empty place where another side speaks, else among the notes.
//
// Joint texts come from the joint report only. They carry no consents: Basis
// says how the report states them, and only what it states as agreed is asked
// to be.
func ReadCase(files fs.FS, sides CaseSides) (Case, error) {
	r := &caseReader{files: files, sides: sides, works: map[string]Work{}, seen: map[string]bool{}}
	if err := sides.check(); err != nil {
		return Case{}, err
	}
	for _, step := range []func() error{r.readWorks, r.readIssues, r.readRecommendations, r.readTerms, r.readNotes} {
		if err := step(); err != nil {
			return Case{}, err
		}
	}
	return r.c, nil
}

func (s CaseSides) check() error {
	for i, side := range s.Order {
		if dialogue.CheckSideID(side) != nil || slices.Contains(s.Order[:i], side) {
			return &Error{File: "sides", Found: string(side), Want: "the identifier of a side, every side once"}
		}
	}
	for _, side := range []dialogue.SideID{s.Armenian, s.Azerbaijani} {
		if !slices.Contains(s.Order, side) || s.Armenian == s.Azerbaijani {
			return &Error{File: "sides", Found: string(side), Want: "two different sides of the node for the two columns"}
		}
	}
	return nil
}

// column returns the side that stands for a side of the files.
func (s CaseSides) column(name string) (dialogue.SideID, bool) {
	switch name {
	case "armenia":
		return s.Armenian, true
	case "azerbaijan":
		return s.Azerbaijani, true
	}
	return "", false
}

// In returns the case as it stands in a forum since a day, on which it was
// taken over. Every perspective counts as exchanged on that day, because it
// was published long before; no side sealed it.
func (c Case) In(forum dialogue.ForumID, day dialogue.Day) Case {
	c.Issues, c.Joint, c.Recommendations = slices.Clone(c.Issues), slices.Clone(c.Joint), slices.Clone(c.Recommendations)
	for i := range c.Issues {
		issue := &c.Issues[i]
		issue.Forum, issue.Perspectives = forum, slices.Clone(issue.Perspectives)
		for j := range issue.Perspectives {
			p := &issue.Perspectives[j]
			p.SealedOn, p.Claims, p.Responses = day, slices.Clone(p.Claims), slices.Clone(p.Responses)
			for k := range p.Claims {
				p.Claims[k].On = day
			}
			for k := range p.Responses {
				p.Responses[k].On = day
			}
		}
	}
	for i := range c.Joint {
		c.Joint[i].Forum = forum
	}
	for i := range c.Recommendations {
		c.Recommendations[i].Forum, c.Recommendations[i].On = forum, day
	}
	return c
}

// caseID makes the identifier of what has an id in the files.
func caseID[T ~int64](kind, id string) T {
	sum := sha256.Sum256([]byte("parley-case/1\n" + kind + "\n" + id))
	return dialogue.NewID[T]([8]byte(sum[:8]))
}

// english returns words as the files have them, which are in English.
func english(text string) dialogue.Writing {
	if text == "" {
		return dialogue.Writing{}
	}
	return dialogue.Writing{Original: "en", Text: dialogue.Text{"en": text}}
}
