-- Every column says its data class (SAFETY C1) and what it holds, in this form:
--     name TYPE …, -- CLASS: words
-- P0 public, P1 readable by the node, P2 words and votes of participants,
-- M who takes part. Tables are kept in the order of their random keys.

-- +goose Up
CREATE TABLE meta (
    key TEXT NOT NULL, -- P0: the name of something that the node keeps about itself
    value BLOB NOT NULL, -- P1: what it keeps, such as the hash of the set-up link and fingerprints of secrets
    PRIMARY KEY (key)
) STRICT, WITHOUT ROWID;

CREATE TABLE side (
    id TEXT NOT NULL, -- P0: a side
    position INTEGER NOT NULL, -- P0: its place in the order in which sides were named
    names TEXT NOT NULL, -- P0: its names, by language
    languages TEXT NOT NULL, -- P0: the languages in which its people write
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery (
    side TEXT NOT NULL, -- P0: a side
    hash BLOB NOT NULL, -- P1: keyed hash of its recovery key
    PRIMARY KEY (side)
) STRICT, WITHOUT ROWID;

CREATE TABLE backup_key (
    side TEXT NOT NULL, -- P0: a side
    recipient TEXT NOT NULL, -- P0: the public key to which backups are sealed for its steward
    PRIMARY KEY (side)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    hash BLOB NOT NULL, -- P1: hash of a link that was not used yet
    side TEXT NOT NULL, -- P1: the side of the office to take up
    role TEXT NOT NULL, -- P1: the office
    replaces INTEGER NOT NULL, -- P1: the office holder who is replaced, 0 for none
    from_day INTEGER NOT NULL, -- P1: the day before which the link cannot be used, 0 for none
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id INTEGER NOT NULL, -- M: random number of an office holder, never of a participant
    side TEXT NOT NULL, -- M: the side of the office
    role TEXT NOT NULL, -- M: the office
    phrase BLOB NOT NULL, -- M: keyed hash of the sign-in phrase
    revoke BLOB NOT NULL, -- M: keyed hash of the revoke card
    sessions INTEGER NOT NULL, -- M: how often all sessions were ended
    locked INTEGER NOT NULL, -- M: whether the office was revoked or replaced
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_phrase ON account (phrase);
CREATE UNIQUE INDEX account_revoke ON account (revoke);

CREATE TABLE forum (
    id INTEGER NOT NULL, -- P0: random number of a forum
    names TEXT NOT NULL, -- P0: its names, by language
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE dialogue (
    id INTEGER NOT NULL, -- P1: random number of a dialogue
    version INTEGER NOT NULL, -- P1: how often the dialogue or its statements changed
    forum INTEGER NOT NULL, -- P1: the forum that holds it
    kind TEXT NOT NULL, -- P1: named or protected
    phase TEXT NOT NULL, -- P1: preparing, open or closed
    opened_on INTEGER NOT NULL, -- P1: the day on which it was opened, 0 before
    last_day INTEGER NOT NULL, -- P1: the last day on which votes are taken, 0 before
    live INTEGER NOT NULL, -- P1: whether results are shown while it is open
    waived TEXT NOT NULL, -- P1: the unequal numbers of codes that every side accepted
    turns INTEGER NOT NULL, -- P1: how often it was paused or its last day moved
    paused_by TEXT NOT NULL, -- P1: the side that paused it, empty for none
    imported INTEGER NOT NULL, -- P1: whether its votes were cast elsewhere
    demo INTEGER NOT NULL, -- P1: whether its votes were made by a program
    frozen INTEGER NOT NULL, -- P1: whether its result is kept and does not change any more
    settings TEXT NOT NULL, -- P1: its topic, description and rules
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE allotment (
    dialogue INTEGER NOT NULL, -- P1: a dialogue
    side TEXT NOT NULL, -- P1: a side
    issued INTEGER NOT NULL, -- P1: how many codes the side has
    joined INTEGER NOT NULL, -- M: how many of them were used
    PRIMARY KEY (dialogue, side),
    CHECK (0 <= joined AND joined <= issued)
) STRICT, WITHOUT ROWID;

CREATE TABLE code (
    hash BLOB NOT NULL, -- M: hash of a join code; nothing says whose it was
    dialogue INTEGER NOT NULL, -- M: the dialogue into which it lets
    side TEXT NOT NULL, -- M: its side
    state TEXT NOT NULL, -- M: waiting for approval, valid or used
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX code_state ON code (dialogue, state);

CREATE TABLE participant (
    id INTEGER NOT NULL, -- M: random number of a participant in one dialogue
    dialogue INTEGER NOT NULL, -- M: the dialogue
    side TEXT NOT NULL, -- M: the participant's side
    phrase BLOB, -- M: keyed hash of the return phrase; none where votes were cast elsewhere
    revoke BLOB, -- M: keyed hash of the revoke card; none where votes were cast elsewhere
    sessions INTEGER NOT NULL, -- M: how often all sessions were ended
    locked INTEGER NOT NULL, -- M: whether the phrase was revoked
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_dialogue ON participant (dialogue, id);
CREATE UNIQUE INDEX participant_phrase ON participant (phrase);
CREATE UNIQUE INDEX participant_revoke ON participant (revoke);

CREATE TABLE statement (
    dialogue INTEGER NOT NULL, -- P2: a dialogue
    id INTEGER NOT NULL, -- P2: random number of a statement in it
    side TEXT NOT NULL, -- P2: the side of its author, who is not kept
    language TEXT NOT NULL, -- P2: the language in which it is written
    text TEXT NOT NULL, -- P2: words of a statement, gone when it is withdrawn
    tag BLOB NOT NULL, -- P2: keyed hash by which the author's own session finds it
    seed INTEGER NOT NULL, -- P2: whether co-chairs wrote it before opening
    state TEXT NOT NULL, -- P2: pending, accepted, rejected or withdrawn
    reason TEXT NOT NULL, -- P2: why it was rejected
    PRIMARY KEY (dialogue, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE vote (
    dialogue INTEGER NOT NULL, -- P2: a dialogue
    participant INTEGER NOT NULL, -- P2: random number of a participant in it
    statement INTEGER NOT NULL, -- P2: a statement in it
    choice INTEGER NOT NULL, -- P2: -1 disagree, 0 pass, 1 agree: the standing choice only
    important INTEGER NOT NULL, -- P2: whether the participant calls the statement important
    PRIMARY KEY (dialogue, participant, statement)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
    dialogue INTEGER NOT NULL, -- P1: a dialogue
    day INTEGER NOT NULL, -- P1: the day of a moderator's decision
    statement INTEGER NOT NULL, -- P1: the statement
    side TEXT NOT NULL, -- P1: the moderator's side
    state TEXT NOT NULL, -- P1: accepted or rejected
    reason TEXT NOT NULL, -- P1: why it was rejected
    often INTEGER NOT NULL, -- P1: how often this was decided on that day
    PRIMARY KEY (dialogue, day, statement, side, state, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposal (
    id INTEGER NOT NULL, -- P1: random number of a proposal
    dialogue INTEGER NOT NULL, -- P1: the dialogue
    kind TEXT NOT NULL, -- P1: what kind of act is proposed
    body BLOB NOT NULL, -- P1: the exact bytes that are approved
    side TEXT NOT NULL, -- P1: the side that proposed it
    day INTEGER NOT NULL, -- P1: the day on which it was proposed
    state TEXT NOT NULL, -- P1: proposed, enacted, withdrawn or void
    enacted_on INTEGER NOT NULL, -- P1: the day on which it was enacted, 0 before
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_dialogue ON proposal (dialogue);

CREATE TABLE approval (
    proposal INTEGER NOT NULL, -- P1: a proposal
    side TEXT NOT NULL, -- P1: the side that approved it
    account INTEGER NOT NULL, -- M: its co-chair who did
    hash BLOB NOT NULL, -- P1: hash of the bytes approved
    day INTEGER NOT NULL, -- P1: the day of the approval
    PRIMARY KEY (proposal, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE result (
    dialogue INTEGER NOT NULL, -- P1: a dialogue
    audience TEXT NOT NULL, -- P1: for whom the result is
    body BLOB NOT NULL, -- P1: the result as that audience may see it, small counts withheld
    PRIMARY KEY (dialogue, audience)
) STRICT, WITHOUT ROWID;

CREATE TABLE withdrawal (
    dialogue INTEGER NOT NULL, -- M: a dialogue
    participant INTEGER NOT NULL, -- M: number of a participant who took everything back, 0 for a statement
    statement INTEGER NOT NULL, -- M: number of a statement that was taken back, 0 for a participant
    PRIMARY KEY (dialogue, participant, statement)
) STRICT, WITHOUT ROWID;
