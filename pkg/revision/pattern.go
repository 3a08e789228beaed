package revision

import (
	"path"
	"slices"
	"strings"
)

// pattern is a line of a .gitignore.
type pattern struct {
	// depth is how many folders the file stands below the root.
	depth int
	// parts is the pattern, segment by segment; ** is any number of them.
	parts   []string
	include bool // it takes back
	folders bool // it is for folders only
}

// parsePatterns reads the lines of a .gitignore that stands so many folders below the root.
func parsePatterns(text string, depth int) []pattern {
	var all []pattern
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if strings.HasPrefix(line, "#") {
			continue
		}
		trimmed := strings.TrimRight(line, " ")
		if strings.HasSuffix(trimmed, `\`) && trimmed != line {
			trimmed += " "
		}
		one := pattern{depth: depth}
		trimmed, one.include = strings.CutPrefix(trimmed, "!")
		trimmed, one.folders = strings.CutSuffix(trimmed, "/")
		if trimmed == "" {
			continue
		}
		anchored := strings.Contains(trimmed, "/")
		// path.Match has the negation of a class as ^ alone.
		trimmed = strings.ReplaceAll(strings.TrimPrefix(trimmed, "/"), "[!", "[^")
		one.parts = strings.Split(trimmed, "/")
		if !anchored {
			one.parts = []string{"**", trimmed}
		}
		all = append(all, one)
	}
	return all
}

// isIgnored says whether the last pattern that matches a path ignores it. One that nobody can
// read ignores nothing, and takes back all.
func isIgnored(patterns []pattern, file []string, isFolder bool) bool {
	for _, one := range slices.Backward(patterns) {
		if one.folders && !isFolder {
			continue
		}
		matches, err := matchParts(one.parts, file[one.depth:])
		if matches || err != nil && one.include {
			return !one.include
		}
	}
	return false
}

// matchParts keeps how much of a path the parts so far can stand for, so that many ** cost
// no more than their number.
func matchParts(parts, file []string) (bool, error) {
	reached := make([]bool, len(file)+1)
	reached[0] = true
	for i, part := range parts {
		next := make([]bool, len(file)+1)
		for at, ok := range reached {
			switch {
			case !ok:
			case part == "**" && i < len(parts)-1:
				fill(next[at:])
			case at == len(file):
			case part == "**":
				fill(next[at+1:])
			default:
				matches, err := path.Match(part, file[at])
				if err != nil {
					return false, err //nolint:wrapcheck // nobody reads it
				}
				next[at+1] = next[at+1] || matches
			}
		}
		reached = next
	}
	return reached[len(file)], nil
}

func fill(all []bool) {
	for i := range all {
		all[i] = true
	}
}
