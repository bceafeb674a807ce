-- Every column says its data class (SAFETY C1) and what it holds, in this form:
--     name TYPE …, -- CLASS: words
-- P0 public, P1 readable by the node, P2 words and votes of participants,
-- M who takes part. Tables are kept in the order of their random keys.

-- +goose Up
CREATE TABLE meta (
    key TEXT COLLATE "C" NOT NULL, -- P0: the name of something that the node keeps about itself
    value BYTEA NOT NULL, -- P1: what it keeps, such as the hash of the set-up link and fingerprints of secrets
    PRIMARY KEY (key)
);

CREATE TABLE side (
    id TEXT COLLATE "C" NOT NULL, -- P0: a side
    position SMALLINT NOT NULL, -- P0: its place in the order in which sides were named
    names TEXT COLLATE "C" NOT NULL, -- P0: its names, by language
    languages TEXT COLLATE "C" NOT NULL, -- P0: the languages in which its people write
    PRIMARY KEY (id)
);

CREATE TABLE recovery (
    side TEXT COLLATE "C" NOT NULL, -- P0: a side
    hash BYTEA NOT NULL, -- P1: keyed hash of its recovery key
    PRIMARY KEY (side)
);

CREATE TABLE backup_key (
    side TEXT COLLATE "C" NOT NULL, -- P0: a side
    recipient TEXT COLLATE "C" NOT NULL, -- P0: the public key to which backups are sealed for its steward
    PRIMARY KEY (side)
);

CREATE TABLE invitation (
    hash BYTEA NOT NULL, -- P1: hash of a link that was not used yet
    side TEXT COLLATE "C" NOT NULL, -- P1: the side of the office to take up
    role TEXT COLLATE "C" NOT NULL, -- P1: the office
    replaces BIGINT NOT NULL, -- P1: the office holder who is replaced, 0 for none
    from_day INTEGER NOT NULL, -- P1: the day before which the link cannot be used, 0 for none
    PRIMARY KEY (hash)
);

CREATE TABLE account (
    id BIGINT NOT NULL, -- M: random number of an office holder, never of a participant
    side TEXT COLLATE "C" NOT NULL, -- M: the side of the office
    role TEXT COLLATE "C" NOT NULL, -- M: the office
    phrase BYTEA NOT NULL, -- M: keyed hash of the sign-in phrase
    revoke BYTEA NOT NULL, -- M: keyed hash of the revoke card
    sessions INTEGER NOT NULL, -- M: how often all sessions were ended
    locked SMALLINT NOT NULL, -- M: whether the office was revoked or replaced
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX account_phrase ON account (phrase);
CREATE UNIQUE INDEX account_revoke ON account (revoke);

CREATE TABLE forum (
    id BIGINT NOT NULL, -- P0: random number of a forum
    names TEXT COLLATE "C" NOT NULL, -- P0: its names, by language
    PRIMARY KEY (id)
);

CREATE TABLE dialogue (
    id BIGINT NOT NULL, -- P1: random number of a dialogue
    version INTEGER NOT NULL, -- P1: how often the dialogue or its statements changed
    forum BIGINT NOT NULL, -- P1: the forum that holds it
    kind TEXT COLLATE "C" NOT NULL, -- P1: named or protected
    phase TEXT COLLATE "C" NOT NULL, -- P1: preparing, open or closed
    opened_on INTEGER NOT NULL, -- P1: the day on which it was opened, 0 before
    last_day INTEGER NOT NULL, -- P1: the last day on which votes are taken, 0 before
    live SMALLINT NOT NULL, -- P1: whether results are shown while it is open
    waived TEXT NOT NULL, -- P1: the unequal numbers of codes that every side accepted
    turns BIGINT NOT NULL, -- P1: how often it was paused or its last day moved
    paused_by TEXT COLLATE "C" NOT NULL, -- P1: the side that paused it, empty for none
    imported SMALLINT NOT NULL, -- P1: whether its votes were cast elsewhere
    demo SMALLINT NOT NULL, -- P1: whether its votes were made by a program
    frozen SMALLINT NOT NULL, -- P1: whether its result is kept and does not change any more
    settings TEXT COLLATE "C" NOT NULL, -- P1: its topic, description and rules
    PRIMARY KEY (id)
);

CREATE TABLE allotment (
    dialogue BIGINT NOT NULL, -- P1: a dialogue
    side TEXT COLLATE "C" NOT NULL, -- P1: a side
    issued INTEGER NOT NULL, -- P1: how many codes the side has
    joined INTEGER NOT NULL, -- M: how many of them were used
    PRIMARY KEY (dialogue, side),
    CHECK (0 <= joined AND joined <= issued)
);

CREATE TABLE code (
    hash BYTEA NOT NULL, -- M: hash of a join code; nothing says whose it was
    dialogue BIGINT NOT NULL, -- M: the dialogue into which it lets
    side TEXT COLLATE "C" NOT NULL, -- M: its side
    state TEXT COLLATE "C" NOT NULL, -- M: waiting for approval, valid or used
    PRIMARY KEY (hash)
);
CREATE INDEX code_state ON code (dialogue, state);

CREATE TABLE participant (
    id BIGINT NOT NULL, -- M: random number of a participant in one dialogue
    dialogue BIGINT NOT NULL, -- M: the dialogue
    side TEXT COLLATE "C" NOT NULL, -- M: the participant's side
    phrase BYTEA, -- M: keyed hash of the return phrase; none where votes were cast elsewhere
    revoke BYTEA, -- M: keyed hash of the revoke card; none where votes were cast elsewhere
    sessions INTEGER NOT NULL, -- M: how often all sessions were ended
    locked SMALLINT NOT NULL, -- M: whether the phrase was revoked
    PRIMARY KEY (id)
);
CREATE INDEX participant_dialogue ON participant (dialogue, id);
CREATE UNIQUE INDEX participant_phrase ON participant (phrase);
CREATE UNIQUE INDEX participant_revoke ON participant (revoke);

CREATE TABLE statement (
    dialogue BIGINT NOT NULL, -- P2: a dialogue
    id INTEGER NOT NULL, -- P2: random number of a statement in it
    side TEXT COLLATE "C" NOT NULL, -- P2: the side of its author, who is not kept
    language TEXT COLLATE "C" NOT NULL, -- P2: the language in which it is written
    text TEXT COLLATE "C" NOT NULL, -- P2: words of a statement, gone when it is withdrawn
    tag BYTEA NOT NULL, -- P2: keyed hash by which the author's own session finds it
    seed SMALLINT NOT NULL, -- P2: whether co-chairs wrote it before opening
    state TEXT COLLATE "C" NOT NULL, -- P2: pending, accepted, rejected or withdrawn
    reason TEXT COLLATE "C" NOT NULL, -- P2: why it was rejected
    PRIMARY KEY (dialogue, id)
);

CREATE TABLE vote (
    dialogue BIGINT NOT NULL, -- P2: a dialogue
    participant BIGINT NOT NULL, -- P2: random number of a participant in it
    statement INTEGER NOT NULL, -- P2: a statement in it
    choice SMALLINT NOT NULL, -- P2: -1 disagree, 0 pass, 1 agree: the standing choice only
    important SMALLINT NOT NULL, -- P2: whether the participant calls the statement important
    PRIMARY KEY (dialogue, participant, statement)
);

CREATE TABLE decision (
    dialogue BIGINT NOT NULL, -- P1: a dialogue
    day INTEGER NOT NULL, -- P1: the day of a moderator's decision
    statement INTEGER NOT NULL, -- P1: the statement
    side TEXT COLLATE "C" NOT NULL, -- P1: the moderator's side
    state TEXT COLLATE "C" NOT NULL, -- P1: accepted or rejected
    reason TEXT COLLATE "C" NOT NULL, -- P1: why it was rejected
    often INTEGER NOT NULL, -- P1: how often this was decided on that day
    PRIMARY KEY (dialogue, day, statement, side, state, reason)
);

CREATE TABLE proposal (
    id BIGINT NOT NULL, -- P1: random number of a proposal
    dialogue BIGINT NOT NULL, -- P1: the dialogue
    kind TEXT COLLATE "C" NOT NULL, -- P1: what kind of act is proposed
    body BYTEA NOT NULL, -- P1: the exact bytes that are approved
    side TEXT COLLATE "C" NOT NULL, -- P1: the side that proposed it
    day INTEGER NOT NULL, -- P1: the day on which it was proposed
    state TEXT COLLATE "C" NOT NULL, -- P1: proposed, enacted, withdrawn or void
    enacted_on INTEGER NOT NULL, -- P1: the day on which it was enacted, 0 before
    PRIMARY KEY (id)
);
CREATE INDEX proposal_dialogue ON proposal (dialogue);

CREATE TABLE approval (
    proposal BIGINT NOT NULL, -- P1: a proposal
    side TEXT COLLATE "C" NOT NULL, -- P1: the side that approved it
    account BIGINT NOT NULL, -- M: its co-chair who did
    hash BYTEA NOT NULL, -- P1: hash of the bytes approved
    day INTEGER NOT NULL, -- P1: the day of the approval
    PRIMARY KEY (proposal, side)
);

CREATE TABLE result (
    dialogue BIGINT NOT NULL, -- P1: a dialogue
    audience TEXT COLLATE "C" NOT NULL, -- P1: for whom the result is
    body BYTEA NOT NULL, -- P1: the result as that audience may see it, small counts withheld
    PRIMARY KEY (dialogue, audience)
);

CREATE TABLE withdrawal (
    dialogue BIGINT NOT NULL, -- M: a dialogue
    participant BIGINT NOT NULL, -- M: number of a participant who took everything back, 0 for a statement
    statement INTEGER NOT NULL, -- M: number of a statement that was taken back, 0 for a participant
    PRIMARY KEY (dialogue, participant, statement)
);

-- What ANALYZE samples is kept in the catalogue, where what was taken back
-- would stay: it samples nothing of these.
ALTER TABLE statement ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN tag SET STATISTICS 0;
ALTER TABLE participant ALTER COLUMN phrase SET STATISTICS 0, ALTER COLUMN revoke SET STATISTICS 0;
ALTER TABLE code ALTER COLUMN hash SET STATISTICS 0;
