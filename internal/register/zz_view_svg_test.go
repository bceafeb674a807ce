package register

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"strings"
	"testing"
)

func TestZZSVG(t *testing.T) {
	type rec struct {
		ID, Name      string
		Organisations []struct{ ID, Name string }
		Themes        []string
	}
	var ini []rec
	b, _ := os.ReadFile("/work/shared/data/reference-case/initiatives.json")
	json.Unmarshal(b, &ini)
	names := map[string]string{}
	d := definitionOf(t, "everything")
	var all []Record
	for _, r := range ini {
		var ks []string
		for _, o := range r.Organisations {
			ks = append(ks, o.ID)
			names[o.ID] = o.Name
		}
		names[r.ID] = r.Name
		all = append(all, keptOf(r.ID, map[string]Value{"partners": linkTo(ks...)}))
	}
	p := d.Network(View{Links: []string{"partners"}}, all, func(n NetworkNode) string { return names[n.Key] })
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1000" viewBox="0 0 1000 1000" style="background:#fff" font-family="sans-serif" font-size="11">`)
	for _, e := range p.Edges {
		a, b := p.Nodes[e.From].At, p.Nodes[e.To].At
		fmt.Fprintf(&s, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#bbb"/>`, a.X*1000, a.Y*1000, b.X*1000, b.Y*1000)
	}
	n := 0
	for _, x := range p.Nodes {
		c := "#06c"
		if x.Record < 0 {
			c = "#c60"
		}
		fmt.Fprintf(&s, `<circle cx="%.1f" cy="%.1f" r="%.1f" fill="%s"/>`, x.At.X*1000, x.At.Y*1000, p.Radius*1000, c)
		if x.Label != nil {
			n++
			fmt.Fprintf(&s, `<text x="%.1f" y="%.1f" textLength="%.1f" lengthAdjust="spacingAndGlyphs">%s</text>`, x.Label.X*1000, (x.Label.Y+x.Label.Height*0.8)*1000, x.Label.Width*1000, html.EscapeString(x.Label.Text))
		}
	}
	s.WriteString("</svg>")
	os.WriteFile("/tmp/view/net.svg", []byte(s.String()), 0o644)
	t.Logf("%d nodes %d edges, left %d, radius %.4f, %d labels", len(p.Nodes), len(p.Edges), p.Left, p.Radius, n)
}
