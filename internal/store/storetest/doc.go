// Package storetest states what package store promises, as tests that every
// database must pass. A new promise is added here, never to one database only.
//
// All that is written is made up: sides are named, people are not.
package storetest
