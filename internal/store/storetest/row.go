package storetest

import (
	"strconv"
	"strings"
)

// rowVersion reads the version, the second column, of the first row of the table
// of dialogues.
func rowVersion(table string) (int, bool) {
	_, row, ok := strings.Cut(table, "\n[")
	fields := strings.SplitN(row, ",", 3)
	if !ok || len(fields) < 3 {
		return 0, false
	}
	n, err := strconv.Atoi(fields[1])
	return n, err == nil
}
