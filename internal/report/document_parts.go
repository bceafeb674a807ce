package report

import "parley/internal/dialogue"

// A Finding is a text of all sides.
type Finding struct {
	ID       string            `json:"id"`
	Case     string            `json:"case,omitempty"` // its id in the reference case
	Issue    string            `json:"issue,omitempty"`
	Version  int               `json:"version"`
	Words    dialogue.Writing  `json:"words,omitzero"`
	Rejects  bool              `json:"rejects,omitempty"` // every side says no to the words
	Asked    dialogue.Grade    `json:"asked"`
	Grade    dialogue.Grade    `json:"grade"` // Agreed only with the consent of every side
	Consents []Consent         `json:"consents,omitempty"`
	Past     []Consent         `json:"past,omitempty"` // withdrawn, or given to other words
	Origin   *Origin           `json:"origin,omitempty"`
	Basis    string            `json:"basis,omitempty"`
	Sources  []dialogue.Source `json:"sources,omitempty"`
	Removed  bool              `json:"removed,omitempty"` // its words are gone, its number stays
}

// A Consent is one co-chair's yes to the words with a hash.
type Consent struct {
	Side      string `json:"side"`
	Hash      string `json:"hash"`
	On        string `json:"on"`
	Withdrawn string `json:"withdrawn,omitempty"`
}

// An Origin is the statement from which something came.
type Origin struct {
	Dialogue  string    `json:"dialogue"`
	Statement string    `json:"statement"`
	Reading   string    `json:"reading"`
	Support   []Support `json:"support,omitempty"`
}

// Support is how one side voted on a statement. All numbers are absent where
// they are withheld; of a protected dialogue there can be a band instead.
type Support struct {
	Side     string `json:"side"`
	Agree    *int   `json:"agree,omitempty"`
	Disagree *int   `json:"disagree,omitempty"`
	Voters   *int   `json:"voters,omitempty"`
	Band     string `json:"band,omitempty"` // of agree shares in percent, e.g. "60-80"
}

// An Issue is what the sides see differently, with what each of them says. As
// long as the perspectives are not exchanged it holds none of them.
type Issue struct {
	ID           string               `json:"id"`
	Case         string               `json:"case,omitempty"`
	Version      int                  `json:"version"`
	Title        dialogue.Writing     `json:"title"`
	Origin       *Origin              `json:"origin,omitempty"`
	Provisions   []dialogue.Provision `json:"provisions,omitempty"`
	Exchanged    bool                 `json:"exchanged"`
	Perspectives []Perspective        `json:"perspectives"`
	Settle       dialogue.Writing     `json:"settle,omitzero"`
	Third        []ThirdParty         `json:"third_parties,omitempty"`
	Sources      []dialogue.Source    `json:"sources,omitempty"`
	Caution      string               `json:"caution,omitempty"`
}

// A ThirdParty is what an outside actor gains or worries about. Side is whose
// view it is, "" for all sides.
type ThirdParty struct {
	Actor  dialogue.Writing `json:"actor"`
	View   dialogue.Writing `json:"view"`
	Side   string           `json:"side,omitempty"`
	On     string           `json:"on,omitempty"`
	Source string           `json:"source,omitempty"`
}

// A Perspective is what one side says about an issue, and its responses.
type Perspective struct {
	Side      string     `json:"side"`
	Claims    []Claim    `json:"claims,omitempty"`
	Responses []Response `json:"responses,omitempty"`
	SealedOn  string     `json:"sealed_on,omitempty"`
	Gap       string     `json:"gap,omitempty"`
}

// A Claim is one reason, position or expectation of a side.
type Claim struct {
	ID        string            `json:"id"`
	Case      string            `json:"case,omitempty"`
	Holder    dialogue.Holder   `json:"holder"`
	Whose     dialogue.Writing  `json:"whose,omitzero"`
	Words     dialogue.Writing  `json:"words,omitzero"`
	Expects   *Expected         `json:"expects,omitempty"`
	Answers   string            `json:"answers,omitempty"`
	Sources   []dialogue.Source `json:"sources,omitempty"`
	On        string            `json:"on,omitempty"`
	Version   int               `json:"version"`
	Earlier   []Earlier         `json:"earlier,omitempty"`
	Withdrawn bool              `json:"withdrawn,omitempty"` // its words are gone, its number stays
}

// Expected is of which side something is expected, and how one would see it
// fulfilled.
type Expected struct {
	Of   string           `json:"of"`
	Sign dialogue.Writing `json:"sign,omitzero"`
	Met  bool             `json:"met,omitempty"`
}

// Earlier is what a claim or response said before, a response with its marks.
type Earlier struct {
	Version    int              `json:"version"`
	On         string           `json:"on,omitempty"`
	Words      dialogue.Writing `json:"words,omitzero"`
	Understood bool             `json:"understood,omitempty"`
	Stance     dialogue.Stance  `json:"stance,omitempty"`
}

// A Response is what a side says of another side's claim.
type Response struct {
	Claim      string           `json:"claim"`
	Words      dialogue.Writing `json:"words,omitzero"`
	Understood bool             `json:"understood,omitempty"`
	Stance     dialogue.Stance  `json:"stance,omitempty"`
	On         string           `json:"on,omitempty"`
	Version    int              `json:"version"`
	Earlier    []Earlier        `json:"earlier,omitempty"`
}

// A Recommendation is what all sides, or one of them, ask somebody to do.
type Recommendation struct {
	ID         string               `json:"id"`
	Number     string               `json:"number"`
	Version    int                  `json:"version"`
	Addressees []string             `json:"addressees,omitempty"`
	Action     dialogue.Writing     `json:"action"`
	Components []dialogue.Writing   `json:"components,omitempty"`
	Dimension  dialogue.Dimension   `json:"dimension"`
	Direction  string               `json:"direction,omitempty"`
	Themes     []string             `json:"themes,omitempty"`
	Kind       string               `json:"kind,omitempty"`
	Horizon    dialogue.Horizon     `json:"horizon,omitempty"`
	Sign       dialogue.Writing     `json:"sign,omitzero"`
	Side       string               `json:"side,omitempty"` // which proposed it; "" for all together
	ProposedBy string               `json:"proposed_by,omitempty"`
	Claims     []string             `json:"claims,omitempty"`
	Provisions []dialogue.Provision `json:"provisions,omitempty"`
	Review     string               `json:"review,omitempty"`
	Consents   []Consent            `json:"consents,omitempty"`
	Past       []Consent            `json:"past,omitempty"`
	Sources    []dialogue.Source    `json:"sources,omitempty"`
	Caution    string               `json:"caution,omitempty"`
	Withdrawn  bool                 `json:"withdrawn,omitempty"`
	On         string               `json:"on,omitempty"`
}
