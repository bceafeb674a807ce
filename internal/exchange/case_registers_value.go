package exchange

import (
	"strings"

	"parley/internal/register"
)

// inWords returns texts as a value, without those that are empty.
func inWords(texts ...string) register.Value {
	var v register.Value
	for _, text := range texts {
		if text != "" {
			v.Texts = append(v.Texts, english(text))
		}
	}
	return v
}

// chosen returns options as a value, without those that are empty.
func chosen(options ...string) register.Value {
	var v register.Value
	for _, option := range options {
		if option != "" {
			v.Choices = append(v.Choices, option)
		}
	}
	return v
}

func yesNo(yes bool) register.Value {
	if yes {
		return chosen("yes")
	}
	return chosen("no")
}

func dated(date string) register.Value { return register.Value{Date: register.Date(date)} }

func linked(keys ...string) register.Value {
	var v register.Value
	for _, key := range keys {
		v.Links = append(v.Links, register.Link{Key: key})
	}
	return v
}

// worksOf returns links to the works of sources, each once.
func worksOf(refs []ref) register.Value {
	var v register.Value
	seen := map[string]bool{}
	for _, one := range refs {
		if !seen[one.Work] {
			seen[one.Work] = true
			v.Links = append(v.Links, register.Link{Key: one.Work})
		}
	}
	return v
}

// calledHere returns what a register calls an option of the files.
func calledHere(option string, names map[string]string) string {
	if name, ok := names[option]; ok {
		return name
	}
	return option
}

// edtf returns a date of the files in the notation of registers: "1930s" is a
// decade, and with an end it is an interval, whose start can be open. What the files
// say is approximate, or know by half of a year or decade, is approximate.
func edtf(date, precision, end string) string {
	if decade, ok := strings.CutSuffix(date, "0s"); ok {
		date = decade + "X"
	}
	switch precision {
	case "approximate", "mid-1990s", "mid-year":
		date += "~"
	case "continuous":
		return "" // it is no date: it goes on
	}
	switch {
	case end == "":
		return date
	case date == "":
		return "../" + end
	}
	return date + "/" + end
}

// places are the countries and regions of registers that the files write out.
var places = map[string]string{
	"Armenia": "am", "Azerbaijan": "az", "Baltic states": "baltic_states", "Colombia": "co", "Finland": "fi", "France": "fr", "Georgia": "ge",
	"Germany": "de", "Greece": "gr", "India": "in", "Iran": "ir", "Israel": "il", "Nagorno-Karabakh": "nk", "Netherlands": "nl",
	"Northern Ireland": "northern_ireland", "Pakistan": "pk", "Russia": "ru", "South Africa": "za", "Sweden": "se", "Switzerland": "ch",
	"Türkiye": "tr", "USSR": "ussr", "United Kingdom": "gb", "United States": "us",
}
