package report

import (
	"io/fs"
	"path"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/pinelint/pinelint/pkg/finding"
)

// place is where code scanning shows a result: always a path in the repository, since
// it refuses a whole upload for one result without.
type place struct {
	uri      string
	location finding.Location
	// synthetic says that no file declares the resource, and that the path is made up.
	synthetic bool
}

func placeOf(found *finding.Finding, root string) place {
	if found.Location != nil {
		if uri, ok := artifactURI(root, found.Location.File); ok {
			return place{uri: uri, location: *found.Location}
		}
	}
	return place{uri: syntheticURI(found.Resource), synthetic: true}
}

// line is the line of the region; a result about a whole file stands on its first.
func (p place) line() int { return max(1, p.location.StartLine) }

// physical is the place with a region of one line: an alert is shown in a pull request
// only if the request touches all lines of its region. Its parts are allocated as one,
// since there may be 25,000 of them.
func (p place) physical() *sarif.Location {
	parts := &struct {
		location sarif.Location
		physical sarif.PhysicalLocation
		artifact sarif.ArtifactLocation
		region   sarif.Region
		place    place
		line     int
	}{place: p, line: p.line()}
	at := &parts.place.location
	parts.region.StartLine, parts.region.EndLine = &parts.line, &parts.line
	if at.StartLine > 0 && at.StartColumn > 0 {
		parts.region.StartColumn = &at.StartColumn
		if at.EndLine == at.StartLine && at.EndColumn > at.StartColumn {
			parts.region.EndColumn = &at.EndColumn
		}
	}
	parts.artifact.URI = &parts.place.uri
	parts.physical.ArtifactLocation, parts.physical.Region = &parts.artifact, &parts.region
	parts.location.PhysicalLocation = &parts.physical
	return &parts.location
}

// artifactURI is [repositoryPath], percent-encoded.
func artifactURI(root, file string) (string, bool) {
	inside, ok := repositoryPath(root, file)
	return encodePath(inside), ok
}

// repositoryPath is the path of a file from the repository's root, and whether it has one.
// A root that leads out of the repository is left out. Bytes that are not UTF-8 are
// replaced: who reads the report could not decode them.
func repositoryPath(root, file string) (string, bool) {
	file = strings.ToValidUTF8(file, "\uFFFD")
	if joined := path.Join(root, file); isInside(joined) {
		return joined, true
	}
	if alone := path.Clean(file); isInside(alone) {
		return alone, true
	}
	return "", false
}

func isInside(name string) bool { return fs.ValidPath(name) && name != "." }

// syntheticURI is a path for a resource that no file declares. It is made of what stays
// the same from run to run, and below a folder that no repository has.
func syntheticURI(resource finding.Resource) string {
	segments := []string{"pinecone", resource.Type}
	for segment := range strings.SplitSeq(strings.ToValidUTF8(resource.ID, "\uFFFD"), "/") {
		if segment == "" || segment == "." || segment == ".." {
			segment = "_"
		}
		segments = append(segments, segment)
	}
	return encodePath(strings.Join(segments, "/"))
}

// encodePath percent-encodes all but slashes and unreserved characters, the colon too:
// before the first slash it would end the scheme of a URI.
func encodePath(name string) string {
	const digits = "0123456789ABCDEF"
	if !strings.ContainsFunc(name, func(r rune) bool { return r > '~' || r != '/' && !isUnreserved(byte(r)) }) {
		return name
	}
	var out strings.Builder
	for i := range len(name) {
		if c := name[i]; c == '/' || isUnreserved(c) {
			out.WriteByte(c)
		} else {
			out.WriteByte('%')
			out.WriteByte(digits[c>>4])
			out.WriteByte(digits[c&15])
		}
	}
	return out.String()
}

// isUnreserved is RFC 3986, section 2.3.
func isUnreserved(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	default:
		return c == '-' || c == '.' || c == '_' || c == '~'
	}
}
