package web

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/record"
)

// recordPage says where the record stands, and how anybody can check it.
type recordPage struct {
	Size        int
	Origin      string
	Key         string // the record's public key
	Fingerprint string
	Witnesses   []witnessRow
	Kinds       []rule
	Demands     string // legal demands for data, in words
	Checkpoint  string
	Command     string
}

func (recordPage) template() string { return "record" }

// A witnessRow says how far the witness of a side has seen the record.
type witnessRow struct {
	Side   namedSide
	Says   string
	Silent bool
}

// recorded names the kinds of entry, in the order in which they are told.
var recorded = []struct {
	kind  record.Kind
	label locale.Key
}{
	{record.ReportApproved, "recording.report_approved"},
	{record.SummaryApproved, "recording.summary_approved"},
	{record.ProposalEnacted, "recording.proposal_enacted"},
	{record.Paused, "recording.paused"},
	{record.Resumed, "recording.resumed"},
	{record.Waiver, "recording.waiver"},
	{record.Redaction, "recording.redaction"},
	{record.KeyChange, "recording.key_change"},
	{record.KeyReplaced, "recording.key_replaced"},
	{record.CodesIssued, "recording.codes_issued"},
	{record.RosterSize, "recording.roster_size"},
	{record.CodebookFrozen, "recording.codebook"},
	{record.AssessmentCommitted, "recording.assessment_committed"},
	{record.AssessmentRevealed, "recording.assessment_revealed"},
	{record.Restored, "recording.restored"},
	{record.LegalDemand, "recording.legal_demand"},
}

func showRecord(v *visitor) error {
	ctx := v.r.Context()
	r, err := v.site.Node.Record(ctx)
	if err != nil {
		return err
	}
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	counts, demands, err := v.site.counted.upTo(ctx, v.site.Node, r.Size)
	if err != nil {
		return err
	}
	g := recordPage{Size: int(r.Size), Key: r.Log, Fingerprint: record.Fingerprint(r.Log), Checkpoint: r.Checkpoint,
		Demands: v.Count("recording.demands", demands), Command: "parley witness --data ./witness --log '" + r.Log + "' --follow " + v.address()}
	g.Origin, _, _ = strings.Cut(r.Log, "+")
	for _, side := range list {
		g.Witnesses = append(g.Witnesses, v.witnessRow(r, side))
	}
	for _, k := range recorded {
		if counts[k.kind] > 0 {
			g.Kinds = append(g.Kinds, rule{v.Text(k.label), v.Number(counts[k.kind])})
		}
	}
	return v.sendKept(v.page(v.Text("recording.title"), g))
}

func (v *visitor) witnessRow(r node.RecordView, side namedSide) witnessRow {
	row := witnessRow{Side: side, Silent: slices.Contains(r.Silent, side.ID)}
	_, there := dialogue.CurrentKey(r.Keys, side.ID, true, v.today())
	seen, seenAny := r.Cosigned[side.ID]
	switch {
	case !there:
		row.Says = v.Text("recording.no_witness")
	case !seenAny || seen == 0:
		row.Says = v.Text("recording.not_yet")
	case seen >= r.Size:
		row.Says = v.Text("recording.seen_all")
	default:
		row.Says = v.Text("recording.seen", "Seen", int(seen), "Size", int(r.Size))
	}
	return row
}

// recordCounts remembers how many entries of each kind the beginning of the
// record has: it only grows.
type recordCounts struct {
	mu      sync.Mutex
	size    int64
	kinds   map[record.Kind]int
	demands int // that all entries of legal demands tell of
}

// mostRead is how many entries are read at once.
const mostRead = 1 << 10

// upTo counts the entries of a record of a size.
func (c *recordCounts) upTo(ctx context.Context, n *node.Node, size int64) (map[record.Kind]int, int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kinds == nil || c.size > size { // another record since
		c.size, c.kinds, c.demands = 0, map[record.Kind]int{}, 0
	}
	for c.size < size {
		all, err := n.Store.RecordEntries(ctx, c.size, min(size-c.size, mostRead))
		if err != nil {
			return nil, 0, err
		}
		for _, text := range all {
			e, err := record.ParseEntry(text)
			if err != nil {
				return nil, 0, err
			}
			c.size++
			c.kinds[e.Kind]++
			if e.Kind == record.LegalDemand {
				c.demands += e.Count
			}
		}
	}
	return maps.Clone(c.kinds), c.demands, nil
}
