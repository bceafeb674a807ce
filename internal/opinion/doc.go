// Package opinion turns votes into an opinion map.
//
// (draft of the package comment)
package opinion
