package web

// participantRoutes are the pages of a dialogue for those who take part.
func (s *site) participantRoutes() []Route {
	statement := map[string]string{"statement": "1000"}
	return []Route{
		{Pattern: "GET /dialogues/{dialogue}/vote", serve: seated(showBallot)},
		{Pattern: "POST /dialogues/{dialogue}/votes", serve: seated(postVote),
			Fields: map[string]string{"statement": "1000", "choice": "agree", "important": "yes", "from": "mine"}},
		{Pattern: "POST /dialogues/{dialogue}/votes/undo", serve: seated(postUndo), Fields: statement},
		{Pattern: "GET /dialogues/{dialogue}/mine", serve: seated(showMine)},
		{Pattern: "GET /dialogues/{dialogue}/write", serve: seated(showWrite)},
		{Pattern: "POST /dialogues/{dialogue}/write", serve: seated(postWrite),
			Fields: map[string]string{"text": "Shops should close at noon.", "language": "en"}},
		{Pattern: "POST /dialogues/{dialogue}/statements/withdraw", serve: seated(postWithdraw), Fields: statement},
		{Pattern: "GET /dialogues/{dialogue}/take-back", serve: seated(showTakeBack)},
		{Pattern: "POST /dialogues/{dialogue}/take-back", serve: seated(postTakeBack), Fields: map[string]string{"sure": "yes"}},
		{Pattern: "POST /dialogues/{dialogue}/sessions/end", serve: seated(postEndSessions), Fields: map[string]string{}},
	}
}

// seated serves participants of the dialogue in the address. Who is not signed
// in is asked for the phrase, whatever the address names.
func seated(serve func(*visitor) error) func(*visitor) error {
	return func(v *visitor) error {
		if v.home() == "" {
			return v.redirect("/enter")
		}
		if err := v.participant(); err != nil {
			return err
		}
		return serve(v)
	}
}
