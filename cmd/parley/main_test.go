package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"parley": main})
}

// The stories of testdata/script: the commands as a person types them. $CONV
// is the folder of the conversations that they read, $LOG and $OTHERLOG are the
// public keys of two records.
func TestStories(t *testing.T) {
	conversations, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("CONV", conversations)
			_, log := testLog("parley-test")
			_, other := testLog("parley-other")
			e.Setenv("LOG", log)
			e.Setenv("OTHERLOG", other)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"parley": runParley, "status": status, "copy": copyFolder, "shuffle": shuffle, "busy": busy, "free": free, "await": await,
			"rows": writeRows, "proposal": writeProposal, "release": writeRelease,
		},
	})
}

// runParley runs the program: `parley ARGUMENTS`. With ! it must fail with
// status 1 and one line of explanation.
func runParley(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec("parley", args...)
	if !neg {
		ts.Check(err)
		return
	}
	if got := statusOf(ts, err); got != 1 {
		ts.Fatalf("status %d, want 1", got)
	}
	if said := ts.ReadFile("stderr"); strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "parley: ") {
		ts.Fatalf("not one line of explanation: %q", said)
	}
}

func statusOf(ts *testscript.TestScript, err error) int {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	ts.Check(err)
	return 0
}

// status compares an exit status: `status 1 PROGRAM ARGUMENTS`.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status NUMBER PROGRAM ARGUMENTS")
	}
	if got := fmt.Sprint(statusOf(ts, ts.Exec(args[1], args[2:]...))); got != args[0] {
		ts.Fatalf("status %s, want %s", got, args[0])
	}
}

// copyFolder copies a folder of files: `copy FROM TO`.
func copyFolder(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: copy FROM TO")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// shuffle puts the rows of a CSV file without line breaks in cells, but for
// its header, in another order: `shuffle FILE`.
func shuffle(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: shuffle FILE")
	}
	rows := slices.Collect(strings.Lines(ts.ReadFile(args[0])))
	if len(rows) < 3 {
		ts.Fatalf("%s has %d lines", args[0], len(rows))
	}
	slices.Reverse(rows[1:])
	for i := 1; i+2 < len(rows); i += 3 { // and every third with the next
		rows[i], rows[i+1] = rows[i+1], rows[i]
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(rows, "")), 0o600))
}

// listen sets a variable to an address of this machine that it listens at.
func listen(ts *testscript.TestScript, args []string) net.Listener {
	if len(args) != 1 {
		ts.Fatalf("usage: busy VARIABLE, free VARIABLE")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], listener.Addr().String())
	return listener
}

// busy finds an address that another one listens at: `busy VARIABLE`.
func busy(ts *testscript.TestScript, _ bool, args []string) {
	listener := listen(ts, args)
	ts.Defer(func() { listener.Close() })
}

// free finds an address that nobody listens at: `free VARIABLE`.
func free(ts *testscript.TestScript, _ bool, args []string) {
	listen(ts, args).Close()
}

// await asks for a page until it comes, and looks for words in it, in any
// case: `await ADDRESS WORDS`.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: await ADDRESS WORDS")
	}
	for range 200 {
		answer, err := http.Get(args[0])
		if err != nil {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		page, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		ts.Check(err)
		if !bytes.Contains(bytes.ToLower(page), []byte(strings.ToLower(args[1]))) {
			ts.Fatalf("%s does not say %s", args[0], args[1])
		}
		return
	}
	ts.Fatalf("%s does not answer", args[0])
}
