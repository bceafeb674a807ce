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
	if p.bar == nil || total != p.total {
		p.total = total
		p.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(p.out),
			progressbar.OptionSetDescription("reading the votes"), progressbar.OptionShowBytes(true),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	p.bar.Set64(done)
}

// compute notes that all has been read.
func (p *progress) compute() {
	if p.bar != nil {
		p.bar.Describe("computing the map")
	}
}

// done clears the line.
func (p *progress) done() {
	if p.bar != nil {
		p.bar.Finish()
	}
}
