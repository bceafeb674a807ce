package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// An asker asks whoever sits at the terminal. Where standard input is no
// terminal it reads a line of it for every question.
type asker struct {
	in  *bufio.Reader
	raw io.Reader
	out io.Writer // for questions: standard error, so that they never get into a file
}

func newAsker(in io.Reader, out io.Writer) *asker {
	return &asker{bufio.NewReader(in), in, out}
}

// line asks a question and returns the line that is typed.
func (a *asker) line(question string) (string, error) {
	fmt.Fprint(a.out, question)
	text, err := a.in.ReadString('\n')
	if errors.Is(err, io.EOF) && text != "" {
		err = nil
	}
	if errors.Is(err, io.EOF) {
		return "", errors.New("nobody answered: standard input has ended")
	}
	return strings.TrimRight(text, "\r\n"), err
}

// secret asks for what must not be seen on the screen.
func (a *asker) secret(question string) (string, error) {
	file, ok := a.raw.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return a.line(question)
	}
	fmt.Fprint(a.out, question)
	text, err := term.ReadPassword(int(file.Fd()))
	fmt.Fprintln(a.out)
	return string(text), err
}

// yes asks a question that only the word "yes" affirms.
func (a *asker) yes(question string) (bool, error) {
	answer, err := a.line(question)
	return strings.EqualFold(strings.TrimSpace(answer), "yes"), err
}
