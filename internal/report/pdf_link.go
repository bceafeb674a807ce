package report

import (
	"regexp"
	"strings"
)

// address is what a link may lead to outside the file: the web or mail, in
// characters that every reader of PDF and DOCX takes for an address.
var address = regexp.MustCompile(`^(https?://` + hostPattern + `(:[1-5]?[0-9]{1,4})?([/?#][\w.~:/?#\[\]@!$&'()*+,;=%-]*)?|mailto:[\w.+-]+@` + hostPattern + `)$`)

const hostPattern = `[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*`

// anchorsOf numbers the anchors of blocks from 1, in reading order.
func anchorsOf(blocks []Block) map[string]int {
	at := map[string]int{}
	numberAnchors(at, blocks)
	return at
}

func numberAnchors(at map[string]int, blocks []Block) {
	add := func(anchor string) {
		if anchor != "" && at[anchor] == 0 {
			at[anchor] = len(at) + 1
		}
	}
	for _, b := range blocks {
		add(b.Anchor)
		for _, item := range b.Items {
			add(item.Anchor)
			numberAnchors(at, item.Blocks)
		}
		for _, column := range b.Column {
			numberAnchors(at, column.Blocks)
		}
	}
}

// leads reports whether a link leads anywhere: to an anchor of the edition or
// to an address. Words with another are set as if they had none.
func (s *typesetter) leads(link string) bool {
	if anchor, ok := strings.CutPrefix(link, "#"); ok {
		return s.anchors[anchor] != 0
	}
	return address.MatchString(link)
}
