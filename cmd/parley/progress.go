package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A progress shows on a terminal how far a long job has come, once it has
// taken longer than patience. On anything but a terminal it shows nothing.
type progress struct {
	out   io.Writer // nil: not a terminal
	begun time.Time
	bar   *progressbar.ProgressBar
	total int64
}

const patience = time.Second

func newProgress(out io.Writer) *progress {
	p := &progress{begun: time.Now()}
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		p.out = out
	}
	return p
}

// read notes that so many bytes have been read.
func (p *progress) read(done, total int64) {
	if p.out == nil || p.bar == nil && time.Since(p.begun) < patience {
		return
	}
	if done >= total {
		return // leaves the bar to be cleared when all is done
	}
	if p.bar == nil || total != p.total {
		p.total = total
		p.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(p.out),
			progressbar.OptionSetDescription("reading the votes"), progressbar.OptionShowBytes(true),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	p.bar.Set64(done)
}

// compute notes that all has been read. What follows has no length that is
// known beforehand.
func (p *progress) compute() {
	if p.out == nil {
		return
	}
	p.done()
	p.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription("computing the map"),
		progressbar.OptionSpinnerType(14), progressbar.OptionClearOnFinish())
}

// done clears the line.
func (p *progress) done() {
	if p.bar != nil {
		p.bar.Finish()
	}
}
