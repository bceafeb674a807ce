package register

import "slices"

// stopWords are words that say nothing about a plan, in the four languages.
const stopWords = `
a an and are as at be been but by can do for from had has have if in into is it its
more not of on one or other our so than that the their them then there these they
this those to two up us was we were what when where which who will with without
would you your both between about all any each some such want plan would like

և ու է են եմ ենք եք էր էին որ որը որոնք մեր մենք ձեր նրա նրանց իր իրենց այս այդ այն
մի մեկ մյուս մեջ մոտ վրա համար հետ մասին ինչ ով երբ որտեղ թե կամ բայց նաև ոչ չի
պիտի կլինի լինել երկու բոլոր ամեն ուզում ենք պլան

və ilə bir bu o da də ki üçün amma lakin ya yaxud biz bizim siz sizin onlar onların
öz hər bütün iki nə kim harada necə olan olur olacaq var yox deyil kimi daha çox
arasında haqqında istəyirik plan digər

и в во на с со к ко по за из от до у о об обо при для не ни но а же ли бы что
чтобы как так это этот эта эти тот та те мы наш наша наши вы ваш они их он она оно
его её свой или если где когда кто который два две оба все всё каждый хотим план
между другой другая другие будет быть есть
`

var stop = func() map[string]bool {
	words := map[string]bool{}
	_, spelled := formsOf(stopWords)
	for _, s := range spelled {
		words[s] = true
	}
	return words
}()

// stopped reports whether a word is one of them in one of its spellings.
func stopped(spelled []string) bool {
	return slices.ContainsFunc(spelled, func(s string) bool { return stop[s] })
}
