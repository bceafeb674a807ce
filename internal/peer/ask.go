package peer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"parley/internal/record"
)

// longestAnswer is the most bytes that are read of a witness's answer.
const longestAnswer = 16 << 10

// Ask hands the witness at an address a request in the form of
// [record.AddCheckpoint] and returns its cosignature lines, which are not
// checked here. It fails with a *record.StaleError where the witness last
// cosigned another size than the request goes on from, with a *record.ForkError
// where it has another root of this size, and with a *record.ProofError where
// the proof does not show that what it cosigned goes on to this. The client sets
// how long it may take.
func Ask(ctx context.Context, client *http.Client, url string, request []byte) ([]byte, error) {
	asked, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(url, "/")+"/add-checkpoint", bytes.NewReader(request))
	if err != nil {
		return nil, fmt.Errorf("ask a witness: %w", err)
	}
	asked.Header.Set("Content-Type", "text/plain; charset=utf-8")
	answer, err := client.Do(asked)
	if err != nil {
		return nil, fmt.Errorf("ask a witness: %w", err)
	}
	defer answer.Body.Close()
	body, err := readAnswer(answer, longestAnswer)
	if err != nil {
		return nil, fmt.Errorf("read the answer of a witness: %w", err)
	}
	switch answer.StatusCode {
	case http.StatusOK:
		return body, nil
	case http.StatusConflict:
		if size, ok := parseSize(answer, body); ok {
			return nil, &record.StaleError{Size: size}
		}
		known, shown := parted(request, body)
		return nil, &record.ForkError{Known: known, Shown: shown}
	case http.StatusUnprocessableEntity:
		known, shown := parted(request, body)
		return nil, &record.ProofError{Known: known, Shown: shown}
	}
	return nil, fmt.Errorf("the witness answers with status %d", answer.StatusCode)
}

// readAnswer reads an answer that has at most so many bytes.
func readAnswer(answer *http.Response, most int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(answer.Body, most+1))
	if err == nil && int64(len(body)) > most {
		err = fmt.Errorf("it is longer than %d bytes", most)
	}
	return body, err
}

func parseSize(answer *http.Response, body []byte) (int64, bool) {
	kind, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if err != nil || kind != sizeType {
		return 0, false
	}
	text, ok := strings.CutSuffix(string(body), "\n")
	size, err := strconv.ParseInt(text, 10, 64)
	return size, ok && err == nil && size >= 0 && strconv.FormatInt(size, 10) == text
}

// parted says which checkpoint was shown, and from which the witness says that it
// does not go on.
func parted(request, body []byte) (known, shown record.Checkpoint) {
	if asked, err := record.ParseAddCheckpoint(request); err == nil {
		shown, _ = parsePlain(asked.Checkpoint)
		known = record.Checkpoint{Origin: shown.Origin, Size: asked.Old}
	}
	if told, ok := parsePlain(body); ok && told.Origin == shown.Origin {
		known = told
	}
	return known, shown
}
