package exchange

import (
	"fmt"
	"slices"
	"strings"

	"parley/internal/dialogue"
)

// A Work is a published work from which a case was worded.
type Work struct {
	ID        string
	Number    string // how titles and claims of the case name it, e.g. "003": its place in works.json, from 000
	Authors   string
	Title     string
	Publisher string          // "" where the work names none
	Date      string          // as precise as the work has it, e.g. "2025-11"; "" for none
	Side      dialogue.SideID // whose voice it is; "" where people of both sides wrote it together
}

// The work that both delegations signed: the only one in which a delegation
// speaks, and the only one that joint texts come from. In its sections of
// delegations each speaks for itself; elsewhere it reports.
const delegationsWork = "links-2025"

var delegationSections = []string{"Armenian and Azerbaijani perspectives", "Regional and International Dimension"}

// workNames are what the records call the works.
var workNames = map[string]string{
	"aliyev-nd":      "Aliyev article",
	"carnegie-2025":  "Carnegie paper",
	"links-2025":     "LINKS report",
	"mammadova-2024": "Mammadova op-ed",
	"ypc-2025":       "YPC study",
}

// name returns what the records call a work: else its title.
func (w Work) name() string {
	if name := workNames[w.ID]; name != "" {
		return "the " + name
	}
	return "“" + w.Title + "”"
}

type workRecord struct {
	ID        string `json:"id"`
	Authors   string `json:"authors"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Date      string `json:"date"`
	Voice     string `json:"voice"`
}

func (r *caseReader) readWorks() error {
	records, err := readCaseFile[workRecord](r, caseWorks, "authors", "title", "publisher", "date", "voice")
	if err != nil {
		return err
	}
	for i, one := range records {
		w := Work{ID: one.ID, Number: fmt.Sprintf("%03d", i), Authors: one.Authors, Title: one.Title, Publisher: one.Publisher, Date: one.Date}
		if err := r.once(caseWorks, w.ID); err != nil {
			return err
		}
		if err := required(caseWorks, w.ID, w.Authors, w.Title); err != nil {
			return err
		}
		if err := tidy(caseWorks, w.ID, w.Publisher, w.Date); err != nil {
			return err
		}
		side, ok := r.sides.column(one.Voice)
		if !ok && one.Voice != "joint" {
			return badCase(caseWorks, w.ID, one.Voice, "the voice of armenia or azerbaijan, or joint")
		}
		w.Side = side
		r.works[w.ID] = w
		r.c.Works = append(r.c.Works, w)
	}
	return nil
}

// A ref is where in which work something was found.
type ref struct {
	Work    string `json:"work"`
	Section string `json:"section"`
}

// cited checks that a record names its sources, and works that there are.
func (r *caseReader) cited(file, id string, refs []ref) error {
	if len(refs) == 0 {
		return badCase(file, id, "", "at least one source")
	}
	for _, one := range refs {
		if _, ok := r.works[one.Work]; !ok {
			return badCase(file, id, one.Work, "a work that "+caseWorks+" has")
		}
		if err := tidy(file, id, one.Section); err != nil {
			return err
		}
	}
	return nil
}

// sources returns where something was found, with the titles of the works.
func (r *caseReader) sources(refs []ref) []dialogue.Source {
	var all []dialogue.Source
	for _, one := range refs {
		all = append(all, dialogue.Source{Work: r.works[one.Work].Title, Section: one.Section})
	}
	return all
}

// of returns those of refs that are in one work.
func of(refs []ref, work string) []ref {
	return slices.DeleteFunc(slices.Clone(refs), func(one ref) bool { return one.Work != work })
}

// named returns those of refs whose work the texts name, or all of them where
// they name none.
func (r *caseReader) named(refs []ref, texts ...string) []ref {
	text := strings.Join(texts, "\n")
	some := slices.DeleteFunc(slices.Clone(refs), func(one ref) bool {
		w := r.works[one.Work]
		name := workNames[w.ID]
		return !(name != "" && strings.Contains(text, name)) && !mentions(text, w.Number)
	})
	if len(some) == 0 {
		return refs
	}
	return some
}

// reported says in which works something stands of which they name no holder.
func (r *caseReader) reported(refs []ref) string {
	var names []string
	for _, one := range refs {
		if name := r.works[one.Work].name(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return "As reported in " + strings.Join(names, ", ")
}
