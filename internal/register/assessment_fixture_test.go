package register

import (
	"os"
	"testing"

	"parley/internal/dialogue"
)

// assessedOn is a day of the cycles in tests.
const assessedOn dialogue.Day = 20_500

func pis(t testing.TB) Codebook {
	t.Helper()
	all, err := LoadCodebooks(os.DirFS("../../registers/codebooks"))
	if err != nil || len(all) == 0 {
		t.Fatal("codebooks:", err)
	}
	return all[0]
}

func chairOf(side dialogue.SideID) dialogue.Viewer {
	return dialogue.Viewer{Account: 7, Role: dialogue.CoChair, Side: side}
}

// termsOf are terms over three items: one to which every side is obliged, one of the
// first side alone, and one of a third party. All is made up.
func termsOf(sides ...dialogue.SideID) Terms {
	return Terms{
		Register: "articles", Kind: ProvisionItem, Agreement: "example-2025", Period: "2026-Q1", LastDay: assessedOn + 30,
		Items: []Item{
			{Key: "art-1", Stem: "bound", Obliged: BothOblige}, {Key: "art-2", Obliged: string(sides[0])}, {Key: "art-3", Obliged: ThirdParty},
		},
	}
}

// cycleOf is an open cycle.
func cycleOf(t testing.TB, sides ...dialogue.SideID) Cycle {
	t.Helper()
	c, err := ProposeCycle(chairOf(sides[0]), termsOf(sides...), pis(t), sides, nil, assessedOn)
	for _, side := range sides[1:] {
		if err == nil {
			c, err = c.Confirm(chairOf(side), c.Hash(), assessedOn)
		}
	}
	if err != nil || c.OpenedOn != assessedOn {
		t.Fatal("open a cycle:", err)
	}
	return c
}

// rated is an assessment with a level and nothing else that is special.
func rated(c Cycle, row RowID, side dialogue.SideID, level int) Assessment {
	a := c.Blank(row, side)
	a.Timeliness, a.Matches, a.Confidence, a.Blockage.Kind = "unset_in_text", "matches", 2, "none"
	a.Evidence = []EvidenceRef{{ID: "ev-1", Grade: "B", Date: "2026-02", Language: "hy", Public: true}, {ID: "ev-2", Grade: "D", Language: "az"}}
	a.Rate(Rating{Level: level})
	return a
}
