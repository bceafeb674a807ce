package node

import (
	"cmp"
	"slices"

	"parley/internal/dialogue"
)

// sortProposals puts those that wait for a side first, then later days first.
func sortProposals(all []ProposalView) {
	slices.SortFunc(all, func(a, b ProposalView) int {
		waits := func(v ProposalView) int {
			if v.Proposal.State == dialogue.Proposed && !v.Void {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(waits(a), waits(b)),
			cmp.Compare(b.Proposal.On, a.Proposal.On), cmp.Compare(a.Proposal.ID, b.Proposal.ID))
	})
}
