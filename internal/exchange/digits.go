package exchange

import (
	"encoding/binary"
	"math/bits"
)

// Constants that hold one byte eight times.
const (
	eightZeros = 0x3030303030303030 // the character 0
	eightNines = 0x7676767676767676 // what makes all above 9 reach the top bit
	eightTops  = 0x8080808080808080
)

// digits reads the decimal digits at the start of w, eight at most, all at
// once: in a loop, numbers of varying length would cost a mispredicted branch
// each. It returns their value and how many there are; w must have eight bytes.
func digits(w []byte) (value uint32, n int) {
	x := binary.LittleEndian.Uint64(w) ^ eightZeros // digits become 0 to 9
	// The top bits of bytes that are no digits, of which the first is sure.
	n = bits.TrailingZeros64((x+eightNines|x)&eightTops) >> 3
	// Only the digits are kept: the last one on top, zeros before the first.
	// Then neighbours are joined to numbers of two digits, of four, of eight.
	x <<= uint(64 - 8*n)
	x = (x*10 + x>>8) & 0x00ff00ff00ff00ff
	x = (x*100 + x>>16) & 0x0000ffff0000ffff
	return uint32(x*10000 + x>>32), n
}

var powersOfTen = [8]int64{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7}
