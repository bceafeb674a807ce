package web

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
)

//go:embed style.css
var stylesheet string

//go:embed icon.svg
var icon []byte

// version names the bytes of the stylesheet.
func version() string {
	sum := sha256.Sum256([]byte(stylesheet))
	return hex.EncodeToString(sum[:6])
}

// sheetPath is the address of the stylesheet; it changes with its bytes, so
// that it can be kept for ever.
func sheetPath() string { return "/style.css?v=" + version() }

// stylePolicy is the source expression that allows the stylesheet, and no
// other, to stand in a page.
func stylePolicy() string {
	sum := sha256.Sum256([]byte(stylesheet))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
