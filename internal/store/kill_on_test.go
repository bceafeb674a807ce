//go:build killpoints

package store

import (
	"context"
	"testing"

	"parley/internal/dialogue"
)

// Point is called before every statement of a write, before its commit and after
// it.
func TestPoint(t *testing.T) {
	db := openFile(t)
	defer func() { Point = nil }()
	n := 0
	Point = func() { n++ }
	err := db.AddForum(context.Background(), dialogue.Forum{ID: 4})
	if want := len([]string{"BEGIN", "SAVEPOINT", "INSERT", "RELEASE", "COMMIT", "after it"}); err != nil || n != want {
		t.Errorf("%d points of %d, %v", n, want, err)
	}
}
