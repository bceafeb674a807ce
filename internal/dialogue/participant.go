package dialogue

// A Participant is a person in one dialogue, of whom nothing is known but the
// side and how to recognise the return phrase. The number is random and says
// nothing of the same person in another dialogue.
type Participant struct {
	ID       ParticipantID
	Dialogue ID
	Side     SideID
	Sessions int  // counts revocations: a session that names an older number has ended
	Locked   bool // revoked by its card: the phrase does not work any more
}
