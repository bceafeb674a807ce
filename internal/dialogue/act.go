package dialogue

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"

	"filippo.io/age"

	"parley/internal/fault"
)

// An ActKind is something that binds every side.
type ActKind string

// The kinds of act, each with its message "act.…".
const (
	ActOpen     ActKind = "open"      // begin, with these settings, statements and codes, until this day
	ActLive     ActKind = "live"      // show results while the dialogue is open
	ActCodes    ActKind = "codes"     // more codes after opening
	ActWaiver   ActKind = "waiver"    // accept unequal seats, for a reason
	ActClosing  ActKind = "closing"   // another last day
	ActResume   ActKind = "resume"    // go on after a pause
	ActHandRows ActKind = "hand_rows" // hand vote rows to named receivers
	ActAdopt    ActKind = "adopt"     // show the result of an imported dialogue
)

// The kinds of act of a forum, see DraftForum.
const (
	ActRelease       ActKind = "release"        // publish a report, exactly this one
	ActTranslation   ActKind = "translation"    // add a language to a release
	ActSummary       ActKind = "summary"        // put this public summary beside a report
	ActResumeReport  ActKind = "resume_report"  // go on with a report that a side stopped
	ActResumeRelease ActKind = "resume_release" // show again what a side stopped
	ActRedact        ActKind = "redact"         // destroy the bytes of a release, for ever
)

// ForumActs lists the kinds of act of a forum.
func ForumActs() []ActKind {
	return []ActKind{ActRelease, ActTranslation, ActSummary, ActResumeReport, ActResumeRelease, ActRedact}
}

// ActRegister changes records of a register, see DraftRegister.
const ActRegister ActKind = "register"

// An Act is what a proposal proposes. Its canonical bytes are what co-chairs
// approve, so it says everything that follows from it, also what the act rests
// on: an act made for another state of the dialogue cannot be enacted.
type Act struct {
	Kind     ActKind `json:"kind"`
	Dialogue string  `json:"dialogue,omitempty"` // "" of an act of a forum

	LastDay  string     `json:"last_day,omitempty"`      // open, closing
	Instead  string     `json:"instead_of,omitempty"`    // closing: the last day until now
	OfKind   Kind       `json:"dialogue_kind,omitempty"` // open, adopt: named or protected
	Settings *Settings  `json:"settings,omitempty"`
	Seeds    string     `json:"seeds,omitempty"` // open: digest of the statements to begin with
	Seeded   int        `json:"seeded,omitempty"`
	Votes    string     `json:"votes,omitempty"`  // adopt: digest of the votes that were brought in
	Codes    Batch      `json:"codes,omitempty"`  // open, codes
	Seats    Seats      `json:"seats,omitempty"`  // waiver: the codes of each side, as they will be
	Reason   string     `json:"reason,omitempty"` // waiver
	Paused   SideID     `json:"paused_by,omitempty"`
	Turn     int        `json:"turn,omitempty"`      // how often what it is about was stopped or taken back: Turns of it
	To       []Receiver `json:"receivers,omitempty"` // hand_rows

	Forum        string        `json:"forum,omitempty"` // of an act of a forum
	Report       string        `json:"report,omitempty"`
	ReportTurn   int           `json:"report_turn,omitempty"` // of an act about a release: Turns of its report
	Release      string        `json:"release,omitempty"`
	Language     Language      `json:"language,omitempty"`      // translation
	Number       int           `json:"number,omitempty"`        // of the edition of the report
	Document     string        `json:"document,omitempty"`      // release, translation: digest of the canonical JSON, in all languages
	Files        []File        `json:"files,omitempty"`         // release, translation: what was rendered from it, by name
	VotesDigests []VotesDigest `json:"votes_digests,omitempty"` // release: of the dialogues whose figures it gives
	Embargo      string        `json:"embargo,omitempty"`       // release: the day before which it is not public
	Summary      Text          `json:"summary,omitempty"`       // summary
	Stopped      SideID        `json:"stopped_by,omitempty"`    // resume_report, resume_release

	Register string `json:"register,omitempty"` // of an act of a register
	Records  int    `json:"records,omitempty"`  // how many are changed
	Changes  string `json:"changes,omitempty"`  // digest of the canonical bytes of the changes
}

// A File is something rendered, by its name and the SHA-256 of its bytes.
type File struct {
	Name   string `json:"name"`
	Digest string `json:"digest"`
}

// A VotesDigest is the salted digest of the vote rows of a dialogue.
type VotesDigest struct {
	Dialogue string `json:"dialogue"`
	Digest   string `json:"digest"`
}

// Seats are codes by side.
type Seats map[SideID]int

// A Receiver is somebody to whom vote rows are handed, sealed to an age key.
type Receiver struct {
	Name string `json:"name"`
	Key  string `json:"key"` // age1…
}

// MostReceivers of one hand-out.
const MostReceivers = 10

// A Hash identifies exact bytes.
type Hash [32]byte

// String writes a hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Bytes returns the canonical bytes of an act: JSON without white space, fields
// in the order of the type, members of maps in the order of their names. The
// same act always has the same bytes.
func (a Act) Bytes() []byte {
	b, err := json.Marshal(a)
	if err != nil {
		panic("dialogue: an act that cannot be written: " + err.Error()) // it holds only plain values
	}
	return b
}

// ParseAct reads canonical bytes. What does not print back to the same bytes is
// refused.
func ParseAct(b []byte) (Act, error) {
	var a Act
	if err := json.Unmarshal(b, &a); err != nil || string(a.Bytes()) != string(b) {
		return Act{}, fault.New(fault.Invalid, "refusal.act_bytes")
	}
	return a, nil
}

// DigestSeeds returns the digest of the accepted statements of a dialogue that
// is being prepared, and their number: SHA-256 over number, side, language and
// text of each, in the order of numbers.
func DigestSeeds(all []Statement) (digest string, n int) {
	sum := sha256.New()
	for _, s := range sortedByID(all) {
		if s.State != Accepted {
			continue
		}
		n++
		for _, part := range []string{s.ID.String(), string(s.Side), string(s.Language), s.Text} {
			sum.Write([]byte(part))
			sum.Write([]byte{0})
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), n
}

// A Basis is what an act is made from and checked against.
type Basis struct {
	Statements []Statement
	Waiting    Batch  // codes handed in and not valid yet
	Votes      string // digest of the votes, of an imported dialogue that is being prepared
	Keys       []Key  // of every side
	Today      Day
}

// FewestCodesLive is how many codes a side must have for results to be shown
// while a dialogue is open (RULINGS R4).
const FewestCodesLive = 50

// LongestOpen is how many days ahead the last day can be.
const LongestOpen = 366

// Draft completes what a co-chair asks for, from the state of the dialogue, to
// the act that would be proposed now. Drafting a proposed act again gives the
// same bytes exactly as long as what it rests on is unchanged.
func (d Dialogue) Draft(want Act, b Basis) (Act, error) {
	a := Act{Kind: want.Kind, Dialogue: FormatID(d.ID), Turn: d.Turns}
	var err error
	switch want.Kind {
	case ActOpen:
		err = d.draftOpen(&a, want, b)
	case ActClosing:
		err = d.draftClosing(&a, want, b)
	case ActCodes:
		err = d.draftCodes(&a, b)
	case ActWaiver:
		err = d.draftWaiver(&a, want, b)
	case ActLive:
		err = d.draftLive()
	case ActResume:
		if a.Paused = d.PausedBy; d.Phase != Open || d.PausedBy == "" {
			err = fault.New(fault.Refused, "refusal.not_paused")
		}
	case ActHandRows:
		err = d.draftHandRows(&a, want)
	case ActAdopt:
		err = d.draftAdopt(&a, b)
	default:
		err = fault.New(fault.Invalid, "refusal.act_unknown")
	}
	return a, err
}

func (d Dialogue) draftOpen(a *Act, want Act, b Basis) error {
	if d.Phase != Preparing || d.Imported {
		return fault.New(fault.Refused, "refusal.opened_already")
	}
	s, err := CheckSettings(d.Settings, true)
	if err != nil {
		return err
	}
	day, err := lastDay(want.LastDay, b.Today)
	if err != nil {
		return err
	}
	a.LastDay, a.OfKind, a.Settings, a.Codes = day.String(), d.Kind, &s, b.Waiting
	if a.Seeds, a.Seeded = DigestSeeds(b.Statements); a.Seeded == 0 {
		return fault.New(fault.Refused, "refusal.no_seeds")
	}
	next := d.withSeats(b.Waiting)
	for _, seats := range next.Sides {
		if seats.Issued == 0 {
			return fault.New(fault.Refused, "refusal.no_codes")
		}
	}
	if day-Day(s.WritingDays) < b.Today {
		return fault.New(fault.Refused, "refusal.writing_days")
	}
	return next.checkSeats()
}

// checkSeats refuses unequal seats unless every side accepted just these.
func (d Dialogue) checkSeats() error {
	if !d.Equal() && !maps.Equal(d.seats(), d.Waived) {
		return fault.New(fault.Refused, "refusal.seats_unequal")
	}
	return nil
}

func (d Dialogue) seats() Seats {
	s := Seats{}
	for _, a := range d.Sides {
		s[a.Side] = a.Issued
	}
	return s
}

func lastDay(text string, today Day) (Day, error) {
	day, ok := ParseDay(text)
	if !ok || day < today || day > today+LongestOpen {
		return 0, fault.New(fault.Invalid, "refusal.last_day", "Most", LongestOpen)
	}
	return day, nil
}

func (d Dialogue) draftClosing(a *Act, want Act, b Basis) error {
	if d.Phase != Open || d.Over(b.Today) {
		return fault.New(fault.Refused, "refusal.not_open")
	}
	day, err := lastDay(want.LastDay, b.Today)
	if err != nil {
		return err
	}
	if day == d.LastDay {
		return fault.New(fault.Invalid, "refusal.last_day_same")
	}
	a.LastDay, a.Instead = day.String(), d.LastDay.String()
	return nil
}

func (d Dialogue) draftCodes(a *Act, b Basis) error {
	if d.Phase != Open || d.Over(b.Today) {
		return fault.New(fault.Refused, "refusal.not_open")
	}
	n := 0
	for _, c := range b.Waiting {
		n += c.Count
	}
	if n == 0 {
		return fault.New(fault.Refused, "refusal.no_codes")
	}
	a.Codes = b.Waiting
	return d.withSeats(b.Waiting).checkSeats()
}

func (d Dialogue) draftWaiver(a *Act, want Act, b Basis) error {
	next := d.withSeats(b.Waiting)
	if d.Phase == Closed || next.checkSeats() == nil {
		return fault.New(fault.Refused, "refusal.waiver_needless")
	}
	reason, err := cleanWords(want.Reason, LongestDescription)
	if err != nil {
		return err
	}
	if Length(reason) < 10 {
		return fault.New(fault.Invalid, "refusal.waiver_reason")
	}
	a.Reason, a.Seats = reason, next.seats()
	return nil
}

func (d Dialogue) draftLive() error {
	if d.Phase != Open || d.Live || d.Kind == Protected {
		return fault.New(fault.Refused, "refusal.live_phase")
	}
	for _, seats := range d.Sides {
		if seats.Issued < FewestCodesLive {
			return fault.New(fault.Refused, "refusal.live_few", "Fewest", FewestCodesLive)
		}
	}
	return nil
}

func (d Dialogue) draftHandRows(a *Act, want Act) error {
	if d.Phase != Closed {
		return fault.New(fault.Refused, "refusal.rows_open")
	}
	if len(want.To) == 0 || len(want.To) > MostReceivers {
		return fault.New(fault.Invalid, "refusal.receivers", "Most", MostReceivers)
	}
	for _, r := range want.To {
		name, err := cleanWords(onOneLine(r.Name), LongestName)
		if err != nil {
			return err
		}
		if _, err := age.ParseX25519Recipient(r.Key); err != nil || name == "" {
			return fault.New(fault.Invalid, "refusal.receiver_key")
		}
		a.To = append(a.To, Receiver{name, r.Key})
	}
	return nil
}

// draftAdopt fixes the settings and statements of an imported dialogue, its
// votes, and how many people of each side they are from.
func (d Dialogue) draftAdopt(a *Act, b Basis) error {
	if d.Phase != Preparing || !d.Imported {
		return fault.New(fault.Refused, "refusal.opened_already")
	}
	s, err := CheckSettings(d.Settings, true)
	if err != nil {
		return err
	}
	a.OfKind, a.Settings, a.Seats, a.Votes = d.Kind, &s, d.seats(), b.Votes
	a.Seeds, a.Seeded = DigestSeeds(b.Statements)
	return nil
}

// withSeats returns d with the codes of a batch added to every side's.
func (d Dialogue) withSeats(b Batch) Dialogue {
	sides := make([]Allotment, len(d.Sides))
	for i, a := range d.Sides {
		a.Issued += b[a.Side].Count
		sides[i] = a
	}
	d.Sides = sides
	return d
}

// Enact returns the dialogue after an act. The act must be one that Draft
// returns for it now. After an act that could be proposed again in the same
// words there is one turn more, so that it is approved anew.
func (d Dialogue) Enact(a Act, today Day) Dialogue {
	switch a.Kind {
	case ActOpen:
		d = d.withSeats(a.Codes)
		d.Phase, d.OpenedOn = Open, today
		d.LastDay, _ = ParseDay(a.LastDay)
	case ActClosing:
		d.LastDay, _ = ParseDay(a.LastDay)
		d.Turns++
	case ActCodes:
		d = d.withSeats(a.Codes)
	case ActWaiver:
		d.Waived = a.Seats
		d.Turns++
	case ActHandRows:
		d.Turns++
	case ActLive:
		d.Live = true
	case ActResume:
		d.PausedBy = ""
	case ActAdopt:
		d.Phase, d.OpenedOn, d.LastDay = Closed, today, today
	}
	return d
}
