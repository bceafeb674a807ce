package storetest

import (
	"testing"

	"parley/internal/store"
)

// Run tests a database. open opens one that is empty, and closes it when the
// test ends.
func Run(t *testing.T, open func(t *testing.T) *store.DB) {
	for name, test := range map[string]func(*testing.T, *store.DB){
		"Meta":                       testMeta,
		"SetUpOnce":                  testSetUpOnce,
		"SidesKeepTheirOrder":        testSidesKeepTheirOrder,
		"InvitationIsUsedOnce":       testInvitationIsUsedOnce,
		"ReplacedOfficeIsLocked":     testReplacedOfficeIsLocked,
		"OfficeByPhrase":             testOfficeByPhrase,
		"EndSessions":                testEndSessions,
		"RecoveryKeyIsMadeOnce":      testRecoveryKeyIsMadeOnce,
		"BackupKeys":                 testBackupKeys,
		"OtherLinksGo":               testOtherLinksGo,
		"WithdrawalsAreAppliedAgain": testWithdrawalsAreAppliedAgain,
		"RevokeCard":                 testRevokeCard,
		"Forums":                     testForums,
		"DialogueReadsBack":          testDialogueReadsBack,
		"DialogueIsAddedOnce":        testDialogueIsAddedOnce,
		"ChangeReadsBack":            testChangeReadsBack,
		"StaleChangeWritesNothing":   testStaleChangeWritesNothing,
		"FailedChangeIsUndone":       testFailedChangeIsUndone,
		"ChangesAtOnce":              testChangesAtOnce,
		"ActsOfThoseWhoAreGone":      testActsOfThoseWhoAreGone,
		"RevokedStayRevoked":         testRevokedStayRevoked,
		"StatementsReadBack":         testStatementsReadBack,
		"SeedIsRemovedWithVotes":     testSeedIsRemovedWithVotes,
		"ModerationLog":              testModerationLog,
		"ProposalsReadBack":          testProposalsReadBack,
		"Results":                    testResults,
		"CodesBecomeValid":           testCodesBecomeValid,
		"CodesAreTakenOnce":          testCodesAreTakenOnce,
		"UnknownIsNotFound":          testUnknownIsNotFound,
		"Join":                       testJoin,
		"JoinsOfOneCode":             testJoinsOfOneCode,
		"JoinsBeyondTheCodes":        testJoinsBeyondTheCodes,
		"StaleJoin":                  testStaleJoin,
		"WaitingCodeLetsNobodyIn":    testWaitingCodeLetsNobodyIn,
		"VoteStands":                 testVoteStands,
		"VotesAtOnce":                testVotesAtOnce,
		"OneVoteAtOnce":              testOneVoteAtOnce,
		"StaleVote":                  testStaleVote,
		"VoteOfNobody":               testVoteOfNobody,
		"Retract":                    testRetract,
		"NoVoteAfterSettle":          testNoVoteAfterSettle,
		"CancelledVote":              testCancelledVote,
		"ScanVotes":                  testScanVotes,
		"ScanStops":                  testScanStops,
		"Counts":                     testCounts,
		"TakeBack":                   testTakeBack,
		"TakeBackStatement":          testTakeBackStatement,
		"StaleTakeBack":              testStaleTakeBack,
		"NoVoteAfterTakeBack":        testNoVoteAfterTakeBack,
		"RewriteChangesNothing":      testRewriteChangesNothing,
		"DumpOfOneMoment":            testDumpOfOneMoment,
		"LoadRefusesAFullDatabase":   testLoadRefusesAFullDatabase,
		"ForumReadsBack":             testForumReadsBack,
		"ForumIsAddedWithAll":        testForumIsAddedWithAll,
		"StaleForumWritesNothing":    testStaleForumWritesNothing,
		"FailedForumIsUndone":        testFailedForumIsUndone,
		"ForumChangesAtOnce":         testForumChangesAtOnce,
		"OtherForumIsNotTouched":     testOtherForumIsNotTouched,
		"ForumProposals":             testForumProposals,
		"ReleaseHasItsEntry":         testReleaseHasItsEntry,
		"Redaction":                  testRedaction,
		"Keys":                       testKeys,
		"KeysAtOnce":                 testKeysAtOnce,
		"EnactedOnOtherKeys":         testEnactedOnOtherKeys,
		"RecordReadsBack":            testRecordReadsBack,
		"RecordOfEverySize":          testRecordOfEverySize,
		"RecordAtOnce":               testRecordAtOnce,
		"EntryWithItsState":          testEntryWithItsState,
		"EntryOfAnotherForm":         testEntryOfAnotherForm,
		"Checkpoints":                testCheckpoints,
		"Cosignatures":               testCosignatures,
		"SpoiledCosignatures":        testSpoiledCosignatures,
		"RegisterReadsBack":          testRegisterReadsBack,
		"StaleRegisterChange":        testStaleRegisterChange,
		"WithdrawnRecords":           testWithdrawnRecords,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
	t.Run("DumpLoadsBack", func(t *testing.T) { testDumpLoadsBack(t, open(t), open(t)) })
	t.Run("BrokenDumpLoadsNothing", func(t *testing.T) { testBrokenDumpLoadsNothing(t, open(t), open(t)) })
}
