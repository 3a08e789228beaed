package certificate

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// mostCertificates bounds what is read of one file: a chain has three or four.
const mostCertificates = 20

// mark is what Windows begins a file in UTF-8 with.
const mark = "\xEF\xBB\xBF"

// found is what a file holds.
type found struct {
	form  string
	fault string // a clause; empty where a certificate was read
	parts []part
}

// part is one certificate, and the bytes that it stands in.
type part struct {
	start, end  int
	certificate *x509.Certificate
}

// parse knows the form by what the file begins with.
func parse(data []byte) found {
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte(mark)))
	switch {
	case len(text) == 0:
		return found{fault: "it is empty"}
	case text[0] == '<':
		return parseMetadata(data)
	case bytes.Contains(text, []byte("-----BEGIN ")):
		return parsePEM(data)
	}
	if certificate, err := x509.ParseCertificate(data); err == nil {
		return found{form: "der", parts: []part{{0, len(data), certificate}}}
	}
	start := bytes.Index(data, text)
	certificate, err := decode(text)
	if err != nil {
		return found{fault: "it is neither PEM, base64 nor SAML metadata"}
	}
	return found{form: "base64", parts: []part{{start, start + len(text), certificate}}}
}

// decode reads a certificate in base64, broken into lines or not.
func decode(text []byte) (*x509.Certificate, error) {
	plain := bytes.Join(bytes.Fields(text), nil)
	der, err := base64.StdEncoding.AppendDecode(nil, plain)
	if err != nil {
		return nil, errors.New("it is no base64")
	}
	return x509.ParseCertificate(der)
}

func parsePEM(data []byte) found {
	f := found{form: "pem"}
	for rest := bytes.TrimPrefix(data, []byte(mark)); len(f.parts) < mostCertificates; {
		block, after := pem.Decode(rest)
		if block == nil {
			break
		}
		end := len(bytes.TrimRight(data[:len(data)-len(after)], "\r\n"))
		start := bytes.LastIndex(data[:end], []byte("-----BEGIN "))
		rest = after
		if block.Type != "CERTIFICATE" {
			continue // a key or a request may stand beside it
		}
		f.add(start, end, func() (*x509.Certificate, error) { return x509.ParseCertificate(block.Bytes) })
	}
	begun := min(bytes.Count(data, []byte("-----BEGIN CERTIFICATE-----")), mostCertificates)
	switch {
	case f.fault != "":
	case begun == 0:
		f.fault = "it has no BEGIN CERTIFICATE line"
	case len(f.parts) >= begun:
	case bytes.Contains(data, []byte(`-----\n`)):
		f.fault = `its lines end in \n, written out, and not where a line ends`
	default:
		f.fault = "a certificate in it has no END CERTIFICATE line, no base64 before it, or spaces before its lines"
	}
	return f
}

// add keeps a certificate, or the first reason why one cannot be read.
func (f *found) add(start, end int, read func() (*x509.Certificate, error)) {
	certificate, err := read()
	if err == nil {
		f.parts = append(f.parts, part{start, end, certificate})
	} else if f.fault == "" {
		f.fault = "a certificate in it cannot be read (" + strings.TrimPrefix(err.Error(), "x509: ") + ")"
	}
}

// observe writes what was found, with the place of each certificate.
func (f *found) observe(o *snapshot.Observation, text *collect.Text) {
	o.Locations.Set("", snapshot.Position{Location: snapshot.Location{File: o.Address}})
	if f.form != "" {
		o.Values["form"] = f.form
	}
	if f.fault != "" {
		o.Values["fault"] = f.fault
	}
	certificates := make([]any, len(f.parts))
	for i, part := range f.parts {
		pointer := snapshot.Element("/certificates", i)
		certificates[i] = facts(part.certificate)
		unnamed(o, pointer, part.certificate)
		if f.form != "der" { // a binary file has no lines
			o.Locations.Set(pointer, snapshot.Position{Location: text.Location(part.start, part.end)})
		}
	}
	if f.fault != "" && len(certificates) == 0 {
		hide(o, "/certificates", f.fault)
		return
	}
	o.Values["certificates"] = certificates
}

func hide(o *snapshot.Observation, pointer, reason string) {
	if o.Unknown == nil {
		o.Unknown = map[string]snapshot.Unknown{}
	}
	o.Unknown[pointer] = snapshot.Unknown{Reason: reason}
}

// unnamed makes unknown what nobody here has a name for.
func unnamed(o *snapshot.Observation, pointer string, of *x509.Certificate) {
	if of.SignatureAlgorithm == x509.UnknownSignatureAlgorithm {
		hide(o, pointer+"/signature_algorithm", "it is signed with an algorithm that has no name here")
	}
	if of.PublicKeyAlgorithm == x509.UnknownPublicKeyAlgorithm {
		hide(o, pointer+"/key_algorithm", "its key is of an algorithm that has no name here")
	}
}

// facts are what rules read of a certificate.
func facts(of *x509.Certificate) map[string]any {
	values := map[string]any{
		"subject":    of.Subject.String(),
		"serial":     fmt.Sprintf("%x", of.SerialNumber),
		"not_before": of.NotBefore.UTC().Format(time.RFC3339),
		"not_after":  of.NotAfter.UTC().Format(time.RFC3339),
	}
	if of.SignatureAlgorithm != x509.UnknownSignatureAlgorithm {
		values["signature_algorithm"] = of.SignatureAlgorithm.String()
	}
	if of.PublicKeyAlgorithm != x509.UnknownPublicKeyAlgorithm {
		values["key_algorithm"] = of.PublicKeyAlgorithm.String()
	}
	if bits := keyBits(of); bits > 0 {
		values["key_bits"] = json.Number(strconv.Itoa(bits))
	}
	return values
}

func keyBits(of *x509.Certificate) int {
	switch public := of.PublicKey.(type) {
	case *rsa.PublicKey:
		return public.N.BitLen()
	case *ecdsa.PublicKey:
		return public.Params().BitSize
	case ed25519.PublicKey:
		return 8 * len(public)
	default:
		return 0
	}
}
