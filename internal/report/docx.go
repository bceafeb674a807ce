package report

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"strings"
)

// docxParts are the files of a DOCX that are the same in all.
//
//go:embed docx/*.xml
var docxParts embed.FS

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// renderDOCX sets blocks as a document of Office Open XML. The same blocks give
// the same bytes, of one build: another release of Go may pack them otherwise.
func renderDOCX(blocks []Block, meta Meta) ([]byte, error) {
	d := newDocx(blocks, meta)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range []struct{ name, body string }{
		{"[Content_Types].xml", docxPart("content_types")},
		{"_rels/.rels", docxPart("rels")},
		{"docProps/core.xml", coreProperties(meta)},
		{"docProps/app.xml", docxPart("app")},
		{"word/document.xml", d.document(blocks)},
		{"word/_rels/document.xml.rels", d.relations()},
		{"word/styles.xml", docxPart("styles")},
		{"word/numbering.xml", docxPart("numbering")},
		{"word/settings.xml", docxPart("settings")},
		{"word/fontTable.xml", docxPart("fontTable")},
		{"word/header.xml", docxHeader(meta)},
		{"word/footer.xml", docxFooter(meta)},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: noDay})
		if err != nil {
			return nil, fmt.Errorf("write the DOCX: %w", err)
		}
		if _, err := w.Write([]byte(part.body)); err != nil {
			return nil, fmt.Errorf("write the DOCX: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write the DOCX: %w", err)
	}
	return out.Bytes(), nil
}

func docxPart(name string) string {
	body, err := docxParts.ReadFile("docx/" + name + ".xml")
	if err != nil {
		panic(err) // it is embedded
	}
	return string(body)
}

func coreProperties(meta Meta) string {
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + xmlText(meta.Title) + `</dc:title><dc:subject>` + xmlText(meta.Subject) + `</dc:subject>` +
		`<dc:language>` + officeLanguage(meta.Language) + `</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + noDay.Format("2006-01-02T15:04:05Z") + `</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">` + noDay.Format("2006-01-02T15:04:05Z") + `</dcterms:modified>` +
		`</cp:coreProperties>`
}

func docxHeader(meta Meta) string {
	return xmlHead + `<w:hdr ` + wordSpaces + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>` +
		docxRun(meta.Title, "", meta.TitleIn) + `</w:p></w:hdr>`
}

func docxFooter(meta Meta) string {
	field := func(name string) string {
		return `<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	}
	page := strings.TrimLeft(meta.Page+" ", " ")
	return xmlHead + `<w:ftr ` + wordSpaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
		docxRun(meta.Foot+"\t"+page, "", meta.Language) + field("PAGE") + docxRun(" / ", "", meta.Language) + field("NUMPAGES") +
		`</w:p></w:ftr>`
}
