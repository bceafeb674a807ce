package web

// chairRoutes are the pages on which co-chairs prepare dialogues and propose.
func (s *site) chairRoutes() []Route {
	return []Route{
		{Pattern: "GET /forums/new", serve: showNewForum},
		{Pattern: "POST /forums/new", serve: postForum, Fields: map[string]string{"name_az": "Su", "name_en": "Water", "name_hy": "Ջուր", "name_ru": "Вода"}},
		{Pattern: "GET /forums/{forum}/dialogues/new", serve: showNewDialogue},
		{Pattern: "POST /forums/{forum}/dialogues/new", serve: postDialogue, Fields: map[string]string{"kind": "named"}},
		{Pattern: "GET /forums/{forum}/import", serve: showImport},
		{Pattern: "POST /forums/{forum}/import", serve: postImport, most: mostImport, Fields: map[string]string{"kind": "named", "language": "en"}},
		{Pattern: "GET /dialogues/{dialogue}/settings", serve: showSettings},
		{Pattern: "POST /dialogues/{dialogue}/settings", serve: postSettings, Fields: map[string]string{"threshold": "50", "length": "200"}},
		{Pattern: "GET /dialogues/{dialogue}/seeds", serve: showSeeds},
		{Pattern: "POST /dialogues/{dialogue}/seeds", serve: postSeed, Fields: map[string]string{"side": "azerbaijan", "language": "en", "text": "Trains should run at night."}},
		{Pattern: "POST /dialogues/{dialogue}/seeds/file", serve: postSeedFile, most: mostSeedFile, Fields: map[string]string{"side": "armenia", "language": "en"}},
		{Pattern: "POST /dialogues/{dialogue}/seeds/remove", serve: postSeedRemoval, Fields: map[string]string{"statement": "1000"}},
		{Pattern: "GET /dialogues/{dialogue}/codes", serve: showCodes},
		{Pattern: "POST /dialogues/{dialogue}/codes", serve: postCodes, Fields: map[string]string{"count": "5"}},
		{Pattern: "POST /dialogues/{dialogue}/codes/file", serve: postCodesFile, most: mostCodesFile, Fields: map[string]string{}},
		{Pattern: "POST /dialogues/{dialogue}/codes/drop", serve: postDropCodes, Fields: map[string]string{}},
		{Pattern: "GET /dialogues/{dialogue}/proposals", serve: showProposals},
		{Pattern: "POST /dialogues/{dialogue}/proposals", serve: postProposal, Fields: map[string]string{"kind": "live"}},
		{Pattern: "POST /dialogues/{dialogue}/pause", serve: postPause, Fields: map[string]string{}},
		{Pattern: "GET /proposals/{proposal}", serve: showProposal},
		{Pattern: "POST /proposals/{proposal}/approve", serve: postApproval, Fields: map[string]string{"hash": "00"}},
		{Pattern: "POST /proposals/{proposal}/withdraw", serve: postWithdrawal, Fields: map[string]string{}},
		{Pattern: "GET /proposals/{proposal}/rows.zip.age", serve: showRows},
	}
}
