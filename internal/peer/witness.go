package peer

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"parley/internal/record"
)

// LongestRequest is the most bytes of a request to a witness: a proof of the
// largest tree and a checkpoint with many signatures.
const LongestRequest = 32 << 10

// A Witness cosigns what goes on from what it cosigned before, and nothing else.
// Its methods may be called by many goroutines.
type Witness struct {
	private string
	now     func() time.Time
	save    func(Cosigned) error
	alarm   func(Alarm)
	refused func(error)

	mu   sync.Mutex // held from the decision until the disk has it
	last Cosigned
}

// A Cosigned is all that a witness remembers.
type Cosigned struct {
	State      record.WitnessState `json:"state"`
	Checkpoint string              `json:"checkpoint"` // with the cosignature; "" before the first
}

// WitnessOptions are what a witness is made of. All must be given but where it is
// said.
type WitnessOptions struct {
	Private string // the witness's key
	Now     func() time.Time
	Save    func(Cosigned) error // returns when it is on disk: until then no cosignature leaves
	Alarm   func(Alarm)
	Refused func(error) // is told of proofs that do not hold, by whomever; may be nil
}

// NewWitness makes a witness that goes on from what it last cosigned. Before the
// first checkpoint that has the origin and the public key of the record.
func NewWitness(last Cosigned, o WitnessOptions) *Witness {
	return &Witness{private: o.Private, now: o.Now, save: o.Save, alarm: o.Alarm, refused: o.Refused, last: last}
}

// Last returns what the witness last cosigned.
func (w *Witness) Last() Cosigned {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last
}

// Cosign is add-checkpoint without HTTP: it returns the cosignature lines. It
// fails with a *record.StaleError or a *record.ProofError where it is not shown
// that the checkpoint goes on from the last one, and after an alarm with a
// *record.ForkError where the two are of one size: nobody without the record's
// key can raise it. Whatever the error, nothing was cosigned.
func (w *Witness) Cosign(request []byte) ([]byte, error) {
	asked, err := record.ParseAddCheckpoint(request)
	if err != nil {
		return nil, errUnread
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if asked.Checkpoint, err = w.check(asked); err != nil {
		return nil, err
	}
	next, line, err := w.last.State.Advance(asked, w.now(), w.private)
	if fork, ok := errors.AsType[*record.ForkError](err); ok {
		w.alarm(Alarm{fork, []byte(w.last.Checkpoint), asked.Checkpoint})
	}
	if proof, ok := errors.AsType[*record.ProofError](err); ok && w.refused != nil {
		w.refused(proof)
	}
	if err != nil {
		return nil, err
	}
	note, err := record.AddCosignatures(asked.Checkpoint, line)
	if err != nil {
		return nil, fmt.Errorf("join the cosignature: %w", err)
	}
	cosigned := Cosigned{next, string(note)}
	if err := w.save(cosigned); err != nil {
		return nil, fmt.Errorf("keep the checkpoint: %w", err)
	}
	w.last = cosigned
	return line, nil
}

// What a witness refuses without an alarm.
var (
	errUnread   = errors.New("this is no request to a witness")
	errUnsigned = errors.New("the record did not sign this checkpoint")
	errOrigin   = errors.New("another record is witnessed here")
)

// check refuses what is no checkpoint of this record. It returns the checkpoint
// without what others put under it.
func (w *Witness) check(asked record.AddCheckpoint) ([]byte, error) {
	if origin, _, _ := strings.Cut(string(asked.Checkpoint), "\n"); origin != w.last.State.Origin {
		return nil, errOrigin
	}
	at, bare, err := record.BareCheckpoint(asked.Checkpoint, w.last.State.Log)
	if err != nil {
		return nil, errUnsigned
	}
	if at.Size < 1 || asked.Old > at.Size {
		return nil, errUnread
	}
	return bare, nil
}

// Handler serves add-checkpoint.
func (w *Witness) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", w.serve)
	return mux
}

func (w *Witness) serve(out http.ResponseWriter, r *http.Request) {
	out.Header().Set("Cache-Control", "no-store")
	request, err := io.ReadAll(http.MaxBytesReader(out, r.Body, LongestRequest))
	if _, long := errors.AsType[*http.MaxBytesError](err); long {
		http.Error(out, "the request is too long", http.StatusRequestEntityTooLarge)
		return
	}
	if err != nil {
		http.Error(out, "the request is not whole", http.StatusBadRequest)
		return
	}
	line, err := w.Cosign(request)
	if err != nil {
		answerRefusal(out, err)
		return
	}
	out.Header().Set("Content-Type", "text/plain; charset=utf-8")
	out.Write(line)
}

// sizeType is the media type of a size that a witness last cosigned.
const sizeType = "text/x.tlog.size"

func answerRefusal(out http.ResponseWriter, err error) {
	if stale, ok := errors.AsType[*record.StaleError](err); ok {
		out.Header().Set("Content-Type", sizeType)
		out.WriteHeader(http.StatusConflict)
		fmt.Fprintf(out, "%d\n", stale.Size)
		return
	}
	if fork, ok := errors.AsType[*record.ForkError](err); ok {
		answerKnown(out, http.StatusConflict, fork.Known)
		return
	}
	if proof, ok := errors.AsType[*record.ProofError](err); ok {
		answerKnown(out, http.StatusUnprocessableEntity, proof.Known)
		return
	}
	switch {
	case errors.Is(err, errUnread):
		http.Error(out, err.Error(), http.StatusBadRequest)
	case errors.Is(err, errUnsigned):
		http.Error(out, err.Error(), http.StatusForbidden)
	case errors.Is(err, errOrigin):
		http.Error(out, err.Error(), http.StatusNotFound)
	default:
		http.Error(out, "the checkpoint could not be kept", http.StatusInternalServerError)
	}
}

// answerKnown answers with the checkpoint from which the record does not go on.
func answerKnown(out http.ResponseWriter, status int, known record.Checkpoint) {
	out.Header().Set("Content-Type", "text/plain; charset=utf-8")
	out.WriteHeader(status)
	io.WriteString(out, known.Text())
}
