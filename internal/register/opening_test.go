package register

import (
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// What docs/assessments.md shows is what the code writes.
func TestExampleInThePageIsTrue(t *testing.T) {
	page, err := os.ReadFile("../../docs/assessments.md")
	if err != nil {
		t.Fatal(err)
	}
	c := cycleOf(t, "armenia", "azerbaijan")
	row := RowID{"art-1", "azerbaijan"}
	a := rated(c, row, "armenia", 1)
	a.Evidence, a.Reason = a.Evidence[:1], dialogue.Text{"hy": "Լաստանավը երթևեկել է", "en": "The ferry ran"}
	if a, err = c.Judge(a, row, "armenia", Rating{}, false); err != nil {
		t.Fatal(err)
	}
	o := Opening{Salt: Salt(slices.Repeat([]byte{7}, 32)), Text: a.Canonical()}
	for what, want := range map[string]string{
		"canonical JSON": string(o.Text) + "\n",
		"the salt":       hex.EncodeToString(o.Salt[:]),
		"the commitment": o.Commitment().String(),
		"the file":       string(o.Bytes()),
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not show %s as\n%s", what, want)
		}
	}
	for _, list := range [][]string{Insteads(), Timelinesses(), Correspondences(), Blockages(), Responses()} {
		for _, value := range list {
			if !strings.Contains(string(page), "`"+value+"`") {
				t.Errorf("the page does not name %s", value)
			}
		}
	}
}
