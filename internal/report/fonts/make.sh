#!/bin/sh
# Cuts the fonts of this folder out of Debian's fonts-noto-core, with
# pyftsubset of Debian's fonttools. The same packages give the same bytes.
set -eu
from=/usr/share/fonts/truetype/noto
latin=U+0020-007E,U+00A0-024F,U+0259,U+02B0-02FF,U+0300-036F,U+1E80-1E9E,U+1EF2-1EF3
greek=U+0370-03FF
cyrillic=U+0400-04FF
signs=U+2010-2027,U+202F-205E,U+2070-209C,U+20A0-20BF,U+2100-2122,U+2150-215F,U+2212,U+2215,U+FFFD
armenian=U+0020,U+002D,U+00A0,U+0531-058F,U+FB13-FB17
symbols=U+2190-2199,U+21D0-21D4,U+2202-2265,U+2282-2287

cut() { # name, characters
	pyftsubset "$from/$1.ttf" --output-file="$1.ttf" --unicodes="$2" --layout-features= --no-hinting \
		--drop-tables+=GDEF,GPOS,GSUB --notdef-outline --name-IDs=0,1,2,3,4,5,6,13,14 --no-recalc-timestamp
}
for weight in Regular Bold; do
	cut "NotoSans-$weight" "$latin,$greek,$cyrillic,$signs"
	cut "NotoSansArmenian-$weight" "$armenian"
done
cut NotoSansMath-Regular "$symbols"
