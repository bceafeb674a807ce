package web

import (
	"parley/internal/locale"
	"parley/internal/store"
)

// A safetyPage says what somebody finds who seizes the node, and what nobody
// can promise. It is made from the columns that the database has (SAFETY.md
// C1), and from the list of files beside it.
type safetyPage struct {
	Classes []seizedClass
	Files   []seizedFile
	Limits  []string
	Backups string
}

func (safetyPage) template() string { return "safety" }

// A seizedClass is the data of one class.
type seizedClass struct {
	Name, Text string
	Tables     []seizedTable
}

// A seizedTable is what of a class one table holds.
type seizedTable struct {
	Name    string
	Text    string // in the reader's language
	Columns []store.Column
}

func showSafety(v *visitor) error {
	return v.show(v.Text("safety.title"), safetyPage{Classes: v.seized(store.Columns()), Files: v.seizedFiles(),
		Limits: v.limits(), Backups: v.backups()})
}

// seized sorts the columns by class, the gravest first.
func (v *visitor) seized(columns []store.Column) []seizedClass {
	var all []seizedClass
	for _, class := range []store.Class{store.M, store.P2, store.P1, store.P0} {
		c := seizedClass{Name: string(class), Text: v.Text(locale.Key("class." + class))}
		for _, column := range columns {
			if column.Class != class {
				continue
			}
			last := len(c.Tables) - 1
			if last < 0 || c.Tables[last].Name != column.Table {
				c.Tables = append(c.Tables, seizedTable{Name: column.Table, Text: v.Text(tableWords[column.Table])})
				last++
			}
			c.Tables[last].Columns = append(c.Tables[last].Columns, column)
		}
		all = append(all, c)
	}
	return all
}

// tableWords say what each table is about. A table without words fails a test.
var tableWords = map[string]locale.Key{
	"account":           "seized.account",
	"allotment":         "seized.allotment",
	"approval":          "seized.approval",
	"assessment":        "seized.assessment",
	"assessment_cycle":  "seized.assessment_cycle",
	"backup_key":        "seized.backup_key",
	"checkpoint":        "seized.checkpoint",
	"code":              "seized.code",
	"coder":             "seized.coder",
	"coding":            "seized.coding",
	"cosignature":       "seized.cosignature",
	"decision":          "seized.decision",
	"dialogue":          "seized.dialogue",
	"forum":             "seized.forum",
	"invitation":        "seized.invitation",
	"issue":             "seized.issue",
	"item_key":          "seized.item_key",
	"joint_text":        "seized.joint_text",
	"meta":              "seized.meta",
	"paper":             "seized.paper",
	"participant":       "seized.participant",
	"proposal":          "seized.proposal",
	"recommendation":    "seized.recommendation",
	"record_entry":      "seized.record_entry",
	"record_hash":       "seized.record_hash",
	"record_head":       "seized.record_head",
	"record_withdrawal": "seized.record_withdrawal",
	"recovery":          "seized.recovery",
	"register":          "seized.register",
	"register_record":   "seized.register_record",
	"release":           "seized.release",
	"report":            "seized.report",
	"result":            "seized.result",
	"side":              "seized.side",
	"side_key":          "seized.side_key",
	"statement":         "seized.statement",
	"suggestion":        "seized.suggestion",
	"vote":              "seized.vote",
	"withdrawal":        "seized.withdrawal",
}
