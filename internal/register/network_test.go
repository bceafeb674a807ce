package register

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// wideNetwork returns a network of the size that must stay readable: a register of n
// initiatives with partners, some of which have many.
func wideNetwork(t testing.TB, n, partners int) NetworkPlan {
	d := definitionOf(t, "everything")
	random := rand.New(rand.NewPCG(7, 7))
	var all []Record
	for i := range n {
		var keys []string
		for range random.IntN(4) {
			keys = append(keys, fmt.Sprintf("partner-%03d", min(random.IntN(partners), random.IntN(partners))))
		}
		all = append(all, keptOf(fmt.Sprintf("well-%03d", i), map[string]Value{"partners": linkTo(keys...)}))
	}
	return d.Network(View{Links: []string{"partners"}}, all, func(n NetworkNode) string { return "Called " + n.Key })
}

func apart(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// The network stays readable at 300 nodes.
func TestNetworkOf300Nodes(t *testing.T) {
	p := wideNetwork(t, 200, 140)
	if len(p.Nodes) != MostInNetwork || p.Left == 0 {
		t.Fatalf("%d nodes, %d left out", len(p.Nodes), p.Left)
	}
	labels, mean, pairs := 0, 0.0, 0.0
	for i, a := range p.Nodes {
		if a.At.X < p.Radius || a.At.Y < p.Radius || a.At.X > 1-p.Radius || a.At.Y > 1-p.Radius {
			t.Errorf("%s is drawn outside: %v", a.Key, a.At)
		}
		if a.Label != nil {
			labels++
		}
		for _, b := range p.Nodes[:i] {
			mean, pairs = mean+apart(a.At, b.At), pairs+1
			if apart(a.At, b.At) < 2*p.Radius {
				t.Errorf("%s and %s overlap", a.Key, b.Key)
			}
			if a.Label != nil && b.Label != nil && a.Label.overlaps(*b.Label) {
				t.Errorf("labels %v and %v overlap", *a.Label, *b.Label)
			}
		}
	}
	long := 0.0
	for _, e := range p.Edges {
		long += apart(p.Nodes[e.From].At, p.Nodes[e.To].At)
	}
	if mean /= pairs; long/float64(len(p.Edges)) > mean/2 {
		t.Errorf("edges are %.3f long, any two nodes %.3f apart", long/float64(len(p.Edges)), mean)
	}
	t.Logf("%d labels, radius %.4f, edges %.3f, any two %.3f", labels, p.Radius, long/float64(len(p.Edges)), mean)
	if labels < 60 || p.Radius < 0.004 {
		t.Errorf("%d labels, dots of %.4f", labels, p.Radius)
	}
}

// The same graph is always laid out the same, and no two nodes of any are too near.
func TestLayoutOfAnyGraph(t *testing.T) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 3))
		n := 1 + random.IntN(80)
		var edges [][2]int
		for range random.IntN(3 * n) {
			edges = append(edges, [2]int{random.IntN(n), random.IntN(n)})
		}
		at, least := Layout(n, edges)
		again, _ := Layout(n, edges)
		if !slices.Equal(at, again) {
			t.Fatalf("seed %d: laid out in two ways", seed)
		}
		for i, a := range at {
			if !(a.X >= 0 && a.X <= 1 && a.Y >= 0 && a.Y <= 1) {
				t.Fatalf("seed %d: %v", seed, a)
			}
			for _, b := range at[:i] {
				if apart(a, b) < least*0.999 {
					t.Fatalf("seed %d: %v and %v are nearer than %v", seed, a, b, least)
				}
			}
		}
	}
	if at, _ := Layout(0, nil); len(at) != 0 {
		t.Error("nothing has places")
	}
}

// Options can be nodes too; a record of which nothing is said is none, and two that
// link to each other are joined once.
func TestNetworkOfLinksAndOptions(t *testing.T) {
	d := definitionOf(t, "everything")
	all := []Record{
		keptOf("a", map[string]Value{"upstream": linkTo("b"), "kind": one("spring")}),
		keptOf("b", map[string]Value{"upstream": linkTo("a"), "partners": linkTo("hidden", "seen")}),
		keptOf("c", map[string]Value{"upstream": linkTo("c")}),
	}
	p := d.Network(View{Links: []string{"upstream", "kind", "partners"}}, all, func(n NetworkNode) string {
		if n.Key == "hidden" {
			return ""
		}
		return n.Key
	})
	var got []string
	for _, e := range p.Edges {
		got = append(got, p.Nodes[e.From].Key+">"+p.Nodes[e.To].Key)
	}
	if slices.Sort(got); !slices.Equal(got, []string{"a>b", "a>spring", "b>seen"}) {
		t.Errorf("edges %v", got)
	}
	if len(p.Nodes) != 5 {
		t.Errorf("%d nodes", len(p.Nodes))
	}
}

func BenchmarkNetwork300(b *testing.B) {
	for b.Loop() {
		wideNetwork(b, 200, 140)
	}
}
