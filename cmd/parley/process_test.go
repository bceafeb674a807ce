package main

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// A process is a parley that runs: this test binary under the program's name
// (see TestMain), so that it is killed and stopped as the real one is.
type process struct {
	t       testing.TB
	cmd     *exec.Cmd
	address string // of the site: "127.0.0.1:…"
	said    output // on standard output
	logged  output // on standard error
	temp    string // where it may keep temporary files
	over    chan struct{}
}

// serveFolder starts `parley serve` over a folder, with further arguments, and
// returns when it answers. It is killed when the test ends, if not before.
func serveFolder(t testing.TB, dir folder, args ...string) *process {
	t.Helper()
	p := begin(t, append([]string{"serve", "--data", string(dir), "--addr", "127.0.0.1:0"}, args...)...)
	for p.address == "" {
		select {
		case <-p.said.more:
		case <-p.over:
			t.Fatalf("parley serve ended with status %d: %s", p.cmd.ProcessState.ExitCode(), p.logged.String())
		}
		if found := sayAddress.FindStringSubmatch(p.said.String()); found != nil {
			p.address = found[1]
		}
	}
	answer, err := http.Get("http://" + p.address + "/readyz")
	must(t, err)
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("a process that serves is %s", answer.Status)
	}
	return p
}

var sayAddress = regexp.MustCompile(`(?m)^Parley is at http://([^\s/]+)\. `)

// begin starts the program.
func begin(t testing.TB, args ...string) *process {
	t.Helper()
	p := &process{t: t, cmd: exec.Command("parley", args...), temp: t.TempDir(), over: make(chan struct{})}
	p.said.more, p.logged.more = make(chan struct{}, 1), make(chan struct{}, 1)
	p.cmd.Stdout, p.cmd.Stderr = &p.said, &p.logged
	p.cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TMPDIR=") }), "TMPDIR="+p.temp)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.cmd.Wait()
		close(p.over)
	}()
	t.Cleanup(p.kill)
	return p
}

// do runs the program to its end and returns its exit status.
func do(t testing.TB, args ...string) (status int, p *process) {
	t.Helper()
	p = begin(t, args...)
	return p.wait(), p
}

// wait returns the exit status, -1 of a process that was killed.
func (p *process) wait() int {
	<-p.over
	return p.cmd.ProcessState.ExitCode()
}

// kill ends the process as a power failure ends it, as far as the process is
// concerned. What has ended stays so.
func (p *process) kill() {
	p.cmd.Process.Kill()
	<-p.over
}

// stop asks the process to end and returns its exit status.
func (p *process) stop() int {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Errorf("stop: %v", err)
	}
	return p.wait()
}

// limitFiles sets how large the process may make files.
func (p *process) limitFiles(size string) {
	p.t.Helper()
	if said, err := exec.Command("prlimit", "--pid", strconv.Itoa(p.cmd.Process.Pid), "--fsize="+size).CombinedOutput(); err != nil {
		p.t.Fatalf("prlimit: %v: %s", err, said)
	}
}

// An output is what a process has written so far.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{} // told of more
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text.Write(p)
	select {
	case o.more <- struct{}{}:
	default:
	}
	return len(p), nil
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}
