//go:build !unix

package main

import (
	"errors"
	"os"
)

// lockFile refuses: there is no lock here that ends with a killed process, and
// no way to know that a name is on disk.
func lockFile(string) (*os.File, error) { return nil, errors.New("a witness needs a Unix system") }

func syncFolder(string) error { return nil }
