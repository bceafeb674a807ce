package exchange

// finish adds the warnings that need the whole conversation.
func (r *reader) finish() error {
	c := r.c
	if c.Votes.Len() == 0 {
		r.warn("no_votes_at_all")
	}
	unknown := 0
	for _, i := range c.Columns {
		if c.Statements[i].Meta == MetaUnknown {
			unknown++
		}
	}
	if unknown > 0 {
		r.warn("meta_unknown", "statements", unknown)
	}
	if len(c.Sides) == 0 {
		return nil
	}
	silent, sideless := r.silentAndSideless()
	if silent > 0 {
		r.warn("members_without_votes", "participants", silent)
	}
	if sideless > 0 {
		r.warn("participants_without_side", "participants", sideless)
	}
	return nil
}

// silentAndSideless counts the members of a side of whom no vote counts, and
// the participants with such a vote whose side is unknown.
func (r *reader) silentAndSideless() (silent, sideless int) {
	for p, side := range r.c.Side {
		voted := r.c.Voted(p)
		switch {
		case side >= 0 && !voted:
			silent++
		case side < 0 && voted:
			sideless++
		}
	}
	return silent, sideless
}

// Voted says whether a participant has a vote that counts.
func (c *Conversation) Voted(participant int) bool {
	for range c.Votes.Row(participant) {
		return true
	}
	return false
}
