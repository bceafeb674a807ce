package report

import "parley/internal/opinion"

// Format names the shape of Result's JSON. Fields may be added to it later;
// none is ever renamed, removed or given another meaning.
const Format = "parley-map/1"

// A Reading is what a statement means across the sides.
type Reading = opinion.Reading

// The readings, in the order in which they are tried: the first that holds
// is the statement's reading.
const (
	CommonGround       = opinion.CommonGround       // a credible majority of every side agrees
	CommonGroundReject = opinion.CommonGroundReject // a credible majority of every side disagrees
	Divide             = opinion.Divide             // the sides credibly differ
	Open               = opinion.Open               // too few voices of some side to say
	Mixed              = opinion.Mixed              // enough voices, no majority, no credible difference
)

// A Result is the opinion map of one dialogue as one audience may see it:
// the page, the terminal summary and the JSON of format parley-map/1 are all
// made from it and from nothing else. A nil number is withheld or does not
// exist; it is never shown as zero.
type Result struct {
	Format      string  `json:"format"`
	Engine      string  `json:"engine"`     // version of the engine, e.g. "parley-opinion/1"
	Projection  string  `json:"projection"` // "factor" or "polis"
	Topic       string  `json:"topic"`
	Description string  `json:"description"`
	Language    string  `json:"language"`  // BCP 47 tag of topic and description, "" when unknown
	Threshold   float64 `json:"threshold"` // τ: the share that counts as a majority
	Simulated   bool    `json:"simulated"` // votes were made by a program, not by people
	Protected   bool    `json:"protected"` // contact itself may be the offence (RULINGS R12)
	Live        bool    `json:"live"`      // the dialogue goes on, and this is one look at it: see Step

	// SideOrder lists the sides, or, when none were given, the opinion groups
	// that take their place (then BySide is false).
	SideOrder []string `json:"side_order"`
	BySide    bool     `json:"by_side"`
	// SideNames are the names that the sides gave themselves, by side and
	// language; absent where the sides are named nowhere but in SideOrder.
	SideNames   map[string]map[string]string `json:"side_names,omitempty"`
	Populations map[string]int               `json:"populations"` // people who could vote, by side; 0 is unknown
	Priors      []Prior                      `json:"priors"`
	Warnings    []Warning                    `json:"warnings"`
	Counts      Counts                       `json:"counts"`

	StatementOrder   []string `json:"statement_order"`
	ParticipantOrder []string `json:"participant_order"` // those placed; empty unless the audience is the operator

	Components [][]float64 `json:"components"` // two rows, one number a statement; empty unless operator
	Explained  []float64   `json:"explained"`  // two shares; empty where there is no map
	Positions  []Position  `json:"positions"`  // empty unless operator

	Density    *Density    `json:"density"` // nil below 30 placed, and where there is no map
	Groups     Groups      `json:"groups"`
	SideGroup  []SideRow   `json:"side_group"`
	Statements []Statement `json:"statements"`
}

// A Warning is a message key ("warning." + Code in package locale) and its
// arguments by name.
type Warning struct {
	Code string         `json:"code"`
	Args map[string]any `json:"args,omitempty"`
}

// A Prior is the Beta(α, β) distribution fitted to one side's agree shares
// and disagree shares; Jeffreys' (½, ½) where there were too few statements.
type Prior struct {
	Side     string     `json:"side"`
	Agree    [2]float64 `json:"agree"`
	Disagree [2]float64 `json:"disagree"`
}

// A Position is where a placed participant stands.
type Position struct {
	Participant string  `json:"participant"`
	X           float64 `json:"x"`
	Y           float64 `json:"y"`
	Uncertainty float64 `json:"uncertainty"` // standard deviation, in the same units; 0 for projection polis
	Group       string  `json:"group"`       // "" when no groups are claimed
	Side        string  `json:"side"`        // "" when unknown
}

// A Density is the opinion map without people: how crowded each cell of a
// square grid is, as levels 0 (empty) to Levels-1 relative to the fullest
// cell. Row 0 is the lowest y; column 0 the lowest x.
type Density struct {
	Size   int     `json:"size"`   // cells a side of the square: 20
	Levels int     `json:"levels"` // 5
	Cells  [][]int `json:"cells"`
}

// Groups are the opinion groups found from the votes.
type Groups struct {
	K          int            `json:"k"` // 1 when none are claimed
	Silhouette float64        `json:"silhouette"`
	Stability  float64        `json:"stability"`
	Sizes      map[string]int `json:"sizes"` // by letter, "A" first; empty when none are claimed
	Claimed    bool           `json:"claimed"`
	Reason     string         `json:"reason"` // why none are claimed: "", "few_placed", "one_cloud", "unstable", "all_alike", "withheld"
}

// A SideRow is one row of the table side × opinion group: of one side, how
// many stand in each group. A nil cell is withheld.
type SideRow struct {
	Side  string          `json:"side"`
	Cells map[string]*int `json:"cells"`
}

// A Statement is one statement with its reading and its figures.
type Statement struct {
	Statement string   `json:"statement"`
	Text      string   `json:"text"`
	Language  string   `json:"language"` // BCP 47 tag of Text, "" when unknown
	Author    string   `json:"author"`   // side of its author, "" when unknown
	Seed      bool     `json:"seed"`
	Reading   Reading  `json:"reading"`
	Unequal   bool     `json:"unequal"`   // common ground with shares more than 0.2 apart
	Certainty *float64 `json:"certainty"` // probability of the reading; nil unless common ground or divide
	Breakdown *int     `json:"breakdown"` // voters of one side who would have to turn; nil unless common ground
	Fragile   bool     `json:"fragile"`   // falls without a side's most active, or without copies of one ballot
	OpenWhy   []string `json:"open_because"`
	Withheld  bool     `json:"withheld"` // some number below is withheld
	// Total is agree, disagree, pass over everybody. (JSON: an array of
	// three, or three nulls when withheld.)
	Total          [3]*int      `json:"total"`
	Sides          []SideFigure `json:"sides"` // in SideOrder
	Groups         []GroupCount `json:"groups"`
	Consensus      *float64     `json:"consensus"` // group-informed, as Polis computes it
	Representative []string     `json:"representative_of"`
}

// A SideFigure is how one side voted on one statement.
type SideFigure struct {
	Side      string   `json:"side"`
	Agree     *int     `json:"agree"`
	Disagree  *int     `json:"disagree"`
	Pass      *int     `json:"pass"`
	Low       *float64 `json:"low"` // 90% interval of the agree share
	High      *float64 `json:"high"`
	MoreVotes *int     `json:"more_votes"` // expected to settle an open question; nil when withheld or above 10,000
	Band      *Bands   `json:"band,omitempty"`
}

// A GroupCount is how one opinion group voted on one statement.
type GroupCount struct {
	Group    string `json:"group"`
	Agree    *int   `json:"agree"`
	Disagree *int   `json:"disagree"`
	Pass     *int   `json:"pass"`
}
