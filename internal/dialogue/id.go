package dialogue

import (
	"encoding/base32"
	"encoding/binary"
	"strconv"
	"strings"

	"parley/internal/fault"
)

// Identifiers are distinct types so that one cannot be passed for another.
// Numbers are random, so that their order says nothing of when they were made.
type (
	SideID        string // as sides.csv names it: lower-case Latin letters, digits and hyphens
	ForumID       int64
	ID            int64 // a dialogue
	AccountID     int64 // an office: one person's seat, never a participant
	ParticipantID int64
	ProposalID    int64
	StatementID   int // in [1000, 999999], random, unique in its dialogue
)

var idText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// FormatID writes a random identifier as it stands in addresses: 13 letters
// and digits.
func FormatID[T ~int64](id T) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(id))
	return FormatBytes(b[:])
}

// FormatBytes writes random bytes in the letters and digits of identifiers.
func FormatBytes(b []byte) string { return idText.EncodeToString(b) }

// ParseID reads what FormatID wrote, and nothing else.
func ParseID[T ~int64](text string) (T, bool) {
	b, err := idText.DecodeString(text)
	if err != nil || len(b) != 8 {
		return 0, false
	}
	id := T(binary.BigEndian.Uint64(b))
	return id, id > 0 && FormatID(id) == text
}

// NewID makes an identifier, in [1, 2^63), of 8 random bytes.
func NewID[T ~int64](random [8]byte) T {
	return T(binary.BigEndian.Uint64(random[:])&(1<<63-1) | 1)
}

// Bounds of a StatementID.
const (
	FirstStatement = 1000
	LastStatement  = 999_999
)

// NewStatementID makes a statement's number of 4 random bytes. It may be taken:
// then the caller draws again.
func NewStatementID(random [4]byte) StatementID {
	return FirstStatement + StatementID(binary.BigEndian.Uint32(random[:])%(LastStatement-FirstStatement+1))
}

// ParseStatementID reads a statement's number as it stands in an address.
func ParseStatementID(text string) (StatementID, bool) {
	n, err := strconv.Atoi(text)
	return StatementID(n), err == nil && n >= FirstStatement && n <= LastStatement && strconv.Itoa(n) == text
}

// String writes the number as files and addresses have it.
func (id StatementID) String() string { return strconv.Itoa(int(id)) }

// CheckSideID checks an identifier of a side.
func CheckSideID(id SideID) error {
	trimmed := strings.Trim(string(id), "abcdefghijklmnopqrstuvwxyz0123456789-")
	if id == "" || len(id) > 40 || trimmed != "" || strings.HasPrefix(string(id), "-") {
		return fault.New(fault.Invalid, "refusal.side_id")
	}
	return nil
}
