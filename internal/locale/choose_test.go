package locale

import "testing"

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		link, accept string
		want         Language
	}{
		{"", "", English},
		{"hy", "", Armenian},
		{"hy", "ru", Armenian},
		{"hyw", "ru", Armenian},
		{"hy-AM", "", Armenian},
		{"xx", "az", Azerbaijani},
		{"<script>", "ru", Russian},
		{"", "az-Latn-AZ,az;q=0.9", Azerbaijani},
		{"", "hyw", Armenian},
		{"", "hyw-AM,en;q=0.5", Armenian},
		{"", "de,ru;q=0.8,en;q=0.2", Russian},
		{"", "de-CH,fr", English},
		{"", "en;q=0.2,ru;q=0.9", Russian},
		{"", "en-GB,ru", English},
		{"", "tr,az;q=0.5", Azerbaijani},
		{"", ";;;q=,,,", English},
		{"", "*", English},
	} {
		if got := Choose(c.link, c.accept); got != c.want {
			t.Errorf("Choose(%q, %q) = %s, want %s", c.link, c.accept, got, c.want)
		}
	}
}

func TestLanguagesNameThemselves(t *testing.T) {
	want := []string{"Azərbaycanca", "English", "Հայերեն", "Русский"}
	for i, l := range Languages() {
		if l.Name() != want[i] {
			t.Errorf("%s names itself %q", l, l.Name())
		}
	}
	if got := For("xx").Language(); got != Fallback {
		t.Errorf("printer of an unknown language speaks %s", got)
	}
}
