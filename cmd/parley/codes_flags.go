package main

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// check reads what the flags of `parley codes` say; sides stand in the order in
// which they were named.
func (job *codesJob) check() (dialogue.ID, []sideCodes, error) {
	id, ok := dialogue.ParseID[dialogue.ID](job.dialogue)
	if !ok {
		return 0, nil, fmt.Errorf("--dialogue %s: not the identifier of a dialogue (13 letters and digits)", job.dialogue)
	}
	if err := checkAddress(job.address); err != nil {
		return 0, nil, err
	}
	sides, err := parseCounts(job.counts)
	if err != nil {
		return 0, nil, err
	}
	return id, sides, parseCardLanguages(job.languages, sides)
}

// checkAddress accepts what can stand before /enter.
func checkAddress(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil ||
		u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return fmt.Errorf("--address %s: expected https://HOST or http://HOST, and nothing after it", text)
	}
	return nil
}

// parseCounts reads the --side flags, in their order.
func parseCounts(flags []string) ([]sideCodes, error) {
	var sides []sideCodes
	for _, text := range flags {
		id, number, _ := strings.Cut(text, "=")
		side := sideCodes{id: dialogue.SideID(id)}
		var err error
		side.count, err = strconv.Atoi(number)
		switch {
		case dialogue.CheckSideID(side.id) != nil:
			return nil, fmt.Errorf("--side %s: a side has small letters, digits and hyphens", text)
		case err != nil || side.count < 1 || side.count > dialogue.MostCodes:
			return nil, fmt.Errorf("--side %s: expected a number from 1 to %d after the =", text, dialogue.MostCodes)
		case findSide(sides, side.id) >= 0:
			return nil, fmt.Errorf("--side %s: the side is there twice", text)
		}
		sides = append(sides, side)
	}
	if len(sides) > dialogue.MostSides {
		return nil, fmt.Errorf("--side: more than %d sides", dialogue.MostSides)
	}
	return sides, nil
}

func findSide(sides []sideCodes, id dialogue.SideID) int {
	return slices.IndexFunc(sides, func(s sideCodes) bool { return s.id == id })
}

// parseCardLanguages reads the --lang flags into the sides.
func parseCardLanguages(flags []string, sides []sideCodes) error {
	for _, text := range flags {
		id, list, _ := strings.Cut(text, "=")
		i := findSide(sides, dialogue.SideID(id))
		if i < 0 {
			return fmt.Errorf("--lang %s: no --side %s", text, id)
		}
		for l := range strings.SplitSeq(list, ",") {
			if !slices.Contains(locale.Languages(), locale.Language(l)) || slices.Contains(sides[i].languages, locale.Language(l)) {
				return fmt.Errorf("--lang %s: expected some of az, en, hy, ru, each once", text)
			}
			sides[i].languages = append(sides[i].languages, locale.Language(l))
		}
	}
	return nil
}
