package web

// officeRoutes are the pages of those who hold an office, and those by which an
// office is taken up.
func (s *site) officeRoutes() []Route {
	return []Route{
		{Pattern: "GET /set-up/{token}", serve: showSetUp},
		{Pattern: "POST /set-up/{token}", serve: postSetUp, Fields: setUpExample},
		{Pattern: "GET /invitations/{token}", serve: showInvitation},
		{Pattern: "POST /invitations/{token}", serve: postInvitation, Fields: map[string]string{"offer": "x", "kept": "yes"}},
		{Pattern: "GET /office", serve: showOffice},
		{Pattern: "POST /office/sessions", serve: postEndSessions, Fields: map[string]string{}},
		{Pattern: "GET /office/people", serve: showPeople},
		{Pattern: "POST /office/dismiss", serve: postDismiss, Fields: map[string]string{}},
		{Pattern: "POST /office/links/cancel", serve: postCancelLinks, Fields: map[string]string{}},
		{Pattern: "POST /office/invitations", serve: postInvite, Fields: map[string]string{"role": "moderator"}},
		{Pattern: "POST /office/backup-key", serve: postBackupKey, Fields: map[string]string{"recipient": "age1x"}},
		{Pattern: "GET /office/recovery", serve: showRecoveryKey},
		{Pattern: "POST /office/recovery", serve: postRecoveryKey, Fields: map[string]string{"key": "x", "kept": "yes"}},
		{Pattern: "GET /recovery", serve: showReplace},
		{Pattern: "POST /recovery", serve: postReplace, Fields: map[string]string{"key": "bado-kitu-saro-lami-pevo-nidu-gora", "role": "co_chair"}},
		{Pattern: "GET /dialogues/{dialogue}/moderation", serve: showQueue},
		{Pattern: "POST /dialogues/{dialogue}/moderation", serve: postDecision, Fields: map[string]string{"statement": "1000", "to": "accepted"}},
	}
}
