package opinion

import "testing"

func BenchmarkNull(b *testing.B) {
	r := random(1)
	p := make([]point, 1000)
	for i := range p {
		x, y := r.normals()
		p[i] = point{x * 2, y}
	}
	for b.Loop() {
		for k := 2; k <= 5; k++ {
			kmeans(p, k)
		}
	}
}

func BenchmarkAssign(b *testing.B) {
	r := random(1)
	p := make([]point, 1000)
	for i := range p {
		x, y := r.normals()
		p[i] = point{x * 2, y}
	}
	c := clustering{centres: p[:4], label: make([]int8, len(p))}
	for b.Loop() {
		c.assign(p)
	}
}
