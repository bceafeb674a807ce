package exchange

import "slices"

// caseThemes are the themes of registers, each with the words of the files that are
// filed under it. The words themselves stand beside it where a register has a field
// for them.
var caseThemes = map[string][]string{
	"education":          {"adults", "critical-thinking", "education", "handbooks", "language", "media-literacy", "mentorship", "scholarships", "teachers", "textbooks", "training"},
	"culture":            {"culture", "film", "heritage", "literature", "music", "poetry", "religion", "sport", "symbolic", "translation"},
	"media":              {"broadcast", "communication", "digital", "information-exchange", "journalists", "media", "multilingual", "new-media", "outreach", "publication", "social-media"},
	"disinformation":     {"disinformation", "enemy-image", "hate-speech", "propaganda", "rhetoric"},
	"identity":           {"contested-term", "empathy", "human-stories", "identity", "narrative", "reflection", "self-criticism"},
	"memory":             {"archive", "documentation", "history", "memory", "oral-history"},
	"justice":            {"accountability", "acknowledgment", "justice", "reconciliation"},
	"rights":             {"democracy", "human-rights", "rights"},
	"trauma":             {"care", "trauma"},
	"health":             {"health"},
	"youth":              {"youth"},
	"women":              {"women"},
	"inclusion":          {"accessibility", "actor-selection", "elite", "inclusion", "regions", "rural"},
	"environment":        {"environment"},
	"connectivity":       {"connectivity", "mobility", "transport"},
	"economy":            {"business", "daily-life", "economy", "livelihoods", "practical-cooperation", "reconstruction", "services", "social"},
	"security":           {"ceasefire", "confidence-building", "demining", "disarmament", "guarantees", "prevention", "safety", "security"},
	"border-communities": {"border", "border-communities", "border-monitoring", "community", "delimitation"},
	"displacement":       {"displacement", "humanitarian", "integration", "needs", "return", "territory"},
	"missing-persons":    {"families", "missing-persons", "remains"},
	"detainees":          {"detainees"},
	"civic-space":        {"appeal", "civic-space", "civil-society", "coalitions", "independence", "network", "ngo", "peace", "public-space", "solidarity"},
	"dialogue":           {"agenda", "alignment", "closed-format", "convening", "dialogue", "dialogue-method", "direct-dialogue", "division-of-labour", "exchange", "expert-dialogue", "facilitation", "imitation", "innovation", "joint-authorship", "joint-report", "location", "methods", "online-dialogue", "principle", "symmetry", "track-relations"},
	"trust":              {"contact", "normalisation", "reciprocity", "trust", "visits"},
	"treaty":             {"autonomy", "contingency", "declaration", "implementation", "interim", "referendum", "settlement", "settlement-models", "treaty"},
	"official-relations": {"communication-lines", "diplomatic-relations", "direct-talks", "geopolitics", "policy", "politics", "reform"},
	"regional":           {"mediation", "regional", "regional-cooperation", "third-country", "trilateral"},
	"diaspora":           {"diaspora"},
	"research":           {"advisory-panels", "analysis", "comparative", "conflict-analysis", "critique", "experts", "fact-finding", "public-opinion", "research", "roster", "strategy", "theory"},
	"funding":            {"donors", "funding", "grants"},
	"evaluation":         {"consultation", "evaluation", "hearings", "indicators", "interviews", "monitoring", "recommendations"},
	"local-ownership":    {"local-ownership"},
	"transparency":       {"discretion", "ethics", "transparency"},
}

// themesOf returns the themes of words of the files, or a word that is under none.
func themesOf(words []string) (themes []string, unknown string) {
	for _, word := range words {
		found := false
		for theme, under := range caseThemes {
			if slices.Contains(under, word) {
				themes, found = append(themes, theme), true
				break
			}
		}
		if !found {
			return nil, word
		}
	}
	return themes, ""
}
