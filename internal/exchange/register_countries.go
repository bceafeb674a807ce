package exchange

import "strings"

// isoCodes are the countries of ISO 3166-1, by their codes of two letters. A place
// that is none of them has no code, whatever a register calls it.
const isoCodes = " AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ" +
	" CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR" +
	" GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP" +
	" KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT" +
	" MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW" +
	" SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG" +
	" UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "

// countryNames are codes of countries by what registers call them.
var countryNames = map[string]string{
	"albania": "AL", "armenia": "AM", "austria": "AT", "azerbaijan": "AZ", "belarus": "BY", "belgium": "BE", "bosnia-and-herzegovina": "BA", "bulgaria": "BG",
	"canada": "CA", "china": "CN", "colombia": "CO", "croatia": "HR", "cyprus": "CY", "czechia": "CZ", "denmark": "DK", "egypt": "EG", "estonia": "EE",
	"finland": "FI", "france": "FR", "georgia": "GE", "germany": "DE", "greece": "GR", "hungary": "HU", "india": "IN", "iran": "IR", "ireland": "IE",
	"israel": "IL", "italy": "IT", "japan": "JP", "jordan": "JO", "kazakhstan": "KZ", "kyrgyzstan": "KG", "latvia": "LV", "lebanon": "LB", "lithuania": "LT",
	"moldova": "MD", "netherlands": "NL", "norway": "NO", "poland": "PL", "portugal": "PT", "qatar": "QA", "romania": "RO", "russia": "RU",
	"saudi-arabia": "SA", "serbia": "RS", "slovakia": "SK", "slovenia": "SI", "south-africa": "ZA", "spain": "ES", "sweden": "SE", "switzerland": "CH",
	"tajikistan": "TJ", "turkey": "TR", "turkiye": "TR", "turkmenistan": "TM", "uae": "AE", "uk": "GB", "ukraine": "UA", "united-arab-emirates": "AE",
	"united-kingdom": "GB", "united-states": "US", "usa": "US", "uzbekistan": "UZ",
}

// countryCode returns the ISO code of a place that is a country, or "".
func countryCode(place string) string {
	place = strings.ReplaceAll(strings.ToLower(place), "_", "-")
	if code, ok := countryNames[place]; ok {
		return code
	}
	if code := strings.ToUpper(place); len(code) == 2 && strings.Contains(isoCodes, " "+code+" ") {
		return code
	}
	return ""
}
