package store

import (
	"cmp"
	"context"
	"slices"

	"parley/internal/dialogue"
)

// Items are documents that a forum keeps, of one kind: JSON as package dialogue
// writes it, in a table with the columns id, forum and body.
type items struct {
	table, unknown, what string
}

var (
	issues          = items{"issue", "refusal.issue_unknown", "an issue"}
	jointTexts      = items{"joint_text", "refusal.joint_unknown", "a joint text"}
	recommendations = items{"recommendation", "refusal.recommendation_unknown", "a recommendation"}
	reports         = items{"report", "refusal.report_unknown", "a report"}
)

// Issues returns the issues of a forum, by identifier.
func (db *DB) Issues(ctx context.Context, forum dialogue.ForumID) ([]dialogue.Issue, error) {
	return readItems[dialogue.Issue](ctx, db, issues, forum)
}

// Issue returns one issue.
func (db *DB) Issue(ctx context.Context, id dialogue.IssueID) (dialogue.Issue, error) {
	return readItem[dialogue.Issue](ctx, db, issues, int64(id))
}

// JointTexts returns the joint texts of a forum, by identifier.
func (db *DB) JointTexts(ctx context.Context, forum dialogue.ForumID) ([]dialogue.JointText, error) {
	return readItems[dialogue.JointText](ctx, db, jointTexts, forum)
}

// JointText returns one joint text.
func (db *DB) JointText(ctx context.Context, id dialogue.JointID) (dialogue.JointText, error) {
	return readItem[dialogue.JointText](ctx, db, jointTexts, int64(id))
}

// Recommendations returns those of a forum, by number.
func (db *DB) Recommendations(ctx context.Context, forum dialogue.ForumID) ([]dialogue.Recommendation, error) {
	all, err := readItems[dialogue.Recommendation](ctx, db, recommendations, forum)
	slices.SortStableFunc(all, func(a, b dialogue.Recommendation) int { return cmp.Compare(a.Number, b.Number) })
	return all, err
}

// Recommendation returns one recommendation.
func (db *DB) Recommendation(ctx context.Context, id dialogue.RecommendationID) (dialogue.Recommendation, error) {
	return readItem[dialogue.Recommendation](ctx, db, recommendations, int64(id))
}

// Reports returns the reports that a forum prepares, by identifier.
func (db *DB) Reports(ctx context.Context, forum dialogue.ForumID) ([]dialogue.Report, error) {
	return readItems[dialogue.Report](ctx, db, reports, forum)
}

// Report returns one report.
func (db *DB) Report(ctx context.Context, id dialogue.ReportID) (dialogue.Report, error) {
	return readItem[dialogue.Report](ctx, db, reports, int64(id))
}

func readItems[T any](ctx context.Context, db *DB, of items, forum dialogue.ForumID) ([]T, error) {
	var all []T
	err := db.each(ctx, func(scan func(...any) error) error {
		var one T
		err := scan(asJSON{&one})
		all = append(all, one)
		return err
	}, `SELECT body FROM `+of.table+` WHERE forum = $1 ORDER BY id`, forum)
	return all, wrap(err, "read what a forum keeps: "+of.what)
}

func readItem[T any](ctx context.Context, db *DB, of items, id int64) (T, error) {
	var one T
	err := db.row(ctx, `SELECT body FROM `+of.table+` WHERE id = $1`, id).Scan(asJSON{&one})
	return one, unknown(err, of.unknown, "read "+of.what)
}

// putItem adds a document of a forum or replaces it. One of another forum, whose
// version was not looked at, is not touched.
func (t *tx) putItem(in items, forum, its dialogue.ForumID, id int64, body any) error {
	n := int64(0)
	var err error
	if forum == its {
		n, err = t.exec(`INSERT INTO `+in.table+` (id, forum, body) VALUES ($1, $2, $3)
			ON CONFLICT (id) DO UPDATE SET body = excluded.body WHERE `+in.table+`.forum = excluded.forum`, id, forum, toJSON(body))
	}
	if err == nil && n == 0 {
		err = errOtherForum
	}
	return wrap(err, "put "+in.what)
}
