package dialogue

// A Viewer is who asks: the public (the zero Viewer), a participant in one
// dialogue, or the holder of an office. Nobody is two of them at once.
type Viewer struct {
	Participant ParticipantID
	Dialogue    ID // of the participant

	Account AccountID
	Role    Role
	Side    SideID // of either
}

// An Audience is for whom something is.
type Audience string

// The audiences, from the widest.
const (
	Everyone Audience = "public"
	Members  Audience = "members" // participants of the dialogue, and all who hold an office
	OwnSide  Audience = "side"    // of those, the ones of one side
	Chairs   Audience = "chairs"  // co-chairs of every side
	Nobody   Audience = "nobody"
)

// A Thing is what can be asked for of a dialogue.
type Thing int

// The things.
const (
	ItsExistence  Thing = iota // that there is such a dialogue, its topic and rules, codes announced
	ItsStatements              // the accepted ones, to vote on
	ItsResult                  // as Disclose tells it to the viewer's audience
	ItsLog                     // of moderation, without people
	ItsQueue                   // statements that await a side's moderator
	ItsBalance                 // counts of statements, and what is still open, by side
	ItsProposals               // and who approved them
	ItsPapers                  // what is being prepared: settings, seeds, codes
	ItsRows                    // vote rows, once handing them out was enacted
)

// MaySee is the one policy: whether a viewer may see a thing of a dialogue
// (SAFETY.md C10). side matters for what belongs to one side. What may not be
// seen is answered as if it did not exist.
func (v Viewer) MaySee(d Dialogue, what Thing, side SideID) bool {
	return v.in(d, d.audience(what, v), side)
}

// audience says for whom a thing is now.
func (d Dialogue) audience(what Thing, v Viewer) Audience {
	if d.Phase == Preparing {
		switch what {
		case ItsExistence, ItsStatements, ItsPapers, ItsProposals:
			return Chairs
		}
		return Nobody
	}
	switch what {
	case ItsExistence:
		return d.Settings.Results
	case ItsStatements, ItsLog:
		return Members
	case ItsResult:
		if d.Phase == Closed || d.Live {
			return d.Settings.Results
		}
		return Nobody
	case ItsQueue, ItsBalance:
		if v.Role == Moderator {
			return OwnSide
		}
		return Nobody
	case ItsProposals, ItsPapers, ItsRows:
		return Chairs
	}
	return Nobody
}

// in reports whether v belongs to an audience of d.
func (v Viewer) in(d Dialogue, a Audience, side SideID) bool {
	member := v.Role != "" || (v.Participant != 0 && v.Dialogue == d.ID)
	switch a {
	case Everyone:
		return true
	case Members:
		return member
	case OwnSide:
		return member && v.Side == side
	case Chairs:
		return v.Role == CoChair
	}
	return false
}

// Reads says with whose eyes v reads a result: Members or Everyone.
func (v Viewer) Reads(d Dialogue) Audience {
	if v.in(d, Members, "") {
		return Members
	}
	return Everyone
}

// A ForumThing is what can be asked for of a forum.
type ForumThing int

// The things of a forum.
const (
	TheirIssues          ForumThing = iota // issues and joint texts; of other sides' perspectives as Issue.Seen tells
	TheirRecommendations                   // also those that are only one side's
	TheirReports                           // in preparation
	ForumProposals                         // and who approved them
)

// MaySeeForum is the policy for what a forum keeps: whoever holds an office sees
// what is being written, co-chairs what is being decided.
func (v Viewer) MaySeeForum(what ForumThing) bool {
	switch what {
	case TheirIssues, TheirRecommendations, TheirReports:
		return v.Role != ""
	case ForumProposals:
		return v.Role == CoChair
	}
	return false
}

// MaySeeRelease is the policy for releases. Everybody sees one once the witness
// of every side has cosigned it, its embargo has passed and no side has stopped
// it; co-chairs see all. Of one that is redacted there is nothing to see but
// that it was there.
func (v Viewer) MaySeeRelease(r Release, cosigned bool, today Day) bool {
	return v.Role == CoChair || (cosigned && r.StoppedBy == "" && today >= r.Embargo)
}
