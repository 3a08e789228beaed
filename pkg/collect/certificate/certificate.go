// Package certificate reads the identity provider's signing certificate that the manifest
// names: PEM, base64 without its lines, or the SAML metadata that has one in it. It says
// what the certificate is and until when, and judges none of it.
package certificate

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const kind = "sso_certificate"

// Options say what to read.
type Options struct {
	Types snapshot.Types
	// File is the certificate's path from the repository's root.
	File string
	// Declared is where the manifest names it, nil where nobody can tell.
	Declared *snapshot.Location
}

// Collect hands on one sso_certificate, and reports the source "certificate <file>". A
// file that cannot be read is handed on as well, with all of it unknown.
func Collect(repository fs.FS, options Options, sink collect.Sink) {
	name := path.Clean(strings.ReplaceAll(options.File, `\`, "/"))
	source := snapshot.Source{
		ID: "certificate " + collect.Redact(name), Status: snapshot.Complete, Holds: []string{kind},
		Counts: map[string]int{"certificates": 0},
	}
	o := &snapshot.Observation{
		Type: kind, Source: source.ID, Address: collect.Redact(name), Complete: true,
		Values: map[string]any{"file": name},
	}
	if data, err := read(repository, name); err != nil {
		message := fmt.Sprintf("%s, which organization.sso.certificate names, %s: "+
			"name the signing certificate by its path from the manifest's folder or the repository's root",
			collect.Quote(name), err)
		source.Status, source.Reason = snapshot.Failed, message
		source.Problems = []snapshot.Problem{{Kind: snapshot.Broken, Message: message, Location: options.Declared}}
		o.Unknown = map[string]snapshot.Unknown{}
		for _, pointer := range []string{"/form", "/fault", "/certificates"} {
			o.Unknown[pointer] = snapshot.Unknown{Reason: "the file cannot be read", Location: options.Declared}
		}
		if options.Declared != nil {
			o.Locations = snapshot.Locations{{Position: snapshot.Position{Location: *options.Declared}}}
		}
	} else {
		found := parse(data)
		source.Counts["certificates"] = len(found.parts)
		found.observe(o, collect.NewText(collect.Redact(name), data))
	}
	if collect.Finish(options.Types, o) {
		sink.Observe([]*snapshot.Observation{o})
	}
	sink.Report(source)
}

// read reads a file inside the repository. The error is a clause.
func read(repository fs.FS, name string) ([]byte, error) {
	if path.IsAbs(name) || !fs.ValidPath(name) {
		return nil, fmt.Errorf("is outside of the repository")
	}
	return collect.ReadFile(repository, name)
}
