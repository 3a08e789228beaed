package certificate

import (
	"bytes"
	"crypto/x509"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// metadata reads SAML metadata token by token: no tree is built, and no entity is expanded
// but the five of XML itself.
type metadata struct {
	found
	tokens *xml.Decoder
	// inside counts the elements of each name that are open.
	inside map[string]int
	// signs says for each open KeyDescriptor whether its key signs.
	signs bool
	text  bytes.Buffer
	start int
}

// parseMetadata takes the certificates with which an identity provider signs.
func parseMetadata(data []byte) found {
	m := &metadata{
		found:  found{form: "metadata"},
		tokens: xml.NewDecoder(bytes.NewReader(data)),
		inside: map[string]int{},
	}
	if err := m.read(); err != nil && m.fault == "" {
		m.fault = "its XML cannot be read (" + err.Error() + ")"
	}
	if len(m.parts) == 0 && m.fault == "" {
		m.fault = "it has no signing certificate of an identity provider"
	}
	return m.found
}

func (m *metadata) read() error {
	for len(m.parts) < mostCertificates {
		before := int(m.tokens.InputOffset())
		token, err := m.tokens.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return reason(err)
		}
		switch token := token.(type) {
		case xml.Directive:
			return errors.New("it has a document type declaration, which SAML metadata must not have")
		case xml.StartElement:
			m.open(token)
		case xml.CharData:
			if m.reads() {
				m.collect(token, before)
			}
		case xml.EndElement:
			m.close(token.Name.Local, before)
		}
	}
	return nil
}

// reason is a parser's error in one line, without the input that it quotes.
func reason(err error) error {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return fmt.Errorf("line %d: no well-formed XML", syntax.Line)
	}
	return errors.New("its encoding is not UTF-8")
}

func (m *metadata) open(element xml.StartElement) {
	name := element.Name.Local
	m.inside[name]++
	switch name {
	case "KeyDescriptor":
		m.signs = true
		for _, attribute := range element.Attr {
			if attribute.Name.Local == "use" && strings.EqualFold(attribute.Value, "encryption") {
				m.signs = false
			}
		}
	case "X509Certificate":
		m.text.Reset()
	}
}

// reads says whether text that comes now is a certificate that counts.
func (m *metadata) reads() bool {
	return m.inside["IDPSSODescriptor"] > 0 && m.inside["KeyDescriptor"] > 0 && m.signs && m.inside["X509Certificate"] > 0
}

// collect gathers a text that comments may divide.
func (m *metadata) collect(text []byte, at int) {
	if m.text.Len() == 0 {
		m.start = at + len(text) - len(bytes.TrimLeft(text, " \t\r\n"))
		text = text[m.start-at:]
	}
	m.text.Write(text)
}

func (m *metadata) close(name string, end int) {
	if name == "X509Certificate" && m.reads() {
		text := bytes.Clone(m.text.Bytes())
		m.add(m.start, end, func() (*x509.Certificate, error) { return decode(text) })
	}
	m.inside[name]--
}
