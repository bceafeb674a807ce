package web

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/record"
)

// keysPage shows everybody with which keys the sides approve, and their
// witnesses cosign.
type keysPage struct {
	Record keyRow
	Sides  []sideKeys
}

func (keysPage) template() string { return "keys" }

// sideKeys are those of one side, the one that counts first.
type sideKeys struct {
	Side    namedSide
	Own     []keyRow
	Witness []keyRow
}

type keyRow struct {
	Fingerprint string
	Public      string
	State       string
	Held        bool // on the node
}

// showKeys serves the keys that count or counted. Those that wait to replace
// them are shown to offices alone.
func showKeys(v *visitor) error {
	r, err := v.site.Node.Record(v.r.Context())
	if err != nil {
		return err
	}
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	today := v.today()
	r.Keys = slices.DeleteFunc(r.Keys, func(k dialogue.Key) bool { return k.From > today })
	g := keysPage{Record: keyRow{Fingerprint: record.Fingerprint(r.Log), Public: r.Log}, Sides: v.sideKeys(r.Keys, list)}
	return v.sendKept(v.page(v.Text("keys.title"), g))
}

func (v *visitor) sideKeys(all []dialogue.Key, list sideList) []sideKeys {
	var rows []sideKeys
	for _, side := range list {
		rows = append(rows, sideKeys{side, v.keyRows(all, side.ID, false), v.keyRows(all, side.ID, true)})
	}
	return rows
}

// keyRows are the keys of a side, or of its witness, the latest first.
func (v *visitor) keyRows(all []dialogue.Key, side dialogue.SideID, witness bool) []keyRow {
	mine := slices.DeleteFunc(slices.Clone(all), func(k dialogue.Key) bool { return k.Side != side || k.Witness != witness })
	slices.SortFunc(mine, func(a, b dialogue.Key) int { return int(b.From) - int(a.From) })
	current, _ := dialogue.CurrentKey(mine, side, witness, v.today())
	var rows []keyRow
	for _, k := range mine {
		row := keyRow{Fingerprint: fingerprint(k), Public: k.Public, Held: len(k.Sealed) > 0}
		switch {
		case k.From > v.today():
			row.State = v.Text("keys.from", "Day", k.From.String())
		case k.Public == current.Public:
			row.State = v.Text("keys.since", "Day", k.From.String())
		default:
			row.State = v.Text("keys.before", "Day", k.From.String())
		}
		rows = append(rows, row)
	}
	return rows
}

func fingerprint(k dialogue.Key) string { return record.Fingerprint(k.Public) }
