package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// What one side writes is public once a co-chair of every side has approved exactly
// that: the second sees every change, old beside new.
func TestTwoSidesPublishARecord(t *testing.T) {
	s := wells(t)
	one, other := s.chairs(t)
	anybody := s.client(t)
	one.get("/registers/everything/lower-well/edit").want(http.StatusOK).form("/edit").set("f.summary.0_en", "It gives water to both villages.").set("f.state", "open").
		set("why_en", "The pump works again.").send().want(http.StatusOK).says("waits for approval")
	anybody.get("/registers/everything/lower-well").want(http.StatusOK).hides("both villages")

	proposal := one.get("/registers/everything/lower-well").form("/propose").send().want(http.StatusOK)
	proposal.says("Change a register", "1 record", "The lower well", "The pump works again.", "State", "Closed", "Open", "Nothing", "It gives water to both villages.")
	other.get("/registers/everything/proposals").want(http.StatusOK).says("Waits for")
	other.get("/office").want(http.StatusOK).says("Change a register", "Wells")
	file := other.get(strings.Split(proposal.Path, "?")[0] + "/files/" + node.ChangesPaper).want(http.StatusOK)
	if !strings.Contains(file.Body, `"format":"parley-register-changes/1"`) || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file is %.200q, %v", file.Body, file.Header)
	}
	other.get(proposal.Path).want(http.StatusOK).form("/approve").send().want(http.StatusOK).says("Approved by every side, in force")
	anybody.get("/registers/everything/lower-well").want(http.StatusOK).says("It gives water to both villages.")
	other.get(proposal.Path).want(http.StatusOK).says("It gives water to both villages.")
	anybody.get(proposal.Path).want(http.StatusNotFound)
	s.holder(t, "armenia", dialogue.Moderator).get("/registers/everything/proposals").want(http.StatusNotFound)
}

// Everything that is pending is proposed at once, or only what is ticked.
func TestProposeAllThatIsPending(t *testing.T) {
	s := wells(t)
	v := s.viewer("azerbaijan", dialogue.CoChair)
	for i := range changesOnPage + 3 {
		s.draft(t, v, "everything", "well-"+itoa(i), register.Public, map[string]register.Value{"name": inEnglish("Well of village " + itoa(i))})
	}
	one, other := s.chairs(t)
	list := one.get("/registers/everything/proposals").want(http.StatusOK).says("104 records have changes", "Well of village 7")
	list.form("/proposals").set("do", "these").send().want(http.StatusForbidden).says("Nothing is pending")
	few := list.form("/proposals")
	few.values["key"] = []string{"well-7", "well-9"}
	few.set("do", "these").send().want(http.StatusOK).says("2 records", "Well of village 9").hides("Well of village 8").
		form("/withdraw").send().want(http.StatusOK).says("Taken off the table", "What was proposed is not kept any more.")
	all := list.form("/proposals").set("do", "all").send().want(http.StatusOK).says("104 records", "Well of village 0")
	other.get(all.Path + "?page=2").want(http.StatusOK).says("Well of village 99").hides("Well of village 10 ")
	other.get(all.Path).form("/approve").send().want(http.StatusOK).says("Approved by every side, in force")
	s.client(t).get("/registers/everything/well-102").want(http.StatusOK).says("Well of village 102")
}

// What changed since it was proposed cannot be approved.
func TestChangedRecordVoidsItsProposal(t *testing.T) {
	s := wells(t)
	one, other := s.chairs(t)
	proposal := one.get("/registers/everything/upper-well").form("/propose").send().want(http.StatusOK)
	shown := other.get(proposal.Path).want(http.StatusOK)
	one.get("/registers/everything/upper-well/edit").form("/edit").set("f.pumps.lower", "4").send().want(http.StatusOK)
	shown.form("/approve").send().want(http.StatusConflict)
	other.get(proposal.Path).want(http.StatusOK).says("What was proposed is not kept any more.")
}

// Fewer people read a record as soon as one side says so.
func TestNarrowAtOnce(t *testing.T) {
	s := wells(t)
	anybody := s.client(t)
	anybody.get("/registers/everything/lower-well").want(http.StatusOK)
	shown := s.holder(t, "armenia", dialogue.CoChair).get("/registers/everything/lower-well")
	shown.form("/narrow").set("level", "members").send().want(http.StatusOK)
	anybody.get("/registers/everything/lower-well").want(http.StatusNotFound)
	shown.form("/narrow").set("level", "chairs").send().want(http.StatusConflict).says("changed since you opened it")
}

// What a moderator writes of one side's own counts once its co-chair says so, is
// taken back, or is emptied for ever.
func TestOneSidesOwnRecord(t *testing.T) {
	s := wells(t)
	moderator, chair := s.holder(t, "azerbaijan", dialogue.Moderator), s.holder(t, "azerbaijan", dialogue.CoChair)
	new := func(key, level string) *answer {
		return moderator.get("/registers/others/new").want(http.StatusOK).says("Whoever holds an office of Azerbaijan").form("/new").
			set("f.name.0_en", "Visit "+key).set("level", level).set("wanted", key).send().want(http.StatusOK)
	}
	at := func(a *answer) string { return strings.Split(a.Path, "?")[0] }
	dropped := new("second-visit", "side")
	dropped.form("/drop").send().want(http.StatusOK)
	moderator.get(at(dropped)).want(http.StatusNotFound)
	path := at(new("third-visit", "side"))
	if path != "/registers/others/azerbaijan-third-visit" {
		t.Errorf("it is at %s", path)
	}
	chair.get(path).form("/apply").send().want(http.StatusOK)
	s.holder(t, "armenia", dialogue.CoChair).get(path).want(http.StatusNotFound)
	sure := chair.get(path).form("/withdraw").send().want(http.StatusOK).says("Empty this record for ever?")
	sure.form("/withdraw").send().want(http.StatusOK)
	chair.get(path).want(http.StatusOK).hides("Visit third-visit")
}

// S71: sides reply to fields and to each other's columns, and take that back.
func TestReplies(t *testing.T) {
	s := wells(t)
	c := s.holder(t, "armenia", dialogue.CoChair)
	form := c.get("/registers/everything/upper-well/reply?field=done&column=azerbaijan").want(http.StatusOK).form("/reply")
	if form.values.Get("field") != "done azerbaijan" {
		t.Errorf("asked about %q", form.values.Get("field"))
	}
	form.set("words_en", "Half of it is done.").send().want(http.StatusBadRequest).says("Say how the reply stands").
		form("/reply").set("stance", "doubt").send().want(http.StatusOK).says("Half of it is done.")
	s.client(t).get("/registers/everything/upper-well").want(http.StatusOK).says("Half of it is done.")
	r := s.recordOf(t, s.viewer("armenia", dialogue.CoChair), "everything", "upper-well")
	reply := r.Replies[len(r.Replies)-1]
	c.post(recordPath("everything", "upper-well", "/replies/"+dialogue.FormatID(reply.ID)+"/back"),
		map[string][]string{"token": {form.values.Get("token")}, "stamp": {r.Stamp()}}).want(http.StatusOK).hides("Half of it is done.")
}

// Whom a record is about agrees to its being held before it is made; what they take
// back ends at once.
func TestConsentIsRecordedAndTakenBack(t *testing.T) {
	s := wells(t)
	c, steward := s.holder(t, "armenia", dialogue.CoChair), s.holder(t, "armenia", dialogue.Steward)
	form := c.get("/registers/stories/new").want(http.StatusOK).hides("Key, under which").form("/new").set("f.name.0_en", "A keeper").set("f.story.0_en", "It was a dry year.")
	saved := form.send().want(http.StatusForbidden).form("/new").set("held", "yes").send().want(http.StatusOK).says("It was a dry year.")
	path := strings.Split(saved.Path, "?")[0]
	page := steward.get(path + "/consent").want(http.StatusOK).says("That the record is held")
	page.form("/consent").set("use", "share").set("from", "2020-01-01").send().want(http.StatusBadRequest).says("Consent begins today or later").
		form("/consent").set("use", "share").set("from", "2026-11-23").send().want(http.StatusOK).says("That other sides read it")
	page = steward.get(path + "/consent")
	page.form("/consent/withdraw", `value="share"`).send().want(http.StatusOK).says("taken back:")
	steward.get(path+"/consent").form("/consent/withdraw", `value="hold"`).send().want(http.StatusOK)
	c.get(path).want(http.StatusNotFound)
	s.holder(t, "azerbaijan", dialogue.CoChair).get(path + "/consent").want(http.StatusNotFound)
}
