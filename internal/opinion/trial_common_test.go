package opinion

import (
	"math/rand/v2"
	"testing"
)

// A trialMix draws the true shares of two sides that agree with a statement;
// planted common grounds are added to it.
type trialMix struct {
	name    string
	share   func(r *rand.Rand) float64
	planted int // of the statements of a conversation
}

var trialMixes = []trialMix{
	{"well apart", func(r *rand.Rand) float64 { return 0.65*float64(r.IntN(2)) + 0.35*r.Float64() }, 10},
	{"uniform", func(r *rand.Rand) float64 { return r.Float64() }, 10},
	{"near one half", func(r *rand.Rand) float64 { return 0.4 + 0.2*r.Float64() }, 0},
}

const (
	trialSeeds      = 200
	trialStatements = 40
	trialSide       = 50 // votes of a side on every statement
	trialVotes      = 6  // of a participant: too few to be grouped, which saves most of the time
)

// A trialRun is one simulated conversation: the probability to agree, of all
// votes, by statement and side, and to disagree.
type trialRun struct {
	agree, disagree [trialStatements][2]float64
	planted         [trialStatements]int // 1 agree, -1 reject, 0 not planted
	sheet           *sheet
}

// newTrialRun draws true shares and votes. Two opinion groups cut across the
// sides: they differ on every statement, and a side's share is their mean.
// Those who do not agree disagree, but for a few who pass.
func (mix trialMix) newTrialRun(seed uint64) *trialRun {
	r := rand.New(rand.NewPCG(seed, 99))
	run := &trialRun{sheet: newSheet(2*trialSide*pieces(trialStatements, trialVotes), trialStatements, 2)}
	for j := range trialStatements {
		if j < mix.planted {
			run.planted[j] = 1 - 2*(j%2)
		}
		for side := range 2 {
			yes := mix.share(r)
			if run.planted[j] != 0 {
				yes = 0.65 + 0.35*r.Float64()
			}
			rest := (1 - yes) * (0.8 + 0.2*r.Float64())
			if run.planted[j] < 0 || run.planted[j] == 0 && r.IntN(2) == 0 {
				yes, rest = rest, yes
			}
			run.agree[j][side], run.disagree[j][side] = yes, rest
			run.vote(r, j, side)
		}
	}
	return run
}

func (run *trialRun) vote(r *rand.Rand, j, side int) {
	yes, no := run.agree[j][side], run.disagree[j][side]
	differ := r.Float64() * min(yes, no, 0.25) * float64(1-2*r.IntN(2))
	first := j / trialVotes * 2 * trialSide // of those who vote on this statement
	for i := range trialSide {
		voted := &run.sheet.vote[first+2*i+side][j]
		shift := differ * float64(1-2*(i%2)) // the group of the i-th person
		x := r.Float64()
		switch {
		case x < yes+shift:
			*voted = 1
		case x < yes+no:
			*voted = -1
		default:
			*voted = 0
		}
	}
}

// isTrue reports whether every side's share lies above one half.
func (run *trialRun) isTrue(j int, way Reading) bool {
	shares := run.agree[j]
	if way == CommonGroundReject {
		shares = run.disagree[j]
	}
	return shares[0] > 0.5 && shares[1] > 0.5
}

// R11: of all calls over 200 seeds at most 5% are wrong, in each mix; of the
// planted common grounds at least 90% are found in the first two.
func TestWrongCallsAndFoundOnesByR11(t *testing.T) {
	for _, mix := range trialMixes {
		t.Run(mix.name, func(t *testing.T) {
			t.Parallel()
			calls, wrong, planted, found := 0, 0, 0, 0
			for seed := range uint64(trialSeeds) {
				run := mix.newTrialRun(seed)
				m := mustMap(t, run.sheet.input(), Options{})
				for j, st := range m.Statements {
					called := st.Reading == CommonGround || st.Reading == CommonGroundReject
					if called {
						calls++
						if !run.isTrue(j, st.Reading) {
							wrong++
						}
					}
					if run.planted[j] != 0 {
						planted++
						if called && (st.Reading == CommonGround) == (run.planted[j] > 0) {
							found++
						}
					}
				}
			}
			t.Logf("%s: %d of %d calls are wrong (%.2f%%), %d of %d planted are found (%.1f%%)", mix.name,
				wrong, calls, 100*float64(wrong)/float64(max(1, calls)), found, planted, 100*float64(found)/float64(max(1, planted)))
			if 20*wrong > calls {
				t.Errorf("%d of %d calls are wrong", wrong, calls)
			}
			if 10*found < 9*planted {
				t.Errorf("%d of %d planted common grounds are found", found, planted)
			}
		})
	}
}
