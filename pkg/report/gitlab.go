package report

import (
	"io"

	"github.com/pinelint/pinelint/pkg/finding"
)

// codeQuality is an entry of GitLab's Code Quality report (GitLab documentation, "Code
// Quality report format"). GitLab stops at the first entry that it does not understand.
type codeQuality struct {
	Description string              `json:"description"`
	CheckName   string              `json:"check_name"`
	Fingerprint string              `json:"fingerprint"`
	Severity    string              `json:"severity"`
	Location    codeQualityLocation `json:"location"`
}

type codeQualityLocation struct {
	Path  string           `json:"path"`
	Lines codeQualityLines `json:"lines"`
}

type codeQualityLines struct {
	Begin int `json:"begin"`
}

// writeGitLab writes the fails that are not waived. A merge request shows what the target
// branch's report has not, by fingerprint, so those have no lines in them.
func writeGitLab(w io.Writer, results *finding.Results, options Options) error {
	entries := []codeQuality{}
	for i := range results.Findings {
		found := &results.Findings[i]
		if !failing(found) {
			continue
		}
		place := placeOf(found, options.Root)
		entry := codeQuality{
			Description: printable(found.Message), CheckName: found.Rule, Fingerprint: found.Fingerprint,
			Severity: codeQualitySeverity(found.Severity),
			Location: codeQualityLocation{Path: place.uri, Lines: codeQualityLines{Begin: place.line()}},
		}
		if !place.synthetic {
			entry.Location.Path, _ = repositoryPath(options.Root, found.Location.File)
		}
		entries = append(entries, entry)
	}
	encoder := newEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(entries)
}

// codeQualitySeverity is GitLab's word for a severity.
func codeQualitySeverity(severity finding.Severity) string {
	switch severity {
	case finding.Critical:
		return "blocker"
	case finding.High:
		return "critical"
	case finding.Medium:
		return "major"
	case finding.Low:
		return "minor"
	default:
		return "info"
	}
}
