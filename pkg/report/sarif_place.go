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
// only if the request touches all lines of its region.
func (p place) physical() *sarif.Location {
	region := sarif.NewRegion().WithStartLine(p.line()).WithEndLine(p.line())
	if p.location.StartLine > 0 && p.location.StartColumn > 0 {
		region.WithStartColumn(p.location.StartColumn)
		if p.location.EndLine == p.location.StartLine && p.location.EndColumn > p.location.StartColumn {
			region.WithEndColumn(p.location.EndColumn)
		}
	}
	return sarif.NewLocationWithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewSimpleArtifactLocation(p.uri)).
		WithRegion(region))
}

// artifactURI is the path of a file from the repository's root, percent-encoded, and
// whether it has one. A root that leads out of the repository is left out. Bytes that
// are not UTF-8 are replaced: the upload could not decode them.
func artifactURI(root, file string) (string, bool) {
	file = strings.ToValidUTF8(file, "\uFFFD")
	for _, candidate := range []string{path.Join(root, file), path.Clean(file)} {
		if fs.ValidPath(candidate) && candidate != "." {
			return encodePath(candidate), true
		}
	}
	return "", false
}

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
