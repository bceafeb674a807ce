package register

import "parley/internal/dialogue"

// A Tracked is one side's rating of one row, that is shown, as tracking tables have
// it: never one for several sides.
type Tracked struct {
	Agreement      string
	Cross          CrossIDs
	Item           string
	Stem           string
	Period         string
	Side           dialogue.SideID
	Rating         Rating
	Reversed       bool
	Timeliness     string
	Correspondence string
	Confidence     int
	Grade          Grade // the strongest of its evidence; "" for none
	Codebook       string
	On             dialogue.Day // on which the side committed to it
	Obliged        string
	About          string
	Gap            GapClass // of the row
}

// Track returns an assessment as a row of a tracking table.
func (t Terms) Track(a Assessment, on dialogue.Day, gap GapClass) Tracked {
	return Tracked{
		Agreement: t.Agreement, Cross: t.Cross, Item: a.Item, Stem: a.Stem, Period: a.Period, Side: a.Side, Rating: a.Rating(),
		Reversed: a.Reversed, Timeliness: a.Timeliness, Correspondence: a.Matches, Confidence: a.Confidence, Grade: a.Grade(),
		Codebook: a.Codebook, On: on, Obliged: a.Obliged, About: a.About, Gap: gap,
	}
}
