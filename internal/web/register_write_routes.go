package web

import (
	"net/url"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

// registerWriteRoutes are the pages on which registers are written: records, the
// columns of sides, replies, consent, suggestions, files of many records, and what
// every side has to approve.
func (s *site) registerWriteRoutes() []Route {
	none := map[string]string{}
	return []Route{
		{Pattern: "GET /registers/{register}/new", serve: writers(showNewRecord)},
		{Pattern: "POST /registers/{register}/new", serve: writers(postNewRecord), most: mostRecord, moderators: true,
			Fields: map[string]string{"f.name.0_in": "en", "f.name.0_en": "The upper well", "level": "members", "wanted": "upper-well", "held": "yes"}},
		{Pattern: "GET /registers/{register}/import", serve: writers(showRegisterImport)},
		{Pattern: "POST /registers/{register}/import", serve: writers(postRegisterImport), most: mostRegisterFile, moderators: true, Fields: map[string]string{"partly": "yes"}},
		{Pattern: "GET /registers/{register}/proposals", serve: chairs(showRegisterProposals)},
		{Pattern: "POST /registers/{register}/proposals", serve: chairs(postRegisterProposal), Fields: none},
		{Pattern: "GET /registers/{register}/suggest", serve: showSuggest},
		{Pattern: "POST /registers/{register}/suggest", serve: postSuggest, Fields: map[string]string{"words": "The well has a new cover.", "language": "en"}},
		{Pattern: "GET /registers/{register}/suggestions", serve: showSuggestions},
		{Pattern: "POST /registers/{register}/suggestions", serve: chairs(postVerdict), Fields: map[string]string{"suggestion": "0000000000001", "take": "yes"}},

		{Pattern: "GET /registers/{register}/{record}/{page}", serve: showRecordPage},
		{Pattern: "POST /registers/{register}/{record}/{page}", serve: postRecordPage, most: mostRecord, moderators: true,
			Fields: map[string]string{"stamp": "", "f.name.0_in": "en", "f.name.0_en": "The upper well", "level": "side", "field": "name", "stance": "agree", "words_en": "So it is.", "use": "share"}},
		{Pattern: "POST /registers/{register}/{record}/replies/{reply}/back", serve: chairs(postReplyBack), Fields: none},
		{Pattern: "POST /registers/{register}/{record}/consent/withdraw", serve: postConsentBack, Fields: map[string]string{"use": "hold"}},
		{Pattern: "POST /recommendations/{recommendation}/commit", serve: writers(postCommit), Fields: none},
	}
}

// mostRecord is how many bytes the form of a record can have.
const mostRecord = 8 << 20

// recordPages are what there is below the address of a record, by the last word of
// the address: one pattern has them all, for "files" and "views" of a register stand
// in the place of a record's key.
var recordPages = map[string]func(*visitor) error{
	"edit":     writers(showRecordEdit),
	"versions": showVersions,
	"column":   chairs(showColumn),
	"reply":    writers(showReply),
	"consent":  showRecordConsent,
}

// recordActs are the forms that are sent there.
var recordActs = map[string]func(*visitor) error{
	"edit":     writers(postRecordEdit),
	"column":   chairs(postColumn),
	"reply":    writers(postReply),
	"consent":  postRecordConsent,
	"propose":  chairs(postPropose),
	"apply":    chairs(postApply),
	"drop":     writers(postDrop),
	"narrow":   chairs(postNarrow),
	"withdraw": chairs(postRecordWithdrawal),
}

func showRecordPage(v *visitor) error { return v.oneOf(recordPages) }
func postRecordPage(v *visitor) error { return v.oneOf(recordActs) }

func (v *visitor) oneOf(pages map[string]func(*visitor) error) error {
	if serve, ok := pages[v.r.PathValue("page")]; ok {
		return serve(v)
	}
	return notFound(v)
}

// registerPath returns the address of a register, or of something below it.
func registerPath(name register.Name, rest string) string {
	return "/registers/" + url.PathEscape(string(name)) + rest
}

// recordPath returns the address of a record, or of something below it.
func recordPath(name register.Name, key, rest string) string {
	return registerPath(name, "/"+url.PathEscape(key)+rest)
}

// registerIn returns the register in the address.
func (v *visitor) registerIn() (*register.Definition, error) {
	return v.site.Node.Register(v.r.Context(), v.who, register.Name(v.r.PathValue("register")))
}

// recordIn returns the record in the address, as the visitor sees it.
func (v *visitor) recordIn() (*register.Definition, node.Shown, error) {
	return v.site.Node.RecordIn(v.r.Context(), v.who, register.Name(v.r.PathValue("register")), v.r.PathValue("record"))
}

// registerWords returns what the definition of a register says, in the reader's
// language.
func (v *visitor) registerWords(t dialogue.Text) string {
	words, _ := t.In(dialogue.Language(v.Language()))
	return words
}

// recordTitle returns what a record is called: one that is not kept yet as it would
// be.
func recordTitle(d *register.Definition, r register.Record) dialogue.Writing {
	values := r.Values
	if r.State == register.Draft && r.Pending != nil {
		values = r.Pending.Values
	}
	if texts := values[d.TitleField().Name].Texts; len(texts) > 0 {
		return texts[0]
	}
	return dialogue.Writing{}
}

// registerFault words a refusal in the reader's language, with the labels of the
// fields that it names in place of their names.
func (v *visitor) registerFault(d *register.Definition, f *fault.Fault) *fault.Fault {
	named := *f
	named.Args = append([]any{}, f.Args...)
	for i := 0; i+1 < len(named.Args); i += 2 {
		name, ok := named.Args[i+1].(string)
		if !ok || (named.Args[i] != "Field" && named.Args[i] != "Needs") {
			continue
		}
		if field, ok := d.Field(name); ok {
			named.Args[i+1] = v.registerWords(field.Label)
		}
	}
	return &named
}
