package opinion

import (
	"testing"
)

// votesFrom reads a conversation from bytes: four of header (statements, sides,
// rooms, threshold), then three a vote (participant, statement, vote).
func votesFrom(data []byte) (in Input, threshold float64) {
	for len(data) < 4 {
		data = append(data, 0)
	}
	m, sides := 1+int(data[0])%30, int(data[1])%4
	threshold = []float64{0, 0.5, 0.6, 2.0 / 3}[data[3]%4]
	b := NewBuilder()
	n := 0
	for rest := data[4:]; len(rest) >= 3; rest = rest[3:] {
		p := int(rest[0]) % 80
		n = max(n, p+1)
		b.Add(p, int(rest[1])%(m+1), Vote(int(rest[2])%3-1), int64(rest[2]/3))
	}
	in = Input{Votes: b.Votes(upTo(m), m), Sides: sides}
	if sides > 0 {
		in.Side = make([]int, n)
		for p := range in.Side {
			in.Side[p] = (p*p+int(data[2]))%(sides+1) - 1
		}
		if data[2]%2 == 1 {
			in.Rooms = make([]int, sides)
			for s := range in.Rooms {
				in.Rooms[s] = int(data[2]) / (s + 1)
			}
		}
	}
	return in, threshold
}

// FuzzMap: whatever the votes, there is a map without a number that is none, or
// a RoomError.
func FuzzMap(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{9, 2, 0, 0, 1, 1, 1})
	f.Add([]byte("B0000101112207C08$0900A00B%0")) // eight people of one vote each: the mixer ran away
	r := chance(311)
	for size := range 12 {
		data := []byte{byte(r.IntN(256)), byte(size), byte(r.IntN(256)), byte(r.IntN(4))}
		for range 3 * size * size * 20 {
			data = append(data, byte(r.IntN(256)))
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, threshold := votesFrom(data)
		for _, projection := range []Projection{Factor, Polis} {
			m, err := New(in, Options{Projection: projection, Threshold: threshold})
			if room, ok := err.(RoomError); ok {
				if room.Voters <= room.Room || in.Rooms[room.Side] != room.Room {
					t.Errorf("rooms %v: %v", in.Rooms, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			sensible(t, in, m)
		}
	})
}
