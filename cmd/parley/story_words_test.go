package main

import (
	"slices"

	"parley/internal/dialogue"
)

// What is said in the story is made up: nobody said it, and nobody voted.
var (
	storyForum = dialogue.Text{"az": "Yol və ticarət forumu", "en": "Forum on roads and trade",
		"hy": "Ճանապարհների և առևտրի ֆորում", "ru": "Форум о дорогах и торговле"}
	storyTopic = dialogue.Text{"az": "Sərhəd yolu boyunca həyat", "en": "Life along the border road",
		"hy": "Կյանքը սահմանամերձ ճանապարհին", "ru": "Жизнь вдоль приграничной дороги"}
	storyAbout = dialogue.Text{"az": "Sınaq üçün uydurulub: ilk növbədə nə edilməlidir?", "en": "Made up for a test: what should be done first?",
		"hy": "Հորինված է փորձարկման համար։ Ի՞նչ պետք է արվի առաջինը", "ru": "Придумано для проверки: что нужно сделать сначала?"}
)

var storySides = map[dialogue.SideID]dialogue.Side{
	"azerbaijan": {Names: dialogue.Text{"az": "Azərbaycan", "en": "Azerbaijan", "hy": "Ադրբեջան", "ru": "Азербайджан"}, Languages: []dialogue.Language{"az", "ru"}},
	"armenia":    {Names: dialogue.Text{"az": "Ermənistan", "en": "Armenia", "hy": "Հայաստան", "ru": "Армения"}, Languages: []dialogue.Language{"hy", "ru"}},
}

// storySeeds is the table that a co-chair brings.
const storySeeds = `text,language,side
Avtobuslar hər gün işləməlidir.,az,azerbaijan
Շուկան պետք է բաց լինի երկու կողմի համար։,hy,armenia
Воду нужно делить по общему расписанию.,ru,azerbaijan
Schools should exchange letters.,en,armenia
Kitabxanalarda hər iki tərəfin kitabları olmalıdır.,az,azerbaijan
Ճանապարհի նշանները պետք է լինեն չորս լեզվով։,hy,armenia
`

const (
	lamps   = "Գիշերը ճանապարհը պետք է լուսավորված լինի։"
	queues  = "Gömrükdə növbə bir saatdan çox olmamalıdır."
	twofold = "Yol təmir olunsun və məktəb tikilsin."
	asked   = "Ո՞վ պետք է վճարի դրա համար"
)

// A tale is one of the six who take part from the beginning: who it is, in
// which language, and what is written.
type tale struct {
	side     dialogue.SideID
	language dialogue.Language
	writes   [2]string
}

var tales = []tale{
	{"armenia", "hy", [2]string{"Երեխաները պետք է միասին սպորտով զբաղվեն։", lamps}},
	{"azerbaijan", "az", [2]string{"Körpü gecə də açıq olmalıdır.", queues}},
	{"azerbaijan", "ru", [2]string{"Пастухам нужны общие правила выпаса.", "Старые могилы нужно беречь по обе стороны."}},
	{"armenia", "ru", [2]string{"Врачам нужно разрешить работать по обе стороны.", "Сначала нужно починить старый мост."}},
	{"armenia", "hy", [2]string{"Լուրերը պետք է թարգմանվեն մյուս կողմի լեզվով։", asked}},
	{"azerbaijan", "az", [2]string{"Tələbələr bir semestr qonşu ölkədə oxuya bilməlidir.", twofold}},
}

// storyReasons are for what a moderator rejects.
var storyReasons = map[string]dialogue.Reason{twofold: "several_ideas", asked: "question"}

// choice says how the so-manieth of a side votes in the story: all agree, but
// on what they are divided about or of two minds.
func choice(text string, side dialogue.SideID, person int) string {
	switch {
	case text == lamps && side == "azerbaijan", text == queues && side == "armenia":
		return "disagree"
	case slices.Contains([]string{tales[2].writes[0], tales[4].writes[0]}, text):
		return []string{"agree", "disagree"}[person%2]
	case text == tales[1].writes[0] && person%4 == 3:
		return "pass"
	}
	return "agree"
}
