package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"parley/internal/dialogue"
	"parley/internal/peer"
)

// outwardTimeout is how long another program has to answer, as a whole.
const outwardTimeout = 20 * time.Second

// newOutward makes the client with which this program asks others: the witnesses
// and the node that it was told of, and nobody else. It follows no redirection.
func newOutward() *http.Client {
	return &http.Client{
		Timeout:       outwardTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// checkURL accepts the address of another program.
func checkURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("%s: expected http://… or https://…, and nothing after it", plainLine(text))
	}
	return nil
}

// parseWitnesses reads the --witness flags: SIDE=URL, once for each side.
func parseWitnesses(flags []string) (map[dialogue.SideID]string, error) {
	all := map[dialogue.SideID]string{}
	for _, text := range flags {
		id, address, _ := strings.Cut(text, "=")
		side := dialogue.SideID(id)
		if dialogue.CheckSideID(side) != nil {
			return nil, fmt.Errorf("--witness %s: expected SIDE=URL", plainLine(text))
		}
		if _, twice := all[side]; twice {
			return nil, fmt.Errorf("--witness %s: the side is there twice", plainLine(text))
		}
		if err := checkURL(address); err != nil {
			return nil, fmt.Errorf("--witness %s=%w", side, err)
		}
		all[side] = address
	}
	return all, nil
}

// asking returns how a node asks the witnesses of its sides; nil where there are
// none.
func asking(witnesses map[dialogue.SideID]string) func(context.Context, dialogue.SideID, []byte) ([]byte, error) {
	if len(witnesses) == 0 {
		return nil
	}
	client := newOutward()
	return func(ctx context.Context, side dialogue.SideID, request []byte) ([]byte, error) {
		address, ok := witnesses[side]
		if !ok {
			return nil, fmt.Errorf("the witness of %s is not known: serve --witness %s=URL names it", side, side)
		}
		return peer.Ask(ctx, client, address, request)
	}
}
