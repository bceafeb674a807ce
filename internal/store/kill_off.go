//go:build !killpoints

package store

// Where a test may end the process: see kill_on.go.
func point() {}

func pointed(r runner) runner { return r }
