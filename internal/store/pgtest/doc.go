// Package pgtest gives tests a fresh database on a real PostgreSQL.
//
// The server is the one that PARLEY_TEST_POSTGRES names (a URL of a database in
// which schemas may be made), or one that the test process starts for itself
// in a temporary folder, on a socket in it, with everything written to disk as
// in earnest. It ends with the process, however that ends.
package pgtest
