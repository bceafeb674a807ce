package web

import (
	"fmt"
	"math"
	"math/rand/v2"

	"parley/internal/report"
)

// wordings are the statements of the fixture: everyday matters, in the
// languages that people would write in. Made up for these tests.
var wordings = []struct{ language, text string }{
	{"en", "Bus timetables should be posted in every language that passengers read."},
	{"hy", "Շուկան կիրակի օրերին պետք է բաց լինի։"},
	{"az", "Kitabxana axşamlar da açıq olmalıdır."},
	{"ru", "В каждом районе нужна площадка для детей."},
	{"hy", "Գետի ափին պետք է ավելի շատ ծառեր տնկել։"},
	{"az", "Məktəblərdə uşaqlar üzməyi öyrənməlidir."},
	{"en", "Public notices should use short sentences."},
	{"ru", "Дорогу к вокзалу надо освещать всю ночь."},
	{"az", "Velosiped yolları avtomobil yollarından ayrılmalıdır."},
	{"hy", "Տոնավաճառը տարին երկու անգամ պետք է կազմակերպվի։"},
	{"ru", "Музыка на улице после десяти вечера мешает."},
	{"en", "Local cooks should be asked before a food festival is planned."},
	{"hy", "Խմելու ջրի ցայտաղբյուրները պետք է աշխատեն ամբողջ տարին։"},
	{"az", "Parkda it gəzdirmək üçün ayrıca yer olmalıdır."},
	{"en", "A phone line with a person who answers is better than a form."},
	{"ru", "Летом занятия в кружках должны быть бесплатными."},
	{"az", "Küçə adları iki əlifba ilə yazılmalıdır."},
	{"hy", "Ավտոբուսները պետք է ավելի հաճախ գան։"},
	{"ru", "Старые дома лучше чинить, чем сносить."},
	{"en", "People who repair things should be easier to find."},
	{"hy", "Թատրոնի տոմսերը երիտասարդների համար պետք է էժան լինեն։"},
	{"az", "Bazarda qiymətlər yazılı göstərilməlidir."},
	{"en", "Weather warnings should come by text message."},
	{"ru", "В поликлинике нужен стол, где помогают заполнять бумаги."},
	{"az", "Çay kənarında maşın saxlamaq olmaz."},
	{"hy", "Դպրոցական ճաշի մեջ պետք է միշտ միրգ լինի։"},
	{"ru", "Выставки должны ездить и по сёлам."},
	{"en", "Shops should charge for plastic bags."},
	{"hy", "Ամռանը քաղաքի կենտրոնը պետք է փակ լինի մեքենաների համար։"},
	{"az", "Köhnə fotoşəkillər internetdə yerləşdirilməlidir."},
	{"en", "Every clinic should say how long the wait will be."},
	{"ru", "Футбольное поле должно быть открыто для всех."},
	{"az", "Ağsaqqallar məktəbdə nağıl danışmalıdır."},
	{"hy", "Լեզվի դասընթացներն ավելի օգտակար են, քան բառարանները։"},
	{"ru", "Новости погоды важнее новостей спорта."},
	{"en", "Apples from here are the best."},
	{"hy", "Առավոտյան դասերը պետք է ավելի ուշ սկսվեն։"},
	{"az", "Şahmat dərsi hamı üçün məcburi olmalıdır."},
	{"en", "Letters on paper will still be written in twenty years."},
	{"ru", "Чай вкуснее кофе."},
}

// fixture is a dialogue of two sides as the public may see it. The order of
// the sides is that of sides, so that examples can begin with either.
func fixture(sides ...string) *report.Result {
	random := rand.New(rand.NewPCG(7, uint64(len(sides[0]))))
	r := &report.Result{
		Format: report.Format, Engine: "parley-opinion/1", Projection: "factor",
		Topic:       "Towns by the river: what would make everyday life easier?",
		Description: "Three weeks of statements and votes about buses, markets, schools and parks.",
		Threshold:   0.5, Simulated: true, SideOrder: sides, BySide: true,
		Populations: map[string]int{}, Explained: []float64{0.213, 0.094},
		Counts: report.Counts{Participants: 164, Placed: 151, Statements: len(wordings), BySide: map[string]int{}},
		Groups: report.Groups{K: 2, Silhouette: 0.412, Stability: 0.871, Claimed: true,
			Sizes: map[string]int{"A": 88, "B": 63}},
		Density: fixtureDensity(random),
	}
	for i, side := range sides {
		r.Populations[side] = []int{120, 90, 0}[i%3]
		r.Counts.BySide[side] = []int{93, 71, 40}[i%3]
		r.Priors = append(r.Priors, report.Prior{Side: side, Agree: [2]float64{2.41, 1.3}, Disagree: [2]float64{1.1, 3.27}})
		r.SideGroup = append(r.SideGroup, report.SideRow{Side: side, Cells: map[string]*int{"A": ptr(50 - 12*i), "B": ptr(34 - 5*i)}})
	}
	for i := range wordings {
		s := fixtureStatement(i, sides, random)
		r.StatementOrder = append(r.StatementOrder, s.Statement)
		for _, n := range s.Total {
			if n != nil {
				r.Counts.Votes += *n
			}
		}
		r.Statements = append(r.Statements, s)
	}
	return r
}

func ptr[T any](v T) *T { return &v }

// plan says which reading the statements of the fixture have, in turn.
var plan = []report.Reading{
	report.CommonGround, report.Divide, report.CommonGround, report.Mixed, report.CommonGround,
	report.Open, report.CommonGroundReject, report.Mixed, report.Divide, report.CommonGround,
}

func fixtureStatement(i int, sides []string, random *rand.Rand) report.Statement {
	w := wordings[i]
	s := report.Statement{
		Statement: fmt.Sprint(i), Text: w.text, Language: w.language,
		Author: sides[(i+i/10)%len(sides)], Seed: i < 6, Reading: plan[i%len(plan)],
		Consensus: ptr(0.2 + random.Float64()/2),
	}
	var total [3]int
	for k, side := range sides {
		f := figureFor(s.Reading, k, random)
		if i%10 == 2 { // agreed by all, by some far more than by others
			f = figureOfShare([]float64{0.94, 0.69}[k%2], 60, random)
		}
		f.Side = side
		for c, n := range []*int{f.Agree, f.Disagree, f.Pass} {
			total[c] += *n
		}
		s.Sides = append(s.Sides, f)
	}
	for c := range total {
		s.Total[c] = ptr(total[c])
	}
	s.Groups = []report.GroupCount{
		{Group: "A", Agree: ptr(total[0] / 2), Disagree: ptr(total[1] / 3), Pass: ptr(total[2] / 2)},
		{Group: "B", Agree: ptr(total[0] / 3), Disagree: ptr(total[1] / 2), Pass: ptr(total[2] / 3)},
	}
	finish(&s, i, sides, random)
	return s
}

// figureFor draws the votes of side number k so that the reading fits.
func figureFor(reading report.Reading, k int, random *rand.Rand) report.SideFigure {
	n := 18 + random.IntN(50)
	share := map[report.Reading]float64{
		report.CommonGround: 0.82, report.CommonGroundReject: 0.12, report.Mixed: 0.5,
		report.Divide: []float64{0.78, 0.24}[k%2], report.Open: 0.6,
	}[reading] + random.Float64()*0.12 - 0.06
	if reading == report.Open && k == 1 {
		n = 9
	}
	return figureOfShare(share, n, random)
}

// figureOfShare gives n votes, of which the share agrees.
func figureOfShare(share float64, n int, random *rand.Rand) report.SideFigure {
	agree := int(math.Round(float64(n) * share))
	pass := min(n-agree, random.IntN(1+n/6))
	mean := float64(agree) / float64(n)
	spread := 1.64 * math.Sqrt(mean*(1-mean)/float64(n)+0.002)
	return report.SideFigure{
		Agree: ptr(agree), Disagree: ptr(n - agree - pass), Pass: ptr(pass),
		Low: ptr(max(0, mean-spread)), High: ptr(min(1, mean+spread)),
	}
}

func finish(s *report.Statement, i int, sides []string, random *rand.Rand) {
	switch s.Reading {
	case report.CommonGround, report.CommonGroundReject:
		s.Certainty = ptr([]float64{0.9996, 0.984, 0.951, 0.923}[random.IntN(4)])
		s.Breakdown = ptr(1 + random.IntN(14))
		s.Unequal, s.Fragile = i%10 == 2, i%20 == 4
	case report.Divide:
		s.Certainty = ptr(0.95 + random.Float64()*0.05)
	case report.Open:
		s.OpenWhy = []string{sides[1%len(sides)]}
		s.Sides[1%len(sides)].MoreVotes = ptr(11 + i)
	}
	if i%7 == 3 {
		s.Representative = []string{"A"}
	} else if i%7 == 4 {
		s.Representative = []string{"B"}
	}
	if i == 25 || i == 35 {
		withhold(s)
	}
}

// withhold takes from s what report.Disclose takes when one side is too small.
func withhold(s *report.Statement) {
	last := len(s.Sides) - 1
	s.Withheld, s.Total, s.Certainty, s.Breakdown, s.Consensus = true, [3]*int{}, nil, nil, nil
	s.Sides[last] = report.SideFigure{Side: s.Sides[last].Side}
	for i := range s.Groups {
		s.Groups[i] = report.GroupCount{Group: s.Groups[i].Group}
	}
}

// fixtureDensity is two clouds on a grid.
func fixtureDensity(random *rand.Rand) *report.Density {
	var people [20][20]int
	fullest := 0
	for i := range 151 {
		x, y := 6.0, 12.0
		if i%5 < 2 {
			x, y = 13.5, 8
		}
		column := min(19, max(0, int(x+random.NormFloat64()*2.2)))
		row := min(19, max(0, int(y+random.NormFloat64()*2.6)))
		people[row][column]++
		fullest = max(fullest, people[row][column])
	}
	d := &report.Density{Size: 20, Levels: 5}
	for _, row := range people {
		var cells []int
		for _, n := range row {
			cells = append(cells, (4*n+fullest-1)/fullest)
		}
		d.Cells = append(d.Cells, cells)
	}
	return d
}
