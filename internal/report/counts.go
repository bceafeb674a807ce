package report

import "encoding/json"

// Withheld is a number of Counts that is not told: null in the JSON.
const Withheld = -1

// Counts are the totals of the dialogue; each but Statements may be Withheld.
type Counts struct {
	Participants int            // with a vote on a statement that counts
	Placed       int            // with enough votes to have a position
	Statements   int            // that count: neither rejected nor known to be meta
	Votes        int            // on those
	BySide       map[string]int // participants of each side
}

// countsJSON is what a Counts is written as.
type countsJSON struct {
	Participants *int            `json:"participants"`
	Placed       *int            `json:"placed"`
	Statements   int             `json:"statements"`
	Votes        *int            `json:"votes"`
	BySide       map[string]*int `json:"by_side"`
}

// MarshalJSON writes what is withheld as null.
func (c Counts) MarshalJSON() ([]byte, error) {
	told := func(n int) *int {
		if n == Withheld {
			return nil
		}
		return &n
	}
	out := countsJSON{told(c.Participants), told(c.Placed), c.Statements, told(c.Votes), map[string]*int{}}
	for side, n := range c.BySide {
		out.BySide[side] = told(n)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Counts) UnmarshalJSON(text []byte) error {
	var in countsJSON
	if err := json.Unmarshal(text, &in); err != nil {
		return err
	}
	told := func(n *int) int {
		if n == nil {
			return Withheld
		}
		return *n
	}
	*c = Counts{told(in.Participants), told(in.Placed), in.Statements, told(in.Votes), map[string]int{}}
	for side, n := range in.BySide {
		c.BySide[side] = told(n)
	}
	return nil
}
