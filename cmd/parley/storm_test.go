package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/store/pgtest"
)

// A storm is many who vote at once, each as fast as the answers come. A vote is
// a first one or a change of an earlier one.
type storm struct {
	*prepared
	t         testing.TB
	mayRefuse bool // votes may be answered with an error
	answered  tally
	refused   tally
	going     sync.WaitGroup
	end       atomic.Bool
}

// A tally counts, and tells when a number is reached.
type tally struct {
	mu    sync.Mutex
	n     int
	marks map[int]chan struct{}
}

func (c *tally) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	if reached := c.marks[c.n]; reached != nil {
		close(reached)
	}
}

// further returns a channel that is closed when there are n more than now.
func (c *tally) further(n int) chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.marks == nil {
		c.marks = map[int]chan struct{}{}
	}
	reached := make(chan struct{})
	c.marks[c.n+n] = reached
	return reached
}

// begin lets everybody cast up to most votes, to the processes in turn. Who
// finds a process gone goes on with the others, and stops when there is none.
func (s *storm) begin(most int, addresses ...string) {
	for i, k := range s.takers {
		s.going.Go(func() { s.blow(k, uint64(i), most, slices.Clone(addresses)) })
	}
}

func (s *storm) blow(k *taker, seed uint64, most int, addresses []string) {
	chance := rand.New(rand.NewPCG(seed, uint64(len(k.sent))))
	for turn := int(seed); most > 0 && len(addresses) > 0 && !s.end.Load(); turn++ {
		most--
		address := addresses[turn%len(addresses)]
		err := k.vote(address, s.draw(k, chance))
		switch {
		case err == nil:
			s.answered.add()
		case errors.Is(err, errRefused):
			s.refused.add()
			if !s.mayRefuse {
				s.t.Error(err)
				return
			}
		default:
			addresses = slices.DeleteFunc(addresses, func(a string) bool { return a == address })
		}
	}
}

// draw makes up a vote: the next statement, or now and then an earlier one.
func (s *storm) draw(k *taker, chance *rand.Rand) dialogue.Vote {
	at := len(k.sent) % len(s.statements)
	if chance.IntN(4) == 0 {
		at = chance.IntN(at + 1)
	}
	return dialogue.Vote{Participant: k.id, Statement: s.statements[at],
		Choice: dialogue.Choice(chance.IntN(3) - 1), Important: chance.IntN(2) == 0}
}

// after returns when there are n more acknowledgments than now, or when all is
// over.
func (s *storm) after(n int) { s.until(s.answered.further(n)) }

func (s *storm) until(reached chan struct{}) {
	over := make(chan struct{})
	go func() {
		s.going.Wait()
		close(over)
	}()
	select {
	case <-reached:
	case <-over:
	}
}

// abate lets everybody finish the vote that is under way, and waits.
func (s *storm) abate() {
	s.end.Store(true)
	s.going.Wait()
	s.end.Store(false)
}

// signIn brings everybody back in, a few at a time.
func (p *prepared) signIn(t testing.TB, address string) {
	t.Helper()
	var all sync.WaitGroup
	for at := range 4 {
		all.Go(func() {
			for i := at; i < len(p.takers); i += 4 {
				p.takers[i].signIn(t, address)
			}
		})
	}
	all.Wait()
}

// kept returns the votes in the database.
func (p *prepared) kept(t testing.TB) (votes map[dialogue.ParticipantID]ballotPaper, total int) {
	t.Helper()
	votes = map[dialogue.ParticipantID]ballotPaper{}
	p.open(t, func(n *node.Node) { total = readVotes(t, n, p.dialogue, votes) })
	return votes, total
}

// A ballotPaper is how one participant voted.
type ballotPaper map[dialogue.StatementID]dialogue.Vote

func readVotes(t testing.TB, n *node.Node, id dialogue.ID, into map[dialogue.ParticipantID]ballotPaper) (total int) {
	t.Helper()
	must(t, n.Store.ScanVotes(t.Context(), id, func(v dialogue.Vote) error {
		if into[v.Participant] == nil {
			into[v.Participant] = ballotPaper{}
		}
		if _, twice := into[v.Participant][v.Statement]; twice {
			return fmt.Errorf("vote of %d on %s is there twice", v.Participant, v.Statement)
		}
		into[v.Participant][v.Statement] = v
		total++
		return nil
	}))
	return total
}

// check compares what is kept with what everybody was told: of every vote the
// last acknowledged choice is there, or one that was sent after it, and nothing
// is there that nobody sent.
func (p *prepared) check(t testing.TB) {
	t.Helper()
	votes, total := p.kept(t)
	checked := 0
	for _, k := range p.takers {
		for id, may := range k.may() {
			vote, there := votes[k.id][id]
			if there {
				checked++
			}
			if !slices.Contains(may, vote) {
				t.Errorf("on statement %s there is %+v, and should be one of %+v", id, vote, may)
			}
		}
	}
	if checked != total {
		t.Errorf("%d votes are there, of which %d were cast", total, checked)
	}
}

// may returns what can be kept of the votes that were sent; a zero one is none.
func (k *taker) may() map[dialogue.StatementID][]dialogue.Vote {
	may := map[dialogue.StatementID][]dialogue.Vote{}
	for _, v := range k.sent {
		switch {
		case v.answered:
			may[v.Statement] = []dialogue.Vote{v.Vote}
		case may[v.Statement] == nil:
			may[v.Statement] = []dialogue.Vote{{}, v.Vote}
		default:
			may[v.Statement] = append(may[v.Statement], v.Vote)
		}
	}
	return may
}

// A process that is killed 20 times while 64 people cast 10,000 votes loses
// none that it acknowledged, and has none twice.
func TestKillInAStorm(t *testing.T) {
	const kills, votes = 20, 10_000
	p := prepare(t, "", 64, 120)
	s := &storm{prepared: p, t: t}
	chance := rand.New(rand.NewPCG(1, 2))
	for kill := range kills {
		running := p.serve(t)
		if kill == 0 {
			p.signIn(t, running.address)
		}
		s.begin(votes, running.address)
		s.after(votes/kills + chance.IntN(100))
		running.kill()
		s.going.Wait()
		p.check(t)
	}
	if s.answered.n < votes {
		t.Errorf("%d votes were acknowledged", s.answered.n)
	}
	if status := p.serve(t).stop(); status != 0 {
		t.Errorf("after all that it ends with status %d", status)
	}
	p.check(t)
}

// Two processes serve one PostgreSQL, and everybody votes through both in turn.
// When one is killed nothing is lost, and the other goes on.
func TestTwoProcessesOneKilled(t *testing.T) {
	const votes = 10_000
	p := prepare(t, pgtest.URL(t), 64, 120)
	first, second := p.serve(t), serveFolder(t, p.copySecrets(t), "--database", p.database)
	p.signIn(t, first.address)
	s := &storm{prepared: p, t: t}
	s.begin(votes/len(p.takers)+1, first.address, second.address)
	s.after(votes / 2)
	first.kill()
	s.going.Wait()
	if s.answered.n < votes-len(p.takers) {
		t.Errorf("%d votes were acknowledged", s.answered.n)
	}
	p.check(t)
	if status := second.stop(); status != 0 || second.logged.String() != "" {
		t.Errorf("the other ends with status %d: %s", status, second.logged.String())
	}
}

// A process that is told to stop in a storm answers what it has begun, keeps
// all that it answered, cuts nobody off and ends with status 0.
func TestStopsGracefully(t *testing.T) {
	p := prepare(t, "", 32, 60)
	running := p.serve(t)
	p.signIn(t, running.address)
	s := &storm{prepared: p, t: t}
	s.begin(100_000, running.address)
	s.after(1000)
	status := running.stop()
	s.going.Wait()
	if status != 0 || running.logged.String() != "" {
		t.Errorf("status %d: %s", status, running.logged.String())
	}
	p.check(t)
}

// While the disk takes nothing every vote is answered with an error and is not
// kept, pages are still shown, and when there is room again it goes on, without
// a new start. (The disk is a limit on the size of files.)
func TestFullDisk(t *testing.T) {
	p := prepare(t, "", 32, 60)
	running := p.serve(t)
	p.signIn(t, running.address)
	s := &storm{prepared: p, t: t, mayRefuse: true}
	s.begin(100_000, running.address)
	s.after(500)
	refused := s.refused.further(200)
	running.limitFiles("4096:unlimited")
	s.until(refused)
	tokenAt(t, http.DefaultClient, "http://"+running.address+p.takers[0].path("/vote"), p.takers[0].cookie)
	running.limitFiles("unlimited")
	s.after(500)
	s.abate()
	if s.refused.n < 200 {
		t.Errorf("only %d votes were refused", s.refused.n)
	}
	p.check(t)
	if status := running.stop(); status != 0 {
		t.Errorf("it ends with status %d", status)
	}
	p.check(t)
}
