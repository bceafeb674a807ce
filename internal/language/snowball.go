package language

import (
	"github.com/blevesearch/snowballstem"
	snowballenglish "github.com/blevesearch/snowballstem/english"
	snowballrussian "github.com/blevesearch/snowballstem/russian"
)

func englishStem(text string) string {
	env := snowballstem.NewEnv(text)
	snowballenglish.Stem(env)
	return env.Current()
}

func russianStem(text string) string {
	env := snowballstem.NewEnv(text)
	snowballrussian.Stem(env)
	return env.Current()
}
