package web

// releaseRoutes are the pages by which sides approve with their keys, and those
// on which everybody reads and checks what they released.
func (s *site) releaseRoutes() []Route {
	none := map[string]string{}
	return []Route{
		{Pattern: "GET /releases", serve: showReleases},
		{Pattern: "GET /releases.atom", serve: sendFeed},
		{Pattern: "GET /releases/{release}", serve: showRelease},
		{Pattern: "GET /releases/{release}/bundle", serve: sendBundle},
		{Pattern: "GET /releases/{release}/files/{file}", serve: sendReleaseFile},
		{Pattern: "POST /releases/{release}/stop", serve: chairs(postReleaseStop), Fields: none},

		{Pattern: "GET /record", serve: showRecord},
		{Pattern: "GET /checkpoint", serve: sendCheckpoint},
		{Pattern: "GET /tile/{rest...}", serve: sendTile},
		{Pattern: "GET /trust.txt", serve: sendTrust},

		{Pattern: "GET /keys", serve: showKeys},
		{Pattern: "GET /office/keys", serve: showOfficeKeys},
		{Pattern: "POST /office/keys", serve: postKey, Fields: map[string]string{"of": "side", "public": "azerbaijan+00000000+AAAA"}},
		{Pattern: "POST /office/keys/hold", serve: postHeldKey, Fields: map[string]string{"passphrase": "eleven quiet wells", "again": "eleven quiet wells"}},
		{Pattern: "GET /recovery/keys", serve: showReplaceKey},
		{Pattern: "POST /recovery/keys", serve: postReplaceKey, Fields: map[string]string{"key": "bado-kitu-saro-lami-pevo-nidu-gora", "of": "witness", "public": "x"}},

		{Pattern: "GET /forums/{forum}/proposals", serve: chairs(showForumProposals)},
		{Pattern: "POST /forums/{forum}/proposals", serve: chairs(postForumProposal), Fields: map[string]string{"kind": "release", "about": "report 0000000000001"}},
		{Pattern: "GET /proposals/{proposal}/proposal.json", serve: sendProposal},
		{Pattern: "GET /proposals/{proposal}/document", serve: showProposalDocument},
		{Pattern: "GET /proposals/{proposal}/files/{file}", serve: sendProposalFile},
	}
}
