package opinion_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"parley/internal/exchange"
	"parley/internal/opinion"
)

const shared = "../../../shared/data"

// A reference is what another implementation (full singular value
// decomposition in double precision; its README says how) found in one open
// Polis conversation.
type reference struct {
	Statements   []string
	Participants []string
	Components   [2][]float64
	Explained    [2]float64
	Positions    [][2]float64
	Counts       map[string][3]int // agree, disagree, pass
	Placed       []string
	Groups       struct {
		Labels     map[string]int8 `json:"red_dwarf_labels"`
		Production float64         `json:"red_dwarf_ari_with_production"`
	}
}

func readReference(t *testing.T, name string) (reference, *exchange.Conversation) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared, "reference", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var ref reference
	if err := json.Unmarshal(data, &ref); err != nil {
		t.Fatal(err)
	}
	c, err := exchange.Read(os.DirFS(filepath.Join(shared, "polis", name)), exchange.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ref, c
}

// conversations lists the open conversations, or skips the test.
func conversations(t *testing.T) []string {
	files, err := filepath.Glob(filepath.Join(shared, "reference", "*.json"))
	if err != nil || len(files) == 0 {
		if os.Getenv("CI") != "" {
			t.Fatal("the reference data is not beside the repository: ", shared)
		}
		t.Skip("no reference data beside the repository: ", shared)
	}
	var names []string
	for _, f := range files {
		names = append(names, f[len(filepath.Dir(f))+1:len(f)-len(".json")])
	}
	return names
}

func near(t *testing.T, what string, got, want, largest float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-6*largest {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestPolisProjectionEqualsReference(t *testing.T) {
	for _, name := range conversations(t) {
		t.Run(name, func(t *testing.T) {
			ref, c := readReference(t, name)
			m, err := opinion.New(opinion.Input{Votes: c.Votes}, opinion.Options{Projection: opinion.Polis})
			if err != nil {
				t.Fatal(err)
			}
			if len(c.Columns) != len(ref.Statements) || m.Participants != len(ref.Participants) || m.Placed != len(ref.Placed) {
				t.Fatalf("%d statements, %d participants, %d placed; want %d, %d, %d", len(c.Columns), m.Participants, m.Placed,
					len(ref.Statements), len(ref.Participants), len(ref.Placed))
			}
			for k := range m.Components {
				near(t, "explained", m.Explained[k], ref.Explained[k], 1)
				for j := range ref.Statements {
					near(t, "component", m.Components[k][j], ref.Components[k][j], 1)
				}
			}
			for j := range c.Columns {
				id := c.Statement(j).ID
				n := m.Statements[j].Total
				if id != ref.Statements[j] || ref.Counts[id] != [3]int{n.Agree, n.Disagree, n.Pass} {
					t.Errorf("statement %s: %v, want %s: %v", id, n, ref.Statements[j], ref.Counts[ref.Statements[j]])
				}
			}
			comparePositions(t, ref, c, m)
		})
	}
}

func comparePositions(t *testing.T, ref reference, c *exchange.Conversation, m *opinion.Map) {
	largest := 0.0
	for _, p := range ref.Positions {
		largest = max(largest, math.Abs(p[0]), math.Abs(p[1]))
	}
	index := map[string]int{}
	for i, id := range c.Participants {
		index[id] = i
	}
	for i, id := range ref.Participants {
		p := m.Positions[index[id]]
		near(t, "x of "+id, p.X, ref.Positions[i][0], largest)
		near(t, "y of "+id, p.Y, ref.Positions[i][1], largest)
	}
	for _, id := range ref.Placed {
		if !m.Positions[index[id]].Placed {
			t.Errorf("participant %s is not placed", id)
		}
	}
}

// TestAgreementWithProductionGroups reports how far the groups agree with
// those that Polis' own servers gave. It is no target: those depend on the
// order in which people arrived.
func TestAgreementWithProductionGroups(t *testing.T) {
	for _, name := range conversations(t) {
		ref, c := readReference(t, name)
		production := make([]int8, len(c.Participants))
		for i := range production {
			production[i] = -1
			if c.Group != nil {
				production[i] = int8(c.Group[i])
			}
		}
		var found [2]string
		for i, projection := range [...]opinion.Projection{opinion.Polis, opinion.Factor} {
			m, err := opinion.New(opinion.Input{Votes: c.Votes}, opinion.Options{Projection: projection})
			if err != nil {
				t.Fatal(err)
			}
			labels := make([]int8, len(c.Participants))
			for p := range labels {
				labels[p] = m.Positions[p].Group
			}
			a := opinion.RandIndex(labels, production)
			if math.IsNaN(a) || a > 1 {
				t.Errorf("%s: agreement %v", name, a)
			}
			found[i] = fmt.Sprintf("%.2f (%d groups)", a, m.Groups.K)
			if !m.Groups.Claimed() {
				found[i] = "none claimed: " + string(m.Groups.Reason)
			}
		}
		t.Logf("%-34s polis %s; factor %s; another implementation %.2f", name, found[0], found[1], ref.Groups.Production)
	}
}
