package web

import (
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// A textField asks for a text in one language.
type textField struct {
	Name, Label, Lang, Value string
}

// textFields asks for a text in every language. The fields are called
// prefix_az and so on; label is a message that takes the name of a {{Language}}.
func (v *visitor) textFields(prefix string, label locale.Key, t dialogue.Text) []textField {
	var all []textField
	for _, l := range dialogue.Languages() {
		all = append(all, textField{prefix + "_" + string(l), v.Text(label, "Language", v.LanguageName(string(l))), string(l), t[l]})
	}
	return all
}

// text returns what was sent for textFields.
func (v *visitor) text(prefix string) dialogue.Text {
	t := dialogue.Text{}
	for _, l := range dialogue.Languages() {
		t[l] = v.field(prefix + "_" + string(l))
	}
	return t
}

// A pick is one of several answers that a form offers.
type pick struct {
	Value, Label, What string
	Lang               string // of Label; "" when it is the page's
	Chosen             bool
}

// languagePicks offers every language.
func (v *visitor) languagePicks(chosen ...string) []pick {
	var all []pick
	for _, l := range dialogue.Languages() {
		p := pick{Value: string(l), Label: v.LanguageName(string(l))}
		for _, c := range chosen {
			p.Chosen = p.Chosen || c == p.Value
		}
		all = append(all, p)
	}
	return all
}

// number returns the whole number that was sent, or -1, which every rule about
// numbers refuses in its own words.
func (v *visitor) number(name string) int {
	n, err := strconv.Atoi(strings.TrimSpace(v.field(name)))
	if err != nil {
		return -1
	}
	return n
}

// done reports whether the page is shown after what the name stands for was
// done.
func (v *visitor) done(what string) bool { return v.r.URL.Query().Get("done") == what }

// address returns the node's address, for links that are handed on.
func (v *visitor) address() string {
	if v.site.Home != "" {
		return strings.TrimSuffix(v.site.Home, "/")
	}
	if v.site.Secure {
		return "https://" + v.r.Host
	}
	return "http://" + v.r.Host
}
