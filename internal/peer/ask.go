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
// cosigned another size than the request goes on from, and with a
// *record.ForkError where what it cosigned does not go on to this. The client
// sets how long it may take.
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
		return nil, forked(request, body)
	case http.StatusUnprocessableEntity:
		return nil, forked(request, body)
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

// forked says of which checkpoint the witness says that the record does not go
// on from it.
func forked(request, body []byte) error {
	fork := &record.ForkError{}
	if asked, err := record.ParseAddCheckpoint(request); err == nil {
		fork.Shown, _ = parsePlain(asked.Checkpoint)
		fork.Known = record.Checkpoint{Origin: fork.Shown.Origin, Size: asked.Old}
	}
	if known, ok := parsePlain(body); ok && known.Origin == fork.Shown.Origin {
		fork.Known = known
	}
	return fork
}
