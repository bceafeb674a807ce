package register

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// LongestReply is how many characters a reply or a suggestion can have.
const LongestReply = 2000

// MostReplies of one record.
const MostReplies = 500

// Reply decides on a side's reply to a field: by a co-chair, or where the public does
// not read the record a moderator, who may read the field, and not to the own column.
// reply has an ID; its side, level and day are set.
func (d *Definition) Reply(by dialogue.Viewer, sides []dialogue.SideID, r Record, reply Reply, today dialogue.Day) (Record, error) {
	f, ok := d.Field(reply.Field)
	switch {
	case !d.Replies:
		return r, fault.New(fault.Refused, "refusal.replies_not_kept")
	case by.Role != dialogue.CoChair && by.Role != dialogue.Moderator, !slices.Contains(sides, by.Side):
		return r, fault.New(fault.Refused, "refusal.writer_only")
	case by.Role != dialogue.CoChair && r.Level == Public: // it is public at once
		return r, fault.New(fault.Refused, "refusal.co_chair_only")
	case r.State != Kept:
		return r, fault.New(fault.Refused, "refusal.record_withdrawn")
	case !ok, !f.kept(), f.PerSide != (reply.Column != ""), !f.Level.allows(by, sideOf(f, reply.Column, r.Side)),
		f.PerSide && !slices.Contains(sides, reply.Column):
		return r, fault.New(fault.Invalid, "refusal.record_field", "Field", reply.Field)
	case reply.Column == by.Side:
		return r, fault.New(fault.Refused, "refusal.reply_own")
	case !slices.Contains(Stances(), reply.Stance):
		return r, fault.New(fault.Invalid, "refusal.reply_stance")
	case len(r.Replies) >= MostReplies:
		return r, fault.New(fault.Refused, "refusal.replies_many", "Most", MostReplies)
	}
	var err error
	if reply.Words, err = dialogue.CleanWriting(reply.Words, LongestReply); err != nil {
		return r, err
	}
	if reply.Words.Empty() {
		return r, fault.New(fault.Invalid, "refusal.reply_empty")
	}
	reply.Words = allLanguages(reply.Words)
	reply.Side, reply.Level, reply.On = by.Side, r.Level, today
	r.Replies = append(slices.Clone(r.Replies), reply)
	return r, nil
}

// TakeReplyBack decides on removing a reply: by a co-chair of the side whose it is.
func (d *Definition) TakeReplyBack(by dialogue.Viewer, r Record, id ReplyID) (Record, error) {
	i := slices.IndexFunc(r.Replies, func(reply Reply) bool { return reply.ID == id })
	switch {
	case i < 0:
		return r, fault.New(fault.NotFound, "refusal.reply_unknown")
	case by.Role != dialogue.CoChair || by.Side != r.Replies[i].Side:
		return r, fault.New(fault.Refused, "refusal.record_owner")
	}
	r.Replies = slices.Delete(slices.Clone(r.Replies), i, i+1)
	return r, nil
}

// SuggestionOf decides on what a reader sends about a register or a record that the
// reader sees. s has an ID, Register and Record.
func (d *Definition) SuggestionOf(s Suggestion, today dialogue.Day) (Suggestion, error) {
	if !d.Suggest {
		return s, fault.New(fault.Refused, "refusal.suggestions_not_kept")
	}
	w, err := dialogue.CleanWriting(dialogue.Writing{Original: s.Language, Text: dialogue.Text{s.Language: s.Words}}, LongestReply)
	if err != nil {
		return s, err
	}
	if s.Words = w.Text[s.Language]; s.Words == "" {
		return s, fault.New(fault.Invalid, "refusal.reply_empty")
	}
	s.On, s.Verdicts = today, nil
	return s, nil
}

// Judge decides on a co-chair's verdict on a suggestion: to take it up or not. It
// is taken up when every side says so; what is to be changed then is written as any
// change is.
func (s Suggestion) Judge(by dialogue.Viewer, sides []dialogue.SideID, takeUp bool) (Suggestion, error) {
	if by.Role != dialogue.CoChair || !slices.Contains(sides, by.Side) {
		return s, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	verdicts := map[dialogue.SideID]bool{by.Side: takeUp}
	for side, verdict := range s.Verdicts {
		if side != by.Side {
			verdicts[side] = verdict
		}
	}
	s.Verdicts = verdicts
	return s, nil
}

// TakenUp reports whether every side wants to take a suggestion up.
func (s Suggestion) TakenUp(sides []dialogue.SideID) bool {
	for _, side := range sides {
		if !s.Verdicts[side] {
			return false
		}
	}
	return len(sides) > 0
}

// Declined reports whether no side wants to take a suggestion up.
func (s Suggestion) Declined(sides []dialogue.SideID) bool {
	for _, side := range sides {
		if takeUp, judged := s.Verdicts[side]; !judged || takeUp {
			return false
		}
	}
	return len(sides) > 0
}

// Read reports whether v reads a suggestion: who holds an office does, everybody
// does once every side has taken it up.
func (s Suggestion) Read(v dialogue.Viewer, sides []dialogue.SideID) bool {
	return v.Role != "" || s.TakenUp(sides)
}
