package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// A desk is where a co-chair works: a browser with a wide window.
type desk struct{ *phone }

const deskWidth = 1280 // pixels

// sit opens a page in the language of whoever sits there.
func (d *desk) sit(path string) {
	d.s.t.Helper()
	d.Visit(d.s.home+path+"?lang="+string(d.Language()), deskWidth)
}

// write fills in a form's words in every language, with each translation approved
// where that is asked, and further fields.
func (d *desk) write(form, field string, original dialogue.Language, words dialogue.Text, more ...string) {
	d.s.t.Helper()
	fields := []string{field + "_in", string(original)}
	for _, l := range dialogue.Languages() {
		fields = append(fields, field+"_"+string(l), words[l])
		if l != original {
			fields = append(fields, "?"+field+"_approved", string(l))
		}
	}
	d.fill(form, append(fields, more...)...)
}

// fill fills in a form: text fields, choices, and ticks by their value. A field
// whose name begins with ? may be missing.
func (d *desk) fill(form string, fields ...string) {
	d.s.t.Helper()
	given, _ := json.Marshal(fields)
	missing := webtest.Evaluate[string](d.Tab, fmt.Sprintf(`((form, fields) => {
		document.querySelectorAll("details").forEach(e => e.open = true);
		const f = document.querySelector(form);
		if (!f) return form;
		for (let i = 0; i < fields.length; i += 2) {
			const name = fields[i].replace(/^\?/, ""), value = fields[i + 1], ticks = ["checkbox", "radio"];
			const all = [...f.querySelectorAll("[name=" + name + "]")].filter(e => !ticks.includes(e.type) || e.value == value);
			if (all.length == 0 && name == fields[i]) return name;
			all.forEach(e => ticks.includes(e.type) ? e.checked = true : e.value = value);
		}
		return "";
	})(%q, %s)`, form, given))
	if missing != "" {
		d.s.t.Fatalf("%s has no %s: %s", d.here(), missing, d.text())
	}
}

// send presses the button of a form.
func (d *desk) send(form string) {
	d.s.t.Helper()
	webtest.Evaluate[bool](d.Tab, `document.querySelectorAll("details").forEach(e => e.open = true) || true`)
	if !webtest.Evaluate[bool](d.Tab, fmt.Sprintf(`!!document.querySelector(%q)`, form+" button")) {
		d.s.t.Fatalf("%s has no form %s: %s", d.here(), form, d.text())
	}
	d.Press(form + " button")
}

// here is the address of the page on the node, without the query.
func (p *phone) here() string {
	u, err := url.Parse(webtest.Evaluate[string](p.Tab, `location.href`))
	must(p.s.t, err)
	return u.Path
}

// address is where the first link of a selector leads.
func (p *phone) address(selector string) string {
	p.s.t.Helper()
	u, err := url.Parse(webtest.Evaluate[string](p.Tab, fmt.Sprintf(`document.querySelector(%q)?.getAttribute("href") ?? ""`, selector)))
	must(p.s.t, err)
	if u.Path == "" {
		p.s.t.Fatalf("%s has no link %s: %s", p.here(), selector, p.text())
	}
	return u.Path
}

// text is what the page says, source all of it.
func (p *phone) text() string {
	return strings.Join(strings.Fields(webtest.Evaluate[string](p.Tab, `document.body.textContent`)), " ")
}

func (p *phone) source() string {
	return webtest.Evaluate[string](p.Tab, `document.documentElement.outerHTML`)
}

// show takes pictures of a page in a wide and in a narrow window, in Armenian and
// in English, where pictures were asked for.
func (p *phone) show(name, path string) {
	p.s.t.Helper()
	if f := flag.Lookup("pictures"); f == nil || f.Value.String() == "" {
		return
	}
	for _, l := range []locale.Language{"hy", "en"} {
		for _, width := range []int64{phoneWidth, deskWidth} {
			p.Visit(fmt.Sprintf("%s%s?lang=%s", p.s.home, path, l), width)
			p.Picture(fmt.Sprintf("keys-%s-%s-%d", name, l, width))
		}
	}
}
