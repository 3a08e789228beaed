package main

import (
	"bytes"
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/prometheus"
	"github.com/pinelint/pinelint/pkg/collect/source"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// secrets are those that the scan found. Most no other collector can tell, since only the
// name beside them says what they are; Terraform may carry one anywhere, and names of
// resources may be one.
type secrets map[string]bool

func (s secrets) add(secret string) { s[secret] = true }

// learn adds those of the files that a snapshot says have some, for what is shown of files
// where none was searched.
func (s secrets) learn(evidence *snapshot.Snapshot, files fs.FS) {
	for _, found := range evidence.Resources["repository_secret"] {
		name, _ := found.Values["file"].(string)
		s.learnFile(name, files)
	}
	for _, from := range evidence.Sources {
		for _, problem := range from.Problems {
			if from.ID == source.SourceID && problem.Location != nil { // it may have some that are no finding
				s.learnFile(problem.Location.File, files)
			}
		}
	}
}

// learnFrom does the same where there are only results.
func (s secrets) learnFrom(results *finding.Results, files fs.FS) {
	for _, found := range results.Findings {
		if found.Resource.Type == "repository_secret" && found.Location != nil {
			s.learnFile(found.Location.File, files)
		}
	}
	for _, from := range results.Sources {
		for _, problem := range from.Problems {
			if from.ID == source.SourceID && problem.Location != nil { // as above
				s.learnFile(problem.Location.File, files)
			}
		}
	}
}

func (s secrets) learnFile(name string, files fs.FS) {
	content, err := collect.ReadFile(files, name)
	if err != nil {
		return // it is not here any more, so nothing of it is shown
	}
	for _, secret := range source.Secrets(content) {
		s.add(secret)
	}
}

// redacted is a text of the repository without secrets.
func (s secrets) redacted(text string) string {
	return source.Redact(s.remove(prometheus.Redact(text)))
}

// from takes them out of all that was collected.
func (s secrets) from(evidence *snapshot.Snapshot) (*snapshot.Snapshot, error) {
	if len(s) == 0 {
		return evidence, nil
	}
	var text bytes.Buffer
	if err := snapshot.Write(&text, evidence); err != nil {
		return nil, err
	}
	clean := s.remove(text.String())
	if len(clean) == text.Len() {
		return evidence, nil
	}
	return snapshot.Read(strings.NewReader(clean))
}

// remove takes them out of a text. JSON writes their characters as they are.
func (s secrets) remove(text string) string {
	var pairs []string
	longest := slices.SortedFunc(maps.Keys(s), func(a, b string) int { // one may begin another
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	for _, secret := range longest {
		pairs = append(pairs, secret, collect.Redacted)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
