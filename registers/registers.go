// Package registers holds the definitions of the registers that are part of Parley:
// what the sides keep together, from the articles of the agreement to the memory of
// thirty years of initiatives. docs/registers.md says how a definition is written.
//
//	*.yaml             one register each
//	words/*.yaml       the words of fields, options, units and views that several share
//	codebooks/*.yaml   how assessments are coded
//
// Whoever loads them adds those of an operator (register.Load).
package registers

import "embed"

// Files holds the definitions. It is passed on by the command; nothing else reads it
// from here.
//
//go:embed *.yaml words/*.yaml codebooks/*.yaml
var Files embed.FS
