package web

import (
	"context"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/record"
)

// Anybody reads a release in their language and edition, takes its files, and
// can check it without the node.
func TestReadAndCheckARelease(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	j.register()
	id := j.release(s.report(t))
	path, c := releasePath(id, ""), s.client(t)
	c.get(path+"?lang=hy").want(http.StatusOK).says("Ջրհորներ սահմանի վրա", "Մեր ջրհորները չորանում են ամռանը։", "Հաստատված է, կողմ՝ Հայաստան, օր՝ 2026-11-23։", "Հաստատված է, կողմ՝ Ադրբեջան")
	c.get(path+"?lang=az").want(http.StatusOK).says("Sərhəddə quyular", "Quyularımız payızda quruyur.", "Təsdiq edilib, tərəf: Azərbaycan")
	first := func(query, one, other string) {
		t.Helper()
		_, body, _ := strings.Cut(c.get(path+query).want(http.StatusOK).Body, `class="columns`)
		if at := strings.Index(body, one); at < 0 || at > strings.Index(body, other) {
			t.Errorf("%q does not begin with %q", query, one)
		}
	}
	first("?edition=armenia", "dry in summer", "dry in autumn")
	first("?edition=azerbaijan", "dry in autumn", "dry in summer")
	c.get(path + "?edition=valley").want(http.StatusNotFound)

	page := c.get(path)
	for name, kind := range map[string]string{"neutral.hy.html": "text/html; charset=utf-8", "armenia.az.pdf": "application/pdf", "document.json": "application/json",
		"azerbaijan.ru.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "neutral.en.md": "text/markdown; charset=utf-8"} {
		file := c.get(path + "/files/" + name).want(http.StatusOK)
		if file.Header.Get("Content-Type") != kind || file.Header.Get("Content-Disposition") != `attachment; filename="`+name+`"` {
			t.Errorf("%s comes with %v", name, file.Header)
		}
		if !strings.Contains(page.Body, `href="`+path+"/files/"+name+`"`) {
			t.Errorf("%s is offered nowhere", name)
		}
	}
	c.get(path + "/files/nothing.pdf").want(http.StatusNotFound)

	trust, err := record.ParseTrust([]byte(c.get("/trust.txt").Body))
	check(t, err)
	bundle := c.get(path + "/bundle").want(http.StatusOK)
	given := record.Given{Files: map[string][]byte{"neutral.hy.pdf": []byte(c.get(path + "/files/neutral.hy.pdf").Body)}}
	if v := record.Verify([]byte(bundle.Body), &trust, given); v.Outcome != record.Verified {
		t.Errorf("it is %s: %+v", v.Outcome, v.Findings)
	}
	c.get("/releases/nonsense").want(http.StatusNotFound)
	c.get("/releases/0000000000001").want(http.StatusNotFound)
}

// A browser of the public keeps a release as long as it is the same; one in which
// somebody has signed in keeps nothing.
func TestReleaseIsKept(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	j.register()
	path, c := releasePath(j.release(s.report(t)), ""), s.client(t)
	for _, at := range []string{path, "/releases", "/releases.atom", "/record", "/keys", "/checkpoint", "/trust.txt", path + "/bundle", path + "/files/neutral.en.md"} {
		c.Header.Del("If-None-Match")
		fresh := c.get(at).want(http.StatusOK)
		if fresh.Header.Get("Cache-Control") != "no-cache" || fresh.Header.Get("ETag") == "" {
			t.Errorf("%s: %v", at, fresh.Header)
		}
		c.Header.Set("If-None-Match", fresh.Header.Get("ETag"))
		c.get(at).want(http.StatusNotModified)
		if chair := s.holder(t, "armenia", dialogue.CoChair).get(at).want(http.StatusOK); chair.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %v", at, chair.Header)
		}
	}
}

// Programs learn of releases to the day, under names that stay.
func TestFeed(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	j.register()
	c := s.client(t)
	type feed struct {
		ID      string `xml:"id"`
		Updated string `xml:"updated"`
		Lang    string `xml:"lang,attr"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	read := func(lang string) feed {
		t.Helper()
		a := c.get("/releases.atom?lang=" + lang).want(http.StatusOK)
		if a.Header.Get("Content-Type") != "application/atom+xml; charset=utf-8" {
			t.Errorf("it comes as %s", a.Header.Get("Content-Type"))
		}
		var f feed
		check(t, xml.Unmarshal([]byte(a.Body), &f))
		if f.Lang != lang {
			t.Errorf("its language is %q", f.Lang)
		}
		return f
	}
	if f := read("ru"); len(f.Entries) != 0 || !strings.HasPrefix(f.ID, "urn:uuid:") {
		t.Errorf("of nothing it says %+v", f)
	}
	id := j.release(s.report(t))
	hy, az := read("hy"), read("az")
	if len(hy.Entries) != 1 || len(az.Entries) != 1 || hy.ID != az.ID || hy.Entries[0].ID != az.Entries[0].ID || hy.ID == hy.Entries[0].ID {
		t.Fatalf("%+v, %+v", hy, az)
	}
	one := az.Entries[0]
	if one.Title != "Sərhəddə quyular" || one.Updated != "2026-11-23T00:00:00Z" || one.Link.Href != home+releasePath(id, "?lang=az") {
		t.Errorf("it tells of %+v", one)
	}
}

// The record is served as other programs read it.
func TestRecordFiles(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	c := s.client(t)
	c.get("/record").want(http.StatusOK).says("No witness is registered.")
	j.register()
	j.reach()
	at, err := s.Node.Record(context.Background())
	check(t, err)
	checkpoint := c.get("/checkpoint").want(http.StatusOK)
	if checkpoint.Body != at.Checkpoint || !strings.HasPrefix(checkpoint.Header.Get("Content-Type"), "text/plain") {
		t.Errorf("the checkpoint is %q (%v)", checkpoint.Body, checkpoint.Header)
	}
	signed, err := record.OpenCheckpoint([]byte(checkpoint.Body), j.log)
	check(t, err)
	if _, err := record.Cosigned([]byte(checkpoint.Body), map[string]string{"armenia": j.keys["armenia"].witnessPublic, "azerbaijan": j.keys["azerbaijan"].witnessPublic}); err != nil {
		t.Error(err)
	}
	for signed.Size < 256 { // a whole tile
		check(t, s.Node.DemandReceived(context.Background(), 1))
		signed.Size++
	}
	for path, kept := range map[string]string{"tile/entries/000": "immutable", "tile/0/000": "immutable", "tile/entries/000.p/3": "no-cache", "tile/0/000.p/4": "no-cache", "tile/1/000.p/1": "no-cache"} {
		want, err := s.Node.RecordFile(context.Background(), path)
		check(t, err)
		got := c.get("/" + path).want(http.StatusOK)
		if got.Body != string(want) || got.Header.Get("Content-Type") != "application/octet-stream" || !strings.Contains(got.Header.Get("Cache-Control"), kept) {
			t.Errorf("%s: %d bytes, %v", path, len(got.Body), got.Header)
		}
	}
	first, err := record.ParseEntry([]byte(c.get("/tile/entries/000").Body[2:][:entryLength(c.get("/tile/entries/000").Body)]))
	if err != nil || first.Day != "2026-11-23" {
		t.Errorf("the first entry is %+v, %v", first, err)
	}
	for _, path := range []string{"/tile/", "/tile/entries/001", "/tile/0/000.p/300", "/tile/x", "/tile/entries/0"} {
		c.get(path).want(http.StatusNotFound)
	}
	c.get("/record").says("Entries 256", "Has signed the first", "The operator of this node has put on record", "First keys registered 4", j.log)
}

// entryLength reads how long the first entry of a tile is.
func entryLength(tile string) int { return int(tile[0])<<8 | int(tile[1]) }
