package main

import "parley/internal/dialogue"

// What the sides write in the story of two keys is made up: nobody wrote it, and
// nobody approved it.
var (
	wellsIssue = dialogue.Text{"hy": "Սահմանամերձ գյուղերի ջուրը", "az": "Sərhəd kəndlərinin suyu", "en": "Water of the border villages", "ru": "Вода приграничных сёл"}
	wellsClaim = map[dialogue.SideID]dialogue.Text{
		"azerbaijan": {"az": "Quyularımız payızda quruyur.", "hy": "Մեր ջրհորները չորանում են աշնանը։", "en": "Our wells run dry in autumn.", "ru": "Наши колодцы осенью пересыхают."},
		"armenia":    {"hy": "Մեր ջրհորները չորանում են ամռանը։", "az": "Quyularımız yayda quruyur.", "en": "Our wells run dry in summer.", "ru": "Наши колодцы летом пересыхают."},
	}
	wellsResponse = dialogue.Text{"hy": "Սա մենք լսում ենք։", "az": "Bunu eşidirik.", "en": "We hear that.", "ru": "Мы это слышим."}
	wellsJoint    = dialogue.Text{"az": "Quyular birlikdə ölçülür.", "hy": "Ջրհորները չափվում են միասին։", "en": "Wells are measured together.", "ru": "Колодцы измеряют вместе."}
	wellsChanged  = dialogue.Text{"hy": "Ջրհորները չափվում են միասին՝ ամեն ամիս։", "az": "Quyular hər ay birlikdə ölçülür.", "en": "Wells are measured together every month.", "ru": "Колодцы измеряют вместе каждый месяц."}
	wellsAsk      = dialogue.Text{"az": "Quyuların səviyyəsini dərc edin.", "hy": "Հրապարակեք ջրհորների մակարդակը։", "en": "Publish the levels of the wells.", "ru": "Публикуйте уровень воды в колодцах."}
	wellsReport   = dialogue.Text{"hy": "Ջրհորներ սահմանի վրա", "az": "Sərhəddə quyular", "en": "Wells on the border", "ru": "Колодцы на границе"}
)

// wellsParts are the parts of the report without which nothing is released.
var wellsParts = map[dialogue.Part]dialogue.Text{
	dialogue.PartAuthor:         {"az": "Uydurulmuş forumun nümayəndə heyətləri.", "hy": "Հորինված ֆորումի պատվիրակությունները։", "en": "The delegations to a made-up forum.", "ru": "Делегации придуманного форума."},
	dialogue.PartSponsor:        {"hy": "Հովանավոր, որի անունը չի նշվում։", "az": "Adı çəkilməyən sponsor.", "en": "A sponsor who is not named.", "ru": "Спонсор, который не назван."},
	dialogue.PartResponsibility: {"az": "Fikirlər forumundur.", "hy": "Կարծիքները ֆորումինն են։", "en": "The opinions are those of the forum.", "ru": "Мнения принадлежат форуму."},
}
