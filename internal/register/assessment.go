package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"regexp"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// An Assessment is what one side says of one provision, or recommendation, in one
// period, of the conduct of one party (FORMS.md 4.1). It is committed to as its
// canonical JSON and shown once every side revealed its own.
type Assessment struct {
	V          int             `json:"v"` // 1
	Codebook   string          `json:"codebook"`
	Agreement  string          `json:"agreement"`
	Item       string          `json:"item"` // the key of its record
	Kind       ItemKind        `json:"item_kind"`
	Stem       string          `json:"pam_stem"`
	Period     string          `json:"period"`
	Side       dialogue.SideID `json:"side"`
	Obliged    string          `json:"obliged"`
	About      string          `json:"about"` // see About
	Level      *int            `json:"level"`
	State      *string         `json:"state"`
	Reversed   bool            `json:"reversed"`
	Timeliness string          `json:"timeliness"`
	Matches    string          `json:"correspondence"`
	Confidence int             `json:"confidence"`
	Evidence   []EvidenceRef   `json:"evidence"`
	Reason     dialogue.Text   `json:"reason"`
	NextStep   dialogue.Text   `json:"next_step"`
	Blockage   Blockage        `json:"blockage"`
	Response   string          `json:"addressee_response,omitempty"` // of a recommendation
	Declined   dialogue.Text   `json:"declined_reason,omitempty"`    // where the response is Declined
	Coders     int             `json:"coders"`                       // of the side who coded it, 0 to CodersOfSide
	Alpha      *string         `json:"alpha"`                        // of the side's coders when it was committed, e.g. "0.81"
	Dissent    bool            `json:"dissent_within_side"`
}

// EvidenceRef names a piece of evidence for an assessment.
type EvidenceRef struct {
	ID       string            `json:"id"`
	Grade    Grade             `json:"grade"`
	Date     Date              `json:"date"`
	Language dialogue.Language `json:"lang"`
	Public   bool              `json:"public"` // whether the public is told of it
}

// A Blockage is what stands in the way, and with whom it lies.
type Blockage struct {
	Kind  string `json:"kind"`
	Owner string `json:"owner"`
}

// Bounds of an assessment. LongestAssessment is in bytes of canonical JSON: all are
// sealed at one size, which tells nothing of what is in them.
const (
	LongestReason     = 600
	LongestNextStep   = 300
	LongestOwner      = 80
	MostEvidence      = 20
	LongestAssessment = 16 << 10
)

// Rating returns what a says: its level, or the state in place of one.
func (a Assessment) Rating() Rating {
	switch {
	case a.State != nil:
		return Rating{Instead: *a.State}
	case a.Level != nil:
		return Rating{Level: *a.Level}
	}
	return Rating{Instead: "none"} // of no form that is taken
}

// Rate sets what a says.
func (a *Assessment) Rate(r Rating) {
	a.Level, a.State = &r.Level, nil
	if !r.Rated() {
		a.Level, a.State = nil, &r.Instead
	}
}

// Canonical returns the bytes that a is committed to.
func (a Assessment) Canonical() []byte {
	if a.Evidence == nil {
		a.Evidence = []EvidenceRef{}
	}
	for _, text := range []*dialogue.Text{&a.Reason, &a.NextStep} {
		if *text == nil {
			*text = dialogue.Text{}
		}
	}
	b, err := json.Marshal(a)
	if err == nil {
		b, err = CanonicalJSON(b)
	}
	if err != nil {
		panic("register: an assessment that cannot be written: " + err.Error()) // it holds only plain values
	}
	return b
}

// ParseAssessment reads an assessment however it is set out. A member that is not
// known, is missing or is there twice is refused.
func ParseAssessment(text []byte) (Assessment, error) {
	var a Assessment
	canonical, err := CanonicalJSON(text)
	if err != nil || len(canonical) > LongestAssessment {
		return a, errCanonical
	}
	in := json.NewDecoder(bytes.NewReader(canonical))
	in.DisallowUnknownFields()
	if in.Decode(&a) != nil || !bytes.Equal(a.Canonical(), canonical) {
		return a, errCanonical
	}
	return a, nil
}

// A Salt hides what is committed to: 32 random bytes.
type Salt [32]byte

// Commit returns the commitment to an assessment's canonical bytes: SHA-256 over the
// salt and them.
func Commit(salt Salt, canonical []byte) dialogue.Hash {
	return sha256.Sum256(append(slices.Clone(salt[:]), canonical...))
}

// Clean tidies the words of an assessment and checks its form: what can be said of
// anything, whatever came before it.
func (a Assessment) Clean() (Assessment, error) {
	var err error
	for _, words := range []struct {
		text    *dialogue.Text
		longest int
	}{{&a.Reason, LongestReason}, {&a.NextStep, LongestNextStep}, {&a.Declined, LongestReason}} {
		if *words.text, err = cleanWords(*words.text, words.longest); err != nil {
			return a, err
		}
	}
	owner, err := cleanWords(dialogue.Text{"en": a.Blockage.Owner}, LongestOwner)
	if err != nil {
		return a, err
	}
	a.Blockage.Owner = owner["en"]
	if err := a.check(); err != nil {
		return a, err
	}
	if len(a.Canonical()) > LongestAssessment {
		return a, fault.New(fault.Invalid, "refusal.assessment_long")
	}
	return a, nil
}

// cleanWords tidies words in any languages, and drops those that are empty.
func cleanWords(t dialogue.Text, longest int) (dialogue.Text, error) {
	out := dialogue.Text{}
	for l, text := range t {
		w, err := dialogue.CleanWriting(dialogue.Writing{Original: l, Text: dialogue.Text{l: text}}, longest)
		if err != nil {
			return nil, err
		}
		if !w.Empty() {
			out[l] = w.Text[l]
		}
	}
	return out, nil
}

var evidenceID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$`)

func (a Assessment) check() error {
	r := a.Rating()
	switch {
	case a.V != 1, (a.Level == nil) == (a.State == nil), !r.valid():
		return fault.New(fault.Invalid, "refusal.assessment_level")
	case !slices.Contains(Timelinesses(), a.Timeliness):
		return fault.New(fault.Invalid, "refusal.assessment_timeliness")
	case !slices.Contains(Correspondences(), a.Matches):
		return fault.New(fault.Invalid, "refusal.assessment_correspondence")
	case !slices.Contains(Confidences(), a.Confidence):
		return fault.New(fault.Invalid, "refusal.assessment_confidence")
	case !slices.Contains(Blockages(), a.Blockage.Kind):
		return fault.New(fault.Invalid, "refusal.assessment_blockage")
	case a.Coders < 0, a.Coders > CodersOfSide, a.Alpha != nil && !alphaText.MatchString(*a.Alpha):
		return fault.New(fault.Invalid, "refusal.assessment_coders")
	case len(a.Reason) == 0 && (r.Instead == CannotAssess || a.Matches == TextDisputed):
		return fault.New(fault.Invalid, "refusal.assessment_reason")
	}
	if err := a.checkResponse(); err != nil {
		return err
	}
	return a.checkEvidence()
}

func (a Assessment) checkResponse() error {
	known := slices.Contains(Responses(), a.Response)
	if known != (a.Kind == RecommendationItem) || (!known && a.Response != "") {
		return fault.New(fault.Invalid, "refusal.assessment_response")
	}
	if (len(a.Declined) > 0) != (a.Response == Declined) {
		return fault.New(fault.Invalid, "refusal.assessment_declined")
	}
	return nil
}

// checkEvidence refuses evidence that is not of its form, and a full level that
// rests on nothing but the party's own statement.
func (a Assessment) checkEvidence() error {
	if len(a.Evidence) > MostEvidence {
		return fault.New(fault.Invalid, "refusal.assessment_evidence_many", "Most", MostEvidence)
	}
	for i, e := range a.Evidence {
		_, err := ParseDate(string(e.Date))
		twice := slices.ContainsFunc(a.Evidence[:i], func(other EvidenceRef) bool { return other.ID == e.ID })
		if !evidenceID.MatchString(e.ID) || twice || !slices.Contains(Grades(), e.Grade) || (e.Date != "" && err != nil) || !dialogue.KnownLanguage(e.Language) {
			return fault.New(fault.Invalid, "refusal.assessment_evidence", "Number", i+1)
		}
	}
	if r := a.Rating(); r.Rated() && r.Level == HighestLevel && (a.Grade() == "" || a.Grade() == "D") {
		return fault.New(fault.Refused, "refusal.assessment_grade_d")
	}
	return nil
}

// Grade returns the strongest grade of a's evidence; "" for none.
func (a Assessment) Grade() Grade {
	var all []Grade
	for _, e := range a.Evidence {
		all = append(all, e.Grade)
	}
	return strongest(all)
}

// Seen returns a, which is revealed, as a viewer may have it: who holds no office is
// not told of evidence that is not public.
func (a Assessment) Seen(v dialogue.Viewer) Assessment {
	if v.Role == "" {
		a.Evidence = slices.DeleteFunc(slices.Clone(a.Evidence), func(e EvidenceRef) bool { return !e.Public })
	}
	return a
}

// Assessment returns the field under which records of a register are assessed; there
// is none in a register that is not.
func (d *Definition) Assessment() (Field, bool) {
	for _, f := range d.Fields {
		if f.Type == Assessed {
			return f, true
		}
	}
	return Field{}, false
}

// ReadBy reports whether a viewer who sees a record reads a shared field of it.
func (f Field) ReadBy(v dialogue.Viewer, r Record) bool { return f.Level.allows(v, r.Side) }
