package web

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"

	"parley/internal/report"
)

//go:embed style.css
var stylesheet string // of results: what a page that stands alone carries

//go:embed taking_part.css
var takingPartStyle string

//go:embed office.css
var officeStyle string

//go:embed forum.css
var forumStyle string

//go:embed release.css
var releaseStyle string

//go:embed register.css
var registerStyle string

//go:embed register_views.css
var registerViewsStyle string

//go:embed register_write.css
var registerWriteStyle string

// siteSheet is the stylesheet of a site.
var siteSheet = stylesheet + takingPartStyle + officeStyle + forumStyle + releaseStyle + registerStyle + registerViewsStyle + registerWriteStyle + report.HTMLStyle()

//go:embed icon.svg
var icon []byte

// version names the bytes of the stylesheet of a site. Every page has it.
var version = func() string {
	sum := sha256.Sum256([]byte(siteSheet))
	return hex.EncodeToString(sum[:6])
}()

// sheetPath is the address of the stylesheet; it changes with its bytes, so
// that it can be kept for ever.
func sheetPath() string { return "/style.css?v=" + version }

// stylePolicy is the source expression that allows the stylesheet of results,
// and no other, to stand in a page.
func stylePolicy() string {
	sum := sha256.Sum256([]byte(stylesheet))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
