package dialogue

// Identifiers of what a forum keeps. Like all others they are random; a
// recommendation has a number besides, which is never given to another.
type (
	IssueID          int64
	ClaimID          int64
	JointID          int64
	RecommendationID int64
	ReportID         int64
	ReleaseID        int64
)

// An Issue is what a forum's sides see differently or settle together. Every
// side writes its own perspective on it. Nobody sees the other's before all
// are sealed; then they are exchanged together (RULINGS R15).
type Issue struct {
	ID           IssueID       `json:"id"`
	Forum        ForumID       `json:"forum"`
	Version      int           `json:"version"` // grows with every change of what all sides write of it
	Title        Writing       `json:"title"`
	Origin       *Origin       `json:"origin,omitempty"` // the divide it came from: its caller sets it, from what was shown, and nobody edits it
	Provisions   []Provision   `json:"provisions,omitempty"`
	Perspectives []Perspective `json:"perspectives"` // one for each side of the node, in its order
	Settle       Writing       `json:"settle"`       // what would settle it, written jointly
	Third        []ThirdParty  `json:"third_parties,omitempty"`
	Sources      []Source      `json:"sources,omitempty"`
	Case         string        `json:"case,omitempty"` // its id in the reference case; "" for others
	Caution      string        `json:"caution,omitempty"`
}

// An Origin is the statement of a closed dialogue from which something came,
// and how the sides voted on it.
type Origin struct {
	Dialogue  ID          `json:"dialogue"`
	Statement StatementID `json:"statement"`
	Reading   string      `json:"reading"` // "common_ground", "common_ground_reject" or "divide", as the map has it
	Support   []Support   `json:"support"` // by side, in the order of sides
}

// Support is how one side voted on one statement, as the public may see it.
type Support struct {
	Side     SideID `json:"side"`
	Agree    int    `json:"agree"` // of Voters; both are 0 where Withheld
	Disagree int    `json:"disagree"`
	Voters   int    `json:"voters"`
	Withheld bool   `json:"withheld,omitempty"`
	Band     string `json:"band,omitempty"` // of a protected dialogue: the public band of agree shares, e.g. "60-80"
}

// A Provision is an article of an agreement to which something is tied.
type Provision struct {
	Name     string `json:"name"`               // e.g. "Article VII"
	Inferred bool   `json:"inferred,omitempty"` // tied here by theme, not by a source
}

// A Source says where something was taken from.
type Source struct {
	Work    string `json:"work"` // its title, or its id in the reference case
	Section string `json:"section,omitempty"`
	URL     string `json:"url,omitempty"` // https only
}

// A ThirdParty is what one outside actor gains or worries about in an issue
// (S11). Side is "" where it was written jointly, else whose view it is.
type ThirdParty struct {
	Actor  Writing `json:"actor"`
	View   Writing `json:"view"`
	Side   SideID  `json:"side,omitempty"`
	Day    Day     `json:"day,omitempty"`
	Source string  `json:"source,omitempty"`
}
