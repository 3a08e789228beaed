package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// sum is one line of the sums.
type sum struct{ digest, name string }

var (
	sumLine  = lazyregexp.New(`^([0-9a-f]{64})  (.+)$`)
	fileName = lazyregexp.New(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
)

// writeSums writes what sha256sum writes, sorted by name.
func writeSums(sums []sum) []byte {
	slices.SortFunc(sums, func(a, b sum) int { return strings.Compare(a.name, b.name) })
	var out strings.Builder
	for _, one := range sums {
		fmt.Fprintf(&out, "%s  %s\n", one.digest, one.name)
	}
	return []byte(out.String())
}

// readSums reads what writeSums wrote and nothing else, so that no byte of it is without a
// meaning.
func readSums(data []byte) ([]sum, error) {
	var sums []sum
	if strings.Count(string(data), "\n") > maxFiles {
		return nil, fmt.Errorf("%s lists more than the %d files that a bundle may have", SumsFile, maxFiles)
	}
	for i, line := range strings.SplitAfter(string(data), "\n") {
		text, ended := strings.CutSuffix(line, "\n")
		if text == "" && !ended && i > 0 {
			break
		}
		match := sumLine().FindStringSubmatch(text)
		switch {
		case text == "" && !ended:
			return nil, fmt.Errorf("%s lists nothing", SumsFile)
		case match == nil || !ended:
			return nil, fmt.Errorf("%s:%d: it is no sum with two spaces and a name behind it", SumsFile, i+1)
		case !fileName().MatchString(match[2]), match[2] == SumsFile, match[2] == EnvelopeFile:
			return nil, fmt.Errorf("%s:%d: %q is no file that a bundle may list", SumsFile, i+1, match[2])
		case len(sums) > 0 && match[2] <= sums[len(sums)-1].name:
			return nil, fmt.Errorf("%s:%d: %q is not behind the name above it", SumsFile, i+1, match[2])
		}
		sums = append(sums, sum{match[1], match[2]})
	}
	for _, needed := range []string{RecordFile, ResultsFile, SnapshotFile} {
		if !slices.ContainsFunc(sums, func(one sum) bool { return one.name == needed }) {
			return nil, fmt.Errorf("%s does not list %s", SumsFile, needed)
		}
	}
	return sums, nil
}

// Digest is the SHA-256 of data in hexadecimal.
func Digest(data []byte) string {
	digest := sha256.Sum256(data)
	return hex.EncodeToString(digest[:])
}
