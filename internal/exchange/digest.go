package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// Digest names the votes of a conversation and what its figures rest on besides,
// without telling any of them: who holds the same rows and the same salt gets
// the same digest, in whatever order the rows stand and whatever the
// participants are called (RULINGS R2). It is the SHA-256, in hexadecimal, of
//
//	salt
//	"parley-votes/1\n"
//	"threshold " t "\n"                       as Go writes a float64 with %v
//	"side " name " " population "\n"          for each side, in their order
//	"statement " identifier "\n"              for each column of the votes
//	H(row)                                    32 bytes for each participant with a vote, in the order of their bytes
//
// where H(row) is the SHA-256 of
//
//	salt
//	side "\n"                                 "" of a participant whose side is not known
//	identifier " " vote "\n"                  for each vote, in the order of columns; 1, 0 or -1
func (c *Conversation) Digest(salt []byte) string {
	rows := make([][]byte, 0, c.Votes.Rows())
	for p := range c.Votes.Participants() {
		if c.Votes.Cast(p) > 0 {
			rows = append(rows, c.rowDigest(salt, p))
		}
	}
	slices.SortFunc(rows, bytes.Compare)
	sum := sha256.New()
	sum.Write(salt)
	fmt.Fprintf(sum, "parley-votes/1\nthreshold %v\n", c.Threshold)
	for i, side := range c.Sides {
		fmt.Fprintf(sum, "side %s %d\n", side, c.Populations[i])
	}
	for column := range c.Columns {
		fmt.Fprintf(sum, "statement %s\n", c.Statement(column).ID)
	}
	for _, row := range rows {
		sum.Write(row)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func (c *Conversation) rowDigest(salt []byte, p int) []byte {
	side := ""
	if c.Side[p] >= 0 {
		side = c.Sides[c.Side[p]]
	}
	row := bytes.NewBuffer(bytes.Clone(salt))
	fmt.Fprintf(row, "%s\n", side)
	for column, vote := range c.Votes.Row(p) {
		fmt.Fprintf(row, "%s %d\n", c.Statement(column).ID, vote)
	}
	sum := sha256.Sum256(row.Bytes())
	return sum[:]
}
